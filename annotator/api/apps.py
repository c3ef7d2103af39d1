"""The API app."""

from django.apps import AppConfig

from annotator.web import housekeeping

HOUR = 3600


class ApiConfig(AppConfig):
    name = "annotator.api"

    def ready(self) -> None:
        from annotator.accounts.services import with_new_password
        from annotator.api.tokens.services import revoke_all

        with_new_password(revoke_all)
        housekeeping.every(HOUR, _clear_old)


def _clear_old() -> None:
    from annotator.api.idempotency import clear_old  # loads the API, which commands do without

    clear_old()
