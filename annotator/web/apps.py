"""The web app, and Django's static files without those of htmx that nobody can load."""

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig

from annotator.web import housekeeping


class WebConfig(AppConfig):
    name = "annotator.web"

    def ready(self) -> None:
        housekeeping.every(5, housekeeping.look_after_database)
        housekeeping.every(3600, housekeeping.clear_sessions)


class OurStaticFilesConfig(StaticFilesConfig):
    # Extensions of an htmx that isn't out yet: they import modules by names, not by paths.
    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "django_htmx/ext/*"]  # noqa: RUF012
