"""The API app."""

from django.apps import AppConfig

from annotator.web import housekeeping

HOUR = 3600


class ApiConfig(AppConfig):
    name = "annotator.api"

    def ready(self) -> None:
        from annotator.accounts.services import with_new_password
        from annotator.api.idempotency import clear_old
        from annotator.api.tokens.services import revoke_all

        with_new_password(revoke_all)
        housekeeping.every(HOUR, clear_old)
