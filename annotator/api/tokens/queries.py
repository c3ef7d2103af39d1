"""Questions about tokens."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.api.models import ApiToken
from annotator.errors import NotFound


def tokens_of(person: User) -> QuerySet[ApiToken]:
    """Those that were not revoked, newest first; some may have expired."""
    return ApiToken.objects.filter(person=person, revoked=None).order_by("-created", "-id")


def token_of(person: User, token_id: int) -> ApiToken:
    found = tokens_of(person).select_for_update().filter(pk=token_id).first()
    if found is None:
        raise NotFound(_("This token is not here."))
    return found


def good_token(digest: str) -> ApiToken | None:
    """With its person, if both may be used; one query."""
    good = ApiToken.objects.filter(
        digest=digest, revoked=None, expires__gt=timezone.now(), person__is_active=True
    )
    return good.select_related("person").first()
