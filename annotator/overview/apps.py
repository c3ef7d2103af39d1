"""The overview app."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "annotator.overview"
