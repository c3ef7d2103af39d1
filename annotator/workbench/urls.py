"""Addresses of the workbench."""

from django.urls import URLPattern, path

from annotator.annotations.states import Kind
from annotator.workbench import views
from annotator.workbench.addresses import name

app_name = "workbench"


def _of(kind: Kind, place: str) -> list[URLPattern]:
    """Where a set of this kind is worked on."""
    one = f"{place}annotations/<uuid:uid>/"
    views_at = (
        (place, views.article, "article"),
        (f"{place}state/", views.state, "state"),
        (f"{place}annotations/", views.annotations_, "annotations"),
        (one, views.annotation, "annotation"),
        (f"{one}deletion/", views.deletion, "deletion"),
        (f"{one}occurrences/", views.occurrences, "occurrences"),
        (f"{one}speakers/", views.speakers, "speakers"),
        (f"{place}relations/", views.relations, "relations"),
        (f"{place}relations/<uuid:uid>/deletion/", views.relation_deletion, "relation_deletion"),
        (f"{place}undo/", views.undo, "undo"),
        (f"{place}redo/", views.redo, "redo"),
    )
    return [path(to, view, {"of": kind}, name=name(kind, what)) for to, view, what in views_at]


ARTICLE = "articles/<int:article_id>/"

urlpatterns = [
    path("projects/<slug:slug>/next/", views.next_, name="next"),
    *_of(Kind.ANNOTATOR, ARTICLE),
    *_of(Kind.GOLD, f"{ARTICLE}gold/"),
    path(f"{ARTICLE}quotations/", views.quotations, name="quotations"),
    path(f"{ARTICLE}submission/", views.submission, name="submission"),
    path(f"{ARTICLE}reopening/", views.reopening, name="reopening"),
]
