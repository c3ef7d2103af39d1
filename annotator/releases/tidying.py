"""What is left of deleted releases, because the storage was away then or the process died.

Folders that no release has are left alone: after an older backup was restored, they may be all that
there is of a release that others have named.
"""

from annotator.releases.models import Release
from annotator.releases.queries import State
from annotator.releases.storing import Folder, folders


def clear_deleted() -> None:
    """One listing and one query, whatever there is."""
    gone = Release.objects.filter(state=State.DELETED, folder__in=folders())
    for folder in gone.values_list("folder", flat=True):
        Folder(folder).clear()
