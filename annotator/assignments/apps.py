"""The assignments app."""

from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    name = "annotator.assignments"
