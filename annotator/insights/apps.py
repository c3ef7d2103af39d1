"""The insights app."""

from django.apps import AppConfig

from annotator.web import housekeeping


class InsightsConfig(AppConfig):
    name = "annotator.insights"

    def ready(self) -> None:
        from annotator.insights.agreement.jobs import start_if_needed

        housekeeping.every(1, start_if_needed)
