"""What features do when the server starts."""

import pytest

from annotator.web import starting


def test_everybody_has_a_turn_and_may_name_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "_works", [])
    starting.at_start(lambda: "/welcome/")
    starting.at_start(lambda: None)
    assert starting.run() == ["/welcome/"]
