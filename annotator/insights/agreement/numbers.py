"""Scores as JSON and back; why there is none, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from annotator.agreement.scores import Score

Plain = dict[str, Any]

REASONS = (
    gettext_noop("Neither annotator marked anything of this kind."),
    gettext_noop("No two annotators did the same article and marked something of this kind."),
    gettext_noop("Nobody marked anything."),
    gettext_noop("All of the text was marked, so there is nothing left out to agree about."),
    gettext_noop("Only one value was used, so values could not differ."),
    gettext_noop("No text was marked by two annotators."),
    gettext_noop("Where it was marked, nobody else had marked anything."),
    gettext_noop("Nobody used it."),
    gettext_noop("No two annotators did the same article."),
    gettext_noop("It takes two annotators."),
    gettext_noop("It takes two annotators of the same article."),
    gettext_noop("No two annotators marked anything in nearly the same place."),
    gettext_noop("By chance it would look the same."),
    gettext_noop("Neither annotator drew a border."),
    gettext_noop("No two annotators did the same article and drew a border."),
    gettext_noop("Every possible border was drawn."),
    gettext_noop("Nothing was given a value by two annotators."),
    gettext_noop("Only one value was used, so there was nothing to tell apart."),
    gettext_noop("Cohen's κ compares two annotators, not more and not fewer."),
    gettext_noop("Neither annotator made a link of this type."),
    gettext_noop("No two annotators linked spans that both had found."),
    gettext_noop("No two annotators did the same article and made a link of this type."),
    gettext_noop("The set that is measured has no spans."),
    gettext_noop("The true set has no spans."),
    gettext_noop("Neither set has spans."),
    gettext_noop("The annotator marked nothing of this kind."),
    gettext_noop("The gold sets have nothing of this kind."),
)
"""Everything that a score can say of why it has no value: the pure package speaks English."""


def plain(score: Score) -> Plain:
    """What is not there is left out."""
    values = {"value": score.value, "n": score.n, "low": score.low, "high": score.high}
    found = {name: value for name, value in values.items() if value is not None}
    return found | ({"reason": score.reason} if score.reason else {})


def score(plain: Mapping[str, Any]) -> Score:
    return Score(
        plain.get("value"), plain["n"], plain.get("reason", ""), plain.get("low"), plain.get("high")
    )


def why(score: Score) -> str:
    return _(score.reason) if score.reason else ""
