"""What a feature does each time the server starts, when tables are ready and before it serves.

A feature registers it when it is ready itself::

    def ready(self) -> None:
        starting.at_start(services.make_sample)

Of several servers that start at once, one does it while the others wait.
"""

from collections.abc import Callable

# Answers with the path of a page to open first, if there is one.
Work = Callable[[], str | None]

_works: list[Work] = []


def at_start(work: Work) -> None:
    _works.append(work)


def run() -> list[str]:
    """Does everything; returns the paths of the pages to open."""
    return [path for work in _works if (path := work())]
