"""Forms about projects, members and invitations."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from annotator.accounts.forms import NEW, PASSWORD_HELP
from annotator.projects.models import Role

ADDRESS = {"autocapitalize": "none", "spellcheck": "false"}


class SettingsForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput({"dir": "auto"}))
    slug = forms.CharField(
        label=_("Address"),
        max_length=60,
        validators=[validate_slug],
        help_text=_("Letters, digits and hyphens. Links to the old address stop working."),
        widget=forms.TextInput(ADDRESS),
    )
    guidelines = forms.CharField(
        label=_("Guidelines"),
        required=False,
        max_length=100_000,
        help_text=_("Markdown. Shown to annotators beside the article."),
        widget=forms.Textarea({"rows": 18, "dir": "auto"}),
    )
    majority = forms.BooleanField(
        label=_("What two thirds have exactly alike needs no decision"),
        required=False,
        help_text=_(
            "Where several people annotate an article. What all have alike never needs one."
        ),
    )
    spot_share = forms.IntegerField(
        label=_("Articles of one annotator that are looked at, in per cent"),
        min_value=0,
        max_value=100,
        help_text=_("Picked by chance; 100 means all of them."),
        widget=forms.NumberInput({"inputmode": "numeric", "class": "short"}),
    )
    reviews_own = forms.BooleanField(
        label=_("Reviewers may review what they annotated themselves"), required=False
    )

    def general(self) -> list[forms.BoundField]:
        return [self[name] for name in ("name", "slug", "guidelines")]

    def review(self) -> list[forms.BoundField]:
        return [self[name] for name in ("majority", "spot_share", "reviews_own")]


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class InvitationForm(forms.Form):
    LASTS = ((1, _("One day")), (7, _("A week")), (30, _("30 days")))

    note = forms.CharField(
        label=_("For whom"),
        required=False,
        max_length=200,
        help_text=_("For your own list; the person doesn't see it."),
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.ANNOTATOR)
    lasts = forms.TypedChoiceField(label=_("Good for"), choices=LASTS, coerce=int, initial=7)

    def clean_lasts(self) -> timedelta:
        return timedelta(days=self.cleaned_data["lasts"])


class SignUpForm(forms.Form):
    username = forms.CharField(
        label=_("Username"),
        max_length=150,
        help_text=_("To sign in with: letters, digits and @ . + - _"),
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
    )
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=150,
        help_text=_("What others see. Empty: your username."),
        widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=4096,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(NEW),
    )
    again = forms.CharField(
        label=_("Password again"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(NEW),
    )

    def clean(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        if "password" in values and values.pop("again", None) != values["password"]:
            self.add_error("again", _("The two passwords differ."))
        return values


class JoinForm(forms.Form):
    """Nothing to fill in: the button is the answer."""
