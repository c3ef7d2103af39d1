"""What is chosen for a new release, as typed values."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotator.annotations.states import Kind, State
from annotator.errors import InvalidInput
from annotator.exchange import options
from annotator.exchange.forms import SelectionForm
from annotator.formats.registry import WRITTEN
from annotator.releases.choices import OFFERED, Choice
from annotator.splitting.rules import THRESHOLD, By, Rule, shares_of

DIVIDED = {
    By.RATIO: _("by shares, with every label in the same shares"),
    By.SOURCE: _("by shares, no source on two sides"),
    By.DATE: _("by day of publication"),
    By.NOTHING: _("not at all"),
}
AS_USUAL = {
    "whose": Kind.GOLD.value,
    "states": [State.ACCEPTED.value],
    "annotated_only": True,
    "formats": ["csv"],
    "texts": True,
    "alike": THRESHOLD,
}
DAY = forms.DateInput({"type": "date"})
PLAIN = {"autocomplete": "off", "spellcheck": "false", "class": "short"}


class ReleaseForm(SelectionForm):
    """Everything has a good default: gold that is accepted, JSON lines and CSV, 80/10/10."""

    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=200,
        help_text=_("Beside its number, for people."),
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )
    soft_labels = forms.BooleanField(
        label=_("Soft labels: every annotator’s finished set beside them"),
        required=False,
        help_text=_("With a file that says how many annotators gave each label."),
    )
    split = forms.ChoiceField(label=_("Divided"), choices=list(DIVIDED.items()))
    shares = forms.CharField(
        label=_("Shares"),
        initial="80/10/10",
        help_text=_("Per cent of the articles to train, to develop and to test with."),
        widget=forms.TextInput(PLAIN),
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        initial=1,
        min_value=0,
        max_value=2**31 - 1,
        help_text=_("The same number makes the same sides, another one others."),
        widget=forms.NumberInput({"inputmode": "numeric", "class": "short"}),
    )
    dev_from = forms.DateField(label=_("To develop with from"), required=False, widget=DAY)
    test_from = forms.DateField(label=_("To test with from"), required=False, widget=DAY)
    alike = forms.FloatField(
        label=_("Nearly the same from"),
        required=False,
        min_value=0.5,
        max_value=1,
        help_text=_("The share of runs of five words that two articles have in common (Jaccard)."),
        widget=forms.NumberInput({"step": "0.05", "class": "short"}),
    )
    formats = forms.MultipleChoiceField(
        label=_("Formats beside JSON lines"),
        required=False,
        choices=options.grouped(OFFERED),
        widget=forms.CheckboxSelectMultiple,
    )
    unit = forms.ChoiceField(
        label=_("Offsets of doccano count"), required=False, choices=list(options.UNITS.items())
    )
    borders = forms.ChoiceField(
        label=_("Annotations that end inside a word, where a format has only words"),
        required=False,
        choices=list(options.EDGES.items()),
    )
    mark = forms.BooleanField(label=_("CSV for Excel"), required=False)
    texts = forms.BooleanField(
        label=_("With the texts of the articles"),
        required=False,
        help_text=_(
            "Without them there are addresses, checksums and offsets, and who has copies of the "
            "articles puts the texts back. Titles, notes and metadata stay."
        ),
    )
    licence = forms.CharField(
        label=_("Licence"),
        required=False,
        max_length=500,
        help_text=_("A short name such as CC-BY-4.0, or a note."),
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _with_variants():
            self.fields[_variant(name)] = forms.ChoiceField(
                label=options.TITLES[name],
                required=False,
                choices=options.variants(WRITTEN[name]),
            )

    def clean_shares(self) -> tuple[int, int, int]:
        try:
            return shares_of(self.cleaned_data["shares"])
        except InvalidInput as error:
            raise forms.ValidationError(error.message) from None

    def clean(self) -> dict[str, Any]:
        """What the service takes, if all is well."""
        if self.errors:
            return self.cleaned_data
        return {"name": self.cleaned_data["name"], "choice": self._choice()}

    def what(self) -> list[forms.BoundField]:
        return self._those("whose", "states", "annotated_only", "soft_labels")

    def narrower(self) -> list[forms.BoundField]:
        return self._those("labels", "since", "until", "sources")

    def by_shares(self) -> list[forms.BoundField]:
        return self._those("shares", "seed")

    def neighbours(self) -> forms.BoundField:
        return self["alike"]

    def by_day(self) -> list[forms.BoundField]:
        return self._those("dev_from", "test_from")

    def formats_by_use(self) -> list[tuple[Any, list[forms.boundfield.BoundWidget]]]:
        boxes = {box.data["value"]: box for box in self["formats"]}
        return [
            (use, [boxes[name] for name, _title in own]) for use, own in options.grouped(OFFERED)
        ]

    def words(self) -> list[forms.BoundField]:
        return self._those("texts", "licence")

    def finer(self) -> list[forms.BoundField]:
        """Options of formats."""
        return self._those(*map(_variant, _with_variants()), "unit", "borders", "mark")

    def _those(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names]

    def _choice(self) -> Choice:
        selection, values = self.selection(), self.cleaned_data
        wishes = {name: values[name] for name in ("unit", "borders", "mark") if values[name]}
        return Choice(
            selection=selection,
            formats=tuple((name, values.get(_variant(name), "")) for name in values["formats"]),
            wishes=tuple(wishes.items()),
            rule=self._rule(),
            texts=values["texts"],
            soft_labels=values["soft_labels"],
            licence=values["licence"],
        )

    def _rule(self) -> Rule:
        values = self.cleaned_data
        names = ("shares", "seed", "dev_from", "test_from")
        given = {name: values[name] for name in names}
        return Rule(By(values["split"]), **given, threshold=values["alike"] or THRESHOLD)


def _with_variants() -> Iterator[str]:
    return (name for name in OFFERED if WRITTEN[name].variants)


def _variant(name: str) -> str:
    return f"variant_{name}"
