"""The releases app."""

from django.apps import AppConfig

from annotator.web import housekeeping

HOUR = 3600


class ReleasesConfig(AppConfig):
    name = "annotator.releases"

    def ready(self) -> None:
        from annotator.exchange import verification
        from annotator.releases import tidying, verifying

        verification.also(verifying.wrong_files)
        housekeeping.every(1, _start_if_needed)
        housekeeping.every(HOUR, tidying.clear_deleted)


def _start_if_needed() -> None:
    from annotator.releases import jobs  # loads all that makes releases, which few commands need

    jobs.start_if_needed()
