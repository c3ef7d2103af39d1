"""Label schemes as files."""

import json
from typing import Any

import pytest

from annotator.errors import InvalidInput
from annotator.projects.models import Project
from annotator.schemes.drafts import SchemeDraft
from annotator.schemes.files import read_scheme, write_scheme
from annotator.schemes.installing import install_news_scheme, install_scheme
from annotator.schemes.models import Attribute, RelationType
from annotator.schemes.news import NEWS
from annotator.schemes.queries import labels_of, links_of
from tests import make


def scheme(*labels: dict[str, Any], relations: object = ()) -> str:
    return json.dumps({"labels": labels, "relations": relations})


def written(project: Project) -> str:
    return write_scheme(list(labels_of(project)), links_of(project.pk))


def said(content: str) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        read_scheme(content)
    return caught.value.errors["scheme"]


def test_the_news_scheme_is_read_back_as_it_was(project: Project):
    install_news_scheme(project, None)
    assert read_scheme(written(project)) == NEWS


def test_the_news_scheme_has_four_labels_one_of_them_off(project: Project):
    made = install_news_scheme(project, None)
    assert [(one.name, one.hue, one.digit, one.active) for one in made] == [
        ("Speaker", 1, 1, True),
        ("Claim", 2, 2, True),
        ("Figure", 3, 3, True),
        ("Cue", 4, 4, False),
    ]


def test_names_are_enough():
    """Looks follow that can be told apart: the hues first, then the lines."""
    drafts = read_scheme(scheme(*({"name": f"Label {n}"} for n in range(9)))).labels
    looks = [(draft.hue, draft.pattern) for draft in drafts]
    assert len(set(looks)) == 9
    assert looks[3:5] == [(4, "solid"), (1, "dashed")]


def test_everything_that_is_wrong_is_said_at_once():
    wrong = scheme({"name": "", "digit": 0}, {"name": "A", "hue": "red"}, {"name": "a", "x": 1})
    *lines, last = said(wrong)
    assert [line.split(" needs ")[0] for line in lines] == ["Label 1"] * 2 + ["Label 2", "Label 3"]
    assert "same name" in last


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"labels": {}}',
        b'{"labels": [1]}',
        '{"labels": null}',
        '{"labels": [], "relations": {}}',
        '{"labels": [], "relations": ["said by"]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_scheme(content: bytes | str):
    with pytest.raises(InvalidInput):
        read_scheme(content)


@pytest.mark.parametrize(
    "label",
    [
        {"name": 5},
        {"name": "A", "hue": [1]},
        {"name": "A", "pattern": {}},
        {"name": "A", "digit": "1"},
        {"name": "A", "digit": True},
        {"name": "A", "digit": 1.5},
        {"name": "A", "active": "yes"},
        {"name": "A", "description": None},
        {"name": "A\0"},
        {"name": "A", "meaning": "verb"},
        {"name": "A", "meaning": ["claim"]},
        {"name": "A", "attributes": {}},
        {"name": "A", "attributes": ["form"]},
        {"name": "A", "attributes": [{"name": "form"}]},
        {"name": "A", "attributes": [{"name": "form", "kind": ["text"]}]},
        {"name": "A", "attributes": [{"name": 5, "kind": "text"}]},
        {"name": "A", "attributes": [{"name": "form", "kind": "text", "required": 1}]},
        {"name": "A", "attributes": [{"name": "form", "kind": "text", "options": ["a"]}]},
        {"name": "A", "attributes": [{"name": "form", "kind": "text", "size": 3}]},
        {"name": "A", "attributes": [{"name": "form", "kind": "number", "default": "3"}]},
        {"name": "A", "attributes": [{"name": "form", "kind": "number", "default": float("nan")}]},
        {"name": "A", "attributes": [{"name": "form", "kind": "choice"}]},
        {"name": "A", "attributes": [{"name": "form", "kind": "choice", "options": "ab"}]},
        {"name": "A", "attributes": [{"name": "form", "kind": "choice", "options": ["a", " A"]}]},
        {"name": "A", "attributes": [{"name": "form", "kind": "choice", "options": ["", 5]}]},
    ],
)
def test_values_of_the_wrong_kind(label: dict[str, Any]):
    with pytest.raises(InvalidInput):
        read_scheme(scheme(label))


def test_two_projects_have_the_same_names(project: Project):
    install_scheme(project, None, NEWS)
    install_scheme(make.project(), None, NEWS)
    assert labels_of(project).count() == 4


def test_a_file_of_before_there_were_attributes_is_read():
    assert read_scheme('{"labels": [{"name": "Claim", "hue": 2}]}').relations == ()


def test_every_part_of_a_scheme_comes_back(project: Project):
    attributes = [
        {"name": "tone", "kind": "choices", "options": ["dry", "warm"], "default": ["warm"]},
        {"name": "size", "kind": "number", "default": 0.5, "required": True},
        {"name": "why", "kind": "text", "default": "Because."},
        {"name": "check", "kind": "boolean", "default": False},
    ]
    labels = {"name": "A", "meaning": "claim", "attributes": attributes}, {"name": "B"}
    relation = {"name": "says", "from": ["a", "B"], "to": [" b"], "many": True, "active": False}
    draft = read_scheme(scheme(*labels, relations=[relation]))
    install_scheme(project, None, draft)
    assert read_scheme(written(project)) == draft
    assert draft.relations[0].sources == ("A", "B")
    assert [one.default for one in draft.labels[0].attributes] == [["warm"], 0.5, "Because.", False]


def test_problems_of_attributes_and_relations_are_said_at_once():
    attributes = [{"name": "form", "kind": "choice"}, {"name": "Form", "kind": "text", "x": 1}]
    relations = [
        {"name": "says", "from": ["A"], "to": ["C"]},
        {"name": "SAYS", "from": "A", "to": ["A"], "many": 1, "active": None, "with": 2},
    ]
    lines = said(scheme({"name": "A", "attributes": attributes}, relations=relations))
    assert [line.split(" needs ")[0] for line in lines] == [
        "Label 1, attribute 1",
        "Label 1, attribute 2",
        "Label 1 has two attributes of the same name.",
        "Relation 1",
        *["Relation 2"] * 4,
        "Two relations have the same name.",
    ]
    assert lines[0].endswith("1–50 different options of 1–60 letters each.")
    assert lines[3].endswith("at least one label that it goes to.")


@pytest.mark.parametrize(
    "content",
    [
        scheme(*({"name": f"{n}"} for n in range(1001))),
        scheme({"name": "A", "attributes": [{"name": f"{n}", "kind": "text"} for n in range(31)]}),
        scheme(
            {"name": "A"},
            relations=[{"name": f"{n}", "from": ["A"], "to": ["A"]} for n in range(51)],
        ),
    ],
)
def test_there_are_limits(content: str):
    assert len(said(content)) == 1


def test_names_may_join_letters_without_a_width():
    draft = read_scheme(scheme({"name": "نقل\u200cقول"}))
    assert draft == SchemeDraft(labels=draft.labels)


def test_the_news_scheme_says_who_with_what_and_how(project: Project):
    install_news_scheme(project, None)
    links = {one.name: (one, one.many) for one in RelationType.objects.all()}
    assert {name: many for name, (_one, many) in links.items()} == {
        "said by": True,
        "in": False,
        "introduces": True,
        "quoted in": False,
    }
    said_by = links["said by"][0]
    assert [one.meaning for one in said_by.sources.all()] == ["claim"]
    assert [one.meaning for one in said_by.targets.all()] == ["speaker"]
    described = Attribute.objects.order_by("label__position", "position")
    assert [str(one) for one in described] == ["kind", "form", "type", "check-worthy"]
