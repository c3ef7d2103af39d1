"""The quotations of an article over HTTP: in code points, kept by the browser for good."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.projects.models import Project
from tests import make

TEXT = "😀 “We will go on,” she said, “until ‘all’ are safe.”"


@pytest.fixture
def client(ana: User) -> Client:
    signed_in = Client()
    signed_in.force_login(ana)
    return signed_in


def address(client: Client, article: Article) -> str:
    html = client.get(f"/articles/{article.pk}/").content.decode()
    found = re.search('data-quotations-url="([^"]+)"', html)
    assert found
    return found[1]


def test_quotations_and_cues_in_code_points(client: Client, project: Project) -> None:
    article = make.article(project, TEXT)
    answer = client.get(reverse("workbench:quotations", args=[article.pk])).json()
    first, second = answer["quotations"]
    assert [TEXT[a:b] for a, b in first["inner"]] == ["We will go on", "until ‘all’ are safe"]
    assert [TEXT[a:b] for a, b in first["outer"]] == ["“We will go on,”", "“until ‘all’ are safe.”"]
    assert (first["depth"], second["depth"]) == (0, 1)
    assert [TEXT[a:b] for a, b in answer["cues"]] == ["said"]


def test_the_address_on_the_page_may_be_kept_for_good(client: Client, article: Article) -> None:
    answer = client.get(address(client, article))
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"


def test_an_address_of_another_text_is_answered_and_not_kept(
    client: Client, article: Article
) -> None:
    answer = client.get(reverse("workbench:quotations", args=[article.pk]), {"text": "other"})
    assert answer.status_code == 200
    assert "Cache-Control" not in answer


def test_the_address_changes_with_the_language(client: Client, article: Article) -> None:
    before = address(client, article)
    Article.objects.filter(pk=article.pk).update(lang="de")
    assert address(client, article) != before


def test_the_text_is_read_once(client: Client, article: Article) -> None:
    url = address(client, article)
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    assert not any('."text"' in str(query["sql"]) for query in queries)
    assert len(queries) <= 4
