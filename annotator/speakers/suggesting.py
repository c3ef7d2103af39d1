"""Which entry of the register a speaker in an article may be."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from annotator import names
from annotator.names.likeness import ALIKE
from annotator.speakers.models import Alias, Speaker

Row = TypeVar("Row", bound=models.Model)

MOST = 10
FOUND = 40
"""So many of the likest keys are looked at."""

NEAR = 0.62
"""Names that are less alike are not worth a line."""

RECENT = 3
"""Speakers mentioned before that are offered for words that are not a name."""


class Why(models.TextChoices):
    """What speaks for an entry."""

    SAME_WORDS = "same_words", _("same words in this article")
    NAMED_HERE = "named_here", _("named in this article")
    MENTIONED = "mentioned", _("mentioned before")
    SAME_NAME = "same_name", _("same name")
    SIMILAR = "similar", _("similar name")


class Used(NamedTuple):
    """An entry that an annotation of this article points to already, and where that starts."""

    speaker_id: int
    start: int
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``name`` is the one that the entry was found by."""

    speaker: Speaker
    why: Why
    name: str


def suggest(
    project_id: int,
    quote: str,
    lang: str = "",
    *,
    at: int = 0,
    in_article: Iterable[Used] = (),
    alone: int | None = None,
) -> list[Suggestion]:
    """At most MOST entries, likeliest first; at most two queries, however large the register.

    ``at`` is where the quote starts, ``in_article`` what the person has pointed to in the article.
    ``alone``: the annotator who is offered nothing that only others have made.
    """
    used = sorted(in_article, key=lambda one: (one.start >= at, abs(one.start - at)))
    here = _aliases_of(used)
    if names.is_pronoun(quote, lang):
        return _first(_mentioned([one for one in used if one.start < at], here))
    key = names.key(quote)
    return _first(
        [
            *_same_words(quote, used, here),
            *_named_here(key, used, here),
            *_registered(project_id, quote, key, alone),
            *_mentioned(used, here)[:RECENT],
        ]
    )


def seen_by(alone: int | None, found: QuerySet[Row], prefix: str = "") -> QuerySet[Row]:
    """Without the entries of other annotators, for one who works ``alone``."""
    if alone is None:
        return found
    own, everybodys = {f"{prefix}made_by": alone}, {f"{prefix}made_by__isnull": True}
    return found.filter(Q(**own) | Q(**everybodys))


def _first(found: Sequence[Suggestion]) -> list[Suggestion]:
    """Each entry once, where it was found first."""
    once: dict[int, Suggestion] = {}
    for one in found:
        once.setdefault(one.speaker.pk, one)
    return list(once.values())[:MOST]


def _aliases_of(used: Sequence[Used]) -> dict[int, list[Alias]]:
    """The names of the entries in use."""
    found: dict[int, list[Alias]] = {}
    ids = {one.speaker_id for one in used}
    for alias in _with_entries().filter(speaker__in=ids) if ids else ():
        found.setdefault(alias.speaker_id, []).append(alias)
    return found


def _with_entries() -> models.QuerySet[Alias]:
    return Alias.objects.select_related("speaker__merged_into")


def _suggestion(alias: Alias, why: Why, name: str = "") -> Suggestion:
    return Suggestion(alias.speaker.merged_into or alias.speaker, why, name or alias.name)


def _mentioned(used: Sequence[Used], here: dict[int, list[Alias]]) -> list[Suggestion]:
    found = [here[one.speaker_id][0] for one in used if one.speaker_id in here]
    once = {alias.speaker_id: alias for alias in reversed(found)}
    return [_suggestion(alias, Why.MENTIONED) for alias in reversed(once.values())]


def _same_words(
    quote: str, used: Sequence[Used], here: dict[int, list[Alias]]
) -> Iterator[Suggestion]:
    for one in used:
        if one.quote == quote and one.speaker_id in here:
            yield _suggestion(here[one.speaker_id][0], Why.SAME_WORDS, quote)


def _named_here(
    key: str, used: Sequence[Used], here: dict[int, list[Alias]]
) -> Iterator[Suggestion]:
    """A surname alone after the full name; then any other part of a name."""
    every = [alias for one in used for alias in here.get(one.speaker_id, [])]
    for belongs in (_is_end, _is_part):
        for alias in every:
            if key and belongs(key, alias.key):
                yield _suggestion(alias, Why.NAMED_HERE)


def _is_end(part: str, whole: str) -> bool:
    return f" {whole}".endswith(f" {part}")


def _is_part(part: str, whole: str) -> bool:
    return f" {part} " in f" {whole} " or f" {whole} " in f" {part} "


def _registered(project_id: int, quote: str, key: str, alone: int | None) -> list[Suggestion]:
    """Entries with this key or a similar one, as alike as their names are."""
    likest = (
        seen_by(alone, _with_entries(), "speaker__")
        .filter(speaker__project=project_id, key__trigram_similar=key)
        .order_by(TrigramSimilarity("key", key).desc(), "id")[:FOUND]
    )
    rated = [(_likeness(alias, quote, key), alias) for alias in likest]
    near = sorted((one for one in rated if one[0] >= NEAR), key=lambda one: (-one[0], one[1].pk))
    return [
        _suggestion(alias, Why.SAME_NAME if _is_same(alias, key, rate) else Why.SIMILAR)
        for rate, alias in near
    ]


def _likeness(alias: Alias, quote: str, key: str) -> float:
    """Entries of the same key are never left out."""
    return max(names.alike(alias.name, quote), NEAR if alias.key == key else 0.0)


def _is_same(alias: Alias, key: str, rate: float) -> bool:
    return alias.key == key and rate >= ALIKE
