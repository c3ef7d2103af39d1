"""The releases app."""

from django.apps import AppConfig

from annotator.web import housekeeping

HOUR = 3600


class ReleasesConfig(AppConfig):
    name = "annotator.releases"

    def ready(self) -> None:
        from annotator.exchange import verification
        from annotator.releases import jobs, tidying, verifying

        verification.also(verifying.wrong_files)
        housekeeping.every(1, jobs.start_if_needed)
        housekeeping.every(HOUR, tidying.clear_deleted)
