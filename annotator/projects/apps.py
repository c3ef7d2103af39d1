"""The projects app."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "annotator.projects"
