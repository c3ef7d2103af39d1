"""Work that waits as rows: who does it, how far it is, and what happens if they die.

Whoever works holds the lock of the job's row, in the transaction that writes the result: others
skip it, and a process that dies leaves a job that is free again. How far it is goes through a
second connection, which does not wait for that transaction.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import OperationalError, models, transaction
from psycopg.errors import SerializationFailure

from annotator.database.aside import Tell, aside
from annotator.errors import AnnotatorError

logger = logging.getLogger(__name__)

ATTEMPTS = 3
"""After so many that ended without a result a job has failed."""

_BEGIN = """
    INSERT INTO {table} ({job}, attempts, done, total) VALUES (%s, 1, 0, 0)
    ON CONFLICT ({job}) DO UPDATE SET attempts = {table}.attempts + 1, done = 0
    RETURNING attempts
"""
_GO_ON = "UPDATE {table} SET done = %s, total = %s WHERE {job} = %s RETURNING done"

Job = TypeVar("Job", bound=models.Model)

Listener = Callable[[int, int], None]
"""Hears how much is done, and of how much."""


@dataclass(frozen=True)
class Jobs(Generic[Job]):
    """Jobs of one kind, done in the order of their ids.

    ``waiting`` are those that nobody has finished. ``progress`` is a table with ``attempts``,
    ``done`` and ``total``, whose key is the job. ``do`` writes the result; if that can't be,
    ``fail`` is told the job, with nothing of it done, and a sentence for people or nothing.
    ``block`` is the transaction that both are in.
    """

    waiting: Callable[[], models.QuerySet[Job]]
    progress: type[models.Model]
    do: Callable[[Job, Listener], None]
    fail: Callable[[Job, str], None]
    block: Callable[[], AbstractContextManager[None]] = transaction.atomic

    @transaction.atomic
    def waits(self) -> bool:
        """Whether there is a job that nobody is at."""
        return self.free() is not None

    def work(self) -> int:
        """Does every job that waits, and says how many turns it took."""
        done = 0
        while self.work_once():
            done += 1
        return done

    def work_once(self, only: int | None = None, listener: Listener | None = None) -> bool:
        """Does a job that nobody else is at, if there is one; ``only`` is its id."""
        try:
            with aside() as tell, self.block():
                job = self.free(only)
                if job is not None:
                    self._attempt(job, tell, listener)
        except OperationalError as error:
            if not isinstance(error.__cause__, SerializationFailure):
                raise
            # Something that it refers to was deleted meanwhile. The job waits as before.
            logger.info("A job has to be done once more.", exc_info=error)
            return True
        return job is not None

    def free(self, only: int | None = None) -> Job | None:
        """Locked for who works. Its progress can be written, and be read by everybody."""
        waiting = self.waiting().filter(**{"pk": only} if only else {}).order_by("pk")
        return waiting.select_for_update(skip_locked=True, no_key=True, of=("self",)).first()

    def _attempt(self, job: Job, tell: Tell, listener: Listener | None) -> None:
        [(attempts,)] = tell(self._sql(_BEGIN), [job.pk])
        if attempts > ATTEMPTS:
            self.fail(job, "")
            return

        def told(done: int, total: int) -> None:
            tell(self._sql(_GO_ON), [done, total, job.pk])
            if listener:
                listener(done, total)

        self._try(job, told)

    def _try(self, job: Job, listener: Listener) -> None:
        """Does it, or says why that can't be; what went wrong otherwise is in the log."""
        try:
            with transaction.atomic():
                self.do(job, listener)
        except AnnotatorError as error:
            self._give_up(job, error.message)
        except Exception:
            logger.exception("%s %s could not be done.", type(job).__name__, job.pk)
            self._give_up(job, "")

    def _give_up(self, job: Job, why: str) -> None:
        job.refresh_from_db()
        self.fail(job, why)

    def _sql(self, statement: str) -> str:
        meta: Any = self.progress._meta  # noqa: SLF001  # public, in spite of its name
        return statement.format(table=meta.db_table, job=meta.pk.column)
