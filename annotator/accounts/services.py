"""What people may do with their account."""

from collections.abc import Callable

from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from annotator.accounts import throttle
from annotator.accounts.models import User
from annotator.errors import InvalidInput

_with_new_password: list[Callable[[User], object]] = []


def recognise(*, username: str, password: str, address: str) -> User:
    """The person with this name and password. Not atomic: a wrong password must be remembered."""
    key = throttle.key_of(username, address)
    throttle.check_may_try(key)
    user = authenticate(username=username, password=password)
    if user is None:
        throttle.remember(key)
        raise InvalidInput(_("This username and password don't belong together."))
    throttle.forget(key)
    return user


@transaction.atomic
def create_user(*, username: str, password: str, name: str = "", superuser: bool = False) -> User:
    user = User(username=username, name=name, is_superuser=superuser, is_staff=superuser)
    user.set_password(password)
    _check(user, password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise InvalidInput(_("This name was taken a moment ago.")) from None
    return user


def _check(user: User, password: str) -> None:
    try:
        user.full_clean()
    except ValidationError as error:
        raise InvalidInput(_("This account can't be made."), errors=error.message_dict) from None
    try:
        validate_password(password, user)
    except ValidationError as error:
        errors = {"password": list(error.messages)}
        raise InvalidInput(" ".join(error.messages), errors=errors) from None


@transaction.atomic
def change_password(*, by: User, password: str) -> User:
    by.set_password(password)
    by.save(update_fields=["password"])
    follow_new_password(by)
    return by


def with_new_password(work: Callable[[User], object]) -> None:
    """What a feature above this one does when somebody has a new password, because the old one may
    have been known to others. Registered when the feature is ready."""
    _with_new_password.append(work)


def follow_new_password(person: User) -> None:
    for work in _with_new_password:
        work(person)


@transaction.atomic
def change_preferences(
    *, by: User, name: str, theme: str, face: str, size: str, letter_keys: bool
) -> User:
    by.name, by.theme, by.face, by.size, by.letter_keys = name, theme, face, size, letter_keys
    by.save(update_fields=["name", "theme", "face", "size", "letter_keys"])
    return by
