"""What annotations say beyond their place: attributes, values of figures, speakers."""

import pytest

from annotator.accounts.models import User
from annotator.annotations import services, values
from annotator.annotations.models import Annotation
from annotator.articles.models import Article
from annotator.errors import Conflict, InvalidInput
from annotator.figures import Quantity
from annotator.schemes.models import Label, Meaning
from annotator.speakers.models import Speaker
from tests import make
from tests.annotations.doing import change, mark, redo, undo

NO_PEOPLE = Quantity(900, 900, "≥", "", "people", "")


def of(uid: object) -> Annotation:
    return Annotation.objects.get(uid=uid)


@pytest.mark.parametrize("at_once", [True, False])
def test_a_fresh_annotation_has_the_defaults(
    article: Article, ana: User, claim: Label, at_once: bool
) -> None:
    make.attribute(claim, default="indirect")
    make.attribute(claim, "topics", kind="choices", default=[])
    make.attribute(claim, "checked", kind="boolean", default=False)
    if at_once:
        mark(article, ana, claim, "said")
    one = mark(article, ana, claim, "people")
    assert one.attributes == {"form": "indirect", "checked": False}


def test_saying_more(article: Article, ana: User, claim: Label) -> None:
    form, topics = make.attribute(claim), make.attribute(claim, "topics", kind="choices")
    one = mark(article, ana, claim, "people")
    change(article, ana, one.uid, attributes={form.pk: ["direct"]})
    change(article, ana, one.uid, attributes={topics.pk: ["", "indirect", "direct"]})
    assert of(one.uid).attributes == {"form": "direct", "topics": ["direct", "indirect"]}
    change(article, ana, one.uid, attributes={form.pk: [""]})
    assert of(one.uid).attributes == {"topics": ["direct", "indirect"]}
    undo(article, ana)
    assert of(one.uid).attributes["form"] == "direct"


def test_what_is_said_has_to_be_possible(article: Article, ana: User, claim: Label) -> None:
    form = make.attribute(claim)
    one = mark(article, ana, claim, "people")
    with pytest.raises(InvalidInput, match="“form” must be one of"):
        change(article, ana, one.uid, attributes={form.pk: ["loud"]})


def test_an_attribute_of_another_label(
    article: Article, ana: User, claim: Label, speaker: Label
) -> None:
    one = mark(article, ana, claim, "people")
    with pytest.raises(InvalidInput, match="no attribute"):
        change(article, ana, one.uid, attributes={make.attribute(speaker).pk: ["direct"]})


def test_unknown_attributes_stay(article: Article, ana: User, claim: Label) -> None:
    form = make.attribute(claim)
    one = mark(article, ana, claim, "people")
    Annotation.objects.update(attributes={"from elsewhere": 1})
    change(article, ana, one.uid, attributes={form.pk: ["direct"]})
    assert of(one.uid).attributes == {"from elsewhere": 1, "form": "direct"}


def test_another_label_keeps_what_it_allows(
    article: Article, ana: User, claim: Label, speaker: Label
) -> None:
    make.attribute(claim, default="direct")
    make.attribute(speaker, options=["direct"])
    make.attribute(speaker, "kind", options=["person"], default="person")
    one = mark(article, ana, claim, "people")
    change(article, ana, one.uid, label_id=speaker.pk)
    assert of(one.uid).attributes == {"kind": "person", "form": "direct"}


@pytest.mark.parametrize("at_once", [True, False])
def test_a_figure_is_read(article: Article, ana: User, figure: Label, at_once: bool) -> None:
    if at_once:
        mark(article, ana, figure, "more")
    one = mark(article, ana, figure, "1,200")
    assert one.value["low"] == 1200
    assert one.value["confirmed"] is False


def test_a_figure_without_a_number(article: Article, ana: User, figure: Label) -> None:
    assert mark(article, ana, figure, "minister").value == {}


def test_a_claim_has_no_value(article: Article, ana: User, claim: Label) -> None:
    assert mark(article, ana, claim, "1,200").value is None


def test_a_label_that_has_become_one_for_figures(article: Article, ana: User, claim: Label) -> None:
    mark(article, ana, claim, "people")
    Label.objects.update(meaning=Meaning.FIGURE)
    assert mark(article, ana, claim, "1,200").value["low"] == 1200


def test_confirming(article: Article, ana: User, figure: Label) -> None:
    one = mark(article, ana, figure, "1,200")
    change(article, ana, one.uid, confirm=True)
    assert of(one.uid).value == one.value | {"confirmed": True}


def test_correcting(article: Article, ana: User, figure: Label) -> None:
    one = mark(article, ana, figure, "1,200")
    change(article, ana, one.uid, value=NO_PEOPLE)
    assert values.quantity(of(one.uid).value) == NO_PEOPLE
    assert of(one.uid).value["confirmed"] is True
    undo(article, ana)
    assert of(one.uid).value == one.value


def test_nothing_to_confirm(article: Article, ana: User, figure: Label) -> None:
    one = mark(article, ana, figure, "minister")
    with pytest.raises(InvalidInput, match="no number"):
        change(article, ana, one.uid, confirm=True)


def test_a_confirmed_value_survives_borders_that_read_the_same(
    article: Article, ana: User, figure: Label
) -> None:
    one = mark(article, ana, figure, "1,200 people")
    change(article, ana, one.uid, confirm=True)
    start = one.fragments[0][0]
    change(article, ana, one.uid, fragments=((start, start + 5),), quote="1,200")
    assert of(one.uid).value["confirmed"] is True


def test_other_borders_are_read_anew(article: Article, ana: User, figure: Label) -> None:
    one = mark(article, ana, figure, "1,200")
    change(article, ana, one.uid, confirm=True)
    change(article, ana, one.uid, fragments=((4, 12),), quote="minister")
    assert of(one.uid).value == {}


def test_relabelled_to_a_figure_and_back(
    article: Article, ana: User, claim: Label, figure: Label
) -> None:
    one = mark(article, ana, claim, "1,200")
    change(article, ana, one.uid, label_id=figure.pk)
    assert of(one.uid).value["low"] == 1200
    change(article, ana, one.uid, label_id=claim.pk)
    assert of(one.uid).value is None


def test_pointing_to_a_new_entry(article: Article, ana: User, speaker: Label) -> None:
    one = mark(article, ana, speaker, "minister")
    change(article, ana, one.uid, speaker_name="Maren Light")
    assert of(one.uid).speaker.name == "Maren Light"
    undo(article, ana)
    assert of(one.uid).speaker is None


def test_pointing_to_an_entry_and_to_none(article: Article, ana: User, speaker: Label) -> None:
    one = mark(article, ana, speaker, "minister")
    entry = Speaker.objects.create(project=article.project, name="Maren Light")
    change(article, ana, one.uid, speaker_id=entry.pk)
    assert of(one.uid).speaker == entry
    change(article, ana, one.uid, speaker_id=None)
    assert of(one.uid).speaker is None


def test_redo_where_the_entry_has_gone_since(article: Article, ana: User, speaker: Label) -> None:
    one = mark(article, ana, speaker, "minister")
    change(article, ana, one.uid, speaker_name="Maren Light")
    undo(article, ana)
    Speaker.objects.all().delete()
    with pytest.raises(Conflict, match="no longer in the register"):
        redo(article, ana)


def test_an_entry_of_another_project(
    article: Article, ana: User, speaker: Label, olga: User
) -> None:
    one = mark(article, ana, speaker, "minister")
    theirs = Speaker.objects.create(project=make.project(olga), name="Maren Light")
    with pytest.raises(InvalidInput, match="not in the register"):
        change(article, ana, one.uid, speaker_id=theirs.pk)


def test_a_claim_points_to_nobody(article: Article, ana: User, claim: Label) -> None:
    one = mark(article, ana, claim, "people")
    with pytest.raises(InvalidInput, match="does not point to a speaker"):
        change(article, ana, one.uid, speaker_name="Maren Light")


def test_occurrences_are_alike(article: Article, ana: User, speaker: Label) -> None:
    one = mark(article, ana, speaker, "she")
    change(article, ana, one.uid, speaker_name="Maren Light")
    again = make.article(article.project, "First she, then she.")
    first = mark(again, ana, speaker, "she")
    change(again, ana, first.uid, speaker_name="Maren Light")
    services.mark_occurrences(
        article_id=again.pk, by=ana, step=first.uid, uid=first.uid, version=of(first.uid).version
    )
    assert Annotation.objects.filter(set__article=again).values("speaker").distinct().count() == 1


def test_what_is_required_is_asked_for_at_the_end(
    article: Article, ana: User, claim: Label
) -> None:
    form = make.attribute(claim, required=True)
    one = mark(article, ana, claim, "people")
    with pytest.raises(InvalidInput, match="Claim “people” still needs: form"):
        services.submit(article_id=article.pk, by=ana)
    change(article, ana, one.uid, attributes={form.pk: ["direct"]})
    assert services.submit(article_id=article.pk, by=ana).submitted
