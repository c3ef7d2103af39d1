"""Every format that goes both ways, from the database and back into it."""

import io
import zipfile

import pytest

from annotator.annotations.models import Annotation
from annotator.exchange.choices import Rules, Selection, UnknownLabels
from annotator.exchange.exporting import LOSSES
from annotator.exchange.services import import_articles
from annotator.exchange.verification import findings
from annotator.formats.registry import FORMATS
from annotator.projects.models import Project
from annotator.schemes.installing import install_news_scheme
from tests import make
from tests.exchange import linked
from tests.exchange.exports import raw
from tests.formats.files import source

TWO_WAY = [name for name, one in FORMATS.items() if one.writes and one.reads]
OUT = [name for name, one in FORMATS.items() if one.writes]


@pytest.fixture
def full(project: Project) -> Project:
    linked.fill(project)
    return project


def files(form: str, data: bytes) -> dict[str, bytes]:
    """The files of an export by name, without the list of what is lost only once."""
    if not FORMATS[form].is_folder:
        return {form: data}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != LOSSES}


def exported(project: Project, form: str) -> dict[str, bytes]:
    return files(form, raw(Selection(project), form, name="corpus"))


@pytest.mark.parametrize("form", TWO_WAY)
def test_what_came_in_goes_out_again_the_same(full: Project, form: str) -> None:
    data = raw(Selection(full), form, name="corpus")
    other = make.project(name=full.name)
    install_news_scheme(other, None)
    report = import_articles(
        project=other,
        by=None,
        sources=[source(f"corpus{FORMATS[form].suffix}", data)],
        rules=Rules(labels=UnknownLabels.CREATE),
    )
    assert report.first_problems == []
    assert Annotation.objects.filter(set__article__project=other).exists()
    assert exported(other, form) == files(form, data)
    assert list(findings()) == []


@pytest.mark.parametrize("form", OUT)
def test_the_same_corpus_makes_the_same_bytes(full: Project, form: str) -> None:
    assert raw(Selection(full), form) == raw(Selection(full), form)


@pytest.mark.parametrize("form", OUT)
def test_a_project_without_articles_can_be_exported(project: Project, form: str) -> None:
    assert raw(Selection(project), form) is not None
