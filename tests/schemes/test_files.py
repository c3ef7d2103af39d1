"""Label schemes as files."""

import json
from typing import Any

import pytest

from annotator.errors import InvalidInput
from annotator.projects.models import Project
from annotator.schemes.files import NEWS, read_scheme, write_scheme
from annotator.schemes.queries import labels_of
from annotator.schemes.services import install_news_scheme, install_scheme
from tests import make


def scheme(*labels: dict[str, Any]) -> str:
    return json.dumps({"labels": labels})


def test_the_news_scheme_is_read_back_as_it_was(project: Project):
    install_news_scheme(project, None)
    assert read_scheme(write_scheme(list(labels_of(project)))) == NEWS


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
    drafts = read_scheme(scheme(*({"name": f"Label {n}"} for n in range(9))))
    looks = [(draft.hue, draft.pattern) for draft in drafts]
    assert len(set(looks)) == 9
    assert looks[3:5] == [(4, "solid"), (1, "dashed")]


def test_everything_that_is_wrong_is_said_at_once():
    wrong = scheme({"name": "", "digit": 0}, {"name": "A", "hue": "red"}, {"name": "a", "x": 1})
    with pytest.raises(InvalidInput) as caught:
        read_scheme(wrong)
    said = caught.value.errors["scheme"]
    assert [line.split(" needs ")[0] for line in said[:4]] == ["Label 1"] * 2 + ["Label 2"] + [
        "Label 3"
    ]
    assert "same name" in said[-1]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff\xfe", b'{"labels": {}}', b'{"labels": [1]}', '{"labels": null}'],
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
    ],
)
def test_values_of_the_wrong_kind(label: dict[str, Any]):
    with pytest.raises(InvalidInput):
        read_scheme(scheme(label))


def test_two_projects_have_the_same_names(project: Project):
    install_scheme(project, None, NEWS)
    install_scheme(make.project(), None, NEWS)
    assert labels_of(project).count() == 4
