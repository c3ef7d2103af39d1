"""Objecting to an outcome, and answering."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.activity.services import event, record
from annotator.errors import Conflict, InvalidInput
from annotator.reviews.feedback import queries
from annotator.reviews.feedback.pairing import Kind
from annotator.reviews.models import Objection


@transaction.atomic
def object_(*, article_id: int, by: User, cluster: UUID, text: str) -> Objection:
    """Say what one has against the outcome at one place; once for each.

    Raises Conflict where one has objected already, or the final version says the same by now.
    """
    feedback = queries.feedback(article_id, by)
    item = next((one for one in feedback.items if one.cluster == cluster), None)
    if item is None or item.pair.kind == Kind.SAME:
        raise Conflict(_("The final version has changed meanwhile."))
    if item.objection:
        raise Conflict(_("You have objected to this already."))
    if not text.strip():
        raise InvalidInput(_("Say what you object to."))
    now = timezone.now()
    made = Objection.objects.create(set=feedback.set, cluster=cluster, text=_tidy(text), at=now)
    _log("objection:made", made, by, after={"cluster": str(cluster), "text": made.text})
    return made


@transaction.atomic
def answer(*, objection_id: int, by: User, upheld: bool, answer: str = "") -> Objection:
    """Uphold an objection or dismiss it; who dismisses it says why."""
    found = queries.objection_to_answer(objection_id, by, lock=True)
    if found.upheld is not None:
        raise Conflict(_("This objection has been answered meanwhile."))
    if not upheld and not answer.strip():
        raise InvalidInput(_("Say why you dismiss it."))
    found.upheld, found.answer = upheld, _tidy(answer)
    found.answered, found.answered_by = timezone.now(), by
    found.save(update_fields=["upheld", "answer", "answered", "answered_by"])
    _log("objection:answered", found, by, after={"upheld": upheld, "answer": found.answer})
    return found


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _log(kind: str, about: Objection, by: User, *, after: dict[str, object]) -> None:
    article = about.set.article
    record(
        event(
            kind,
            by=by,
            project_id=article.project_id,
            article_id=article.pk,
            subject=about.pk,
            after=after | {"set": about.set_id},
        )
    )
