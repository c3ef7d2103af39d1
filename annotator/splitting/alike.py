"""Which of many texts are nearly the same.

MinHash finds pairs that may be alike without comparing each with each: of every text it keeps a
few numbers, and texts that have some of them in common are candidates. Those are compared by the
shingles themselves, so that the threshold is exact for every pair that is joined; a pair above it
is overlooked with a chance below MISSED. Shingles wait in a file, and memory holds some 300 bytes
a text.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from tempfile import TemporaryFile
from typing import IO, cast

from annotator.splitting.joining import Joined
from annotator.splitting.shingles import jaccard, runs, shingles, sketch

NUMBERS = 128
"""Kept of a text."""

MISSED = 1e-6
_AT_HAND = 512
_COMPARED = 200_000


class Alike:
    """Texts are numbered as they come."""

    def __init__(self, threshold: float) -> None:
        self._threshold = threshold
        self._height = height(threshold)
        self._bands = [array("q") for _ in range(NUMBERS // self._height)]
        self._file = cast(IO[bytes], TemporaryFile())  # noqa: SIM115 – closed below
        self._sizes = array("L")
        self._starts = array("Q", [0])
        self._at_hand = lru_cache(_AT_HAND)(self._read)

    def add(self, text: str) -> None:
        words = runs(text)
        found = shingles(words)
        self._sizes.append(len(found))
        self._file.write(found.tobytes())
        self._starts.append(self._starts[-1] + len(found) * found.itemsize)
        row = sketch(words, NUMBERS)
        for place, band in enumerate(self._bands):
            start = place * self._height
            band.append(hash(tuple(row[start : start + self._height])))

    def groups(self) -> list[list[int]]:
        """Those that are alike, directly or by way of others: two or more in each group."""
        joined = Joined(len(self._sizes))
        are_alike = lru_cache(_COMPARED)(self._are_alike)
        for numbers in self._meetings():
            _join(numbers, joined, are_alike)
        return [part for part in joined.parts() if len(part) > 1]

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> "Alike":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _meetings(self) -> Iterator[list[int]]:
        """Texts that have some numbers in common."""
        for band in self._bands:
            meeting: defaultdict[int, list[int]] = defaultdict(list)
            for number, key in enumerate(band):
                meeting[key].append(number)
            yield from (numbers for numbers in meeting.values() if len(numbers) > 1)

    def _are_alike(self, a: int, b: int) -> bool:
        """By their sizes, and if those allow it by their shingles."""
        small, large = sorted((self._sizes[a], self._sizes[b]))
        if small < self._threshold * large:
            return False
        return jaccard(self._at_hand(a), self._at_hand(b)) >= self._threshold

    def _read(self, number: int) -> set[int]:
        self._file.seek(self._starts[number])
        found = array("Q")
        found.frombytes(self._file.read(self._sizes[number] * found.itemsize))
        return set(found)


def _join(numbers: list[int], joined: Joined, are_alike: Callable[[int, int], bool]) -> None:
    """Joins those that are alike. Nothing is compared with more than one of those that are one
    already, so that a thousand copies of a text cost a thousand comparisons."""
    parts: list[list[int]] = []
    for number in numbers:
        apart, own = [], [number]
        for part in parts:
            if joined.are_one(part[0], number) or any(are_alike(n, number) for n in part):
                joined.join(part[0], number)
                part.extend(own)
                own = part
            else:
                apart.append(part)
        parts = [*apart, own]


def height(threshold: float) -> int:
    """How many numbers must be alike together: as many as can be without overlooking pairs.

    Two texts of similarity s have one number alike with the chance s.
    """
    fitting = (
        height
        for height in range(NUMBERS // 16, 0, -1)
        if (1 - threshold**height) ** (NUMBERS // height) < MISSED
    )
    return next(fitting)
