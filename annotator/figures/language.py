"""What the rules know of one language: tables from data/, as sets, numbers and phrases."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from annotator.figures.phrases import Phrases
from annotator.figures.tokens import folded

_DATA = Path(__file__).parent / "data"
_DEFAULT = "en"
_NONE: frozenset[str] = frozenset()

Numbers = Mapping[str, Decimal]
Vague = Mapping[str, tuple[Decimal, Decimal]]


@dataclass(frozen=True, slots=True)
class Language:
    """The tables of data/<code>.toml, with the signs of data/units.toml among the units."""

    code: str
    comma_is_point: bool
    spaced: bool
    before: Phrases
    after: Phrases
    units: Phrases
    money: Phrases
    per: Phrases
    and_prefix: str
    joined: Mapping[str, str]
    numbers: Numbers
    scales: Numbers
    short_scales: Numbers
    vague: Vague
    fractions: Numbers
    multiples: Numbers
    compared: Numbers
    sets: Mapping[str, frozenset[str]]
    phrases: Mapping[str, Phrases]
    starts: frozenset[str]
    plurals: tuple[str, ...]

    def has(self, name: str, word: str) -> bool:
        """Whether the list ``name`` of the data file holds the word."""
        return word in self.sets.get(name, _NONE)


def language(code: str) -> Language:
    """The tables for "en", "de-CH", …; English ones where there are none for it."""
    known = code.lower().replace("_", "-").partition("-")[0]
    return _loaded(known if known in _codes() else _DEFAULT)


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(path.stem for path in _DATA.glob("??.toml"))


@lru_cache(maxsize=16)
def _loaded(code: str) -> Language:
    table = tomllib.loads((_DATA / f"{code}.toml").read_text("utf-8"))
    signs = tomllib.loads((_DATA / "units.toml").read_text("utf-8"))
    digits = table.get("digits", {})
    comparators = table.get("comparators", {})
    numbers = _said(table)
    scales = _numbers(table, "scales")
    compared = table.get("compared", {}).get("words", {})
    sets = dict(_sets(table))
    return Language(
        code=code,
        comma_is_point=digits.get("comma_is_point", False),
        spaced=digits.get("spaces", False),
        before=Phrases(_inverted(comparators.get("before", {}), signs["comparators"])),
        after=Phrases(_inverted(comparators.get("after", {}))),
        units=Phrases(_inverted(signs["after"], table.get("units", {}))),
        money=Phrases(_inverted(signs["money"])),
        per=Phrases(_inverted(table.get("per", {}))),
        and_prefix=table.get("and_prefix", ""),
        joined={two: unit for unit, twos in signs["joined"].items() for two in twos},
        numbers=numbers,
        scales=scales,
        short_scales=_numbers(table, "short_scales"),
        vague=_vague(table),
        fractions=_numbers(table, "fractions"),
        multiples=_numbers(table, "multiples"),
        compared={word: Decimal(str(value)) for word, value in compared.items()},
        sets=sets,
        phrases={name: Phrases(dict.fromkeys(words, name)) for name, words in sets.items()},
        starts=_starts(table, sets, numbers),
        plurals=tuple(sets.get("counted.endings", ("",))),
    )


def _inverted(*tables: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {phrase: key for table in tables for key, phrases in table.items() for phrase in phrases}


def _numbers(table: Mapping[str, Any], name: str) -> Numbers:
    return {folded(word): Decimal(str(value)) for word, value in table.get(name, {}).items()}


def _said(table: Mapping[str, Any]) -> Numbers:
    """Number words, also with the letter before them that means “and”, where there is one."""
    numbers = {**_numbers(table, "numbers"), **_numbers(table, "pairs")}
    prefixes = [*table.get("and_prefix", ""), *table.get("prefixes", ())]
    joined = {prefix + word: value for prefix in prefixes for word, value in numbers.items()}
    return {**joined, **numbers}


def _vague(table: Mapping[str, Any]) -> Vague:
    return {
        folded(word): (Decimal(a), Decimal(b)) for word, (a, b) in table.get("vague", {}).items()
    }


def _sets(table: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, frozenset[str]]]:
    """Every list of the file by its dotted name."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _sets(value, f"{prefix}{name}.")
        elif isinstance(value, list) and all(isinstance(word, str) for word in value):
            yield prefix + name, frozenset(map(folded, value))
        elif isinstance(value, str):
            yield prefix + name, frozenset((value,))


def _starts(
    table: Mapping[str, Any], sets: Mapping[str, frozenset[str]], numbers: Numbers
) -> frozenset[str]:
    """Words that a number can begin with."""
    words = {
        folded(word)
        for name in ("scales", "vague", "multiples", "compared")
        for word in (table.get(name, {}).get("words") or table.get(name, {}))
    }
    openers = ("openers.vague", "openers.pair", "openers.half", "articles", "names.bare_fractions")
    return frozenset(words.union(numbers, *(sets.get(name, _NONE) for name in openers)))
