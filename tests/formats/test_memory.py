"""A large file is read in the memory that a small one takes."""

import subprocess
import sys
import zipfile
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
WRITTEN = """
import resource, sys
from annotator.formats.losses import Losses
from annotator.formats.registry import FORMATS
from annotator.formats.writing import Writing, zipped
from tests.formats.hard import article, marked, one_set
text = "The minister said on Monday that more than 1,200 people had left. " * 20
def records():
    for n in range(int(sys.argv[2])):
        yield article(f"a-{n}", text, one_set(marked(text, *[("Claim", "The minister")] * 20)))
for _ in zipped(FORMATS[sys.argv[1]].write(records(), Writing(), Losses())):
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
TEXT = "The minister said on Monday that more than 1,200 people had left. " * 60
ROWS = {
    "a.jsonl": ("", f'{{"id": "%d", "text": "%d {TEXT}"}}\n'),
    "a.csv": ("id,text\n", f'%d,"%d {TEXT}"\n'),
}


def peak(path: Path) -> tuple[int, int]:
    """How many articles, and the largest memory in kB."""
    count, memory = run(PEAK, str(path)).split()
    return int(count), int(memory)


def run(code: str, *arguments: str) -> str:
    """What the code prints in a process of its own."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=BASE, capture_output=True, text=True, check=True).stdout


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


def write_folder(path: Path, count: int) -> None:
    """brat's files in an archive, as they are zipped by hand."""
    ann = "".join(f"T{n}\tClaim {n * 66} {n * 66 + 12}\tThe minister\n" for n in range(30))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(count):
            archive.writestr(f"{n}.txt", f"{TEXT}{n}")
            archive.writestr(f"{n}.ann", ann)


@pytest.mark.skipif(sys.platform == "darwin", reason="it counts memory in other units")
def test_an_archive_needs_memory_for_the_names_of_its_files_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    write_folder(path, 500)
    small = peak(path)
    write_folder(path, 2_500)
    large = peak(path)
    assert (small[0], large[0]) == (500, 2_500)
    assert large[1] - small[1] < 2_000 * 5


@pytest.mark.skipif(sys.platform == "darwin", reason="it counts memory in other units")
@pytest.mark.parametrize("form", ["brat", "webanno", "uima", "conll"])
def test_files_are_written_in_the_memory_of_one_article(form: str) -> None:
    few, many = (int(run(WRITTEN, form, str(count))) for count in (100, 1_000))
    assert many - few < 12_000
