"""The demo: known passwords, so it keeps to itself."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from annotator.exchange.management.commands import demo
from annotator.projects.models import Project


class StartedOver(Exception):
    """The command would now run again."""


@pytest.mark.parametrize("name", ["HOST", "DATABASE_URL", "ANNOTATOR_VAR", "ALLOWED_HOSTS"])
def test_the_demo_uses_nothing_of_the_real_thing(
    monkeypatch: pytest.MonkeyPatch, settings: Any, name: str
):
    def start(program: str, words: list[str]) -> None:
        raise StartedOver

    settings.VAR = demo.DEMO
    for own, value in demo.OWN.items():
        monkeypatch.setenv(own, value)
    monkeypatch.setenv(name, "elsewhere")
    monkeypatch.setattr(os, "execv", start)
    with pytest.raises(StartedOver):
        demo.Command().handle()
    assert os.environ["HOST"] == "127.0.0.1"
    assert os.environ["DATABASE_URL"] == ""
    assert Path(os.environ["ANNOTATOR_VAR"]).name == "demo"


def test_five_people_can_sign_in(db: None):
    demo.make()
    project = Project.objects.get()
    assert project.memberships.count() == 5
    for name, _ in demo.PEOPLE:
        client = Client()
        assert client.login(username=name, password=f"{name}-demo")
        assert client.get(f"/projects/{project.slug}/").status_code == 200
