"""The API app."""

from django.apps import AppConfig

from annotator.web import housekeeping

HOUR = 3600


class ApiConfig(AppConfig):
    name = "annotator.api"

    def ready(self) -> None:
        housekeeping.every(HOUR, _clear_old)


def _clear_old() -> None:
    from annotator.api.idempotency import clear_old  # loads the API, which commands do without

    clear_old()
