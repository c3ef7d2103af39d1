"""Decisions about many places: each is a step of the adjudication of its article."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotator.accounts.models import User
from annotator.activity.services import event, record
from annotator.errors import InvalidInput
from annotator.projects.models import Project
from annotator.reviews.permissions import check_can_review
from annotator.reviews.words import batches
from annotator.reviews.words.asked import Place
from annotator.reviews.words.services.deciding_in import Deciding
from annotator.reviews.words.situations import situations
from annotator.reviews.words.wishes import DECIDED, Action, Batch, Skip, Taken, Wish
from annotator.schemes.models import Label

MAX_PLACES = 500
MAX_ARTICLES = 200
"""In one batch, which takes some seconds."""


@transaction.atomic
def decide(
    *, project: Project, by: User, batch: UUID, wish: Wish, places: Sequence[Place], name: str = ""
) -> Batch:
    """Decide about all places or none, but for those that are skipped for a reason.

    ``batch`` is the number under which the form was shown: the same wish for the same places sent
    again changes nothing. ``name``: what was looked for.
    """
    check_can_review(by, project)
    places = sorted(set(places))
    _check_size(places)
    label = _label(project, wish)
    number = uuid5(batch, repr((wish, places)))
    _one_at_a_time(number)
    if done := batches.batch_of(project, by, number):
        return done
    steps, skipped = _decide(project, by, number, wish, places)
    made = Batch(
        id=number,
        at=timezone.now(),
        action=wish.action,
        name=name,
        label=label.name if label else "",
        places=len(places) - skipped.total(),
        articles=len({one.article for one in steps}),
        skipped=skipped,
        steps=tuple(steps),
    )
    after = made.as_json()
    record(event(DECIDED, by=by, project_id=project.pk, subject=number, after=after))
    return made


def _decide(
    project: Project, by: User, batch: UUID, wish: Wish, places: Sequence[Place]
) -> tuple[list[Taken], Counter[Skip]]:
    found = situations(project, by, {place.article for place in places})
    steps: list[Taken] = []
    skipped: Counter[Skip] = Counter()
    # By article, as everybody does who locks several gold sets.
    for article, some in groupby(places, key=lambda place: place.article):
        here, situation = list(some), found.get(article)
        why = situation.skip(by) if situation else Skip.GONE
        if why or situation is None:
            skipped[why or Skip.GONE] += len(here)
            continue
        deciding = Deciding(situation, by, batch, wish)
        skipped.update(why for why in map(deciding.decide, here) if why)
        steps += deciding.steps
    return steps, skipped


def _check_size(places: Sequence[Place]) -> None:
    if not places:
        raise InvalidInput(_("Choose at least one place."))
    if len(places) > MAX_PLACES:
        raise InvalidInput(_("Decide about at most %(n)s places at once.") % {"n": MAX_PLACES})
    articles = len({place.article for place in places})
    if articles > MAX_ARTICLES:
        raise InvalidInput(
            ngettext(
                "These places are in %(n)s article; at most %(limit)s at once.",
                "These places are in %(n)s articles; at most %(limit)s at once.",
                articles,
            )
            % {"n": articles, "limit": MAX_ARTICLES}
        )


def _label(project: Project, wish: Wish) -> Label | None:
    """The label that the wish names; what is given anew must be in use."""
    if wish.label is None:
        if wish.action in (Action.RELABEL, Action.MARK):
            raise InvalidInput(_("Choose a label first."))
        return None
    label = Label.objects.filter(project=project, pk=wish.label).first()
    if label is None:
        raise InvalidInput(_("This label is not part of the project."))
    if not label.active and wish.action != Action.ACCEPT:
        raise InvalidInput(_("The label %(name)s is switched off.") % {"name": label.name})
    return label


def _one_at_a_time(batch: UUID) -> None:
    """The same request once more waits until the first one is done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [batch.int % 2**63])
