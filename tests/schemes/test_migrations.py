"""Databases from before there were meanings get them."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test.utils import CaptureQueriesContext

from annotator.projects.models import Project
from annotator.schemes.files import read_scheme, write_scheme
from annotator.schemes.installing import install_news_scheme
from annotator.schemes.models import Attribute, Label, RelationType
from annotator.schemes.news import NEWS
from annotator.schemes.queries import labels_of, links_of
from tests import make

BEFORE = [("schemes", "0002_attributes_and_relation_types")]


def migrate_again() -> None:
    """Back (which changes no data) and forward."""
    MigrationExecutor(connection).migrate(BEFORE)
    forward = MigrationExecutor(connection)
    forward.migrate(forward.loader.graph.leaf_nodes("schemes"))


@pytest.fixture
def bare(project: Project) -> Project:
    """With the news labels as they were before."""
    install_news_scheme(project, None)
    RelationType.objects.all().delete()
    Attribute.objects.all().delete()
    Label.objects.update(meaning="")
    return project


def written(project: Project) -> str:
    return write_scheme(list(labels_of(project)), links_of(project.pk))


def test_the_news_scheme_is_as_if_made_now(bare: Project):
    migrate_again()
    assert read_scheme(written(bare)) == NEWS


def test_again_changes_nothing(bare: Project):
    migrate_again()
    before = written(bare)
    migrate_again()
    assert written(bare) == before


def test_names_count_in_any_case_and_links_need_both_labels(project: Project):
    make.label(project, "CLAIM")
    make.label(project, "Place")
    migrate_again()
    assert [one.meaning for one in labels_of(project)] == ["claim", ""]
    assert [(one.name, one.many) for one in links_of(project.pk)] == [("quoted in", False)]


def test_what_is_there_stays(bare: Project):
    claim, figure = bare.labels.get(name="Claim"), bare.labels.get(name="Figure")
    Label.objects.filter(pk=figure.pk).update(meaning="cue")
    Attribute.objects.create(label=claim, name="Form", kind="text")
    RelationType.objects.create(project=bare, name="Said by", active=False)
    migrate_again()
    kinds = dict(claim.attributes.values_list("name", "kind"))
    assert kinds == {"Form": "text", "type": "choice", "check-worthy": "boolean"}
    assert bare.labels.get(name="Figure").meaning == "cue"
    assert [one.name for one in links_of(bare.pk)] == ["Said by", "in", "introduces", "quoted in"]


def test_many_projects_take_as_many_queries_as_one(bare: Project):
    with CaptureQueriesContext(connection) as one:
        migrate_again()
    for _n in range(20):
        make.label(make.project(), "Claim")
    with CaptureQueriesContext(connection) as many:
        migrate_again()
    assert len(many) <= len(one)
    assert RelationType.objects.count() == 4 + 20
