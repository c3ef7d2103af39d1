"""What a change must be before it is made."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotator.annotations import values
from annotator.annotations.changes import Change, locked
from annotator.annotations.models import Annotation
from annotator.errors import Conflict, InvalidInput
from annotator.schemes.models import Label

MAX_ANNOTATIONS = 20_000
"""In one set."""

MAX_RELATIONS = 20_000
"""In one set."""

MAX_NOTE = 5_000


def current(change: Change, uid: UUID, version: int) -> Annotation:
    """The annotation if it is still as the person saw it; Conflict if not."""
    annotation = locked(change, [uid]).get(uid)
    if annotation is None:
        raise Conflict(_("This annotation has been removed meanwhile."), uid=uid)
    if annotation.version != version:
        raise Conflict(_("This annotation has been changed meanwhile."), uid=uid)
    return annotation


def usable_label(change: Change, label_id: int) -> Label:
    project = change.set.article.project_id
    label = Label.objects.filter(pk=label_id, project=project).first()
    if label is None:
        raise InvalidInput(_("This label is not part of the project."))
    if not label.active:
        raise InvalidInput(_("The label %(name)s is switched off.") % {"name": label.name})
    values.remember(label)
    return label


def tidy_note(note: str) -> str:
    note = note.replace("\r\n", "\n").strip()
    if len(note) > MAX_NOTE:
        raise InvalidInput(
            ngettext(
                "A note has at most %(limit)s character.",
                "A note has at most %(limit)s characters.",
                MAX_NOTE,
            )
            % {"limit": MAX_NOTE}
        )
    return note


def check_room(change: Change) -> None:
    # A set has seen at least as many changes as it holds annotations: mostly nothing is counted.
    if change.set.version > MAX_ANNOTATIONS and change.set.annotations.count() >= MAX_ANNOTATIONS:
        raise InvalidInput(
            _("An article holds at most %(limit)s annotations.") % {"limit": MAX_ANNOTATIONS}
        )


def check_room_for_link(change: Change) -> None:
    if change.set.version > MAX_RELATIONS and change.set.relations.count() >= MAX_RELATIONS:
        raise InvalidInput(
            _("An article holds at most %(limit)s relations.") % {"limit": MAX_RELATIONS}
        )
