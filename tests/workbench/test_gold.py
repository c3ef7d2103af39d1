"""The workbench on the gold set: for who holds it; others who review may read it."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotator.accounts.models import User
from annotator.annotations.models import Annotation, AnnotationSet
from annotator.annotations.states import Kind, Provenance, State
from annotator.articles.models import Article
from annotator.schemes.models import Label
from tests import make

FRAGMENTS = {"HX-Request": "true"}


@pytest.fixture
def gold(article: Article, rita: User) -> AnnotationSet:
    return make.annotation_set(article, rita, kind=Kind.GOLD, state=State.IN_PROGRESS)


@pytest.fixture
def agreed(gold: AnnotationSet, claim: Label) -> Annotation:
    return make.annotation(gold, claim, (4, 12), provenance=Provenance.UNANIMOUS)


def client_of(user: User) -> Client:
    signed_in = Client()
    signed_in.force_login(user)
    return signed_in


def page(article: Article, user: User) -> str:
    return client_of(user).get(f"/articles/{article.pk}/gold/").content.decode()


def post(article: Article, user: User, place: str, **values: object):
    data = {"step": uuid4()} | values
    return client_of(user).post(f"/articles/{article.pk}/gold/{place}", data, headers=FRAGMENTS)


def mark(article: Article, user: User, label: Label):
    values = {"uid": uuid4(), "label": label.pk, "fragments": "13-17", "quote": "said"}
    return post(article, user, "annotations/", **values)


def test_it_says_that_it_is_the_gold_set(article: Article, agreed: Annotation, rita: User) -> None:
    html = page(article, rita)
    assert "Gold set</p>" in html
    assert "Back to adjudication" in html
    assert 'id="submission-form"' not in html


def test_all_its_addresses_are_those_of_the_gold_set(
    article: Article, agreed: Annotation, rita: User
) -> None:
    html = client_of(rita).get(f"/articles/{article.pk}/gold/?chosen={agreed.uid}")
    text = html.content.decode()
    own = f'"/articles/{article.pk}/'
    wrong = [part.split('"')[0] for part in text.split(own)[1:] if not part.startswith("gold/")]
    assert {one.split("?")[0] for one in wrong} <= {"", "adjudication/", "quotations/", "threads/"}
    assert f'data-outbox="gold-{article.pk}"' in text


def test_cards_say_how_they_came_to_be(
    article: Article, agreed: Annotation, gold: AnnotationSet, rita: User, claim: Label
) -> None:
    make.annotation(gold, claim, (13, 17), provenance=Provenance.EDITED)
    html = page(article, rita)
    assert html.count("card-provenance") == 2
    assert ">Unanimous</span>" in html
    assert ">Edited</span>" in html


def test_what_is_marked_there_is_no_ones_own(
    article: Article, gold: AnnotationSet, rita: User, claim: Label
) -> None:
    html = mark(article, rita, claim).content.decode()
    assert "Marked: Claim, “said”" in html
    assert ">Edited</span>" in html
    assert Annotation.objects.get().set == gold
    assert AnnotationSet.objects.count() == 1


def test_undo_there(article: Article, agreed: Annotation, rita: User) -> None:
    address = f"annotations/{agreed.uid}/"
    html = post(article, rita, address, version=1, note="By hand.").content.decode()
    assert ">Edited</span>" in html
    html = post(article, rita, "undo/").content.decode()
    assert ">Unanimous</span>" in html
    assert 'data-undo="0" data-redo="1"' in html


def test_a_form_without_script_goes_back_there(
    article: Article, gold: AnnotationSet, rita: User, claim: Label
) -> None:
    uid = uuid4()
    data = {"step": uuid4(), "uid": uid, "label": claim.pk, "quote": "minister"}
    answer = client_of(rita).post(f"/articles/{article.pk}/gold/annotations/", data)
    assert answer.url == f"/articles/{article.pk}/gold/?chosen={uid}#card-{uid}"


def test_where_there_is_none_it_leads_to_the_adjudication(article: Article, rita: User) -> None:
    answer = client_of(rita).get(f"/articles/{article.pk}/gold/")
    assert answer.url == f"/articles/{article.pk}/adjudication/"


def test_annotators_find_nothing(article: Article, agreed: Annotation, ana: User) -> None:
    for address in ("", "state/", f"annotations/{agreed.uid}/speakers/"):
        answer = client_of(ana).get(f"/articles/{article.pk}/gold/{address}")
        assert answer.status_code == 404
    assert post(article, ana, f"annotations/{agreed.uid}/deletion/", version=1).status_code == 404


def test_another_reviewer_reads_it(article: Article, agreed: Annotation, max: User) -> None:
    html = page(article, max)
    assert "rita is working on this gold set." in html
    assert f"card-{agreed.uid}" in html
    assert 'id="typed"' not in html


def test_another_reviewer_changes_nothing(
    article: Article, agreed: Annotation, max: User, claim: Label
) -> None:
    answer = mark(article, max, claim)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert 'data-error="Another reviewer has taken this article over."' in html
    assert 'data-closed="rita is working' in html
    assert Annotation.objects.count() == 1


def test_one_that_nobody_holds_is_read(
    article: Article, agreed: Annotation, rita: User, claim: Label
) -> None:
    AnnotationSet.objects.update(owner=None)
    assert "Nobody is working on this gold set." in page(article, rita)
    assert mark(article, rita, claim).status_code == 409


def test_a_finished_one_is_read(article: Article, agreed: Annotation, rita: User, claim: Label):
    AnnotationSet.objects.update(state=State.ACCEPTED, submitted=timezone.now())
    assert "The gold set is finished." in page(article, rita)
    answer = mark(article, rita, claim)
    assert answer.status_code == 403
    assert 'data-closed="The gold set is finished.' in answer.content.decode()


@pytest.mark.parametrize("of", ["", "gold/"])
def test_opening_costs_the_same_however_much_there_is(
    of: str, project: object, rita: User, claim: Label
) -> None:
    def cost(annotations: int) -> int:
        article = make.article(project, f"{make.TEXT * 3} {annotations}")
        for kind in (Kind.ANNOTATOR, Kind.GOLD):
            made = make.annotation_set(article, rita, kind=kind)
            for n in range(annotations):
                make.annotation(made, claim, (n * 10, n * 10 + 7))
        client.get(f"/articles/{article.pk}/{of}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/articles/{article.pk}/{of}")
        return len(queries)

    client = client_of(rita)
    assert cost(1) == cost(20) <= 18


def test_suggestions_of_speakers_know_the_gold_set(
    article: Article, gold: AnnotationSet, rita: User, speaker: Label
) -> None:
    one: UUID = make.annotation(gold, speaker, (4, 12)).uid
    answer = client_of(rita).get(f"/articles/{article.pk}/gold/annotations/{one}/speakers/")
    assert 'data-words="minister"' in answer.content.decode()
