"""Questions about people."""

from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.errors import NotFound


def user_named(username: str) -> User:
    found = User.objects.filter(username=username).first()
    if found is None:
        raise NotFound(_("There is nobody called “%(name)s”.") % {"name": username})
    return found
