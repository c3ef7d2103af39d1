"""What is read, a batch at a time."""

from collections.abc import Iterable, Iterator

from annotator.formats.records import Item, Problem, Record

BATCH = 500
BATCH_SIZE = 8_000_000


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """As many as are worth one go, and can be held in memory."""
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += _size(item)
        if len(batch) >= BATCH or size > BATCH_SIZE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _size(item: Item) -> int:
    if isinstance(item, Record):
        return len(item.text) + len(item.raw)
    return len(item.raw) if isinstance(item, Problem) else 0
