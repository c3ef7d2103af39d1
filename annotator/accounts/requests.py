"""A request whose sender is known: every address but a few asks people to sign in."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from annotator.accounts.models import User


class PersonRequest(HttpRequest):
    """For annotations of views only; Django makes the requests."""

    user: User
    htmx: HtmxDetails
