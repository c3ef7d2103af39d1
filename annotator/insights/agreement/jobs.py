"""Computing in the background: what waits for it, and the process that does it.

The server's housekeeping sees that something waits and starts a process for it.
"""

from django.db.models import QuerySet

from annotator.database.jobs import Jobs
from annotator.insights.agreement.services import State, fill
from annotator.insights.models import Comparison, Progress
from annotator.web.children import Child

child = Child("compute_agreement", "--waiting")


def start_if_needed() -> None:
    """What housekeeping does."""
    child.start_if(jobs.waits)


def _waiting() -> QuerySet[Comparison]:
    return Comparison.objects.filter(state=State.WAITING)


def _fail(job: Comparison, _why: str) -> None:
    job.state = State.FAILED
    job.save(update_fields=["state"])


jobs = Jobs(waiting=_waiting, progress=Progress, do=fill, fail=_fail)
