"""Comments over HTTP: pages for forms, panels for scripts, and nothing of other annotators."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotator.accounts.models import User
from annotator.annotations.models import Annotation
from annotator.annotations.states import Kind
from annotator.articles.models import Article
from annotator.projects.models import Project
from annotator.reviews.models import Comment, Thread
from annotator.schemes.models import Label
from tests import make

PANEL = {"HX-Request": "true"}
GUIDELINES = "# Claims\n\nWhat is *said*.\n\n## Who `says` it\n"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def html(user: User, address: str, status: int = 200) -> str:
    answer = signed_in(user).get(address)
    assert answer.status_code == status
    return answer.content.decode()


def at(article: Article, query: str = "") -> str:
    return f"/articles/{article.pk}/threads/{query}"


@pytest.fixture
def bens(article: Article, ben: User, claim: Label) -> Annotation:
    return make.annotation(make.annotation_set(article, ben), claim, (4, 12))


def test_a_comment_is_shown(article: Article, ana: User):
    make.thread(article, ana, "Is <b>this</b> right?\nOr not?")
    assert "Is &lt;b&gt;this&lt;/b&gt; right?\nOr not?" in html(ana, at(article))


def test_a_script_gets_the_panel(article: Article, ana: User):
    answer = signed_in(ana).get(at(article), headers=PANEL).content.decode()
    assert answer.startswith('<section id="threads"')


def test_opening_goes_to_the_thread(article: Article, ana: User):
    answer = signed_in(ana).post(at(article), {"text": "Why?"})
    assert answer["Location"] == at(article, f"#thread-{Thread.objects.get().pk}")


def test_opening_by_script_says_where_it_is(article: Article, ana: User):
    answer = signed_in(ana).post(at(article), {"text": "Why?"}, headers=PANEL).content.decode()
    assert f'data-fresh="thread-{Thread.objects.get().pk}"' in answer


def test_what_was_typed_is_kept_with_the_mistake(article: Article, ana: User):
    sent = {"text": "Why?", "quote": "is not there"}
    answer = signed_in(ana).post(at(article), sent)
    assert answer.status_code == 422
    assert "This does not stand in the article." in answer.content.decode()
    assert "Why?</textarea>" in answer.content.decode()


def test_a_reply_with_a_mistake_stays_in_its_thread(
    article: Article, rita: User, bens: Annotation, ana: User
):
    thread = make.thread(article, rita, set=bens.set, annotation=bens.uid)
    answer = signed_in(rita).post(f"/threads/{thread.pk}/comments/", {"text": "@ana look"})
    assert answer.status_code == 422
    assert f'id="id_text_{thread.pk}"' in answer.content.decode()
    assert "@ana would not see this." in answer.content.decode()


def test_answers_show_what_was_asked_for(article: Article, bens: Annotation, ben: User):
    query = f"?annotation={bens.uid}&set={bens.set_id}"
    answer = signed_in(ben).post(at(article, query), {"text": "Why?"})
    assert answer["Location"].startswith(at(article, query))


def test_an_own_annotation_needs_no_set(article: Article, bens: Annotation, ben: User):
    make.thread(article, ben, "About it", set=bens.set, annotation=bens.uid)
    make.thread(article, ben, "About the article")
    page = html(ben, at(article, f"?annotation={bens.uid}"))
    assert "About it" in page
    assert "About the article" not in page


def test_an_annotation_that_is_gone(article: Article, bens: Annotation, ben: User):
    page = html(ben, at(article, f"?annotation={uuid4()}"))
    assert "This annotation is not there, or not yet." in page
    assert 'name="text"' not in page


def test_what_is_about_an_annotation_that_is_gone_stays(
    article: Article, bens: Annotation, ben: User
):
    make.thread(article, ben, "About it", set=bens.set, annotation=bens.uid, quote="minister")
    bens.delete()
    page = html(ben, at(article))
    assert "An annotation that is gone" in page
    assert "minister" in page


def test_a_conflict(article: Article, rita: User):
    cluster = uuid4()
    make.thread(article, rita, "About it", cluster=cluster)
    make.thread(article, rita, "About another", cluster=uuid4())
    page = html(rita, at(article, f"?cluster={cluster}"))
    assert "About it" in page
    assert "About another" not in page


def test_what_is_resolved_stands_apart(article: Article, rita: User):
    thread = make.thread(article, rita, "About it")
    signed_in(rita).post(f"/threads/{thread.pk}/resolution/", {"resolved": "1"})
    assert "About it" not in html(rita, at(article))
    assert "Resolved by" in html(rita, at(article, "?resolved=1"))


def test_reopening(article: Article, rita: User):
    thread = make.thread(article, rita, "About it")
    for wanted in ("1", "0"):
        signed_in(rita).post(f"/threads/{thread.pk}/resolution/", {"resolved": wanted})
    assert "About it" in html(rita, at(article))


def test_one_thread(article: Article, rita: User):
    thread = make.thread(article, rita, "About it")
    make.thread(article, rita, "About another")
    page = html(rita, at(article, f"?thread={thread.pk}"))
    assert "About it" in page
    assert "About another" not in page


def test_a_long_thread_is_shown_in_full_alone(article: Article, rita: User):
    thread = make.thread(article, rita, "first of all")
    for n in range(14):
        make.comment(thread, rita, f"number {n}")
    short, full = html(rita, at(article)), html(rita, at(article, f"?thread={thread.pk}"))
    assert "5 earlier comments" in short
    assert "first of all" not in short
    assert "first of all" in full


def test_pages_of_threads(article: Article, rita: User):
    threads = [make.thread(article, rita, f"number {n}.") for n in range(45)]
    newest = html(rita, at(article))
    older = html(rita, at(article, f"?before={threads[25].pk}"))
    assert "number 44." in newest
    assert "Newer" not in newest
    assert "number 24." in older
    assert "number 25." not in older
    assert "Newer" in older


def test_a_comment_that_was_taken_back(article: Article, rita: User):
    thread = make.thread(article, rita, "Nonsense")
    signed_in(rita).post(f"/comments/{thread.comments.get().pk}/taking-back/")
    page = html(rita, at(article))
    assert "Taken back" in page
    assert "Nonsense" not in page


def test_sections_are_headings_of_the_guidelines(project: Project, article: Article, ana: User):
    project.guidelines = GUIDELINES
    project.save()
    page = html(ana, at(article))
    assert '<option value="Claims">Claims</option>' in page
    assert '<option value="Who says it">Who says it</option>' in page


def test_a_mention_is_drawn_by_name(article: Article, rita: User, ana: User):
    make.thread(article, rita, "@ana, please")
    assert '<bdi class="mention">@Ana Lind</bdi>, please' in html(rita, at(article))


def test_you_are_drawn_as_such(article: Article, rita: User, ana: User):
    make.thread(article, rita, "@ana, please")
    assert '<bdi class="mention is-you">@Ana Lind</bdi>' in html(ana, at(article))


def test_a_name_is_escaped(project: Project, article: Article, rita: User):
    make.member(project, make.user("eve", name="<i>Eve</i>"))
    make.thread(article, rita, "@eve")
    assert "<i>Eve</i>" not in html(rita, at(article))


def test_a_reviewer_sees_whose_annotation_it_is(article: Article, rita: User, bens: Annotation):
    make.thread(article, rita, set=bens.set, annotation=bens.uid)
    assert "by <bdi>ben</bdi>" in html(rita, at(article))


# Blind means blind.


def test_a_blind_page_names_no_other_annotator(
    article: Article, rita: User, ana: User, ben: User, bens: Annotation
):
    """Whatever there is: another's thread, another's comments, mentions, resolutions, quotes."""
    ben.name = "Benedikt"
    ben.save()
    shared = make.thread(article, rita, "@ben and @ana, see here")
    make.comment(shared, ben, "secret answer")
    joined = make.thread(article, ben, "secret question", quote="more than 1,200")
    make.comment(joined, rita, "@ana do you know?", ana)
    make.thread(article, rita, "secret remark", set=bens.set, annotation=bens.uid)
    Thread.objects.filter(pk=joined.pk).update(resolved=joined.comments.first().at, resolved_by=ben)
    for query in ("", "?resolved=1", f"?thread={joined.pk}", f"?thread={shared.pk}"):
        page = html(ana, at(article, query)).replace("/ben", "")
        assert "secret" not in page
        assert "ben" not in page.lower()
        assert "more than 1,200" not in page
    assert "do you know?" in html(ana, at(article, "?resolved=1"))
    assert "@… and" in html(ana, at(article))


def test_an_open_page_names_everybody(
    project: Project, article: Article, rita: User, ana: User, ben: User
):
    project.blind = False
    project.save()
    make.thread(article, ben, "@ana, what about this?")
    page = html(ana, at(article))
    assert "what about this?" in page
    assert 'data-username="ben"' in page


def test_another_annotators_annotation_is_not_there(article: Article, ana: User, bens: Annotation):
    html(ana, at(article, f"?annotation={bens.uid}&set={bens.set_id}"), 404)


def test_gold_is_not_there_for_an_annotator(article: Article, ana: User, claim: Label):
    gold = make.annotation_set(article, None, kind=Kind.GOLD)
    uid = make.annotation(gold, claim, (4, 12)).uid
    html(ana, at(article, f"?annotation={uid}&set={gold.pk}"), 404)


def test_a_conflict_is_not_there_for_an_annotator(article: Article, ana: User):
    html(ana, at(article, f"?cluster={uuid4()}"), 404)


@pytest.mark.parametrize("path", ["comments", "resolution"])
def test_a_thread_that_one_does_not_see_is_not_there(
    article: Article, ana: User, ben: User, path: str
):
    thread = make.thread(article, ben)
    answer = signed_in(ana).post(f"/threads/{thread.pk}/{path}/", {"text": "Hello"})
    assert answer.status_code == 404


def test_a_comment_that_one_does_not_read_is_not_there(
    article: Article, rita: User, ana: User, ben: User
):
    hidden = make.comment(make.thread(article, rita), ben)
    assert signed_in(ana).post(f"/comments/{hidden.pk}/taking-back/").status_code == 404


# Costs.


@pytest.fixture
def cost() -> Callable[[User, str], int]:
    def queries(user: User, address: str) -> int:
        client = signed_in(user)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    return queries


@pytest.mark.parametrize("name", ["ana", "rita"])
def test_the_panel_costs_the_same_for_one_thread_and_for_twenty(
    cost: Callable[[User, str], int],
    project: Project,
    article: Article,
    claim: Label,
    ana: User,
    rita: User,
    name: str,
):
    who = {"ana": ana, "rita": rita}[name]
    few, many = article, make.article(project, make.TEXT + " More.")
    for one, number in ((few, 1), (many, 20)):
        own = make.annotation_set(one, ana)
        for _ in range(number):
            mark = make.annotation(own, claim, (4, 12))
            thread = make.thread(one, rita, "@ana?", set=own, annotation=mark.uid)
            make.comment(thread, ana, "@rita", rita)
    assert cost(who, at(few)) == cost(who, at(many)) <= 15
    assert Comment.objects.count() == 42
