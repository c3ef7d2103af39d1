"""Tokens of people, and answers that are kept in case a request comes again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotator.api.scopes import Scope


class ApiToken(models.Model):
    """What a program signs in with. Only the SHA-256 of the secret is kept; ``last_used`` is right
    to a minute."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens"
    )
    name = models.CharField(_("name"), max_length=100)
    scope = models.CharField(_("may"), max_length=8, choices=Scope)
    digest = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    last_used = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(scope__in=Scope.values), name="api_token_scope_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.name


class KeptAnswer(models.Model):
    """The answer to a request with an Idempotency-Key; ``fingerprint`` is the SHA-256 of what was
    asked."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    method = models.CharField(max_length=6)
    path = models.TextField()
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.BinaryField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=("at",), name="kept_answer_at"),)
        constraints = (models.UniqueConstraint(fields=("person", "key"), name="kept_answer_once"),)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"
