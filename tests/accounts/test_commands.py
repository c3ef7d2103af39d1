"""The first account, made by a machine."""

import pytest
from django.core.management import call_command

from annotator.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("words", [[], ["--email", "max@example.org"]])
def test_a_superuser_without_questions(monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "flood-valley-9")
    call_command("createsuperuser", "--noinput", "--username", "max", *words, verbosity=0)
    made = User.objects.get(is_superuser=True)
    assert made.check_password("flood-valley-9")
    assert made.email == "".join(words[1:])
