"""People named in a comment by @username: who may be, and how it is drawn."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.errors import InvalidInput
from annotator.projects.models import Membership
from annotator.reviews.comments.permissions import is_shielded
from annotator.reviews.models import Thread
from annotator.reviews.permissions import REVIEWING

_TOKEN = re.compile(r"(?<![\w@.+-])@([\w.@+-]+)")
"""Not in the middle of a word, as in an address of e-mail."""

_TRAILING = ".@+-"
"""May end a username, but rather ends a sentence."""


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the project."""

    id: int
    username: str
    name: str
    reviews: bool


def person(membership: Membership) -> Person:
    user = membership.user
    return Person(user.pk, user.username, user.get_full_name(), membership.role in REVIEWING)


def offered(thread: Thread, people: Iterable[Person], by: User, role: str) -> list[Person]:
    """Whom somebody may mention there: those who see the thread, or will by being mentioned."""
    shielded = is_shielded(role, blind=thread.project.blind)
    return [one for one in people if one.id != by.pk and _may_see(one, thread, shielded)]


def _may_see(one: Person, thread: Thread, shielded: bool) -> bool:
    if one.reviews:
        return True
    if shielded or thread.cluster:
        return False
    return thread.set is None or thread.set.owner_id == one.id


def mentioned(
    text: str, thread: Thread, people: Iterable[Person], by: User, role: str
) -> list[int]:
    """The ids of those who are named. Who is not a member is not named; InvalidInput for members
    who would not see it, unless that would say who is one."""
    everybody = list(people)
    named = _named(text, {one.username: one for one in everybody})
    may = {one.id for one in offered(thread, everybody, by, role)}
    if not is_shielded(role, blind=thread.project.blind):
        for one in named:
            if one.id not in may and one.id != by.pk:
                raise InvalidInput(_("%(name)s would not see this.") % {"name": f"@{one.username}"})
    return [one.id for one in named if one.id in may]


def _named(text: str, by_username: Mapping[str, Person]) -> list[Person]:
    found = (_found(match[1], by_username.get) for match in _TOKEN.finditer(text))
    return list(dict.fromkeys(one for one, _rest in found if one))


def _found(token: str, get: Callable[[str], Person | None]) -> tuple[Person | None, str]:
    """Whom a token names, and what of it is only the end of a sentence."""
    for end in range(len(token), len(token.rstrip(_TRAILING)) - 1, -1):
        if one := get(token[:end]):
            return one, token[end:]
    return None, ""


def drawn(text: str, known: Mapping[str, Person], *, you: int, masks: bool) -> SafeString:
    """The text with everything escaped and names marked. ``known``: people by username.

    ``masks``: a name that is not known is somebody whom the reader must not learn of.
    """

    def mark(match: re.Match[str]) -> str:
        one, rest = _found(match[1], known.get)
        if one:
            kind = "mention is-you" if one.id == you else "mention"
            return f'<bdi class="{kind}">@{escape(one.name)}</bdi>{escape(rest)}'
        return "@…" if masks else escape(match[0])

    parts, at = [], 0
    for match in _TOKEN.finditer(text):
        parts += [escape(text[at : match.start()]), mark(match)]
        at = match.end()
    return mark_safe("".join([*parts, escape(text[at:])]))  # noqa: S308  # every part is escaped
