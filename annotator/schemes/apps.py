"""The schemes app."""

from django.apps import AppConfig


class SchemesConfig(AppConfig):
    name = "annotator.schemes"
