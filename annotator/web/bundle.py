"""Script modules (and style sheets) that always go together as one file: one request, not twenty.

Each module becomes a function that returns what it exports, in the order in which modules need each
other. That takes modules as ours are written: imports by relative path, at the top, ending in a
semicolon; exports of functions, classes and constants, which never change their value.
"""

import posixpath
import re
from collections.abc import Callable

Read = Callable[[str], str]

_IMPORT = re.compile(
    r"""^import\s+(?:(?:\{(?P<names>[^}]*)\}|\*\s+as\s+(?P<whole>\w+))\s+from\s+)?"""
    r"""["'](?P<path>\.{1,2}/[^"']+)["'];[ \t]*$""",
    re.MULTILINE,
)
_EXPORT = re.compile(
    r"^export\s+(?=(?:(?:async\s+)?function\*?|class|const)\s+(?P<name>\w+))", re.MULTILINE
)
_STYLES = re.compile(r"""^@import\s+["'](?P<path>\.{1,2}/[^"']+)["'];[ \t]*$""", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


def bundle(entry: str, read: Read) -> str:
    """The entry and all it imports as one module, which exports ``modules`` by name.

    ``read`` gives a module's source by its path. ValueError for what cannot be joined.
    """
    order: list[str] = []
    sources: dict[str, str] = {}
    _visit(entry, read, order, sources, ())
    places = {name: f"module{place}" for place, name in enumerate(order)}
    parts = [_wrapped(name, sources[name], places) for name in order]
    exported = ", ".join(f'"{name}": {place}' for name, place in places.items())
    return "\n".join([*parts, f"export const modules = {{ {exported} }};", ""])


def sheet(entry: str, read: Read) -> str:
    """A style sheet with those that it imports by relative path in their places."""
    return _STYLES.sub(lambda found: sheet(_resolved(entry, found["path"]), read), read(entry))


def _visit(
    name: str, read: Read, order: list[str], sources: dict[str, str], above: tuple[str, ...]
) -> None:
    if name in above:
        raise ValueError(f"Modules import each other: {' → '.join([*above, name])}.")
    if name in sources:
        return
    source = read(name)
    for found in _IMPORT.finditer(source):
        _visit(_resolved(name, found["path"]), read, order, sources, (*above, name))
    sources[name] = source
    order.append(name)


def _resolved(name: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _wrapped(name: str, source: str, places: dict[str, str]) -> str:
    def imported(found: re.Match[str]) -> str:
        place = places[_resolved(name, found["path"])]
        if found["whole"]:
            return f"const {found['whole']} = {place};"
        if found["names"] is None:
            return ""
        names = re.sub(r"(\w+)\s+as\s+(\w+)", r"\1: \2", found["names"])
        return f"const {{{names}}} = {place};"

    exports = ", ".join(found["name"] for found in _EXPORT.finditer(source))
    body = _EXPORT.sub("", _IMPORT.sub(imported, source))
    if left := _LEFT.search(body):
        raise ValueError(f"{name} can’t be joined to a bundle: {left.group()}")
    return f"const {places[name]} = (() => {{\n{body}\nreturn {{ {exports} }};\n}})();"
