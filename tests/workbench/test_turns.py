"""What the workbench says of work that was returned, accepted or went back to the queue."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import State
from annotator.articles.models import Article
from annotator.projects.models import Project
from annotator.reviews.models import Reason, Review
from annotator.schemes.models import Label
from tests import make

FRAGMENTS = {"HX-Request": "true"}


@pytest.fixture
def client(ana: User) -> Client:
    signed_in = Client()
    signed_in.force_login(ana)
    return signed_in


@pytest.fixture
def returned(article: Article, ana: User, rita: User) -> AnnotationSet:
    """Twice; the second time says what counts."""
    own = make.annotation_set(article, ana, state=State.RETURNED)
    for note in ("The first time.", "Her title <too>."):
        Review.objects.create(
            set=own,
            outcome=Review.Outcome.RETURNED,
            reason=Reason.ERROR,
            note=note,
            by=rita,
            at=timezone.now(),
        )
    return own


def page(client: Client, article: Article) -> str:
    return client.get(f"/articles/{article.pk}/").content.decode()


def mark(client: Client, article: Article, label: Label):
    data = {"step": uuid4(), "uid": uuid4(), "label": label.pk, "fragments": "4-12"}
    url = f"/articles/{article.pk}/annotations/"
    return client.post(url, data | {"quote": "minister"}, headers=FRAGMENTS)


def test_why_it_was_returned(client, article, returned):
    html = page(client, article)
    assert "A reviewer sent this back: Annotator’s error" in html
    assert "Her title &lt;too&gt;." in html
    assert "The first time." not in html
    assert "Submit again" in html


def test_reviewers_are_named_where_work_is_open(client, article, returned, project):
    assert "rita" not in page(client, article)
    Project.objects.update(blind=False)
    assert "<bdi>rita</bdi> sent this back" in page(client, article)


def test_what_was_returned_is_changed_and_submitted_again(client, article, returned, claim):
    assert mark(client, article, claim).status_code == 200
    html = client.post(f"/articles/{article.pk}/submission/", headers=FRAGMENTS).content.decode()
    assert "sent this back" not in html
    assert 'id="notice"' in html
    assert "1 of 1 done" in html


def test_returned_work_is_counted_first(client, article, returned):
    assert '<strong class="returned-count">1 returned</strong>, 0 of 1 done' in page(
        client, article
    )


def test_what_was_accepted_is_read(client, article, ana, claim):
    make.annotation_set(article, ana, state=State.ACCEPTED)
    html = page(client, article)
    assert "This article has been accepted." in html
    assert "1 of 1 done" in html
    assert 'id="reopening-form"' not in html
    assert f'href="/articles/{article.pk}/feedback/">See what became of it' in html
    answer = mark(client, article, claim)
    assert answer.status_code == 403
    assert 'data-closed="This article has been accepted.' in answer.content.decode()


def test_what_went_back_to_the_queue_is_read(client, article, ana, claim):
    make.annotation_set(article, ana, state=State.IN_PROGRESS, lapsed=timezone.now())
    assert 'data-closed="This article went back to the queue.' in page(client, article)
    answer = mark(client, article, claim)
    assert answer.status_code == 403
    assert "Take it again to go on." in answer.content.decode()


@pytest.mark.parametrize(
    ("state", "said"),
    [("submitted", "Submitted"), ("returned", "Returned"), ("accepted", "Accepted")],
)
def test_states_in_the_queue_are_said(client, project, article, ana, state, said):
    make.annotation_set(make.article(project, "Another text."), ana, state=state)
    html = page(client, article)
    assert f'<span class="mark {state}" aria-hidden="true">' in html
    assert f'<span class="visually-hidden">{said}</span>' in html


def test_a_return_costs_one_query(client, article, returned):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, article)
        return len(queries)

    page(client, article)
    more = cost()
    AnnotationSet.objects.update(state=State.IN_PROGRESS)
    assert more == cost() + 1
