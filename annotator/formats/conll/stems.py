"""Which files are layers of the same articles."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from annotator.formats.conll import rows
from annotator.formats.conll.rows import Tokens
from annotator.formats.records import Options, Source

_BESIDE = (".jsonl", ".ndjson")


@dataclass(slots=True)
class Stem:
    """Files whose documents are the same, and what stands beside them."""

    layers: list[Source]
    beside: Source | None = None


def stems(sources: Sequence[Source], options: Options) -> Iterator[Stem]:
    """What stands beside files says which belong together; else their first tokens do."""
    besides = [source for source in sources if source.name.endswith(_BESIDE)]
    own: dict[str, list[Source]] = {_stem(beside.name): [] for beside in besides}
    alone: list[Source] = []
    for source in sources:
        if not source.name.endswith(_BESIDE):
            name = next((name for name in _stems(source.name) if name in own), None)
            (alone if name is None else own[name]).append(source)
    for beside in besides:
        yield Stem(own.pop(_stem(beside.name), []), beside)
    alike: dict[tuple[str, tuple[str, ...]], list[Source]] = {}
    for source in alone:
        key = _group(source.name), _first_words(source, options)
        alike.setdefault(key, []).append(source)
    yield from map(Stem, alike.values())


def _stem(name: str) -> str:
    return name.rpartition(".")[0]


def _stems(name: str) -> Iterator[str]:
    """Of “corpus.train.Claim.conll” first “corpus.train.Claim”, then “corpus.train”, “corpus”."""
    while name := _stem(name):
        yield name


def _group(name: str) -> str:
    """“folder/corpus” of “folder/corpus.Claim.conll”, or all of a name without such a part."""
    folder, slash, last = name.rpartition("/")
    parts = last.split(".")
    return folder + slash + (".".join(parts[:-2]) if len(parts) > 2 else last)


def _first_words(source: Source, options: Options) -> tuple[str, ...]:
    with closing(rows.documents(source, options)) as found:
        first = next((one for one in found if isinstance(one, Tokens)), None)
    return tuple(first.words) if first else (source.name,)
