"""The workbench over HTTP: fragments for scripts, pages for forms, nothing for strangers."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotator.accounts.models import User
from annotator.annotations.models import Annotation, AnnotationSet
from annotator.annotations.states import State
from annotator.articles.models import Article
from annotator.projects.models import Project
from annotator.schemes.models import Label
from tests import make

FRAGMENTS = {"HX-Request": "true"}


@pytest.fixture
def client(ana: User) -> Client:
    signed_in = Client()
    signed_in.force_login(ana)
    return signed_in


def mark(client: Client, article: Article, label: Label, **values: object):
    data = {
        "step": uuid4(),
        "uid": uuid4(),
        "label": label.pk,
        "fragments": "4-12",
        "quote": "minister",
    } | values
    url = reverse("workbench:annotations", args=[article.pk])
    return client.post(url, data, headers=FRAGMENTS)


def text_of(html: str) -> str:
    """What the blocks of a page say, without the markup."""
    blocks = re.findall(
        r'<span class="block"[^>]*>(.*?)</span>(?=</p>|<span class="block"|\n)', html
    )
    return "\n".join(re.sub(r"<[^>]+>", "", block) for block in blocks)


def test_the_page_shows_the_text_as_it_is(client: Client, article: Article) -> None:
    html = client.get(f"/articles/{article.pk}/").content.decode()
    assert text_of(html) == article.text


def test_the_text_of_a_page_is_escaped(client: Client, project: Project) -> None:
    article = make.article(project, "<script>alert(1)</script> & “more”")
    html = client.get(f"/articles/{article.pk}/").content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; “more”" in html


def test_marking_answers_with_the_block_and_the_card(
    client: Client, article: Article, claim: Label
) -> None:
    html = mark(client, article, claim).content.decode()
    assert 'id="b-0"' in html
    assert 'id="b-66"' not in html
    assert 'data-fragments="4-12"' in html
    assert "Marked: Claim, “minister”" in html


def test_marking_is_answered_in_the_same_number_of_queries_however_much_there_is(
    client: Client, project: Project, ana: User, claim: Label
) -> None:
    def cost(article: Article) -> int:
        mark(client, article, claim)
        with CaptureQueriesContext(connection) as queries:
            mark(client, article, claim, fragments="0-3", quote="The")
        return len(queries)

    long = make.article(project, "\n".join([make.TEXT] * 50))
    own = make.annotation_set(long, ana)
    for start in range(400, 900, 10):
        make.annotation(own, claim, (start, start + 7))
    assert cost(make.article(project, make.TEXT + " Short.")) == cost(long)


def test_opening_costs_the_same_however_many_annotations(
    client: Client, project: Project, ana: User, claim: Label
) -> None:
    def cost(article: Article) -> int:
        client.get(f"/articles/{article.pk}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/articles/{article.pk}/")
        return len(queries)

    empty = make.article(project)
    make.annotation_set(empty, ana)
    full = make.article(project, make.TEXT * 3)
    own = make.annotation_set(full, ana)
    for start in range(0, 300, 10):
        make.annotation(own, claim, (start, start + 7))
    assert cost(empty) == cost(full)


def test_overlapping_annotations_take_lanes(
    client: Client, article: Article, claim: Label, speaker: Label
) -> None:
    mark(client, article, claim, fragments="0-12", quote="The minister")
    html = mark(client, article, speaker).content.decode()
    assert 'class="seg l0-h2 is-begin" ' in html
    assert 'class="seg l0-h2 l1-h1 is-begin is-end"' in html


def test_a_refused_change_says_why_in_a_fragment(
    client: Client, article: Article, claim: Label
) -> None:
    response = mark(client, article, claim, quote="Minister")
    assert response.status_code == 422
    assert "data-error=" in response.content.decode()


def test_a_conflict_shows_how_things_are_now(
    client: Client, article: Article, claim: Label
) -> None:
    mark(client, article, claim)
    one = Annotation.objects.get()
    url = reverse("workbench:annotation", args=[article.pk, one.uid])
    client.post(url, {"step": uuid4(), "version": 1, "note": "first"}, headers=FRAGMENTS)
    late = {"step": uuid4(), "version": 1, "note": "second"}
    response = client.post(url, late, headers=FRAGMENTS)
    html = response.content.decode()
    assert response.status_code == 409
    assert 'data-whole="1"' in html
    assert "first" in html


def test_an_id_that_is_taken_is_a_conflict(client: Client, article: Article, claim: Label) -> None:
    uid = uuid4()
    mark(client, article, claim, uid=uid)
    assert mark(client, article, claim, uid=uid, fragments="0-3", quote="The").status_code == 409


def test_changes_in_the_name_of_another_are_refused(
    client: Client, article: Article, claim: Label, ben: User
) -> None:
    url = reverse("workbench:annotations", args=[article.pk])
    response = client.post(url, {}, headers=FRAGMENTS | {"X-User": str(ben.pk)})
    assert response.status_code == 401
    assert not Annotation.objects.exists()


def test_a_form_without_script_goes_back_to_the_annotation(
    client: Client, article: Article, claim: Label
) -> None:
    uid = uuid4()
    response = client.post(
        reverse("workbench:annotations", args=[article.pk]),
        {"step": uuid4(), "uid": uid, "label": claim.pk, "quote": "will go on", "nth": 1},
    )
    assert response.url == f"/articles/{article.pk}/?chosen={uid}#card-{uid}"
    assert Annotation.objects.get().fragments == ((70, 80),)


def test_a_quote_that_is_not_there_is_said(client: Client, article: Article, claim: Label) -> None:
    response = client.post(
        reverse("workbench:annotations", args=[article.pk]),
        {"step": uuid4(), "uid": uuid4(), "label": claim.pk, "quote": "nowhere"},
    )
    assert response.status_code == 422
    assert "“nowhere” does not stand in this article" in response.content.decode()


def test_the_chosen_card_is_open(client: Client, article: Article, claim: Label) -> None:
    mark(client, article, claim)
    one = Annotation.objects.get()
    html = client.get(f"/articles/{article.pk}/?chosen={one.uid}").content.decode()
    assert reverse("workbench:deletion", args=[article.pk, one.uid]) in html


def test_each_sees_only_their_own(
    client: Client, article: Article, claim: Label, ben: User
) -> None:
    make.annotation(make.annotation_set(article, ben), claim, (4, 12), note="Ben’s secret")
    for address in ("", "state/"):
        assert (
            "Ben’s secret" not in client.get(f"/articles/{article.pk}/{address}").content.decode()
        )


def test_a_stranger_finds_nothing(article: Article, olga: User) -> None:
    stranger = Client()
    stranger.force_login(olga)
    assert stranger.get(f"/articles/{article.pk}/").status_code == 404


def test_submitting_leads_to_the_next_article(
    client: Client, article: Article, project: Project
) -> None:
    following = make.article(project, "Another text.")
    url = reverse("workbench:submission", args=[article.pk])
    html = client.post(url, headers=FRAGMENTS).content.decode()
    assert f'data-next="/articles/{following.pk}/"' in html
    assert "1 of 2 done" in html


def test_next_goes_round_to_what_was_left_out(
    client: Client, article: Article, project: Project, ana: User
) -> None:
    last = make.article(project, "Another text.")
    make.annotation_set(last, ana, state=State.SUBMITTED)
    response = client.get(f"/projects/{project.slug}/next/?after={last.pk}")
    assert response.url == f"/articles/{article.pk}/"


def test_next_takes_up_what_was_begun(
    client: Client, article: Article, project: Project, ana: User
) -> None:
    begun = make.article(project, "Another text.")
    make.annotation_set(begun, ana, state=State.IN_PROGRESS)
    assert client.get(f"/projects/{project.slug}/next/").url == f"/articles/{begun.pk}/"


def test_when_all_is_done_next_leads_back_to_the_project(
    client: Client, article: Article, project: Project, ana: User
) -> None:
    make.annotation_set(article, ana, state=State.SUBMITTED)
    assert client.get(f"/projects/{project.slug}/next/").url == f"/projects/{project.slug}/"


def test_a_submitted_article_offers_to_reopen(client: Client, article: Article, ana: User) -> None:
    make.annotation_set(article, ana, state=State.SUBMITTED)
    html = client.get(f"/articles/{article.pk}/").content.decode()
    assert reverse("workbench:reopening", args=[article.pk]) in html
    client.post(reverse("workbench:reopening", args=[article.pk]))
    assert AnnotationSet.objects.get().state == State.IN_PROGRESS


@pytest.mark.parametrize(
    ("lang", "text", "way"),
    [
        ("ar", "Plain", "rtl"),
        ("", "قال الوزير", "rtl"),
        ("", "“Plain”", "ltr"),
        ("en", "قال", "ltr"),
    ],
)
def test_the_text_runs_its_own_way(
    client: Client, project: Project, lang: str, text: str, way: str
) -> None:
    article = make.article(project, text, lang=lang)
    html = client.get(f"/articles/{article.pk}/").content.decode()
    assert f'lang="{lang}" dir="{way}"' in html
