"""The commands, as they are typed."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from annotator.articles.models import Article
from annotator.projects.models import Project
from annotator.schemes.models import Label
from tests import make
from tests.formats.files import lines

ROOT = Path(__file__).parents[2]
TELL_TRIGGERS = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1")
    print(cursor.fetchall())
"""
SPAN = {"start": 0, "end": 3, "label": "Claim", "text": "One"}


def call(*words: object, **options: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(*map(str, words), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "a.jsonl"
    made.write_bytes(lines({"id": "a", "text": "One", "spans": [SPAN]}, {"x": 1}))
    return made


def test_import_tells_every_problem_and_fails(project: Project, file: Path) -> None:
    err = StringIO()
    with pytest.raises(SystemExit):
        call_command("import_articles", "floods", str(file), stdout=StringIO(), stderr=err)
    assert "a.jsonl:1: The project has no label “Claim”." in err.getvalue()
    assert "a.jsonl:2: There is no “text”." in err.getvalue()
    assert not Article.objects.exists()


def test_import_of_the_good_ones_keeps_the_others(
    project: Project, claim: Label, file: Path, tmp_path: Path
) -> None:
    rejected = tmp_path / "rejected"
    said, _ = call("import_articles", "floods", file, good_ones=True, rejected=rejected)
    assert "1 article imported. 1 annotation came with them." in said
    assert (rejected / "articles" / "a.jsonl").read_bytes() == b'{"x":1}\n'
    assert b"a.jsonl,2,There is no" in (rejected / "problems.csv").read_bytes()


def test_a_dry_run_writes_nothing(project: Project, claim: Label, file: Path) -> None:
    said, _ = call("import_articles", "floods", file, good_ones=True, dry_run=True)
    assert "1 article can be imported." in said
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("nowhere", "a.txt"),
        ("floods", "missing.txt"),
        ("floods", "a.txt", "--encoding=nonsense"),
        ("floods", "a.txt", "--column=nonsense=x"),
    ],
)
def test_import_of_what_is_not_there(project: Project, words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        call("import_articles", *words)


def test_export_into_a_file_appears_whole(project: Project, tmp_path: Path) -> None:
    make.article(project)
    target = tmp_path / "corpus.csv"
    _, said = call("export_corpus", "floods", "-o", target)
    assert target.read_bytes().startswith(b"article,title,")
    assert "The text of 1 article is left out." in said
    assert [path.name for path in tmp_path.iterdir()] == ["corpus.csv"]


def test_an_export_that_fails_leaves_the_old_file(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "corpus.jsonl"
    target.write_text("old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("annotator.exchange.management.commands.export_corpus.export", fail)
    with pytest.raises(CommandError, match="No space"):
        call("export_corpus", "floods", "-o", target)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize("words", [("--label=x",), ("--annotator=x",)])
def test_export_of_what_is_not_there(project: Project, words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        call("export_corpus", "floods", "-o", "-", *words)


def test_verify_says_that_all_is_well_or_fails(project: Project) -> None:
    article = make.article(project)
    assert "as it should be" in call("verify")[0]
    Article.objects.update(words=1)
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("verify", stdout=out, stderr=StringIO())
    assert f"article {article.pk}: " in out.getvalue()


def manage(var: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """A command in a process and a database of its own."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environment | {"ANNOTATOR_VAR": str(var), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_backup_brings_everything_back_in_another_place(tmp_path: Path) -> None:
    one, other, file = tmp_path / "one", tmp_path / "other", str(tmp_path / "all.backup")
    make_sample = (
        "from annotator.exchange.sample import first_start; from tests import make;"
        "from tests.exchange import linked; first_start(); linked.fill(make.project(slug='full'))"
    )
    assert manage(one, "migrate", "-v0").returncode == 0
    assert manage(one, "shell", "-v0", "-c", make_sample).returncode == 0
    assert manage(one, "backup", file).returncode == 0
    again = manage(one, "restore", file)
    assert "not empty" in again.stderr
    restored = manage(other, "restore", file)
    assert restored.returncode == 0, restored.stderr
    for project, size in (("sample-project", 50_000), ("full", 10_000)):
        exports = [manage(var, "export_corpus", project, "-o", "-") for var in (one, other)]
        assert len(exports[0].stdout) > size
        assert exports[0].stdout == exports[1].stdout
    assert manage(other, "restore", file, "--replace").returncode == 0
    triggers = [manage(var, "shell", "-v0", "-c", TELL_TRIGGERS).stdout for var in (one, other)]
    assert "webhooks_note" in triggers[0]
    assert triggers[0] == triggers[1]
    whole = Path(file).read_bytes()
    Path(file).write_bytes(whole[: len(whole) * 2 // 3])  # cut off on its way
    assert "PostgreSQL says" in manage(other, "restore", file, "--replace").stderr
    assert "as it should be" in manage(other, "verify").stdout
    assert "no backup" in manage(other, "restore", str(ROOT / "manage.py"), "--replace").stderr
