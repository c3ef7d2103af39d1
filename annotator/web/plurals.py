"""Sentences with numbers for scripts, in every plural form of the language."""

from collections.abc import Callable

SAMPLES = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}
"""A number of each plural category of CLDR, whose names Intl.PluralRules uses."""


def forms(sentence: Callable[[int], str]) -> dict[str, str]:
    """The sentence in every plural category, with ``{count}`` where the number goes."""
    return {
        category: sentence(sample) % {"count": "{count}"} for category, sample in SAMPLES.items()
    }
