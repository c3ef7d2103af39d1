"""Addresses of insights, below the name of a project."""

from django.urls import path

from annotator.insights.figures import views as figures
from annotator.insights.speakers import views as speakers

SPEAKERS = "projects/<slug:slug>/speakers/"
SPEAKER = f"{SPEAKERS}<int:speaker_id>/"

app_name = "insights"
urlpatterns = [
    path("projects/<slug:slug>/figures/", figures.figures, name="figures"),
    path(SPEAKERS, speakers.register, name="speakers"),
    path(f"{SPEAKERS}merges/", speakers.merges, name="merges"),
    path(f"{SPEAKERS}undoing/<int:event_id>/", speakers.undoing, name="undoing"),
    path(SPEAKER, speakers.speaker, name="speaker"),
    path(f"{SPEAKER}changes/", speakers.changes, name="speaker_changes"),
    path(f"{SPEAKER}splits/", speakers.splits, name="splits"),
    path(f"{SPEAKER}deletion/", speakers.deletion, name="speaker_deletion"),
]
