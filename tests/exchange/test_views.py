"""Import and export as a person meets them: upload, preview, one more click, download."""

import csv
import io
import os
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.articles.models import Article
from annotator.exchange import options
from annotator.exchange.forms import ENCODINGS
from annotator.exchange.staging import clear_old
from annotator.formats import encodings
from annotator.formats.registry import WRITTEN
from annotator.projects.models import Project
from annotator.schemes.models import Label
from tests import make
from tests.exchange import linked
from tests.formats.files import lines

IMPORT = "/projects/floods/import/"
EXPORT = "/projects/floods/export/"
READING = {"labels": "refuse", "ids": "refuse", "known": "skip", "encoding": ""}
SPAN = {"start": 0, "end": 3, "label": "Claim", "text": "One"}


@pytest.fixture(autouse=True)
def imports_root(settings: Settings, tmp_path: Path) -> Path:
    settings.IMPORTS_ROOT = tmp_path / "imports"
    return tmp_path / "imports"


@pytest.fixture
def owner(project: Project, max: User) -> Client:
    client = Client()
    client.force_login(max)
    return client


def file(name: str, data: bytes | str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)


def upload(client: Client, *files: tuple[str, bytes | str], **values: Any) -> str:
    """The address of the preview."""
    answer = client.post(IMPORT, {"uploads": [file(*one) for one in files], **values})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url)


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_files_are_shown_before_anything_is_written_and_then_imported(owner: Client) -> None:
    url = upload(owner, ("a.txt", "One"), ("b.jsonl", lines({"text": "Two", "title": "T2"})))
    shown = page(owner, url)
    assert "2 articles can be imported." in shown
    assert "T2" in shown
    assert not Article.objects.exists()
    assert owner.post(f"{url}articles/").url == url
    assert "2 articles imported." in page(owner, url)
    assert Article.objects.count() == 2


def test_imported_twice_is_imported_once(owner: Client) -> None:
    url = upload(owner, ("a.txt", "One"))
    for _ in range(2):
        owner.post(f"{url}articles/")
    assert "1 article imported." in page(owner, url)
    assert Event.objects.filter(kind="articles:imported").count() == 1


def test_a_pasted_text_is_an_article(owner: Client) -> None:
    url = upload(owner, text="Title\r\n\r\nOne\r\n", title="on")
    owner.post(f"{url}articles/")
    article = Article.objects.get()
    assert (article.title, article.text) == ("Title", "One\n")


def test_nothing_sent_is_a_mistake(owner: Client) -> None:
    answer = owner.post(IMPORT, {"text": " "})
    assert answer.status_code == 422
    assert "Choose files, give addresses, or paste a text." in answer.content.decode()


def test_problems_are_listed_and_the_good_ones_can_be_imported(owner: Client) -> None:
    url = upload(owner, ("a.jsonl", lines({"text": "One"}, {"x": 1})), ("b.png", "x"))
    shown = page(owner, url)
    assert "2 problems" in shown
    assert "There is no “text”." in shown
    assert "Import the good ones" in shown
    owner.post(f"{url}articles/")
    assert not Article.objects.exists()
    owner.post(f"{url}articles/", {"good_ones": "1"})
    assert Article.objects.count() == 1
    assert "2 problems" in page(owner, url)


def test_problems_and_what_was_refused_can_be_downloaded(owner: Client) -> None:
    table = "text,id\r\n,1\r\nOne,2\r\n,3\r\n"
    url = upload(owner, ("=a.csv", table), ("b.jsonl", b'{"x":\n{"text":"Two"}\n'))
    content = b"".join(owner.get(f"{url}problems.csv").streaming_content)  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row[:2] for row in rows[1:]] == [["'=a.csv", "2"], ["'=a.csv", "4"], ["b.jsonl", "1"]]
    content = b"".join(owner.get(f"{url}rejected.zip").streaming_content)  # type: ignore[attr-defined]
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.read("articles/_a.csv") == b"text,id\r\n,1\r\n,3\r\n"
    assert archive.read("articles/b.jsonl") == b'{"x":\n'


def test_another_encoding_can_be_chosen(owner: Client) -> None:
    url = upload(owner, ("a.txt", "Привет, мир. Как дела сегодня?".encode("cp1251")))
    owner.post(url, READING | {"encoding": "koi8-r"})
    assert "koi8-r" in page(owner, url)
    owner.post(url, READING | {"encoding": "cp1251"})
    assert "Привет" in page(owner, url)


def test_columns_are_guessed_and_can_be_changed(owner: Client) -> None:
    url = upload(owner, ("a.csv", "Headline,Body,Other\nA,One,Two\n"))
    shown = page(owner, url)
    assert '<option value="Body" selected>' in shown
    columns = {"column_text": "Other", "column_title": "Headline"}
    assert owner.post(url, READING | columns).status_code == 302
    assert '<option value="Other" selected>' in page(owner, url)
    owner.post(f"{url}articles/")
    article = Article.objects.get()
    assert (article.title, article.text, article.meta) == ("A", "Two", {"Body": "One"})


def test_unknown_labels_can_be_made_or_left_out(owner: Client) -> None:
    url = upload(owner, ("a.jsonl", lines({"text": "One", "spans": [SPAN]})))
    assert "The project has no label “Claim”." in page(owner, url)
    owner.post(url, READING | {"labels": "skip"})
    assert "1 annotation with an unknown label was left out." in page(owner, url)
    owner.post(url, READING | {"labels": "create"})
    assert "New labels: Claim." in page(owner, url)
    owner.post(f"{url}articles/")
    assert Label.objects.get().name == "Claim"


def test_a_choice_that_is_none_is_refused(owner: Client) -> None:
    url = upload(owner, ("a.txt", "One"))
    assert owner.post(url, READING | {"encoding": "rot13"}).status_code == 422


def test_an_upload_is_for_who_made_it(owner: Client, project: Project) -> None:
    url = upload(owner, ("a.txt", "One"))
    other = make.user("mia")
    make.member(project, other, "owner")
    client = Client()
    client.force_login(other)
    assert client.get(url).status_code == 404
    assert client.post(f"{url}articles/").status_code == 404
    assert owner.get(f"{IMPORT}{'x' * 32}/").status_code == 404
    assert owner.get(f"{IMPORT}..%2f..%2fetc/").status_code == 404


def test_an_upload_can_be_discarded(owner: Client, imports_root: Path) -> None:
    url = upload(owner, ("a.txt", "One"))
    owner.post(f"{url}deletion/")
    assert owner.get(url).status_code == 404
    assert list(imports_root.iterdir()) == []


def test_old_uploads_are_cleared(owner: Client, imports_root: Path) -> None:
    old, new = upload(owner, ("a.txt", "One")), upload(owner, ("a.txt", "One"))
    home = imports_root / old.split("/")[-2]
    os.utime(home, times=(time.time() - 90_000,) * 2)
    clear_old()
    assert owner.get(old).status_code == 404
    assert owner.get(new).status_code == 200


def test_too_large_an_upload_is_refused_and_not_kept(
    owner: Client, settings: Settings, imports_root: Path
) -> None:
    settings.IMPORT_MAX_BYTES = 10
    answer = owner.post(IMPORT, {"uploads": [file("a.txt", "x" * 1_100_000)]})
    assert answer.status_code == 422
    assert "at most" in answer.content.decode()
    assert list(imports_root.iterdir()) == []


def test_too_many_files_are_refused(owner: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    answer = owner.post(IMPORT, {"uploads": [file(f"{n}.txt", "x") for n in range(3)]})
    assert answer.status_code == 422
    assert "too many files" in answer.content.decode()


def test_a_text_too_long_to_paste_is_refused(owner: Client) -> None:
    most = django_settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert owner.post(IMPORT, {"text": "x" * (most + 1)}).status_code == 422


def test_a_request_cut_off_half_way(owner: Client) -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="uploads"; filename="a.jsonl"\r\n\r\n{"text'
    )
    answer = owner.generic("POST", IMPORT, body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code in (302, 422)
    answer = owner.generic("POST", IMPORT, body, content_type="multipart/form-data")
    assert answer.status_code == 422


def test_an_upload_needs_its_token(project: Project, max: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(max)
    assert client.post(IMPORT, {"text": "One"}).status_code == 403


def test_a_stranger_cannot_fill_the_disk(project: Project, olga: User, imports_root: Path) -> None:
    client = Client()
    client.force_login(olga)
    assert client.post(IMPORT, {"uploads": [file("a.txt", "One")]}).status_code == 404
    assert not imports_root.exists()


@settings(max_examples=40)
@given(
    st.text(st.characters(exclude_characters="/\\", exclude_categories=("Cs",)), max_size=12),
    st.sampled_from((".txt", ".jsonl", ".csv", ".zip", ".json", "")),
    st.binary(max_size=200),
)
@pytest.mark.django_db
def test_random_uploads_never_break(name: str, ending: str, data: bytes) -> None:
    person = make.user(f"u{time.monotonic_ns()}")
    made = make.project(person)
    client = Client()
    client.force_login(person)
    answer = client.post(
        f"/projects/{made.slug}/import/", {"uploads": [file(f"x{name}{ending}", data)]}
    )
    assert answer.status_code in (302, 422)
    if answer.status_code == 302:
        assert client.get(answer.url).status_code == 200
        assert client.post(f"{answer.url}articles/").status_code == 302


@pytest.mark.parametrize("name", ENCODINGS)
def test_every_encoding_that_can_be_chosen_is_known_under_this_name(name: str) -> None:
    assert encodings.lookup(name) == name


def test_an_export_is_streamed_as_a_file_and_logged(owner: Client, project: Project) -> None:
    make.article(project)
    answer = owner.post(EXPORT, {"format": "jsonl", "whose": ""})
    assert answer["Content-Disposition"] == 'attachment; filename="floods.jsonl"'
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert content.startswith(b'{"schema":"news-annotator/1"')
    assert Event.objects.filter(kind="corpus:exported").count() == 1


def test_annotators_export_what_is_theirs(project: Project, ana: User, claim: Label) -> None:
    make.annotation_set(make.article(project), ana)
    client = Client()
    client.force_login(ana)
    shown = page(client, EXPORT)
    assert "Everybody" not in shown
    answer = client.post(EXPORT, {"format": "csv", "whose": f"annotator:{ana.pk}", "mark": "on"})
    content = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "annotator:ana" in content
    assert client.post(EXPORT, {"format": "csv", "whose": "gold"}).status_code == 422


def looked(client: Client, **values: str) -> str:
    answer = client.post(EXPORT, {"do": "look", "whose": "", **values})
    assert answer.status_code == 200
    return answer.content.decode()


def test_annotators_are_told_only_what_is_left_out_of_their_own(
    project: Project, article: Article, ana: User, ben: User, speaker: Label
) -> None:
    entry = linked.speaker(project, "Zed", role="minister")
    make.annotation(make.annotation_set(article, ben), speaker, (0, 3), speaker=entry)
    client = Client()
    client.force_login(ana)
    assert "1 speaker" not in looked(client, format="csv", whose=f"annotator:{ana.pk}")
    others = {"do": "look", "format": "csv", "whose": ""}
    assert client.post(EXPORT, others).status_code == 403


def test_what_an_export_would_leave_out_is_told_before(owner: Client, project: Project) -> None:
    make.article(project)
    assert "The text of 1 article is left out." in looked(owner, format="csv")
    assert "Nothing is left out." in looked(owner, format="jsonl")
    assert not Event.objects.filter(kind="corpus:exported").exists()


def test_the_export_page_has_the_options_of_the_format(owner: Client, project: Project) -> None:
    assert "For Excel" in page(owner, f"{EXPORT}?format=csv")
    shown = page(owner, EXPORT)
    assert "For Excel" not in shown
    assert "Has a place for overlaps, fragments, links" in shown


def test_what_was_chosen_stays_when_another_format_is(owner: Client, claim: Label) -> None:
    chosen = {"labels": claim.pk, "states": "submitted", "sources": "Ledger"}
    shown = owner.post(EXPORT, {"do": "show", "format": "csv", **chosen}).content.decode()
    assert f'value="{claim.pk}" id="id_labels_0" checked' in shown
    assert "Ledger</textarea>" in shown


def test_every_format_is_offered_with_what_it_is_for(owner: Client, project: Project) -> None:
    offered = [name for _use, own in options.USES for name in own]
    assert sorted(offered) == sorted(WRITTEN) == sorted(options.PURPOSES)
    shown = page(owner, f"{EXPORT}?format=tei")
    assert "For archives and digital editions" in shown
    assert "It cannot be imported again." in shown


DAYS = {"format": "csv", "whose": "", "since": "2026-05-02", "until": "2026-05-01"}


def test_a_mistake_is_shown_where_it_was_made(owner: Client, project: Project) -> None:
    answer = owner.post(EXPORT, DAYS)
    assert answer.status_code == 422
    assert 'id="id_until_error"' in answer.content.decode()


def test_a_mistake_is_told_where_the_losses_would_be(owner: Client, project: Project) -> None:
    answer = owner.post(EXPORT, DAYS | {"do": "look"}, headers={"HX-Request": "true"})
    losses = answer.content.decode().partition('id="losses"')[2]
    assert "This day is before the first one." in losses


def test_a_format_whose_package_is_missing_says_so(
    owner: Client, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [one for one in sys.modules if one.startswith("annotator.formats.docbin")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "spacy", None)
    answer = owner.post(EXPORT, {"format": "spacy", "whose": ""})
    assert answer.status_code == 422
    assert "needs the package “spacy”" in answer.content.decode()
