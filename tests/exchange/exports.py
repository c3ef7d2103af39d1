"""Exports as tests read them."""

from annotator.exchange.choices import Selection
from annotator.exchange.exporting import export, would_lose, writing
from annotator.formats.losses import Losses
from annotator.formats.registry import WRITTEN


def raw(selection: Selection, form: str = "jsonl", **wishes: object) -> bytes:
    how = writing(selection.project, **wishes)
    return b"".join(export(selection, WRITTEN[form], how, Losses()))


def left_out(selection: Selection, form: str) -> list[str]:
    """What the export would leave out, a sentence each."""
    return would_lose(selection, WRITTEN[form], writing(selection.project))
