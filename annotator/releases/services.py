"""Having a release made, made again and deleted, and logging who took what of it."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.activity.services import event, record
from annotator.database.jobs import Listener
from annotator.errors import Conflict, InvalidInput
from annotator.exchange.corpus import articles_of
from annotator.projects.models import Project
from annotator.releases.building import build, nothing_fits
from annotator.releases.choices import Choice
from annotator.releases.contents.counting import THINGS
from annotator.releases.models import Progress, Release
from annotator.releases.permissions import check_can_delete, check_can_release, check_can_see
from annotator.releases.queries import State
from annotator.releases.storing import Folder

MOST_WAITING = 10
"""Of a project."""


@transaction.atomic
def request_release(*, project: Project, by: User | None, name: str, choice: Choice) -> Release:
    """Numbered now, built in the background. Who asks at the same time gets the next number."""
    check_can_release(by, project)
    choice.check()
    if not articles_of(choice.selection).exists():
        raise InvalidInput(nothing_fits())
    _check_words(name, choice.licence)
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    _check_room(project)
    last = Release.objects.filter(project=project).aggregate(Max("number"))["number__max"] or 0
    made = Release.objects.create(
        project=project, number=last + 1, name=name, choice=choice.plain(), created_by=by
    )
    _log("release:requested", made, by, name=name, choice=choice.plain())
    return made


@transaction.atomic
def request_again(*, release: Release, by: User | None) -> None:
    """Of one that could not be built; the number stays."""
    check_can_release(by, release.project)
    held = _held(release)
    if held.state != State.FAILED:
        raise Conflict(_("This release did not fail."))
    Progress.objects.filter(release=held).delete()
    held.state, held.failure = State.WAITING, ""
    held.save(update_fields=["state", "failure"])
    _log("release:requested", held, by, name=held.name, choice=held.choice)


def make(release: Release, listener: Listener) -> None:
    """Build it, by whom it was asked for; in a transaction that holds its row (see ``jobs``)."""
    built = build(release, listener)
    release.manifest = built.manifest
    release.files = [one.plain() for one in built.files]
    release.size = sum(one.bytes for one in built.files)
    release.state, release.built = State.READY, timezone.now()
    release.save(update_fields=["manifest", "files", "size", "state", "built"])
    counts = built.manifest["counts"]["release"]
    told = {name: counts[name] for name in THINGS}
    _log("release:made", release, release.created_by, name=release.name, size=release.size, **told)


def fail(release: Release, why: str = "") -> None:
    """Nothing of it is left; ``why`` is a sentence for people, if there is one."""
    Folder(release.folder).clear()
    release.state, release.failure = State.FAILED, why
    release.save(update_fields=["state", "failure"])


@transaction.atomic
def delete_release(*, release: Release, by: User | None) -> None:
    """Its files are gone for good; that there was one stays known. What could not be cleared away
    at once is by ``tidying``."""
    check_can_delete(by, release.project)
    held = _held(release)
    if held.state == State.DELETED:
        raise Conflict(_("This release has been deleted already."))
    before = {"name": held.name, "files": held.files, "size": held.size}
    held.state, held.deleted, held.deleted_by = State.DELETED, timezone.now(), by
    held.manifest, held.files, held.size = None, [], 0
    held.save()
    record(_event("release:deleted", held, by, before=before))
    transaction.on_commit(Folder(held.folder).clear, robust=True)


def log_download(
    *, release: Release, by: User | None, name: str, part: tuple[int, int] | None = None
) -> None:
    """Said before the first byte leaves; ``part`` are the bytes, if not all of them."""
    check_can_see(by, release.project)
    more = {"bytes": list(part)} if part else {}
    _log("release:downloaded", release, by, file=name, **more)


def _check_words(name: str, licence: str) -> None:
    for word, written, most in ((_("name"), name, 200), (_("licence"), licence, 500)):
        if len(written) > most or "\0" in written:
            raise InvalidInput(
                _("The %(word)s of a release has %(most)d characters at most.")
                % {"word": word, "most": most}
            )


def _check_room(project: Project) -> None:
    """While the project is locked. What is built takes room on the disk, and time."""
    if Release.objects.filter(project=project, state=State.WAITING).count() >= MOST_WAITING:
        raise Conflict(_("%(n)d releases wait to be built. Wait for one.") % {"n": MOST_WAITING})


def _held(release: Release) -> Release:
    """Locked, unless somebody builds it just now."""
    free = Release.objects.select_for_update(skip_locked=True, of=("self",))
    held = free.select_related("project").filter(pk=release.pk).first()
    if held is None:
        raise Conflict(_("This release is being built. Wait until that is done."))
    return held


def _log(kind: str, release: Release, by: User | None, **after: Any) -> None:
    record(_event(kind, release, by, after=after))


def _event(kind: str, release: Release, by: User | None, **more: Any) -> Any:
    subject = release.number
    return event(kind, by=by, project_id=release.project_id, subject=subject, **more)
