"""What types there are: written for INCEpTION, and read to know which features are values."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from annotator.formats.layers import FEATURES, RELATION_FEATURES, RELATIONS, SPANS
from annotator.formats.records import Source
from annotator.formats.uima.xml import Reader, legal

SEGMENTATION = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type"
METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type"
DOCUMENT = {
    "documentTitle": "title",
    "documentId": "uid",
    "documentUri": "url",
}
"""Features of DocumentMetaData, and the fields of an article that they hold."""
MAX_BYTES = 16 * 1024 * 1024
_ANNOTATION = "uima.tcas.Annotation"
_STRING = "uima.cas.String"
_VALUES = {
    *("uima.cas.String", "uima.cas.Boolean", "uima.cas.Byte", "uima.cas.Short"),
    *("uima.cas.Integer", "uima.cas.Long", "uima.cas.Float", "uima.cas.Double"),
}


def written(attributes: Iterable[str]) -> str:
    """The file; ``attributes`` are the features that annotations have beside the usual ones."""
    spans = [(name, _STRING) for name in (*FEATURES, *sorted(attributes))]
    ends = [(name, SPANS) for name in ("Governor", "Dependent")]
    types = (
        _type(f"{METADATA}.DocumentMetaData", "uima.tcas.DocumentAnnotation", _strings(DOCUMENT)),
        _type(f"{SEGMENTATION}.Sentence", _ANNOTATION, []),
        _type(f"{SEGMENTATION}.Token", _ANNOTATION, []),
        _type(SPANS, _ANNOTATION, spans),
        _type(RELATIONS, _ANNOTATION, ends + _strings(RELATION_FEATURES)),
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">\n'
        f"<types>\n{''.join(types)}</types>\n</typeSystemDescription>\n"
    )


def _strings(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, _STRING) for name in names]


def _type(name: str, above: str, features: list[tuple[str, str]]) -> str:
    described = "".join(
        f"<featureDescription><name>{legal(feature)}</name><description/>"
        f"<rangeTypeName>{kind}</rangeTypeName></featureDescription>\n"
        for feature, kind in features
    )
    return (
        f"<typeDescription><name>{name}</name><description/>"
        f"<supertypeName>{above}</supertypeName>\n"
        f"<features>\n{described}</features></typeDescription>\n"
    )


@dataclass(slots=True)
class Types:
    """What a type system says: of each type its supertype, and of each feature its range."""

    above: dict[str, str] = field(default_factory=dict)
    ranges: dict[tuple[str, str], str] = field(default_factory=dict)

    def is_value(self, type_: str, feature: str) -> bool:
        """Whether the feature is a plain value, as far as is known."""
        for _ in range(len(self.above) + 1):
            if (type_, feature) in self.ranges:
                return self._is_plain(self.ranges[type_, feature])
            if type_ not in self.above:
                break
            type_ = self.above[type_]
        return True

    def _is_plain(self, type_: str) -> bool:
        return type_ in _VALUES or self.above.get(type_) == _STRING


def read(source: Source) -> Types:
    """InvalidInput if it is no XML that is read."""
    found = Types()
    state = {"type": "", "feature": ""}

    def start(name: str, _attributes: dict[str, str]) -> None:
        if name.endswith("typeDescription"):
            state["type"] = ""

    def end(name: str, text: str) -> None:
        if name == "name":
            # A type's own name stands before its features.
            state["feature" if state["type"] else "type"] = text
        elif name == "supertypeName":
            found.above[state["type"]] = text
        elif name == "rangeTypeName":
            found.ranges[state["type"], state["feature"]] = text

    with source.open() as stream:
        Reader(start, end).read(stream, MAX_BYTES)
    return found
