"""Signing in and out, and one's own account, over HTTP."""

import pytest
from django.test import Client
from django.urls import reverse

from annotator.accounts import throttle
from annotator.accounts.models import FailedSignIn, User

SIGN_IN = "/sign-in/"
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def signed_in(ana: User) -> Client:
    client = Client()
    client.force_login(ana)
    return client


def credentials(**changes: str) -> dict[str, str]:
    return {"username": "ana", "password": "ana-secret"} | changes


def test_signing_in_goes_to_the_projects(client: Client, ana: User):
    assert client.post(SIGN_IN, credentials()).url == reverse("projects:list")
    assert client.session["_auth_user_id"] == str(ana.pk)


def test_signing_in_goes_on_to_where_one_was_going(client: Client, ana: User):
    answer = client.get("/account/")
    assert answer.url == "/sign-in/?next=/account/"
    assert client.post(SIGN_IN, credentials(next="/account/")).url == "/account/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_signing_in_goes_nowhere_else(client: Client, ana: User, elsewhere: str):
    assert client.post(SIGN_IN, credentials(next=elsewhere)).url == reverse("projects:list")


def test_a_wrong_password_is_said(client: Client, ana: User):
    answer = client.post(SIGN_IN, credentials(password="wrong"))
    assert answer.status_code == 422
    assert "belong together" in answer.content.decode()


def test_signing_in_in_place(ana: User):
    client = Client(enforce_csrf_checks=True)
    client.get(SIGN_IN)
    old = client.cookies["csrftoken"].value
    headers = SCRIPT | {"X-CSRFToken": old}
    answer = client.post(SIGN_IN, credentials(), headers=headers)
    assert (answer.status_code, answer["X-User"]) == (204, str(ana.pk))
    assert client.cookies["csrftoken"].value != old


def test_a_wrong_password_in_place_is_a_sentence(client: Client, ana: User):
    answer = client.post(SIGN_IN, credentials(password="wrong"), headers=SCRIPT)
    assert answer.status_code == 422
    assert 'data-error="This username' in answer.content.decode()


def test_a_script_that_is_signed_out_gets_no_page(client: Client, db: None):
    answer = client.get("/", headers=SCRIPT)
    assert answer.status_code == 401
    assert 'id="changes"' in answer.content.decode()


def test_guessing_is_slow(client: Client, ana: User):
    for _ in range(throttle.LIMIT):
        client.post(SIGN_IN, credentials(password="wrong"))
    answer = client.post(SIGN_IN, credentials())
    assert answer.status_code == 422
    assert "Try again in 15 minutes" in answer.content.decode()


def test_guessing_does_not_lock_out_another_address(client: Client, ana: User):
    for _ in range(throttle.LIMIT):
        client.post(SIGN_IN, credentials(password="wrong"))
    answer = client.post(SIGN_IN, credentials(), REMOTE_ADDR="192.0.2.7")
    assert answer.status_code == 302


def test_signing_in_forgets_the_wrong_passwords(client: Client, ana: User):
    client.post(SIGN_IN, credentials(password="wrong"))
    client.post(SIGN_IN, credentials())
    assert not FailedSignIn.objects.exists()


def test_the_password_is_asked_before_it_is_changed(signed_in: Client, ana: User):
    data = {"old": "wrong", "password": "new-secret-7", "again": "new-secret-7"}
    assert signed_in.post("/account/password/", data).status_code == 422
    assert signed_in.post("/account/password/", data | {"old": "ana-secret"}).status_code == 302
    ana.refresh_from_db()
    assert ana.check_password("new-secret-7")
    assert signed_in.get("/account/").status_code == 200


@pytest.mark.parametrize(("password", "again"), [("12345678", "12345678"), ("a-good-one-1", "b")])
def test_a_bad_new_password_is_refused(signed_in: Client, password: str, again: str):
    data = {"old": "ana-secret", "password": password, "again": again}
    assert signed_in.post("/account/password/", data).status_code == 422


def test_preferences_are_written_into_the_page(signed_in: Client):
    data = {"name": "Ana", "theme": "dark", "face": "sans", "size": "larger"}
    signed_in.post("/account/", data)
    page = signed_in.get("/account/").content.decode()
    assert 'data-theme="dark" data-face="sans" data-size="larger"' in page
    assert 'data-letter-keys="0"' in page
