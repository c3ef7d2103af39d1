"""What is decided about a release before it is built."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.errors import InvalidInput
from annotator.exchange.choices import Selection
from annotator.exchange.options import TITLES
from annotator.formats.registry import WRITTEN
from annotator.projects.models import Project
from annotator.schemes.models import Label
from annotator.splitting.rules import Rule, rule_of

NATIVE = "jsonl"
"""Always there, so it can't be chosen."""

AS_USUAL = Rule()

OFFERED = tuple(name for name in WRITTEN if name != NATIVE)


@dataclass(frozen=True, slots=True)
class Choice:
    """``formats`` are the folders beside ``corpus.jsonl``, each with its variant or none.

    ``wishes`` are fields of ``Writing`` for those formats. ``texts``: whether the words of the
    articles are in it. ``soft_labels``: beside the chosen sets every annotator's finished one.
    ``licence`` is a note in anybody's words.
    """

    selection: Selection
    formats: tuple[tuple[str, str], ...] = (("csv", ""),)
    wishes: tuple[tuple[str, Any], ...] = ()
    rule: Rule = AS_USUAL
    texts: bool = True
    soft_labels: bool = False
    licence: str = ""

    def check(self) -> None:
        """InvalidInput says what can't be."""
        self.rule.check()
        for name, variant in self.formats:
            self._check_format(name, variant)
        if len(dict(self.formats)) < len(self.formats):
            raise InvalidInput(_("One of the formats is chosen twice."))
        if self.soft_labels and self.selection.owner_id:
            raise InvalidInput(_("Soft labels are of all annotators, so choose the sets of all."))

    def _check_format(self, name: str, variant: str) -> None:
        if name not in OFFERED:
            raise InvalidInput(_("“%(name)s” is no format to choose.") % {"name": name[:40]})
        form = WRITTEN[name]
        if variant and variant not in form.variants:
            given = {"name": TITLES[name], "variant": variant[:40]}
            raise InvalidInput(_("%(name)s has no variant “%(variant)s”.") % given)
        if not self.texts and "texts" not in form.choices:
            raise InvalidInput(
                _("%(name)s can't be without texts: choose other formats, or keep the texts.")
                % {"name": TITLES[name]}
            )
        form.check_installed()

    def plain(self) -> dict[str, Any]:
        return {
            "selection": self.selection.plain(),
            "formats": [list(one) for one in self.formats],
            "wishes": dict(self.wishes),
            "split": self.rule.plain(),
            "texts": self.texts,
            "soft_labels": self.soft_labels,
            "licence": self.licence,
        }


def choice_of(project: Project, plain: dict[str, Any]) -> Choice:
    """The choice that ``Choice.plain`` wrote."""
    return Choice(
        selection=Selection.of(project, plain["selection"]),
        formats=tuple((name, variant) for name, variant in plain["formats"]),
        wishes=tuple(plain["wishes"].items()),
        rule=rule_of(plain["split"]),
        texts=plain["texts"],
        soft_labels=plain["soft_labels"],
        licence=plain["licence"],
    )


def named(selection: Selection) -> dict[str, Any]:
    """The selection as JSON values that mean the same everywhere: names and no ids."""
    found = selection.plain()
    if owner := found.pop("owner", None):
        found["annotator"] = User.objects.get(pk=owner).username
    if found.pop("labels", None):
        labels = Label.objects.filter(pk__in=selection.label_ids).order_by("name")
        found["labels"] = list(labels.values_list("name", flat=True))
    return found
