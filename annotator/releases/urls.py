"""Addresses of releases."""

from django.urls import path

from annotator.releases import views

RELEASES = "projects/<slug:slug>/releases/"
RELEASE = f"{RELEASES}<int:number>/"

app_name = "releases"
urlpatterns = [
    path(RELEASES, views.releases, name="list"),
    path(f"{RELEASES}new/", views.new, name="new"),
    path(RELEASE, views.release, name="release"),
    path(f"{RELEASE}progress/", views.progress, name="progress"),
    path(f"{RELEASE}building/", views.building, name="building"),
    path(f"{RELEASE}deletion/", views.deletion, name="deletion"),
    path(f"{RELEASE}files/<path:name>", views.file, name="file"),
]
