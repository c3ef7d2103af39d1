"""Projects, their settings, members and invitations."""

from django.http import HttpResponse
from django.shortcuts import render

from annotator.accounts.http import Request


def index(request: Request) -> HttpResponse:
    return render(request, "base.html")
