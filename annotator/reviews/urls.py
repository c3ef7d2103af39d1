"""Addresses of reviewing."""

from django.urls import path

from annotator.reviews.comments import views as comments

app_name = "reviews"
urlpatterns = [
    path("waiting/", comments.waiting, name="waiting"),
    path("projects/<slug:slug>/gaps/", comments.gaps, name="gaps"),
    path("articles/<int:article_id>/threads/", comments.threads, name="threads"),
    path("threads/<int:thread_id>/comments/", comments.comments, name="comments"),
    path("threads/<int:thread_id>/resolution/", comments.resolution, name="resolution"),
    path("comments/<int:comment_id>/taking-back/", comments.taking_back, name="taking_back"),
]
