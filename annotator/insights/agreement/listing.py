"""What the page of disagreements shows."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.insights.agreement import listed, pages, words
from annotator.insights.agreement.forms import query_of
from annotator.insights.agreement.listed import GOLD, NOTHING, Asked, Listed
from annotator.insights.agreement.pages import AgreementPage
from annotator.projects.models import Membership


@dataclass(frozen=True)
class DisagreementsPage:
    """``behind``: the page whose number was opened."""

    membership: Membership
    behind: AgreementPage
    asked: Asked
    listed: Listed | None

    @property
    def back(self) -> str:
        label = self.asked.label if self.asked.label != NOTHING else None
        return query_of(self.behind.scope, label=label or None)

    @property
    def filters(self) -> list[str]:
        """What was asked for, in words."""
        asked, names = self.asked, self._names
        who = [names.get(key, key) for key in (asked.a, asked.b) if key]
        labels = [_label(one) for one in (asked.label, asked.other) if one]
        found = [_(" and ").join(who), _(" against ").join(labels)]
        if asked.kind in words.KINDS:
            found.append(str(words.KINDS[asked.kind]))
        if asked.detail in words.EDGES:
            found.append(str(words.EDGES[asked.detail]))
        if asked.measure.startswith(listed.ATTRIBUTE):
            found.append(words.field(asked.measure.removeprefix(listed.ATTRIBUTE)))
        elif asked.measure in words.NAMES:
            found.append(_("what lowers %(measure)s") % {"measure": words.NAMES[asked.measure]})
        elif asked.measure == "links":
            found.append(str(words.KINDS["link"]))
        return [one for one in [*found, self._articles] if one]

    @property
    def _articles(self) -> str:
        """Those of a bar or of a point."""
        drawn = self.behind.drawn
        for place, rows in ((self.asked.bin, drawn.bins), (self.asked.window, drawn.windows)):
            if place.isascii() and place.isdigit() and int(place) < len(rows):
                return str(rows[int(place)].name)
        return ""

    @property
    def _names(self) -> dict[str, str]:
        people = {one["key"]: one["name"] for one in self.behind.people}
        return people | {GOLD: _("Gold")}


def disagreements(membership: Membership, data: QueryDict, by: User) -> DisagreementsPage:
    """Three queries more than the page of agreement."""
    behind, asked = pages.agreement(membership, data, by), listed.asked(data)
    found = listed.listed(behind.comparison, asked) if behind.comparison else None
    return DisagreementsPage(membership, behind, asked, found)


def _label(name: str) -> str:
    return _("nothing") if name == NOTHING else name
