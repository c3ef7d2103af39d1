"""Links, attributes, values and speakers over HTTP, with scripts and as plain forms."""

import json
import re
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotator.accounts.models import User
from annotator.annotations.models import Annotation, Relation
from annotator.articles.models import Article
from annotator.schemes.models import Label, RelationType
from tests import make
from tests.annotations.doing import change, link, mark

FRAGMENTS = {"HX-Request": "true"}
Two = tuple[Annotation, Annotation]


@pytest.fixture
def client(ana: User) -> Client:
    signed_in = Client()
    signed_in.force_login(ana)
    return signed_in


@pytest.fixture
def two(article: Article, ana: User, claim: Label, speaker: Label) -> Two:
    return mark(article, ana, claim, "people had left"), mark(article, ana, speaker, "minister")


def send(client: Client, name: str, *to: object, **data: object) -> str:
    url = reverse(f"workbench:{name}", args=to)
    return client.post(url, {"step": uuid4()} | data, headers=FRAGMENTS).content.decode()


def linked(client: Client, article: Article, kind: RelationType, two: Two) -> str:
    ends = {"source": two[0].uid, "target": two[1].uid}
    return send(client, "relations", article.pk, uid=uuid4(), type=kind.pk, **ends)


def card(html: str, one: Annotation) -> str:
    found = re.search(rf'<li class="card" id="card-{one.uid}".*?\n</li>', html, re.S)
    assert found, html
    return found[0]


def given(html: str, name: str) -> object:
    return json.loads(unescape(re.search(rf'{name}="([^"]*)"', html)[1]))


def test_linking_answers_with_both_cards(
    client: Client, article: Article, said_by: RelationType, two: Two
) -> None:
    html = linked(client, article, said_by, two)
    assert "Linked: said by “minister”" in html
    assert f'data-way="out" data-other="{two[1].uid}"' in card(html, two[0])
    assert f'data-way="in" data-other="{two[0].uid}"' in card(html, two[1])
    assert 'class="block"' not in html


def test_unlinking_answers_with_both_cards(
    client: Client, article: Article, said_by: RelationType, two: Two
) -> None:
    linked(client, article, said_by, two)
    html = send(client, "relation_deletion", article.pk, Relation.objects.get().uid)
    assert "data-relation" not in card(html, two[0]) + card(html, two[1])


def test_linking_costs_the_same_however_much_is_linked(
    client: Client, article: Article, ana: User, said_by: RelationType, two: Two
) -> None:
    def cost() -> int:
        Relation.objects.filter(source=two[0].uid).delete()
        with CaptureQueriesContext(connection) as queries:
            linked(client, article, said_by, two)
        return len(queries)

    before = cost()
    for word in ("left", "go on", "until", "safe", "said"):
        link(article, ana, said_by, mark(article, ana, two[0].label, word), two[1])
    assert cost() == before


def test_the_page_shows_links_whichever_way(
    client: Client, article: Article, ana: User, said_by: RelationType, two: Two
) -> None:
    link(article, ana, said_by, *two)
    html = client.get(f"/articles/{article.pk}/").content.decode()
    assert '<span class="link-type">said by</span>' in card(html, two[0])
    assert '<span aria-hidden="true">←</span> said by</span>' in card(html, two[1])


def test_what_people_write_is_escaped_on_cards(
    client: Client, article: Article, ana: User, claim: Label, speaker: Label
) -> None:
    bad = '"><script>alert(1)</script>'
    Label.objects.filter(pk=speaker.pk).update(name=bad)
    form = make.attribute(speaker, f"<{bad}", kind="text")
    kind = make.relation_type(claim, speaker, bad)
    one, other = mark(article, ana, claim, "people"), mark(article, ana, speaker, "minister")
    change(article, ana, other.uid, note=bad, speaker_name=bad, attributes={form.pk: [bad]})
    link(article, ana, kind, one, other)
    html = client.get(f"/articles/{article.pk}/?chosen={other.uid}").content.decode()
    assert "<script>alert" not in html
    assert html.count("&quot;&gt;&lt;script&gt;") > 5


def test_attributes_by_number(client: Client, article: Article, ana: User, claim: Label) -> None:
    form = make.attribute(claim)
    one = mark(article, ana, claim, "people")
    sent = {"version": 1, f"attribute-{form.pk}": "indirect"}
    html = send(client, "annotation", article.pk, one.uid, **sent)
    assert given(card(html, one), "data-attributes") == {"form": "indirect"}
    assert ">indirect</span>" in card(html, one)


def test_a_value_is_confirmed(client: Client, article: Article, ana: User, figure: Label) -> None:
    one = mark(article, ana, figure, "1,200")
    html = send(client, "annotation", article.pk, one.uid, version=1, confirm=1)
    assert given(card(html, one), "data-value")["confirmed"] is True
    assert 'data-confirmed="1"' in card(html, one)


def test_a_value_is_corrected(client: Client, article: Article, ana: User, figure: Label) -> None:
    one = mark(article, ana, figure, "1,200")
    value = {"low": "900", "comparator": "≥", "unit": "", "counted": "people", "magnitude": ""}
    sent = {f"value-{name}": said for name, said in value.items()}
    html = send(client, "annotation", article.pk, one.uid, version=1, **sent)
    read = given(card(html, one), "data-value")
    assert read == value | {"low": 900, "high": 900, "confirmed": True}


@pytest.mark.parametrize("low", ["", "many", "1e999", "nan"])
def test_a_value_that_is_no_number(
    client: Client, article: Article, ana: User, figure: Label, low: str
) -> None:
    one = mark(article, ana, figure, "1,200")
    sent = {"value-low": low, "value-comparator": "="}
    html = send(client, "annotation", article.pk, one.uid, version=1, **sent)
    assert 'data-status="422"' in html


def test_a_speaker_is_pointed_to_an_entry(
    client: Client, article: Article, ana: User, speaker: Label
) -> None:
    one = mark(article, ana, speaker, "minister")
    sent = {"version": 1, "speaker-name": "Maren Light"}
    html = send(client, "annotation", article.pk, one.uid, **sent)
    assert '<span class="card-speaker" dir="auto">Maren Light</span>' in card(html, one)
    html = send(client, "annotation", article.pk, one.uid, version=2, speaker="")
    assert "card-speaker" not in card(html, one)


def test_entries_are_offered(
    client: Client, article: Article, ana: User, speaker: Label, two: Two
) -> None:
    change(article, ana, two[1].uid, speaker_name="Maren Light")
    one = mark(article, ana, speaker, "she")
    url = reverse("workbench:speakers", args=[article.pk, one.uid])
    assert "Maren Light" in client.get(url).content.decode()
    typed = client.get(url, {"q": "Light"}).content.decode()
    assert "Maren Light" in typed
    assert "New: <bdi>Light</bdi>" in typed


def test_a_name_that_is_new_comes_before_who_was_only_mentioned(
    client: Client, article: Article, ana: User, speaker: Label, two: Two
) -> None:
    change(article, ana, two[1].uid, speaker_name="Maren Light")
    one = mark(article, ana, speaker, "she")
    url = reverse("workbench:speakers", args=[article.pk, one.uid])
    name = client.get(url, {"q": "Odile Kestrane"}).content.decode()
    assert name.index("New:") < name.index("Maren Light")
    description = client.get(url, {"q": "the mayor"}).content.decode()
    assert description.index("New:") > description.index("Maren Light")


def test_the_chosen_card_has_forms_for_everything(
    client: Client, article: Article, ana: User, said_by: RelationType, two: Two
) -> None:
    make.attribute(two[0].label)
    link(article, ana, said_by, *two)
    html = client.get(f"/articles/{article.pk}/?chosen={two[0].uid}").content.decode()
    for name in ("attributes", "link-form", "relabel", "note"):
        assert f'class="{name}' in html
    assert "Remove the link “said by minister”" in html


def test_a_plain_form_links_and_comes_back(
    client: Client, article: Article, said_by: RelationType, two: Two
) -> None:
    data = {"step": uuid4(), "uid": uuid4(), "type": said_by.pk}
    ends = {"source": two[0].uid, "target": two[1].uid}
    answer = client.post(f"/articles/{article.pk}/relations/", data | ends)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?chosen={two[0].uid}#card-{two[0].uid}")
    assert Relation.objects.count() == 1
