"""Which of many texts are nearly the same.

MinHash finds pairs that may be alike without comparing each with each: of every text it keeps a
few numbers, and texts that have some of them in common are candidates. Those are compared by the
shingles themselves, so that the threshold is exact for every pair that is joined; a pair above it
is overlooked with a chance below MISSED. Shingles wait in a file, and memory holds some 300 bytes
a text.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from tempfile import TemporaryFile
from typing import IO, cast

from annotator.splitting.joining import Joined
from annotator.splitting.shingles import jaccard, runs, shingles, sketch

NUMBERS = 128
"""Kept of a text."""

MISSED = 1e-6
_AT_HAND = 512


class Alike:
    """Texts are numbered as they come."""

    def __init__(self, threshold: float) -> None:
        self._threshold = threshold
        self._height = height(threshold)
        self._bands = [array("q") for _ in range(NUMBERS // self._height)]
        self._file = cast(IO[bytes], TemporaryFile())  # noqa: SIM115 – closed below
        self._sizes = array("L")
        self._starts = array("Q", [0])

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
        read = lru_cache(_AT_HAND)(self._read)
        seen: set[tuple[int, int]] = set()
        for a, b in self._candidates():
            if joined.are_one(a, b) or (a, b) in seen:
                continue
            seen.add((a, b))
            if self._may_be_alike(a, b) and jaccard(read(a), read(b)) >= self._threshold:
                joined.join(a, b)
        return [part for part in joined.parts() if len(part) > 1]

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> "Alike":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _candidates(self) -> Iterator[tuple[int, int]]:
        for band in self._bands:
            meeting: defaultdict[int, list[int]] = defaultdict(list)
            for number, key in enumerate(band):
                meeting[key].append(number)
            for numbers in meeting.values():
                yield from combinations(numbers, 2)

    def _may_be_alike(self, a: int, b: int) -> bool:
        """By their sizes alone."""
        small, large = sorted((self._sizes[a], self._sizes[b]))
        return small >= self._threshold * large

    def _read(self, number: int) -> set[int]:
        self._file.seek(self._starts[number])
        found = array("Q")
        found.frombytes(self._file.read(self._sizes[number] * found.itemsize))
        return set(found)


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
