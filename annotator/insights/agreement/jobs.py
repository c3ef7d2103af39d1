"""Computing in the background: who does it, how it is started, and what happens if they die.

The server's housekeeping sees that something waits and starts a process for it. Whoever computes
holds the lock of the job's row, in the transaction that writes the result: others skip it, and a
process that dies leaves nothing but a job that is free again. How far it is goes through a second
connection, which does not wait for that transaction.
"""

import logging

from django.db import transaction

from annotator.database.aside import Tell, aside
from annotator.insights.agreement.services import State, fill
from annotator.insights.models import Comparison
from annotator.web.children import Child

logger = logging.getLogger(__name__)

ATTEMPTS = 3
"""After so many processes that died over it a job has failed."""

child = Child("compute_agreement", "--waiting")

_BEGIN = """
    INSERT INTO insights_progress (comparison_id, attempts, done, total) VALUES (%s, 1, 0, 0)
    ON CONFLICT (comparison_id) DO UPDATE SET attempts = insights_progress.attempts + 1, done = 0
    RETURNING attempts
"""
_GO_ON = """
    UPDATE insights_progress SET done = %s, total = %s WHERE comparison_id = %s RETURNING done
"""


def start_if_needed() -> None:
    """What housekeeping does."""
    child.start_if(waits)


@transaction.atomic
def waits() -> bool:
    """Whether there is a job that nobody is at."""
    return _next() is not None


def work() -> int:
    """Does every job that waits, and says how many there were."""
    done = 0
    while work_once():
        done += 1
    return done


def work_once() -> bool:
    """Does a job that nobody else is at, if there is one."""
    with aside() as tell, transaction.atomic():
        job = _next()
        if job is None:
            return False
        [(attempts,)] = tell(_BEGIN, [job.pk])
        if attempts > ATTEMPTS or not _filled(job, tell):
            job.state = State.FAILED
            job.save(update_fields=["state"])
    return True


def _filled(job: Comparison, tell: Tell) -> bool:
    """Whether all went well; if not, nothing is left of it."""
    try:
        with transaction.atomic():
            fill(job, lambda done, total: _told(tell, [done, total, job.pk]))
    except Exception:
        logger.exception("Agreement of project %s could not be computed.", job.project_id)
        job.refresh_from_db()
        return False
    return True


def _told(tell: Tell, values: list[int]) -> None:
    tell(_GO_ON, values)


def _next() -> Comparison | None:
    """Locked for who computes. Its progress can be written, and be read by everybody."""
    return (
        Comparison.objects.filter(state=State.WAITING)
        .order_by("id")
        .select_for_update(skip_locked=True, no_key=True)
        .first()
    )
