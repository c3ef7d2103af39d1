"""Addresses of insights, below the name of a project."""

from django.urls import path

from annotator.insights.agreement import views as agreement
from annotator.insights.figures import views as figures
from annotator.insights.speakers import views as speakers

AGREEMENT = "projects/<slug:slug>/agreement/"
SPEAKERS = "projects/<slug:slug>/speakers/"
SPEAKER = f"{SPEAKERS}<int:speaker_id>/"

app_name = "insights"
urlpatterns = [
    path("projects/<slug:slug>/figures/", figures.figures, name="figures"),
    path(AGREEMENT, agreement.agreement, name="agreement"),
    path(f"{AGREEMENT}disagreements/", agreement.disagreements, name="disagreements"),
    path(f"{AGREEMENT}numbers/", agreement.numbers, name="agreement_numbers"),
    path(f"{AGREEMENT}computing/", agreement.computing, name="computing"),
    path(SPEAKERS, speakers.register, name="speakers"),
    path(f"{SPEAKERS}merges/", speakers.merges, name="merges"),
    path(f"{SPEAKERS}undoing/<int:event_id>/", speakers.undoing, name="undoing"),
    path(SPEAKER, speakers.speaker, name="speaker"),
    path(f"{SPEAKER}changes/", speakers.changes, name="speaker_changes"),
    path(f"{SPEAKER}splits/", speakers.splits, name="splits"),
    path(f"{SPEAKER}deletion/", speakers.deletion, name="speaker_deletion"),
]
