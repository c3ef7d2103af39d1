"""The webhooks app."""

from django.apps import AppConfig

HOUR = 3600


class WebhooksConfig(AppConfig):
    name = "annotator.webhooks"

    def ready(self) -> None:
        from annotator.web import housekeeping
        from annotator.webhooks import outbox, sending

        housekeeping.every(1, sending.start_if_needed)
        housekeeping.every(HOUR, outbox.tidy)
