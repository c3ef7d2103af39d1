"""People and how they like to read."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Theme(models.TextChoices):
    SYSTEM = "system", _("As the system")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Face(models.TextChoices):
    SERIF = "serif", _("Serif")
    SANS = "sans", _("Sans serif")


class Size(models.TextChoices):
    NORMAL = "normal", _("Normal")
    LARGE = "large", _("Large")
    LARGER = "larger", _("Larger")


class User(AbstractUser):
    """A person who can sign in; ``name`` is what others see, or the username where it is empty."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=150, blank=True)
    theme = models.CharField(_("theme"), max_length=10, choices=Theme, default=Theme.SYSTEM)
    face = models.CharField(_("typeface"), max_length=10, choices=Face, default=Face.SERIF)
    size = models.CharField(_("text size"), max_length=10, choices=Size, default=Size.NORMAL)
    letter_keys = models.BooleanField(
        _("single-letter keys"),
        default=True,
        help_text=_("Keys such as u or n act at once. Switch them off for speech input."),
    )

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return self.name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()


class FailedSignIn(models.Model):
    """One wrong password; ``key`` is a digest of the username and the address it came from."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (
            models.Index(fields=("key", "at"), name="failed_sign_in_of_key"),
            models.Index(fields=("at",), name="failed_sign_in_at"),
        )

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.at}"
