"""Addresses of handing out work."""

from django.urls import path

from annotator.assignments import views

app_name = "assignments"
urlpatterns = [
    path("projects/<slug:slug>/work/", views.work, name="work"),
    path("projects/<slug:slug>/work/settings/", views.handing_out, name="handing_out"),
    path("articles/<int:article_id>/taking/", views.taking, name="taking"),
    path("articles/<int:article_id>/giving-back/", views.giving_back, name="giving_back"),
]
