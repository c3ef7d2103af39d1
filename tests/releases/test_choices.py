"""What is chosen stays what it was when it was kept, and says names where others read it."""

from datetime import date

import pytest

from annotator.accounts.models import User
from annotator.annotations.states import Kind, State
from annotator.errors import InvalidInput
from annotator.exchange.choices import Selection
from annotator.projects.models import Project
from annotator.releases.choices import Choice, choice_of, named
from annotator.schemes.models import Label
from annotator.splitting.rules import By, Rule


@pytest.fixture
def narrow(project: Project, ana: User, claim: Label) -> Selection:
    return Selection(
        project,
        owner_id=ana.pk,
        kinds=(Kind.ANNOTATOR,),
        states=(State.SUBMITTED, State.ACCEPTED),
        label_ids=(claim.pk,),
        since=date(2026, 1, 1),
        until=date(2026, 2, 1),
        sources=("tribune.example",),
        annotated_only=True,
    )


def test_a_choice_is_the_same_after_it_was_kept(project: Project, narrow: Selection) -> None:
    for choice in (
        Choice(Selection(project)),
        Choice(
            narrow,
            formats=(("csv", ""), ("conll", "bilou")),
            wishes=(("borders", "skip"), ("mark", True)),
            rule=Rule(By.DATE, test_from=date(2026, 1, 15)),
            texts=False,
            licence="CC0-1.0",
        ),
    ):
        assert choice_of(project, choice.plain()) == choice


def test_others_read_names(narrow: Selection) -> None:
    assert named(narrow) == {
        "annotator": "ana",
        "kinds": ["annotator"],
        "states": ["submitted", "accepted"],
        "labels": ["Claim"],
        "since": "2026-01-01",
        "until": "2026-02-01",
        "sources": ["tribune.example"],
        "annotated_only": True,
    }


@pytest.mark.parametrize(
    ("formats", "sentence"),
    [
        ((("jsonl", ""),), "no format to choose"),
        ((("pdf", ""),), "no format to choose"),
        ((("csv", "bilou"),), "no variant"),
        ((("csv", ""), ("csv", "")), "chosen twice"),
    ],
)
def test_what_cannot_be_is_refused(
    project: Project, formats: tuple[tuple[str, str], ...], sentence: str
) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        Choice(Selection(project), formats).check()


def test_soft_labels_of_one_annotator_make_no_sense(narrow: Selection) -> None:
    with pytest.raises(InvalidInput, match="all annotators"):
        Choice(narrow, soft_labels=True).check()
