"""Every change to a project's register of speakers."""

from annotator.speakers.services.entries import (
    add_alias,
    change_speaker,
    create_speaker,
    delete_speaker,
    point_to,
    remove_alias,
    share,
)
from annotator.speakers.services.merging import merge_speakers, undo_merge

__all__ = (
    "add_alias",
    "change_speaker",
    "create_speaker",
    "delete_speaker",
    "merge_speakers",
    "point_to",
    "remove_alias",
    "share",
    "undo_merge",
)
