"""Forms about attributes."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotator.errors import InvalidInput
from annotator.schemes.attributes import LONGEST_NUMBER, LONGEST_TEXT, parse
from annotator.schemes.defining import LONGEST_NAME, WITH_OPTIONS
from annotator.schemes.models import Attribute

NOTHING = ("", _("none"))


def _name() -> forms.CharField:
    return forms.CharField(
        label=_("Name"), max_length=LONGEST_NAME, widget=forms.TextInput({"dir": "auto"})
    )


def _required() -> forms.BooleanField:
    return forms.BooleanField(label=_("Every annotation needs it"), required=False)


class OptionsField(forms.CharField):
    """One option a line."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Options"),
            required=False,
            max_length=5000,
            widget=forms.Textarea({"rows": 5, "dir": "auto"}),
            help_text=_("One a line, for a choice."),
        )

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else "\n".join(value or ())

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        lines = super().to_python(value) or ""
        return [line.strip() for line in lines.splitlines() if line.strip()]

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))


class NewAttributeForm(forms.Form):
    name = _name()
    kind = forms.ChoiceField(label=_("Kind"), choices=Attribute.Kind.choices)
    options = OptionsField()
    required = _required()

    def clean(self) -> dict[str, Any]:
        """The options are hidden from those who chose a kind without, but still sent."""
        if self.cleaned_data.get("kind") not in WITH_OPTIONS and "options" in self.cleaned_data:
            self.cleaned_data["options"] = []
        return self.cleaned_data


class AttributeForm(forms.Form):
    """The kind stays: another kind is another attribute."""

    name = _name()
    options = OptionsField()
    required = _required()

    def __init__(self, attribute: Attribute, data: Any = None) -> None:
        initial = {name: getattr(attribute, name) for name in ("name", "options", "required")}
        initial["default"] = _shown(attribute.default)
        super().__init__(data, initial=initial, auto_id=f"attribute-{attribute.pk}-%s")
        self.attribute = attribute
        if attribute.kind not in WITH_OPTIONS:
            del self.fields["options"]
        self.fields["default"] = DEFAULTS[attribute.kind](attribute)

    def clean_default(self) -> Any:
        given = self.cleaned_data["default"]
        try:
            return parse(self.attribute, given if isinstance(given, list) else [given])
        except InvalidInput as error:
            raise forms.ValidationError(error.message) from None


def _shown(default: Any) -> Any:
    return {True: "true", False: "false"}[default] if isinstance(default, bool) else default


def _choice(attribute: Attribute) -> forms.Field:
    options = [(option, option) for option in attribute.options]
    return forms.ChoiceField(label=_("At first"), choices=[NOTHING, *options], required=False)


def _choices(attribute: Attribute) -> forms.Field:
    options = [(option, option) for option in attribute.options]
    return forms.MultipleChoiceField(
        label=_("At first"), choices=options, required=False, widget=forms.CheckboxSelectMultiple
    )


def _text(_attribute: Attribute) -> forms.Field:
    widget = forms.TextInput({"dir": "auto"})
    return forms.CharField(
        label=_("At first"), max_length=LONGEST_TEXT, required=False, widget=widget
    )


def _number(_attribute: Attribute) -> forms.Field:
    widget = forms.TextInput({"inputmode": "decimal"})
    return forms.CharField(
        label=_("At first"), max_length=LONGEST_NUMBER, required=False, widget=widget
    )


def _boolean(_attribute: Attribute) -> forms.Field:
    words = [NOTHING, ("true", _("yes")), ("false", _("no"))]
    return forms.ChoiceField(label=_("At first"), choices=words, required=False)


DEFAULTS: dict[str, Callable[[Attribute], forms.Field]] = {
    "choice": _choice,
    "choices": _choices,
    "text": _text,
    "number": _number,
    "boolean": _boolean,
}
