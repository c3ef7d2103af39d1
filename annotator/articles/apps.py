"""The articles app."""

from django.apps import AppConfig

from annotator.web import housekeeping


class ArticlesConfig(AppConfig):
    name = "annotator.articles"

    def ready(self) -> None:
        from annotator.articles.services import index_for_a_while

        housekeeping.every(5, index_for_a_while)
