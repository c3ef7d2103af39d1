"""The examples of docs/formats.md do what they say with files of ours."""

import re
from pathlib import Path
from typing import Any

import pytest

from annotator.env import BASE
from annotator.formats.registry import FORMATS
from tests.formats.hard import several_annotators
from tests.formats.trips import written

PAGE = (BASE / "docs" / "formats.md").read_text()
EXAMPLES = {
    heading: code
    for heading, section in re.findall(r"^### (.+?)\n(.*?)(?=^##)", PAGE, re.DOTALL | re.MULTILINE)
    for code in re.findall(r"```python\n(.*?)```", section, re.DOTALL)
}
FORMS = {heading: re.findall(r"\w+", heading.partition("–")[0]) for heading in EXAMPLES}
FOLDERS = {"huggingface": "corpus"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def unpack(form: str, folder: Path) -> None:
    record = several_annotators()
    record.uid, record.sets = "article", record.sets[:1]
    for name, data in written(form, [record])[0].items():
        path = folder / FOLDERS.get(form, "") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


@pytest.mark.parametrize("heading", EXAMPLES)
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # examples leave files to be closed
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_example_runs_and_finds_something(heading: str, folder: Path) -> None:
    for form in FORMS[heading]:
        unpack(form, folder)
    found: dict[str, Any] = {}
    code = EXAMPLES[heading].replace('"corpus")', f'"corpus", cache_dir="{folder}/cache")')
    exec(code, found)
    last = [value for name, value in found.items() if name != "__builtins__"][-1]
    assert last is not None
    assert not hasattr(last, "__len__") or len(last)


def test_every_format_that_is_written_is_described() -> None:
    written_ones = {name for name, form in FORMATS.items() if form.writes}
    table = set(re.findall(r"^\| `(\w+)` \| `\.", PAGE, re.MULTILINE))
    assert table == written_ones


@pytest.mark.parametrize("form", [one for one in FORMATS.values() if one.writes])
def test_the_table_says_what_the_registry_says(form: Any) -> None:
    """Of overlaps, fragments, links and several annotators, the plain “no” and “yes”."""
    row = next(line for line in PAGE.split("\n") if line.startswith(f"| `{form.name}` | `."))
    _name, suffix, _overlaps, _fragments, links, *_, again = row.strip("| ").split(" | ")
    assert suffix == f"`{form.suffix}`"
    assert (links == "no") == (not form.holds.relations)
    assert (again == "yes") == form.reads
