"""What two texts have in common, whatever stands in between: their runs of five words."""

import re
import unicodedata
from array import array
from typing import TypeAlias

from rensa import RMinHash

SIZE = 5
_SEED = 1

# Where words are not parted by spaces, each sign counts as one.
_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORDS = re.compile(rf"[{_SIGNS}]|[^\W{_SIGNS}]+")

Shingles: TypeAlias = "array[int]"


def runs(text: str) -> set[str]:
    """The runs of SIZE words, in any case of letters; of a shorter text the one run there is."""
    words = _WORDS.findall(unicodedata.normalize("NFKC", text).casefold())
    last = max(1, len(words) - SIZE + 1)
    return {" ".join(words[at : at + SIZE]) for at in range(last)}


def shingles(runs: set[str]) -> Shingles:
    """As hashes of 64 bits, the same on every machine."""
    [found] = RMinHash.hash_token_sets([runs])
    return array("Q", set(found))


def sketch(runs: set[str], numbers: int) -> list[int]:
    """MinHash: so many numbers, each alike in two texts with the chance of their similarity."""
    made = RMinHash(numbers, _SEED)
    made.update(runs)
    return list(made.digest())


def jaccard(a: set[int], b: set[int]) -> float:
    """From 0, nothing in common, to 1."""
    common = len(a & b)
    return common / (len(a) + len(b) - common)
