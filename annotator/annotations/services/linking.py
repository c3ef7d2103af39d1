"""Linking annotations."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations import links, steps
from annotator.annotations.changes import Change, begin, locked
from annotator.annotations.models import Relation
from annotator.annotations.services.checks import check_room_for_link
from annotator.annotations.snapshots import link as snapshot
from annotator.annotations.states import Kind
from annotator.annotations.steps import Asked
from annotator.errors import Conflict, InvalidInput
from annotator.schemes.queries import LinkType, links_of


@transaction.atomic
def link(
    *,
    article_id: int,
    by: User,
    step: UUID,
    uid: UUID,
    type_id: int,
    source: UUID,
    target: UUID,
    of: Kind = Kind.ANNOTATOR,
) -> Change:
    """Link two annotations; where their type allows one link only, it takes the other's place."""
    asked = Asked(article_id, by, step, ("link", uid, type_id, source, target), of=of)
    change = begin(asked)
    if change.repeated:
        return change
    check_room_for_link(change)
    relation = Relation(
        uid=uid,
        set=change.set,
        type_id=type_id,
        source=source,
        target=target,
        created=change.now,
    )
    if steps.link(asked, relation):
        change.touch_link(None, snapshot(relation))
    else:
        _link(change, relation)
    return change.save()


def _link(change: Change, relation: Relation) -> None:
    """Step by step, with the reason if it is refused."""
    kind = _usable_type(change, relation.type_id)
    _check_ends(change, relation, kind)
    before = links.leaving(change, relation.source, kind.id)
    if any(one.target == relation.target for one in before):
        raise InvalidInput(_("These two are linked already."))
    if Relation.objects.filter(set=change.set, uid=relation.uid).exists():
        raise Conflict(_("There is another link under this number already."))
    if not kind.many:
        links.remove(change, before)
    relation.save()
    change.log_link("relation:created", relation.uid, None, snapshot(relation))


def _usable_type(change: Change, type_id: int) -> LinkType:
    project = change.set.article.project_id
    kind = next((one for one in links_of(project) if one.id == type_id), None)
    if kind is None:
        raise InvalidInput(_("This kind of link is not part of the project."))
    if not kind.active:
        raise InvalidInput(
            _("Links of the kind “%(name)s” are switched off.") % {"name": kind.name}
        )
    return kind


def _check_ends(change: Change, relation: Relation, kind: LinkType) -> None:
    if relation.source == relation.target:
        raise InvalidInput(_("An annotation can’t be linked to itself."))
    ends = locked(change, [relation.source, relation.target])
    if len(ends) < 2:
        raise Conflict(_("One of the two annotations has been removed meanwhile."))
    source, target = ends[relation.source].label, ends[relation.target].label
    if not kind.joins(source.pk, target.pk):
        raise InvalidInput(
            _("“%(name)s” does not lead from %(source)s to %(target)s.")
            % {"name": kind.name, "source": source, "target": target}
        )


@transaction.atomic
def unlink(
    *, article_id: int, by: User, step: UUID, uid: UUID, of: Kind = Kind.ANNOTATOR
) -> Change:
    """Take a link away."""
    change = begin(Asked(article_id, by, step, ("unlink", uid), of=of))
    if change.repeated:
        return change
    relation = Relation.objects.filter(set=change.set, uid=uid).first()
    if relation is None:
        raise Conflict(_("This link has been removed meanwhile."), uid=uid)
    links.remove(change, [relation])
    return change.save()
