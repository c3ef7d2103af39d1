"""What is counted, compared and told, from records alone."""

import io
from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats import native
from annotator.formats.records import Record, Set, Span, digest_of
from annotator.releases.contents import soft_labels
from annotator.releases.contents.changes import Changes, drift
from annotator.releases.contents.counting import Counts
from tests.formats.files import any_record

TEXT = "The minister said that 1,200 people had left."


def span(number: int, label: str = "Claim", *places: tuple[int, int]) -> Span:
    fragments = places or ((0, 3),)
    return Span(f"id-{number}", label, fragments, " … ".join(TEXT[a:b] for a, b in fragments))


def record(uid: str = "a", *spans: Span, **values: Any) -> Record:
    sets = [Set("gold", "", "accepted", list(spans))]
    return Record("x", 1, uid, TEXT, digest_of(TEXT), 8, **{"sets": sets} | values)


def changes(before: list[Record], after: list[Record], *, texts: bool = True) -> dict[str, Any]:
    file = io.BytesIO(b"".join(native.line(one, texts=texts) for one in before))
    found = Changes(file)
    for one in after:
        found.add(native.plain(one))
    return found.plain()


def test_articles_that_came_went_changed_and_moved() -> None:
    before = [record("a"), record("b"), record("c", split="train")]
    after = [record("a", title="New"), record("c", split="test"), record("d", span(1))]
    found = changes(before, after)
    assert found["articles"] == {"added": 1, "changed": 1, "removed": 1, "moved": 1}
    assert found["annotations"] == {"added": 1, "changed": 0, "removed": 0}


def test_annotations_that_came_went_changed_and_have_another_label() -> None:
    before = [record("a", span(1), span(2), span(3))]
    after = [record("a", span(1, "Figure"), span(2, "Claim", (0, 12)), span(4))]
    found = changes(before, after)
    assert found["annotations"] == {"added": 1, "changed": 2, "removed": 1}
    assert found["relabelled"] == [{"from": "Claim", "to": "Figure", "annotations": 1}]
    assert found["articles"]["changed"] == 1


@given(st.lists(any_record(), min_size=1, max_size=3), st.booleans())
def test_nothing_has_changed_in_the_same_articles(found: list[Record], texts: bool) -> None:
    for number, one in enumerate(found):
        one.uid = f"a-{number}"
    told = changes(found, found, texts=texts)
    assert set(told["articles"].values()) | set(told["annotations"].values()) == {0}
    assert told["relabelled"] == []


def test_shares_of_labels() -> None:
    assert drift({"Claim": 3, "Cue": 1}, {"Claim": 1}) == {
        "Claim": {"before": 3, "after": 1, "share_before": 0.75, "share_after": 1.0},
        "Cue": {"before": 1, "after": 0, "share_before": 0.25, "share_after": 0.0},
    }
    assert drift({}, {"Claim": 1})["Claim"]["share_before"] is None


def test_counts() -> None:
    counts = Counts(lambda one: one.kind == "gold")
    counts.add(record("a", span(1), span(2, "Cue"), split="train", source="s", lang="en"))
    other = Set("annotator", "ana", "submitted", [span(3)])
    counts.add(record("b", sets=[other], split="test", source="s"))
    found = counts.plain()
    assert (found["articles"], found["sets"], found["annotations"]) == (2, 2, 3)
    assert found["labels"] == {"Claim": {"all": 1, "train": 1}, "Cue": {"all": 1, "train": 1}}
    assert list(found["splits"]) == ["train", "test"]
    assert found["sets_of"]["annotator:ana"] == {"sets": 1, "annotations": 1}
    assert found["sources"] == {"s": {"articles": 2, "annotations": 3}}
    assert found["languages"] == {"": 1, "en": 1}


def soft(*sets: Set) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = orjson.loads(soft_labels.line(record(sets=list(sets))))["spans"]
    return found


def mine(name: str, *spans: Span, state: str = "submitted") -> Set:
    return Set("annotator", name, state, list(spans))


def test_shares_of_annotators() -> None:
    sets = mine("ana", span(1)), mine("ben", span(2)), mine("cleo", span(3, "Cue")), mine("dan")
    assert soft(*sets) == [
        {"fragments": [[0, 3]], "labels": {"Claim": 2, "Cue": 1}, "unmarked": 1, "gold": []}
    ]


def test_the_same_mark_twice_counts_once_and_two_labels_of_one_person_count_both() -> None:
    [place] = soft(mine("ana", span(1), span(2), span(3, "Cue")))
    assert (place["labels"], place["unmarked"]) == ({"Claim": 1, "Cue": 1}, 0)


def test_unfinished_work_and_what_was_imported_do_not_count() -> None:
    sets = [mine("ana", span(1), state="in_progress"), Set("imported", "x", "submitted", [span(2)])]
    assert soft_labels.line(record(sets=sets)) == b""


@given(any_record())
def test_every_place_of_every_finished_set_is_there(one: Record) -> None:
    line = soft_labels.line(one)
    finished = [own for own in one.sets if soft_labels.is_finished_work(own)]
    assert bool(line) == bool(finished)
    places = {
        tuple(map(tuple, place["fragments"]))
        for place in orjson.loads(line or b'{"spans":[]}')["spans"]
    }
    assert {own.fragments for each in finished for own in each.spans} <= places
