"""Proves every invariant over the whole database; prints what breaks and exits with 1 then."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from annotator.exchange.verification import findings


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        number = 0
        for finding in findings():
            number += 1
            self.stdout.write(str(finding))
        if number:
            self.stderr.write(_("Broken: %(n)d.") % {"n": number})
            sys.exit(1)
        self.stdout.write(_("Everything is as it should be."))
