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
    for record in records(_wider(choice.selection)):
        if not choice.selection.annotated_only or any(_chosen(choice, record)):
            record.sets = [
                one
                for one in record.sets
                if _is_chosen(choice.selection, one) or is_finished_work(one)
            ]
            used = {span.speaker for one in record.sets for span in one.spans}
            record.speakers = [entry for entry in record.speakers if entry.id in used]
            yield record


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


def _chosen(choice: Choice, record: Record) -> Iterator[bool]:
    return (_is_chosen(choice.selection, one) for one in record.sets)


def _is_chosen(selection: Selection, one: Set) -> bool:
    return (not selection.kinds or one.kind in selection.kinds) and (
        not selection.states or one.state in selection.states
    )
