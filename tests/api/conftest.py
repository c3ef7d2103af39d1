"""Tokens, and programs that have one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from annotator.accounts.models import User
from annotator.api.scopes import Scope
from annotator.api.tokens.services import make_token

Program = Callable[..., Client]


def secret_of(person: User, scope: str = Scope.MANAGE) -> str:
    return make_token(by=person, person=person, name="A program", scope=scope, days=7)[1]


def program_of(person: User, scope: str = Scope.MANAGE, **more: Any) -> Client:
    """A client without cookies that sends a token of the person."""
    headers = {"Authorization": f"Bearer {secret_of(person, scope)}"}
    return Client(enforce_csrf_checks=True, headers=headers, **more)


@pytest.fixture
def owner(max: User, project: object) -> Client:
    return program_of(max)
