"""Who asks: a token of a person, and how far it goes."""

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from annotator.accounts.models import User
from annotator.api.models import ApiToken
from annotator.api.problems import Refused
from annotator.api.scopes import Scope, covers
from annotator.api.tokens.queries import good_token
from annotator.api.tokens.services import PREFIX, digest_of, note_use


class ApiRequest(HttpRequest):
    """For annotations of endpoints only; ``auth`` is there when the token was good."""

    auth: ApiToken


class Bearer(HttpBearer):
    """A token of at least a scope."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        found = good_token(digest_of(token)) if token.startswith(PREFIX) else None
        if found is not None:
            note_use(found)
            _check_scope(found, self.scope)
        return found


def check(request: HttpRequest, needed: Scope) -> None:
    """Where a parameter makes an endpoint take more than it does otherwise."""
    _check_scope(cast(ApiRequest, request).auth, needed)


def _check_scope(token: ApiToken, needed: Scope) -> None:
    if not covers(token.scope, needed):
        detail = _("This token may not do that: it takes one with the scope “%(scope)s”.")
        challenge = f'Bearer error="insufficient_scope", scope="{needed.value}"'
        raise Refused(403, detail % {"scope": needed.value}, WWW_Authenticate=challenge)


def person(request: HttpRequest) -> User:
    return cast(ApiRequest, request).auth.person


read, annotate, manage = map(Bearer, (Scope.READ, Scope.ANNOTATE, Scope.MANAGE))
