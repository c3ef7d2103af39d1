"""Addresses of projects."""

from django.urls import path

from annotator.projects import views

app_name = "projects"
urlpatterns = [path("", views.index, name="list")]
