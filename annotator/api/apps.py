"""The API app."""

from django.apps import AppConfig

from annotator.web import housekeeping

HOUR = 3600


class ApiConfig(AppConfig):
    name = "annotator.api"

    def ready(self) -> None:
        from annotator.api.idempotency import clear_old

        housekeeping.every(HOUR, clear_old)
