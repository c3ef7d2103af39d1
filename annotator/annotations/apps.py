"""The annotations app."""

from django.apps import AppConfig

from annotator.web import housekeeping


class AnnotationsConfig(AppConfig):
    name = "annotator.annotations"

    def ready(self) -> None:
        from annotator.annotations.reading_figures import read_for_a_while

        housekeeping.every(10, read_for_a_while)
