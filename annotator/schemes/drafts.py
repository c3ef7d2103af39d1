"""A scheme as a file or a form describes it, before it is in the database."""

from dataclasses import dataclass
from typing import Any

from annotator.schemes.models import Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeDraft:
    name: str
    kind: str
    options: tuple[str, ...] = ()
    required: bool = False
    default: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelDraft:
    name: str
    description: str = ""
    hue: int
    pattern: str = Pattern.SOLID
    digit: int | None = None
    active: bool = True
    meaning: str = ""
    attributes: tuple[AttributeDraft, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationDraft:
    """A relation type; ``sources`` and ``targets`` are names of labels."""

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    many: bool = False
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeDraft:
    labels: tuple[LabelDraft, ...]
    relations: tuple[RelationDraft, ...] = ()
