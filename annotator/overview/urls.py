"""Addresses below the names of projects and articles, for pages that need more than either."""

from django.urls import path

from annotator.overview import views

projects = [
    path("projects/new/", views.create, name="create"),
    path("projects/<slug:slug>/", views.project, name="detail"),
]
articles = [path("projects/<slug:slug>/articles/", views.articles, name="list")]
