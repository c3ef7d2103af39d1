"""Who sends a request is asked of the database every time."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from annotator.accounts.models import User

HOME = "/"


@pytest.fixture
def signed_in(ana: User) -> Client:
    client = Client()
    client.force_login(ana)
    assert client.get(HOME).status_code == 200
    return client


def is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def test_the_person_is_as_the_database_has_them(signed_in: Client, ana: User):
    User.objects.update(name="Ana Sund")
    person = signed_in.get(HOME).context["user"]
    assert (person.pk, person.name, person._state.adding) == (ana.pk, "Ana Sund", False)


def test_a_session_that_was_ended(signed_in: Client):
    Session.objects.all().delete()
    assert not is_in(signed_in)


def test_a_session_that_has_expired(signed_in: Client):
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    assert not is_in(signed_in)


def test_a_session_that_was_tampered_with(signed_in: Client):
    Session.objects.update(session_data="e30:bad:signature")
    assert not is_in(signed_in)


def test_a_person_who_was_deactivated(signed_in: Client):
    User.objects.update(is_active=False)
    assert not is_in(signed_in)


def test_a_person_who_was_deleted(signed_in: Client):
    User.objects.all().delete()
    assert not is_in(signed_in)


def test_a_password_that_was_changed_elsewhere(signed_in: Client, ana: User):
    ana.set_password("another-secret")
    ana.save()
    assert not is_in(signed_in)


def test_a_session_that_never_was(db: None):
    client = Client()
    client.cookies["sessionid"] = "a" * 32
    assert not is_in(client)
    assert SESSION_KEY not in client.session
