"""An entry that was two speakers, and taking the split back."""

from typing import Any

import pytest

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.annotations import register
from annotator.annotations.models import Annotation, AnnotationSet
from annotator.articles.models import Article
from annotator.errors import Conflict, InvalidInput, NotAllowed, NotFound
from annotator.projects.models import Project
from annotator.schemes.models import Label
from annotator.speakers import services
from annotator.speakers.models import Speaker
from tests import make


@pytest.fixture
def entry(project: Project) -> Speaker:
    return services.create_speaker(project_id=project.pk, by=None, name="Minister")


@pytest.fixture
def marked(
    article: Article, ana: User, ben: User, speaker: Label, entry: Speaker
) -> list[Annotation]:
    """“minister” by Ana and by Ben, “she” by Ana."""
    sets = [make.annotation_set(article, person) for person in (ana, ben)]
    she = article.text.index("she said")
    return [
        make.annotation(sets[0], speaker, (4, 12), speaker=entry),
        make.annotation(sets[1], speaker, (4, 12), speaker=entry),
        make.annotation(sets[0], speaker, (she, she + 3), speaker=entry),
    ]


def split(entry: Speaker, by: User | None, *quotes: str, name: str = "Other") -> Speaker:
    return register.split_speaker(
        project_id=entry.project_id, by=by, speaker_id=entry.pk, quotes=quotes, name=name
    )


def undo(entry: Speaker, by: User | None) -> None:
    last = Event.objects.filter(kind="speaker:split").latest("id")
    register.undo(project_id=entry.project_id, by=by, event_id=last.pk)


def names(marked: list[Annotation]) -> list[str]:
    found = Annotation.objects.in_bulk([one.pk for one in marked])
    return [str(found[one.pk].speaker) for one in marked]


def test_everybodys_annotations_of_these_words_move(
    entry: Speaker, marked: list[Annotation], rita: User
):
    split(entry, rita, "minister")
    assert names(marked) == ["Other", "Other", "Minister"]
    assert list(AnnotationSet.objects.values_list("version", flat=True)) == [1, 1]
    assert sorted(Annotation.objects.values_list("version", flat=True)) == [1, 2, 2]


def test_it_is_taken_back_with_the_entry_that_it_made(
    entry: Speaker, marked: list[Annotation], rita: User
):
    split(entry, rita, "minister")
    undo(entry, rita)
    assert names(marked) == ["Minister"] * 3
    assert Speaker.objects.get() == entry
    with pytest.raises(Conflict):
        undo(entry, rita)


def test_what_was_pointed_elsewhere_since_stays_there(
    entry: Speaker, marked: list[Annotation], rita: User
):
    split(entry, rita, "minister")
    third = services.create_speaker(project_id=entry.project_id, by=None, name="Third")
    Annotation.objects.filter(pk=marked[0].pk).update(speaker=third)
    undo(entry, rita)
    assert names(marked) == ["Third", "Minister", "Minister"]


def test_an_entry_that_was_there_stays(entry: Speaker, marked: list[Annotation], rita: User):
    services.create_speaker(project_id=entry.project_id, by=None, name="Other")
    split(entry, rita, "minister")
    undo(entry, rita)
    assert Speaker.objects.count() == 2


def test_what_was_merged_in_goes_too_and_comes_back(
    entry: Speaker, marked: list[Annotation], rita: User
):
    part = services.create_speaker(project_id=entry.project_id, by=None, name="Part")
    Annotation.objects.filter(pk=marked[1].pk).update(speaker=part)
    given = {"project_id": entry.project_id, "by": rita}
    services.merge_speakers(**given, into=entry.pk, others=[part.pk])
    split(entry, rita, "minister")
    assert names(marked) == ["Other", "Other", "Minister"]
    undo(entry, rita)
    assert names(marked) == ["Minister", "Part", "Minister"]


def test_what_cannot_be_split(entry: Speaker, marked: list[Annotation], rita: User):
    with pytest.raises(InvalidInput):
        split(entry, rita)
    with pytest.raises(InvalidInput):
        split(entry, rita, "minister", name="Minister")
    with pytest.raises(InvalidInput):
        split(entry, rita, "minister", name=" ")
    with pytest.raises(Conflict):
        split(entry, rita, "nobody")
    assert Speaker.objects.count() == 1


def test_who_may(entry: Speaker, marked: list[Annotation], ana: User, olga: User, max: User):
    with pytest.raises(NotAllowed):
        split(entry, ana, "minister")
    with pytest.raises(NotFound):
        split(entry, olga, "minister")
    split(entry, max, "minister")
    with pytest.raises(NotAllowed):
        undo(entry, ana)


def test_the_queries_do_not_grow(
    project: Project, entry: Speaker, speaker: Label, ana: User, django_assert_max_num_queries: Any
):
    for n in range(20):
        owned = make.annotation_set(make.article(project, f"The minister {n}"), ana)
        make.annotation(owned, speaker, (4, 12), speaker=entry)
    with django_assert_max_num_queries(22):
        split(entry, None, "minister")
    with django_assert_max_num_queries(30):
        undo(entry, None)
