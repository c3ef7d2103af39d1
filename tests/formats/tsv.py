"""A second reader of WebAnno TSV 3.3, written from its specification alone, to check ours with."""

import re
from dataclasses import dataclass, field


@dataclass
class Seen:
    """What the file says: annotations by number, with features and UTF-16 places; relations."""

    text: str = ""
    spans: dict[int, dict[str, str]] = field(default_factory=dict)
    places: dict[int, tuple[int, int]] = field(default_factory=dict)
    relations: list[tuple[str, int, int]] = field(default_factory=list)
    units: list[tuple[str, str, int, int]] = field(default_factory=list)

    def quote(self, number: int) -> str:
        start, end = self.places[number]
        return _utf16(self.text, start, end)


def seen(data: bytes) -> Seen:
    found = Seen()
    head, *parts = data.decode().split("\n\n")
    first, spans, *relations = head.split("\n")
    assert first == "#FORMAT=WebAnno TSV 3.3"
    assert spans.startswith("#T_SP=webanno.custom.Annotation|")
    features = spans.split("|")[1:]
    for part in parts:
        _sentence(part.strip("\n").split("\n"), features, bool(relations), found)
    found.text = found.text.removesuffix("\n")
    return found


def _sentence(lines: list[str], features: list[str], related: bool, found: Seen) -> None:
    texts = [line.removeprefix("#Text=") for line in lines if line.startswith("#Text=")]
    rows = [line.split("\t") for line in lines[len(texts) :]]
    begin = int(rows[0][1].split("-")[0])
    here = len(found.text.encode("utf-16-le")) // 2
    if here > begin:
        assert here == begin + 1
        found.text = found.text[:-1]
    found.text += " " * (begin - here)
    found.text += "".join(_plain(text) + "\n" for text in texts)
    for address, offsets, word, *cells in rows:
        start, end = map(int, offsets.split("-"))
        assert _utf16(found.text, start, end) == word
        found.units.append((address, word, start, end))
        assert len(cells) == len(features) + 3 * related + 1
        for feature, cell in zip(features, cells, strict=False):
            for value, number in _values(cell):
                span = found.spans.setdefault(number, {})
                if value != "*":
                    assert span.setdefault(feature, _plain(value)) == _plain(value)
                first, last = found.places.get(number, (start, end))
                found.places[number] = min(first, start), max(last, end)
        if related and cells[len(features)] != "_":
            labels = re.split(r"(?<!\\)\|", cells[len(features)])
            for label, where in zip(labels, cells[len(features) + 2].split("|"), strict=True):
                ends = re.search(r"\[([0-9]+)_([0-9]+)\]", where)
                assert ends
                found.relations.append((_plain(label), int(ends[1]), int(ends[2])))


def _values(cell: str) -> list[tuple[str, int]]:
    if cell == "_":
        return []
    parts = re.split(r"(?<!\\)((?:\\\\)*)\|", cell)
    whole = ["".join(parts[at : at + 2]) for at in range(0, len(parts), 2)]
    return [(part[: part.rindex("[")], int(part[part.rindex("[") + 1 : -1])) for part in whole]


def _plain(value: str) -> str:
    controls = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "b": "\b"}
    return re.sub(r"\\(->|.)", lambda m: controls.get(m[1], m[1]), value, flags=re.DOTALL)


def _utf16(text: str, start: int, end: int) -> str:
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")
