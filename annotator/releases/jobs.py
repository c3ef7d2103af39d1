"""Building in the background: who does it, how it is started, and what happens if they die.

Whoever builds holds the lock of the release's row, in a transaction that sees one moment's state of
the corpus and writes the result: others skip it, and a process that dies leaves nothing but files
that the next attempt clears away. How far it is goes through a second connection.
"""

import logging

from django.db import transaction

from annotator.database.aside import Tell, aside
from annotator.errors import AnnotatorError
from annotator.exchange.corpus import snapshot
from annotator.releases.building import Listener
from annotator.releases.models import Release
from annotator.releases.queries import State
from annotator.releases.services import fail, make
from annotator.web.children import Child

logger = logging.getLogger(__name__)

ATTEMPTS = 3
"""After so many processes that died over it a release has failed."""

child = Child("build_releases", "--waiting")

_BEGIN = """
    INSERT INTO releases_progress (release_id, attempts, done, total) VALUES (%s, 1, 0, 0)
    ON CONFLICT (release_id) DO UPDATE SET attempts = releases_progress.attempts + 1, done = 0
    RETURNING attempts
"""
_GO_ON = """
    UPDATE releases_progress SET done = %s, total = %s WHERE release_id = %s RETURNING done
"""


def start_if_needed() -> None:
    """What housekeeping does."""
    child.start_if(waits)


@transaction.atomic
def waits() -> bool:
    """Whether there is a release that nobody is at."""
    return _next() is not None


def work() -> int:
    """Builds every release that waits, and says how many there were."""
    done = 0
    while work_once():
        done += 1
    return done


def work_once(only: int | None = None, listener: Listener | None = None) -> bool:
    """Builds a release that nobody else is at, if there is one; ``only`` is its id."""
    with aside() as tell, snapshot(writes=True):
        job = _next(only)
        if job is None:
            return False
        [(attempts,)] = tell(_BEGIN, [job.pk])
        if attempts > ATTEMPTS:
            fail(job)
        else:
            _try(job, tell, listener)
    return True


def _try(job: Release, tell: Tell, listener: Listener | None) -> None:
    """Builds it, or says why that can't be; what went wrong otherwise is in the log."""

    def told(done: int, total: int) -> None:
        tell(_GO_ON, [done, total, job.pk])
        if listener:
            listener(done, total)

    try:
        with transaction.atomic():
            make(job, told)
    except AnnotatorError as error:
        _give_up(job, error.message)
    except Exception:
        logger.exception("Release %s of project %s could not be built.", job, job.project_id)
        _give_up(job)


def _give_up(job: Release, why: str = "") -> None:
    job.refresh_from_db()
    fail(job, why)


def _next(only: int | None = None) -> Release | None:
    """Locked for who builds. Its progress can be written, and be read by everybody."""
    waiting = Release.objects.filter(state=State.WAITING).order_by("id")
    free = waiting.select_for_update(skip_locked=True, no_key=True, of=("self",))
    return free.select_related("project").filter(**{"pk": only} if only else {}).first()
