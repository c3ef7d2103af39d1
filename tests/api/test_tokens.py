"""Tokens: made, shown once, recognised, revoked; and how far they go."""

import getpass
import re
from datetime import timedelta
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.api.models import ApiToken
from annotator.api.scopes import Scope
from annotator.api.tokens import services
from annotator.errors import InvalidInput, NotAllowed
from tests.api.conftest import program_of, secret_of

PROJECTS = "/api/v1/projects"
PAGE = "/account/tokens/"


def status(secret: str) -> int:
    return Client(headers={"Authorization": f"Bearer {secret}"}).get(PROJECTS).status_code


def test_only_a_digest_is_kept_and_making_is_logged(ana: User) -> None:
    secret = secret_of(ana, Scope.READ)
    token = ApiToken.objects.get()
    assert re.fullmatch(r"na_[\w-]{43}", secret)
    assert token.digest == sha256(secret.encode()).hexdigest()
    assert Event.objects.get(kind="token:made").after["scope"] == "read"
    assert status(secret) == 200


@pytest.mark.parametrize("secret", ["", "na_", "na_wrong", "wrong", "na_\udcff"])
def test_a_wrong_token(secret: str, db: None) -> None:
    answer = Client(headers={"Authorization": f"Bearer {secret}"}).get(PROJECTS)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == "application/problem+json"


def test_a_session_is_no_token(client: Client, ana: User) -> None:
    client.force_login(ana)
    assert client.get(PROJECTS).status_code == 401


def test_one_that_has_expired(ana: User) -> None:
    secret = secret_of(ana)
    ApiToken.objects.update(expires=timezone.now())
    assert status(secret) == 401


def test_one_of_somebody_who_was_deactivated(ana: User) -> None:
    secret = secret_of(ana)
    User.objects.update(is_active=False)
    assert status(secret) == 401


def test_one_that_was_revoked(ana: User) -> None:
    secret = secret_of(ana)
    services.revoke_token(by=ana, token_id=ApiToken.objects.get().pk)
    assert status(secret) == 401
    assert Event.objects.filter(kind="token:revoked").exists()


def test_its_use_is_noted_once_a_minute(ana: User) -> None:
    secret = secret_of(ana)
    status(secret)
    first = ApiToken.objects.get().last_used
    status(secret)
    assert ApiToken.objects.get().last_used == first
    ApiToken.objects.update(last_used=timezone.now() - timedelta(minutes=2))
    status(secret)
    assert ApiToken.objects.get().last_used > first


@pytest.mark.parametrize(
    ("scope", "reads", "puts", "creates"),
    [("read", 200, 403, 403), ("annotate", 200, 201, 403), ("manage", 200, 201, 201)],
)
def test_scopes(scope: str, reads: int, puts: int, creates: int, article, max: User) -> None:
    program = program_of(max, scope)
    one = f"/api/v1/articles/{article.pk}/sets/suggested/m"
    assert program.get("/api/v1/projects/floods").status_code == reads
    answer = program.put(one, {"spans": []}, content_type="application/json")
    assert answer.status_code == puts
    lines = program.post(
        "/api/v1/projects/floods/articles", '{"text": "One"}\n', content_type="application/jsonl"
    )
    assert lines.status_code == creates
    if creates == 403:
        assert 'scope="manage"' in lines["WWW-Authenticate"]


def test_adding_labels_takes_the_widest_scope(article, max: User) -> None:
    one = f"/api/v1/articles/{article.pk}/sets/suggested/m?labels=create"
    for scope, expected in (("annotate", 403), ("manage", 201)):
        answer = program_of(max, scope).put(one, {"spans": []}, content_type="application/json")
        assert answer.status_code == expected


def test_nobody_makes_tokens_of_others(ana: User, max: User) -> None:
    with pytest.raises(NotAllowed):
        services.make_token(by=max, person=ana, name="x", scope="read", days=1)


@pytest.mark.parametrize(("name", "days"), [(" ", 1), ("x" * 101, 1), ("x", 0), ("x", 3651)])
def test_what_a_token_needs(name: str, days: int, ana: User) -> None:
    with pytest.raises(InvalidInput):
        services.make_token(by=ana, person=ana, name=name, scope="read", days=days)


def test_there_is_an_end_to_tokens(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_TOKENS", 1)
    secret_of(ana)
    with pytest.raises(InvalidInput):
        secret_of(ana)


def test_the_page_shows_the_secret_once(client: Client, ana: User) -> None:
    client.force_login(ana)
    client.post(PAGE, {"name": "Trainer", "scope": "read", "days": "30"})
    secret = re.search(r"na_[\w-]{43}", client.get(PAGE).content.decode())
    assert secret
    assert status(secret[0]) == 200
    page = client.get(PAGE).content.decode()
    assert "na_" not in page
    assert "Trainer" in page


def test_the_page_says_what_is_wrong(client: Client, ana: User) -> None:
    client.force_login(ana)
    answer = client.post(PAGE, {"name": "", "scope": "all", "days": "1000"})
    assert answer.status_code == 422
    assert not ApiToken.objects.exists()


def test_the_page_revokes_ones_own_only(client: Client, ana: User, ben: User) -> None:
    secrets = {person: secret_of(person) for person in (ana, ben)}
    client.force_login(ana)
    codes = [
        client.post(f"{PAGE}{token.pk}/revocation/").status_code
        for token in ApiToken.objects.order_by("person__username")
    ]
    assert codes == [302, 404]
    assert [status(secrets[person]) for person in (ana, ben)] == [401, 200]


def test_the_command_prints_the_secret(ana: User) -> None:
    out = StringIO()
    call_command("create_token", "ana", "--scope", "annotate", "--days", "2", stdout=out)
    assert status(out.getvalue().strip()) == 200
    assert ApiToken.objects.get().scope == "annotate"
    with pytest.raises(CommandError):
        call_command("create_token", "nobody")


def test_a_new_password_revokes_them(client: Client, ana: User, ben: User) -> None:
    secrets = {person: secret_of(person) for person in (ana, ben)}
    client.force_login(ana)
    new = {"old": "ana-secret", "password": "flood-valley-9", "again": "flood-valley-9"}
    assert client.post("/account/password/", new).status_code == 302
    assert [status(secrets[person]) for person in (ana, ben)] == [401, 200]
    assert Event.objects.get(kind="token:revoked").actor_id == ana.pk


def test_so_does_one_that_the_operator_gives(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = secret_of(ana)
    monkeypatch.setattr(getpass, "getpass", lambda **_given: "flood-valley-9")
    call_command("changepassword", "ana", stdout=StringIO())
    ana.refresh_from_db()
    assert ana.check_password("flood-valley-9")
    assert status(secret) == 401
