"""Makes articles quick to search now, instead of leaving it to the server's housekeeping."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from annotator.articles.services import index_some


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        total = 0
        while indexed := index_some():
            total += indexed
        self.stdout.write(_("Articles indexed: %(n)d") % {"n": total})
