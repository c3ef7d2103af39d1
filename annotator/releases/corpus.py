"""The articles of a release, with those of their sets that were chosen."""

from collections.abc import Iterator
from dataclasses import replace

from annotator.annotations.models import Annotation, AnnotationSet, Relation
from annotator.annotations.states import CLOSED, Kind
from annotator.articles.models import Article
from annotator.exchange.choices import Selection
from annotator.exchange.corpus import articles_of, records
from annotator.formats.records import Record, Set
from annotator.projects.models import Project
from annotator.releases.choices import Choice
from annotator.releases.contents.soft_labels import is_finished_work


def taken(choice: Choice) -> Iterator[Record]:
    """In the order of their import."""
    if not choice.soft_labels:
        yield from records(choice.selection)
        return
    selection = choice.selection
    for record in records(_wider(selection)):
        if not selection.annotated_only or _has_chosen(selection, record):
            _leave(selection, record)
            yield record


def _leave(selection: Selection, record: Record) -> None:
    """What was read beyond what is wanted."""
    record.sets = [one for one in record.sets if is_chosen(selection, one) or is_finished_work(one)]
    used = {span.speaker for one in record.sets for span in one.spans}
    record.speakers = [entry for entry in record.speakers if entry.id in used]


def number_of_articles(choice: Choice) -> int:
    return articles_of(choice.selection).count()


def in_project(project: Project) -> dict[str, int]:
    """Everything that there is to choose from."""
    return {
        "articles": Article.objects.filter(project=project).count(),
        "sets": AnnotationSet.objects.filter(project=project).count(),
        "annotations": Annotation.objects.filter(set__project=project).count(),
        "relations": Relation.objects.filter(set__project=project).count(),
    }


def _wider(chosen: Selection) -> Selection:
    """With every annotator's finished sets, and then more than is wanted."""
    return replace(
        chosen,
        kinds=(*chosen.kinds, Kind.ANNOTATOR) if chosen.kinds else (),
        states=(*chosen.states, *sorted(CLOSED)) if chosen.states else (),
        annotated_only=False,
    )


def is_chosen(selection: Selection, one: Set) -> bool:
    """Or else it only comes along for its labels."""
    return (not selection.kinds or one.kind in selection.kinds) and (
        not selection.states or one.state in selection.states
    )


def _has_chosen(selection: Selection, record: Record) -> bool:
    return any(is_chosen(selection, one) for one in record.sets)
