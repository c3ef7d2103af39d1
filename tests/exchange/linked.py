"""A project with everything that annotations can be: linked, said by somebody, with values."""

from uuid import UUID

from annotator.annotations.models import Annotation, AnnotationSet, Relation
from annotator.annotations.states import Kind
from annotator.names import key
from annotator.projects.models import Project
from annotator.schemes.installing import install_news_scheme
from annotator.schemes.models import Label, RelationType
from annotator.speakers.models import Speaker
from annotator.text.spans import Fragment
from tests import make

TEXT = (
    "Israel's defence minister, Yoav Gallant, said about 1,200 people had left, “as the ministry "
    "says”; he did not give a date. وقال غالانت إن العشرات غادروا."
)
VALUE = {
    "low": 1200,
    "high": 1200,
    "comparator": "≈",
    "unit": "",
    "counted": "people",
    "magnitude": "",
    "confirmed": True,
}
VAGUE = VALUE | {"low": 20, "high": 100.5, "magnitude": "العشرات", "confirmed": False}


def speaker(project: Project, name: str, *aliases: str, **values: object) -> Speaker:
    made = Speaker.objects.create(project=project, name=name, **values)
    for alias in (name, *aliases):
        made.aliases.create(name=alias, key=key(alias))
    return made


def relate(type_: RelationType, source: Annotation, target: Annotation) -> Relation:
    n = Relation.objects.count() + 1
    return Relation.objects.create(
        uid=UUID(int=1000 + n),
        set=source.set,
        type=type_,
        source=source.uid,
        target=target.uid,
        created=source.created,
    )


def place(words: str) -> Fragment:
    start = TEXT.index(words)
    return start, start + len(words)


def fill(project: Project) -> None:
    """Two articles; the first has three sets, one of them full."""
    install_news_scheme(project, None)
    article = make.article(project, TEXT, uid="first", lang="en")
    register = _register(project)
    for number, (kind, name) in enumerate((("annotator", "zoe"), ("gold", ""), ("imported", "x"))):
        one = make.annotation_set(article, None, kind=Kind(kind), name=name)
        _annotate(one, register, 100 * number)
    make.article(project, "Nothing here.", uid="second")


def _register(project: Project) -> dict[str, Speaker]:
    gallant = speaker(
        project, "Yoav Gallant", "Gallant", "يوآف غالانت", kind="person", wikidata="Q2910371",
        role="minister of defence", notes="Until 2024.\n“Line” two.",
    )  # fmt: skip
    merged = speaker(project, "غالانت", "Gallant", merged_into=gallant)
    twin = speaker(project, "The Ministry", kind="organisation")
    other = speaker(project, "The Ministry", kind="document")
    return {"gallant": gallant, "merged": merged, "twin": twin, "other": other}


def _annotate(one: AnnotationSet, register: dict[str, Speaker], first: int) -> None:
    project = one.article.project
    labels = {label.name: label for label in Label.objects.filter(project=project)}
    types = {type_.name: type_ for type_ in RelationType.objects.filter(project=project)}
    numbers = iter(range(first + 1, first + 100))

    def mark(label: str, *words: str, **values: object) -> Annotation:
        uid = UUID(int=next(numbers))
        return make.annotation(one, labels[label], *map(place, words), uid=uid, **values)

    attributes = {"form": "direct", "type": "quantity", "check-worthy": True, "n": 1.5, "x": ["a"]}
    name = mark("Speaker", "Yoav Gallant", speaker=register["gallant"])
    he = mark("Speaker", "he", speaker=register["merged"], note="hm")
    ministry = mark("Speaker", "the ministry", speaker=register["twin"])
    mark("Speaker", "غالانت", speaker=register["other"])
    outer = mark("Claim", "about 1,200 people had left", "he did not", attributes=attributes)
    inner = mark("Claim", "1,200 people had left")
    figure = mark("Figure", "1,200 people", value=VALUE)
    vague = mark("Figure", "العشرات", value=VAGUE)
    mark("Figure", "a date", value={})
    cue = mark("Cue", "said")
    relate(types["said by"], outer, name)
    relate(types["said by"], outer, he)
    relate(types["said by"], inner, ministry)
    relate(types["quoted in"], inner, outer)
    relate(types["in"], figure, inner)
    relate(types["in"], vague, outer)
    relate(types["introduces"], cue, outer)
