"""Projects, their settings, members and invitations."""

from django.http import HttpResponse
from django.shortcuts import render

from annotator.accounts.requests import PersonRequest


def index(request: PersonRequest) -> HttpResponse:
    return render(request, "base.html")
