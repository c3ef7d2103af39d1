"""Addresses of reviewing."""

from django.urls import path

from annotator.reviews.adjudication import views as adjudication
from annotator.reviews.comments import views as comments
from annotator.reviews.feedback import views as feedback
from annotator.reviews.queue import views as queue
from annotator.reviews.spot import views as spot
from annotator.reviews.words import views as words

PROJECT = "projects/<slug:slug>/"
ARTICLE = "articles/<int:article_id>/"
DESK = f"{ARTICLE}adjudication/"
WORDS = f"{PROJECT}words/"

app_name = "reviews"
urlpatterns = [
    path(DESK, adjudication.adjudication, name="adjudication"),
    path(f"{DESK}decisions/", adjudication.decisions, name="decisions"),
    path(f"{DESK}undo/", adjudication.undo, name="undo"),
    path(f"{DESK}redo/", adjudication.redo, name="redo"),
    path(f"{DESK}merge/", adjudication.merge, name="merge"),
    path(f"{DESK}finish/", adjudication.finish, name="finish"),
    path(f"{DESK}reopening/", adjudication.reopening, name="reopening"),
    path(f"{DESK}takeover/", adjudication.takeover, name="takeover"),
    path(f"{DESK}names/", adjudication.names, name="names"),
    path("waiting/", comments.waiting, name="waiting"),
    path(f"{PROJECT}gaps/", comments.gaps, name="gaps"),
    path(f"{ARTICLE}threads/", comments.threads, name="threads"),
    path("threads/<int:thread_id>/comments/", comments.comments, name="comments"),
    path("threads/<int:thread_id>/resolution/", comments.resolution, name="resolution"),
    path("comments/<int:comment_id>/taking-back/", comments.taking_back, name="taking_back"),
    path(f"{PROJECT}review/", queue.queue, name="queue"),
    path(f"{PROJECT}review/next/", spot.next_, name="next"),
    path(f"{PROJECT}review/unseen/", queue.unseen, name="unseen"),
    path(f"{ARTICLE}sets/<int:set_id>/", spot.set_, name="set"),
    path("sets/<int:set_id>/verdict/", spot.verdict, name="verdict"),
    path(f"{PROJECT}feedback/", feedback.feedback, name="feedback"),
    path(f"{ARTICLE}feedback/", feedback.article, name="article_feedback"),
    path(f"{ARTICLE}objections/", feedback.objections, name="objections"),
    path("objections/<int:objection_id>/answer/", feedback.answer, name="answer"),
    path(WORDS, words.words, name="words"),
    path(f"{WORDS}decisions/", words.decisions, name="words_decisions"),
    path(f"{WORDS}undoing/<uuid:batch>/", words.undoing, name="words_undoing"),
]
