"""Label schemes as JSON files; the form is described in README.md."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from annotator.errors import InvalidInput
from annotator.schemes.models import Hue, Label, Pattern

HUES = {hue.name.lower(): hue for hue in Hue}
KEYS = frozenset({"name", "description", "hue", "pattern", "digit", "active"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelDraft:
    """A label as a file or a form describes it."""

    name: str
    description: str = ""
    hue: int
    pattern: str = Pattern.SOLID
    digit: int | None = None
    active: bool = True


NEWS = (
    LabelDraft(name="Speaker", description="Who says it.", hue=Hue.BLUE, digit=1),
    LabelDraft(name="Claim", description="What is said.", hue=Hue.BRICK, digit=2),
    LabelDraft(name="Figure", description="A number, with what it counts.", hue=Hue.GREEN, digit=3),
    LabelDraft(
        name="Cue",
        description="The words that announce the claim: said, according to.",
        hue=Hue.PINK,
        digit=4,
        active=False,
    ),
)


def read_scheme(content: str | bytes) -> tuple[LabelDraft, ...]:
    """The labels of a scheme file; all that is wrong with it is said at once."""
    try:
        labels = json.loads(content)["labels"]
    except (ValueError, KeyError, TypeError):
        raise InvalidInput(_("This is no scheme: it must be JSON with a list “labels”.")) from None
    if not isinstance(labels, list) or not all(isinstance(label, dict) for label in labels):
        raise InvalidInput(_("“labels” must be a list of objects."))
    problems = [problem for n, label in enumerate(labels, 1) for problem in _problems(n, label)]
    problems += _doubles(labels)
    if problems:
        raise InvalidInput(" ".join(problems), errors={"scheme": problems})
    return tuple(_draft(n, label) for n, label in enumerate(labels))


def _problems(number: int, label: dict[str, Any]) -> list[str]:
    hue, pattern = label.get("hue", Hue.BLUE), label.get("pattern", Pattern.SOLID)
    digit = label.get("digit")
    checks = (
        (_is_text(label.get("name"), 1, 60), _("a name of 1–60 letters")),
        (_is_text(label.get("description", ""), 0, 300), _("a description of at most 300 letters")),
        (hue in [*HUES, *Hue.values], _("a hue of ") + ", ".join(HUES)),
        (pattern in Pattern.values, _("a pattern of ") + ", ".join(Pattern.values)),
        (digit is None or (type(digit) is int and 1 <= digit <= 9), _("a digit from 1 to 9")),
        (isinstance(label.get("active", True), bool), _("active as true or false")),
        (KEYS.issuperset(label), _("no other keys than ") + ", ".join(sorted(KEYS))),
    )
    needs = _("Label %(number)s needs %(what)s.")
    return [needs % {"number": number, "what": what} for is_right, what in checks if not is_right]


def _is_text(value: Any, shortest: int, longest: int) -> bool:
    is_text = isinstance(value, str) and value.isprintable()
    return is_text and shortest <= len(value.strip()) <= longest


def _doubles(labels: list[dict[str, Any]]) -> list[str]:
    names = [str(label.get("name", "")).strip().casefold() for label in labels]
    digits = [label["digit"] for label in labels if label.get("digit") is not None]
    return [
        sentence
        for values, sentence in (
            (names, _("Two labels have the same name.")),
            (digits, _("Two labels have the same digit.")),
        )
        if len(set(map(str, values))) < len(values)
    ]


def _draft(position: int, label: dict[str, Any]) -> LabelDraft:
    """Where hue and pattern are left out, they are the next that can be told apart."""
    hue = label.get("hue", position % 4 + 1)
    patterns = Pattern.values
    return LabelDraft(
        name=label["name"].strip(),
        description=label.get("description", "").strip(),
        hue=HUES.get(hue, hue),
        pattern=label.get("pattern", patterns[position // 4 % len(patterns)]),
        digit=label.get("digit"),
        active=label.get("active", True),
    )


def write_scheme(labels: list[Label]) -> str:
    """The file that ``read_scheme`` reads back."""
    described = [
        {
            "name": label.name,
            "description": label.description,
            "hue": Hue(label.hue).name.lower(),
            "pattern": label.pattern,
            "digit": label.digit,
            "active": label.active,
        }
        for label in labels
    ]
    return json.dumps({"labels": described}, ensure_ascii=False, indent=2) + "\n"
