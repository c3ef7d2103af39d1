"""Forms about one's own account."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from annotator.accounts.models import Face, Size, Theme, User

CURRENT = {"autocomplete": "current-password"}
NEW = {"autocomplete": "new-password"}
PASSWORD_HELP = _("At least 8 characters: not digits alone, not a common one, not your name.")


class SignInForm(forms.Form):
    username = forms.CharField(
        label=_("Username"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"), strip=False, max_length=4096, widget=forms.PasswordInput(CURRENT)
    )


class PreferencesForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        help_text=_("What others see. Empty: your username."),
        required=False,
        max_length=150,
        widget=forms.TextInput({"autocomplete": "name", "dir": "auto"}),
    )
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices, widget=forms.RadioSelect)
    face = forms.ChoiceField(
        label=_("Typeface of articles"), choices=Face.choices, widget=forms.RadioSelect
    )
    size = forms.ChoiceField(
        label=_("Size of articles' text"), choices=Size.choices, widget=forms.RadioSelect
    )
    letter_keys = forms.BooleanField(
        label=_("Single-letter keys"),
        help_text=_("Keys such as u or n act at once. Switch them off for speech input."),
        required=False,
    )


class PasswordForm(forms.Form):
    """The old password is asked for, so that a borrowed screen can't lock its owner out."""

    old = forms.CharField(label=_("Old password"), strip=False, widget=forms.PasswordInput(CURRENT))
    password = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput(NEW),
        help_text=PASSWORD_HELP,
    )
    again = forms.CharField(
        label=_("New password again"), strip=False, widget=forms.PasswordInput(NEW)
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_old(self) -> None:
        if not self.user.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError(_("This is not your password."))

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if "password" in values and values.get("again") != values["password"]:
            self.add_error("again", _("The two new passwords differ."))
        return {"password": values.get("password")}
