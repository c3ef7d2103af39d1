"""Progress bars of commands: on a terminal only, so that pipes and logs stay quiet."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

from tqdm import tqdm

Part = TypeVar("Part")


def shown(parts: Iterable[Part], unit: str, total: int | None = None) -> Iterator[Part]:
    """The same parts. ``unit``: what is counted; “B” counts the bytes of the parts."""
    with tqdm(
        total=total,
        unit=unit,
        unit_scale=unit == "B",
        disable=not sys.stderr.isatty(),
        file=sys.stderr,
        leave=False,
    ) as bar:
        for part in parts:
            yield part
            bar.update(len(part) if isinstance(part, bytes) else 1)


@contextmanager
def telling(unit: str) -> Iterator[Callable[[int, int], None]]:
    """For work that says by itself how much is done, and of how much."""
    with tqdm(unit=unit, disable=not sys.stderr.isatty(), file=sys.stderr, leave=False) as bar:

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield tell


def aside() -> AbstractContextManager[None]:
    """While something else is written on the terminal, no bar is in the way."""
    return tqdm.external_write_mode(file=sys.stderr)
