"""The assignments app."""

from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    name = "annotator.assignments"

    def ready(self) -> None:
        from annotator.assignments.services import lapse_for_a_while
        from annotator.web import housekeeping

        housekeeping.every(60, lapse_for_a_while)
