"""The label scheme of a project."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from annotator.projects.models import Project


class Hue(models.IntegerChoices):
    BLUE = 1, _("Blue")
    BRICK = 2, _("Brick")
    GREEN = 3, _("Green")
    PINK = 4, _("Pink")


class Pattern(models.TextChoices):
    SOLID = "solid", _("Solid")
    DASHED = "dashed", _("Dashed")
    DOTTED = "dotted", _("Dotted")
    DOUBLE = "double", _("Double")


class Label(models.Model):
    """One kind of span. ``digit`` is the key that marks with it, if it has one."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="labels")
    name = models.CharField(_("name"), max_length=60)
    description = models.CharField(_("description"), max_length=300, blank=True)
    hue = models.PositiveSmallIntegerField(_("colour"), choices=Hue)
    pattern = models.CharField(_("line"), max_length=10, choices=Pattern, default=Pattern.SOLID)
    digit = models.PositiveSmallIntegerField(
        _("key"), null=True, blank=True, validators=(MinValueValidator(1), MaxValueValidator(9))
    )
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint("project", Lower("name"), name="label_name_once"),
            models.UniqueConstraint(
                fields=("project", "digit"),
                name="label_digit_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=Q(hue__in=Hue.values), name="label_hue_is_known"),
            models.CheckConstraint(
                condition=Q(digit__isnull=True) | Q(digit__range=(1, 9)),
                name="label_digit_is_a_key",
            ),
        )

    def __str__(self) -> str:
        return self.name
