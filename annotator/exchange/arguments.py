"""The options of commands that take a corpus out: the words of the page, once for all of them."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from annotator.accounts.queries import user_named
from annotator.annotations.states import Kind, State
from annotator.exchange.choices import Selection
from annotator.exchange.options import EDGES, UNITS, VARIANTS
from annotator.exchange.queries import label_named
from annotator.formats.registry import WRITTEN
from annotator.projects.queries import project_named


def add_format(parser: ArgumentParser) -> None:
    parser.add_argument("--format", choices=list(WRITTEN), help="as the file's name says")
    parser.add_argument("--variant", choices=list(VARIANTS), help="of doccano or CoNLL")
    parser.add_argument("--unit", choices=list(UNITS), help="what doccano's offsets count")
    parser.add_argument(
        "--borders",
        choices=list(EDGES),
        help="annotations that end inside a word, where a format has only words: "
        "expand them (the default), contract or skip them",
    )
    parser.add_argument("--bom", action="store_true", help="CSV for Excel")


def add_selection(parser: ArgumentParser) -> None:
    """Those that can come several times choose all of what they name."""
    more: dict[str, Any] = {"action": "append", "default": []}
    parser.add_argument("--kind", choices=Kind.values, help="only sets of this kind", **more)
    parser.add_argument("--annotator", metavar="USERNAME", help="only this person's sets")
    parser.add_argument("--state", choices=State.values, help="only sets in this state", **more)
    parser.add_argument("--label", help="only annotations with this label", **more)
    parser.add_argument("--since", type=date.fromisoformat, help="published on this day or later")
    parser.add_argument("--until", type=date.fromisoformat, help="published on this day or before")
    parser.add_argument("--source", help="only articles of this source", **more)
    parser.add_argument(
        "--annotated-only", action="store_true", help="leave out articles without such sets"
    )


def selection_of(options: dict[str, Any]) -> Selection:
    project = project_named(options["project"])
    name = options["annotator"]
    return Selection(
        project=project,
        owner_id=user_named(name).pk if name else None,
        kinds=tuple(map(Kind, options["kind"])),
        states=tuple(map(State, options["state"])),
        label_ids=tuple(label_named(project, label).pk for label in options["label"]),
        since=options["since"],
        until=options["until"],
        sources=tuple(options["source"]),
        annotated_only=options["annotated_only"],
    )


def wishes_of(options: dict[str, Any]) -> dict[str, Any]:
    """Fields of ``Writing``."""
    wishes = {name: options[name] for name in ("variant", "unit", "borders") if options[name]}
    return wishes | {"mark": options["bom"]}
