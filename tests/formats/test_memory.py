"""A large file is read in the memory that a small one takes."""

import subprocess
import sys
from pathlib import Path

import pytest

from annotator.env import BASE

PEAK = """
import resource, sys
from pathlib import Path
from annotator.formats.reading import read
from annotator.formats.records import Options, Record, Source
path = Path(sys.argv[1])
source = Source(path.name, path.stat().st_size, lambda: path.open("rb"))
assert any(isinstance(item, Record) for item in read([source], Options()))
count = sum(isinstance(item, Record) for item in read([source], Options()))
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
TEXT = "The minister said on Monday that more than 1,200 people had left. " * 60
ROWS = {
    "a.jsonl": ("", f'{{"id": "%d", "text": "%d {TEXT}"}}\n'),
    "a.csv": ("id,text\n", f'%d,"%d {TEXT}"\n'),
}


def peak(path: Path) -> tuple[int, int]:
    """How many articles, and the largest memory in kB."""
    command = [sys.executable, "-c", PEAK, str(path)]
    done = subprocess.run(command, cwd=BASE, capture_output=True, text=True, check=True)
    count, memory = done.stdout.split()
    return int(count), int(memory)


def write(path: Path, count: int) -> None:
    head, row = ROWS[path.name]
    with path.open("w") as file:
        file.write(head)
        file.writelines(row % (n, n) for n in range(count))


@pytest.mark.skipif(sys.platform == "darwin", reason="it counts memory in other units")
@pytest.mark.parametrize("name", ROWS)
def test_memory_does_not_grow_with_the_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write(path, 2_000)
    small = peak(path)
    write(path, 15_000)
    large = peak(path)
    assert (small[0], large[0]) == (2_000, 15_000)
    assert path.stat().st_size > 60_000_000 - 1_000_000
    assert large[1] - small[1] < 8_000
