"""Addresses of the workbench."""

from django.urls import path

from annotator.workbench import views

app_name = "workbench"
urlpatterns = [
    path("projects/<slug:slug>/next/", views.next_, name="next"),
    path("articles/<int:article_id>/", views.article, name="article"),
    path("articles/<int:article_id>/state/", views.state, name="state"),
    path("articles/<int:article_id>/quotations/", views.quotations, name="quotations"),
    path("articles/<int:article_id>/annotations/", views.annotations_, name="annotations"),
    path("articles/<int:article_id>/annotations/<uuid:uid>/", views.annotation, name="annotation"),
    path(
        "articles/<int:article_id>/annotations/<uuid:uid>/deletion/",
        views.deletion,
        name="deletion",
    ),
    path(
        "articles/<int:article_id>/annotations/<uuid:uid>/occurrences/",
        views.occurrences,
        name="occurrences",
    ),
    path(
        "articles/<int:article_id>/annotations/<uuid:uid>/speakers/",
        views.speakers,
        name="speakers",
    ),
    path("articles/<int:article_id>/relations/", views.relations, name="relations"),
    path(
        "articles/<int:article_id>/relations/<uuid:uid>/deletion/",
        views.relation_deletion,
        name="relation_deletion",
    ),
    path("articles/<int:article_id>/undo/", views.undo, name="undo"),
    path("articles/<int:article_id>/redo/", views.redo, name="redo"),
    path("articles/<int:article_id>/submission/", views.submission, name="submission"),
    path("articles/<int:article_id>/reopening/", views.reopening, name="reopening"),
]
