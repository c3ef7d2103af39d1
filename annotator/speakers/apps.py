"""The speakers app."""

from django.apps import AppConfig


class SpeakersConfig(AppConfig):
    name = "annotator.speakers"
