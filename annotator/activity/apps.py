"""The activity app."""

from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "annotator.activity"
