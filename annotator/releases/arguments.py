"""The options of the command that makes a release: the words of its page."""

from argparse import ArgumentParser
from dataclasses import replace
from datetime import date
from typing import Any

from annotator.annotations.states import Kind, State
from annotator.exchange.arguments import add_selection, selection_of
from annotator.exchange.choices import Selection
from annotator.exchange.options import EDGES, UNITS
from annotator.releases.choices import OFFERED, Choice
from annotator.splitting.rules import THRESHOLD, By, Rule, shares_of


def add_choice(parser: ArgumentParser) -> None:
    add_selection(parser)
    _add_files(parser)
    _add_rule(parser)


def choice_asked(options: dict[str, Any]) -> Choice:
    names = ("unit", "borders")
    wishes = {name: options[name] for name in names if options[name]} | {"mark": options["bom"]}
    return Choice(
        selection=_selection(options),
        formats=tuple(_format(one) for one in options["formats"].split(",") if one.strip()),
        wishes=tuple((name, value) for name, value in wishes.items() if value),
        rule=_rule(options),
        texts=not options["no_texts"],
        soft_labels=options["soft_labels"],
        licence=options["licence"],
    )


def _add_files(parser: ArgumentParser) -> None:
    parser.add_argument("--name", default="", help="beside its number, for people")
    parser.add_argument(
        "--formats",
        default="csv",
        metavar="A,B:VARIANT",
        help=f"beside JSON lines, by default csv; of {', '.join(OFFERED)}",
    )
    parser.add_argument("--unit", choices=list(UNITS), help="what doccano's offsets count")
    parser.add_argument("--borders", choices=list(EDGES), help="of annotations inside words")
    parser.add_argument("--bom", action="store_true", help="CSV for Excel")
    parser.add_argument(
        "--no-texts", action="store_true", help="addresses, checksums and offsets only"
    )
    parser.add_argument(
        "--soft-labels",
        action="store_true",
        help="every annotator's finished set beside the others",
    )
    parser.add_argument("--licence", default="", help="a short name such as CC-BY-4.0, or a note")


def _add_rule(parser: ArgumentParser) -> None:
    by = [one.value for one in By]
    parser.add_argument("--split-by", choices=by, default=By.RATIO.value, help="ratio if not said")
    parser.add_argument(
        "--split", default="80/10/10", metavar="A/B/C", help="per cent for train, dev and test"
    )
    parser.add_argument("--seed", type=int, default=1, help="the same number, the same sides")
    parser.add_argument("--dev-from", type=date.fromisoformat, help="with --split-by date")
    parser.add_argument("--test-from", type=date.fromisoformat, help="with --split-by date")
    parser.add_argument(
        "--alike",
        type=float,
        default=THRESHOLD,
        help="the Jaccard similarity from which on articles stay on one side",
    )


def _selection(options: dict[str, Any]) -> Selection:
    """Accepted gold, unless somebody says whose sets, which kind or which state."""
    chosen = selection_of(options)
    if chosen.owner_id or chosen.kinds or chosen.states:
        return chosen
    return replace(chosen, kinds=(Kind.GOLD,), states=(State.ACCEPTED,), annotated_only=True)


def _format(written: str) -> tuple[str, str]:
    name, _colon, variant = written.strip().partition(":")
    return name, variant


def _rule(options: dict[str, Any]) -> Rule:
    return Rule(
        by=By(options["split_by"]),
        shares=shares_of(options["split"]),
        seed=options["seed"],
        dev_from=options["dev_from"],
        test_from=options["test_from"],
        threshold=options["alike"],
    )
