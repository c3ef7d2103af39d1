"""The configuration that ``spacy train`` needs: a small model without anything to download."""

from collections import Counter

import spacy
from spacy.cli.init_config import init_config

_MANY = "xx"
"""spaCy's language for any and for several."""

_LONGEST = 32
_MOST_PERCENT = 95
_HEAD = """\
# Made for the shards beside it. To train, here on the CPU:
#
#     spacy train config.cfg --paths.train ./train --paths.dev ./{dev} --output ./model
#
# “ner” learns from doc.ents, “spancat” from doc.spans["sc"], where annotations may overlap.
# It is offered every stretch of up to {longest} words; {percent} % of annotations are that short.

"""


def config(languages: Counter[str], lengths: Counter[int], *, dev: str) -> bytes:
    """``lengths``: how many annotations have so many words; ``dev``: the folder to evaluate on."""
    longest = _longest(lengths)
    made = init_config(
        lang=_language(languages), pipeline=["ner", "spancat"], optimize="efficiency", gpu=False
    )
    made["paths"] |= {"train": "./train", "dev": f"./{dev}"}
    made["system"]["seed"] = made["training"]["seed"] = 0
    made["components"]["spancat"]["suggester"] = {
        "@misc": "spacy.ngram_range_suggester.v1",
        "min_size": 1,
        "max_size": longest,
    }
    covered = sum(count for length, count in lengths.items() if length <= longest)
    percent = 100 * covered // max(lengths.total(), 1)
    return (_HEAD.format(dev=dev, longest=longest, percent=percent) + made.to_str()).encode()


def _longest(lengths: Counter[int]) -> int:
    """So many words as most annotations have at most; more would make training slow."""
    seen = 0
    for length in sorted(lengths):
        seen += lengths[length]
        if length >= _LONGEST or 100 * seen >= _MOST_PERCENT * lengths.total():
            return min(length, _LONGEST)
    return 1


def _language(languages: Counter[str]) -> str:
    """The language of most articles, if spaCy can split it into words without more packages."""
    known = Counter[str]()
    for name, count in languages.items():
        known[name.partition("-")[0].lower()] += count
    ((name, _count),) = known.most_common(1) or [(_MANY, 0)]
    try:
        return str(spacy.blank(name or _MANY).lang)
    except ImportError:
        return _MANY
