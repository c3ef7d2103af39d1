"""Projects, their members, and the links that invite people."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MAX_ANNOTATORS = 20
"""Of one article, where articles are handed out."""


class Role(models.TextChoices):
    OWNER = "owner", _("Owner")
    REVIEWER = "reviewer", _("Reviewer")
    ANNOTATOR = "annotator", _("Annotator")


class Order(models.TextChoices):
    """In which order articles are handed out."""

    IMPORTED = "imported", _("As imported")
    NEWEST = "newest", _("Last imported first")
    RANDOM = "random", _("At random")
    WAITING = "waiting", _("Longest waiting: what others have begun first")


class Project(models.Model):
    """Articles, a label scheme, guidelines and members that belong together.

    ``annotators`` are wanted for each article; None: everybody does every article. One more is
    wanted for ``extra_share`` per cent of them. Work that is not touched for ``lease_hours`` goes
    back to the queue. ``blind``: annotators see nothing of each other's work. ``majority``: what
    two thirds have exactly alike needs no decision. ``spot_share``: per cent of the articles of
    one annotator that are looked at. ``reviews_own``: reviewers may review what they annotated.
    """

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    guidelines = models.TextField(_("guidelines"), blank=True, max_length=100_000)
    annotators = models.PositiveSmallIntegerField(_("annotators for each article"), null=True)
    extra_share = models.PositiveSmallIntegerField(_("articles for one more annotator"), default=0)
    order = models.CharField(_("order"), max_length=8, choices=Order, default=Order.IMPORTED)
    lease_hours = models.PositiveSmallIntegerField(_("hours until work goes back"), default=24)
    blind = models.BooleanField(_("blind"), default=True)
    majority = models.BooleanField(_("accept majorities"), default=False)
    spot_share = models.PositiveSmallIntegerField(_("share for spot review"), default=100)
    reviews_own = models.BooleanField(_("reviewers may review their own work"), default=False)
    created = models.DateTimeField(auto_now_add=True)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="projects"
    )

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(annotators__isnull=True) | Q(annotators__range=(1, MAX_ANNOTATORS)),
                name="project_annotators_in_range",
            ),
            models.CheckConstraint(
                condition=Q(extra_share__lte=100, spot_share__lte=100, lease_hours__gte=1),
                name="project_shares_in_range",
            ),
            models.CheckConstraint(
                condition=Q(order__in=Order.values), name="project_order_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """``takes``: gets articles from the queue, up to ``quota`` of them if that is set."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)
    takes = models.BooleanField(_("takes articles"), default=True)
    quota = models.PositiveIntegerField(_("at most"), null=True)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("project", "user"), name="membership_once"),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="membership_role_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


class Invitation(models.Model):
    """A link, good once and for a time, that makes an account and a membership.

    Only the SHA-256 of the secret in the link is kept.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=10, choices=Role)
    digest = models.CharField(max_length=64, unique=True)
    note = models.CharField(_("for whom"), max_length=200, blank=True)
    makes_superuser = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(accepted__isnull=True, accepted_by__isnull=True)
                | Q(accepted__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_someone",
            ),
        )

    def __str__(self) -> str:
        return self.note or self.digest[:8]
