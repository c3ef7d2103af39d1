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


class Meaning(models.TextChoices):
    """What the application does for a label beyond marking, whatever people call it."""

    SPEAKER = "speaker", _("Speaker: points to the project’s speakers")
    CLAIM = "claim", _("Claim: is said by a speaker")
    FIGURE = "figure", _("Figure: its value is read")
    CUE = "cue", _("Cue: announces a claim")


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
    meaning = models.CharField(_("meaning"), max_length=8, choices=Meaning, blank=True)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(meaning__in=["", *Meaning.values]), name="label_meaning_is_known"
            ),
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


class Attribute(models.Model):
    """Something to say about the annotations of a label.

    ``options`` are the words to choose from; ``default`` is what a fresh annotation has, in the
    form that annotations keep: a string, a list of strings, a number, true or false, or null.
    """

    class Kind(models.TextChoices):
        CHOICE = "choice", _("One of several")
        CHOICES = "choices", _("Any of several")
        TEXT = "text", _("Text")
        NUMBER = "number", _("Number")
        BOOLEAN = "boolean", _("Yes or no")

    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="attributes")
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    options = models.JSONField(_("options"), default=list, blank=True)
    required = models.BooleanField(_("required"), default=False)
    default = models.JSONField(_("default"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint("label", Lower("name"), name="attribute_name_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["choice", "choices", "text", "number", "boolean"]),
                name="attribute_kind_is_known",
            ),
        )

    def __str__(self) -> str:
        return self.name


class RelationType(models.Model):
    """A kind of link from annotations of some labels to annotations of some labels.

    ``many``: whether one annotation may have several links of this type.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="relation_types")
    name = models.CharField(_("name"), max_length=60)
    sources = models.ManyToManyField(Label, verbose_name=_("from"), related_name="leaving")
    targets = models.ManyToManyField(Label, verbose_name=_("to"), related_name="arriving")
    many = models.BooleanField(_("several from one annotation"), default=False)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint("project", Lower("name"), name="relation_type_name_once"),
        )

    def __str__(self) -> str:
        return self.name
