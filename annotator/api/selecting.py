"""What an export takes, and how it is written, from what was asked."""

from typing import Any

from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations.states import Kind, State
from annotator.api.schemas.exports import Chosen, ExportAsked
from annotator.errors import InvalidInput, NotAllowed
from annotator.exchange.choices import Selection
from annotator.exchange.queries import annotating
from annotator.formats.registry import WRITTEN, Format
from annotator.projects.models import Membership, Project, Role
from annotator.schemes.queries import labels_of


def selection_of(membership: Membership, by: User, asked: Chosen) -> Selection:
    """InvalidInput for what the project doesn't have."""
    return Selection(
        project=membership.project,
        owner_id=_owner(membership, by, asked),
        kinds=tuple(map(Kind, asked.kind)),
        states=tuple(map(State, asked.state)),
        label_ids=_labels(membership.project, asked.label),
        since=asked.since,
        until=asked.until,
        sources=tuple(asked.source),
        annotated_only=asked.annotated_only,
    )


def _owner(membership: Membership, by: User, asked: Chosen) -> int | None:
    """Annotators learn nothing of other names, not even whether there is such a person."""
    username = asked.annotator
    if membership.role == Role.ANNOTATOR:
        if username != by.username or set(asked.kind) - {Kind.ANNOTATOR}:
            detail = _("You can export your own annotations only: add “annotator=%(name)s”.")
            raise NotAllowed(detail % {"name": by.username})
        return by.pk
    if username is None:
        return None
    found = [one.pk for one in annotating(membership.project) if one.username == username]
    if not found:
        raise InvalidInput(_("“%(name)s” has no annotation set here.") % {"name": username})
    return found[0]


def _labels(project: Project, names: list[str]) -> tuple[int, ...]:
    if not names:
        return ()
    known = {label.name.casefold(): label.pk for label in labels_of(project)}
    for name in names:
        if name.strip().casefold() not in known:
            raise InvalidInput(_("The project has no label “%(name)s”.") % {"name": name})
    return tuple(known[name.strip().casefold()] for name in names)


def format_of(asked: ExportAsked) -> Format:
    form = WRITTEN[asked.format]
    form.check_installed()
    return form


def wishes_of(form: Format, asked: ExportAsked) -> dict[str, Any]:
    """Fields of ``Writing``; InvalidInput for one that makes no difference to the format."""
    names = ("variant", "unit", "borders", "mark")
    wishes = {name: value for name in names if (value := getattr(asked, name))}
    for name, value in wishes.items():
        fits = value in form.variants if name == "variant" else name in form.choices
        if not fits:
            option = ExportAsked.model_fields[name].alias or name
            said = {"option": option, "value": value, "format": form.name}
            raise InvalidInput(_("“%(option)s=%(value)s” means nothing to %(format)s.") % said)
    return wishes
