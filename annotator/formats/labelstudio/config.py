"""The labelling configuration: written from a scheme, and read for what it says of tasks."""

import re
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from annotator.errors import InvalidInput
from annotator.formats.labelstudio.attributes import CONTROLS, NO, YES, control_name
from annotator.formats.records import Scheme, SchemeAttribute, Source

FILE = "labels.xml"
CONTROL, OBJECT = "label", "text"
CONTINUED = "next fragment"
"""The type of relation that leads from each fragment of an annotation to the next."""

_COLOURS = {1: "#2f6fb3", 2: "#b0533c", 3: "#3f8a54", 4: "#b2548f"}
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAGS = {"choices": "Choices", "textarea": "TextArea", "number": "Number"}
_MAX = 1_000_000


def written(scheme: Scheme, labels: Iterable[str], relations: Iterable[str]) -> bytes:
    """The configuration; ``labels`` and ``relations`` are names in use, also outside the scheme."""
    view = ET.Element("View")
    _add_labels(view, scheme, labels)
    _add_relations(view, scheme, relations)
    ET.SubElement(view, "Text", name=OBJECT, value=f"${OBJECT}", granularity="symbol")
    for label in scheme.labels:
        for attribute in label.attributes:
            _add_control(view, label.name, attribute)
    ET.indent(view)
    return ET.tostring(view, encoding="unicode").encode() + b"\n"


def _add_labels(view: ET.Element, scheme: Scheme, used: Iterable[str]) -> None:
    hues = {label.name: label.hue for label in scheme.labels}
    parent = ET.SubElement(view, "Labels", name=CONTROL, toName=OBJECT)
    for name in dict.fromkeys([*hues, *sorted(used)]):
        colour = _COLOURS[(hues.get(name, 1) - 1) % len(_COLOURS) + 1]
        ET.SubElement(parent, "Label", value=_shown(name), background=colour)


def _add_relations(view: ET.Element, scheme: Scheme, used: Iterable[str]) -> None:
    parent = ET.SubElement(view, "Relations")
    known = [relation.name for relation in scheme.relations]
    for name in dict.fromkeys([*known, *sorted(used), CONTINUED]):
        ET.SubElement(parent, "Relation", value=_shown(name))


def _add_control(view: ET.Element, label: str, attribute: SchemeAttribute) -> None:
    control = CONTROLS[attribute.kind]
    group = ET.SubElement(view, "View", visibleWhen="region-selected", whenLabelValue=_shown(label))
    ET.SubElement(group, "Header", value=_shown(attribute.name), size="5")
    given = {
        "name": _shown(control_name(label, attribute.name)),
        "toName": OBJECT,
        "perRegion": "true",
        "whenTagName": CONTROL,
        "whenLabelValue": _shown(label),
    }
    if control == "choices":
        given["choice"] = "multiple" if attribute.kind == "choices" else "single"
    parent = ET.SubElement(group, _TAGS[control], given)
    options = (YES, NO) if attribute.kind == "boolean" else attribute.options
    for option in options if control == "choices" else ():
        ET.SubElement(parent, "Choice", value=_shown(option))


def _shown(name: str) -> str:
    """The name without characters that XML has no place for."""
    return _NO_XML.sub("\ufffd", name)


def text_key(sources: Sequence[Source]) -> str:
    """Under which name tasks have their texts; nothing if no configuration says so.

    InvalidInput if it is one for web pages, whose annotations are places in HTML.
    """
    for source in sources:
        view = _parsed(source)
        if view.find(".//HyperText") is not None:
            raise InvalidInput(HTML, file=source.name)
        found = view.find(".//Text[@value]")
        if found is not None:
            return found.attrib["value"].removeprefix("$")
    return ""


HTML = "These are web pages (HTML), and their annotations places in them; only plain text is read."


def _parsed(source: Source) -> ET.Element:
    with source.open() as stream:
        data = stream.read(_MAX + 1)
    if len(data) > _MAX or b"<!" in data.replace(b"<!--", b""):
        raise InvalidInput("This is no labelling configuration.", file=source.name)
    try:
        return ET.fromstring(data)  # noqa: S314 – without a DTD there is nothing to expand
    except ET.ParseError as error:
        raise InvalidInput(f"This is no XML: {error}.", file=source.name) from None
