"""What the page of one's tokens shows."""

from dataclasses import dataclass

from django.utils import timezone

from annotator.accounts.models import User
from annotator.api.examples import BREAK
from annotator.api.models import ApiToken
from annotator.api.tokens import queries
from annotator.api.tokens.forms import TokenForm


@dataclass(frozen=True, slots=True)
class Listed:
    token: ApiToken
    expired: bool


@dataclass(frozen=True, slots=True)
class TokensPage:
    """``secret`` is there once, right after a token was made; ``address`` is one to try it at."""

    tokens: list[Listed]
    form: TokenForm
    secret: str
    address: str

    @property
    def example(self) -> str:
        return f'curl {self.address}{BREAK}-H "Authorization: Bearer {self.secret}"'


def tokens(person: User, form: TokenForm, secret: str, address: str) -> TokensPage:
    now = timezone.now()
    listed = [Listed(token, token.expires <= now) for token in queries.tokens_of(person)]
    return TokensPage(tokens=listed, form=form, secret=secret, address=address)
