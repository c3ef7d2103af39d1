"""The exchange app."""

from django.apps import AppConfig

HOUR = 3600


class ExchangeConfig(AppConfig):
    name = "annotator.exchange"

    def ready(self) -> None:
        from annotator.exchange import sample, staging
        from annotator.web import housekeeping, starting

        starting.at_start(sample.first_start)
        housekeeping.every(HOUR, staging.clear_old)
