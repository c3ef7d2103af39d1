"""Times and paces in words."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotator.overview.dashboards.pace import FAR, Active, End


def minutes(active: Active | None) -> str:
    """How long somebody typically works on an article; empty where that is not known."""
    if active is None:
        return ""
    whole = round(active.minutes)
    if whole < 1:
        return _("under 1 min")
    hours, left = divmod(whole, 60)
    if not hours:
        return _("%(n)s min") % {"n": whole}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": left}


def since(at: datetime) -> str:
    return _("for %(time)s") % {"time": timesince(at, timezone.now(), depth=1)}


def until(at: datetime) -> str:
    return _("in %(time)s") % {"time": timeuntil(at, timezone.now(), depth=1)}


def ends(end: End | None) -> str:
    """What the pace of the last two weeks comes to, and what it takes for granted."""
    if end is None:
        return _("There is not enough work of the last two weeks to say when everything is done.")
    count = round(end.per_day, 1) if end.per_day < 10 else round(end.per_day)
    pace = ngettext(
        "In the last two weeks about %(n)s article was submitted a day.",
        "In the last two weeks about %(n)s articles were submitted a day.",
        1 if count == 1 else 2,
    ) % {"n": number_format(count, force_grouping=True)}
    if end.day is None:
        years = _("At this pace it takes more than %(n)s years until everything is submitted.")
        return f"{pace} {years % {'n': FAR // 365}}"
    by = _(
        "If it goes on like this, weekends and all, everything is submitted around %(day)s. "
        "Reviewing is not counted."
    )
    return f"{pace} {by % {'day': date_format(end.day)}}"
