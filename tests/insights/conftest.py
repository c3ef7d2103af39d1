"""A project in which people say things."""

from collections.abc import Callable

import pytest

from annotator.accounts.models import User
from annotator.annotations.models import Annotation, AnnotationSet
from annotator.annotations.states import Kind
from annotator.projects.models import Project
from annotator.schemes.models import Label, Meaning, RelationType
from annotator.speakers import services
from annotator.speakers.models import Speaker
from tests import make

TEXT = (
    "It rained. The minister said on Monday that more than 1,200 people had left. "
    "Nobody else spoke.\nIt rained again."
)
SPEAKER, CLAIM, FIGURE = (15, 23), (39, 75), (54, 59)

Say = Callable[..., Annotation]


@pytest.fixture
def labels(project: Project) -> dict[str, Label]:
    names = ("Speaker", Meaning.SPEAKER), ("Claim", Meaning.CLAIM), ("Figure", Meaning.FIGURE)
    return {name: make.label(project, name, meaning=meaning) for name, meaning in names}


@pytest.fixture
def said_by(labels: dict[str, Label]) -> RelationType:
    return make.relation_type(labels["Claim"], labels["Speaker"], "said by")


@pytest.fixture
def within(labels: dict[str, Label]) -> RelationType:
    return make.relation_type(labels["Figure"], labels["Claim"], "in")


@pytest.fixture
def minister(project: Project) -> Speaker:
    return services.create_speaker(project_id=project.pk, by=None, name="The minister")


@pytest.fixture
def say(
    project: Project, labels: dict[str, Label], said_by: RelationType, within: RelationType
) -> Say:
    """A claim of the entry's in an article of its own; answers with the speaker's annotation."""

    def say(
        entry: Speaker, by: User | None, *, kind: Kind = Kind.ANNOTATOR, **values: object
    ) -> Annotation:
        n = project.articles.count()
        article = make.article(project, f"{TEXT}\nNumber {n}", **values)
        return said_in(make.annotation_set(article, by, kind=kind), entry)

    def said_in(owned: AnnotationSet, entry: Speaker) -> Annotation:
        speaker = make.annotation(owned, labels["Speaker"], SPEAKER, speaker=entry)
        claim = make.annotation(owned, labels["Claim"], CLAIM, attributes={"1": "indirect"})
        value = {"low": 1200, "high": 1200, "comparator": ">", "unit": "", "counted": "people"}
        figure = make.annotation(owned, labels["Figure"], FIGURE, value=value)
        make.relation(said_by, claim, speaker)
        make.relation(within, figure, claim)
        return speaker

    return say
