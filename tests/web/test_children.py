"""Children of the server: started when something waits, one at a time, ended with it."""

from collections.abc import Iterator

import pytest

from annotator.web.children import Child


@pytest.fixture
def child() -> Iterator[Child]:
    """One that does nothing for a minute."""
    made = Child("shell", "-c", "import time; time.sleep(60)")
    yield made
    made.stop()


def test_a_child_is_started_if_something_waits(child: Child) -> None:
    child.start_if(lambda: False)
    assert not child.is_alive()
    child.start_if(lambda: True)
    assert child.is_alive()


def test_nothing_is_asked_while_a_child_is_at_work(child: Child) -> None:
    child.start()
    child.start_if(lambda: pytest.fail("asked"))


def test_a_child_that_is_stopped_can_be_started_again(child: Child) -> None:
    child.start()
    child.stop()
    assert not child.is_alive()
    child.start_if(lambda: True)
    assert child.is_alive()
