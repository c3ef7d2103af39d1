"""Building in the background: what waits for it, and the process that does it.

A release is built in a transaction that sees one moment's state of the corpus. A process that dies
leaves files that the next attempt clears away.
"""

from functools import partial

from django.db.models import QuerySet

from annotator.database.jobs import Jobs
from annotator.exchange.corpus import snapshot
from annotator.releases.models import Progress, Release
from annotator.releases.queries import State
from annotator.releases.services import fail, make
from annotator.web.children import Child

child = Child("build_releases", "--waiting")


def start_if_needed() -> None:
    """What housekeeping does."""
    child.start_if(jobs.waits)


def _waiting() -> QuerySet[Release]:
    return Release.objects.filter(state=State.WAITING).select_related("project")


jobs = Jobs(
    waiting=_waiting,
    progress=Progress,
    do=make,
    fail=fail,
    block=partial(snapshot, writes=True),
)
