"""Which of a project's finished sets are compared."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any


@dataclass(frozen=True, slots=True)
class Scope:
    """``people``: keys as ``person_key`` makes them, none for everybody; ``since`` and ``until``:
    days of submission, both included; ``lang``: articles in "en", "en-GB", …"""

    people: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    lang: str = ""

    @property
    def plain(self) -> dict[str, Any]:
        """As JSON; what is not set is left out."""
        values = {
            "people": sorted(self.people),
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "lang": self.lang,
        }
        return {name: value for name, value in values.items() if value}

    @property
    def key(self) -> str:
        return digest(self.plain)


EVERYTHING = Scope()


def scope_of(plain: Mapping[str, Any]) -> Scope:
    """From what ``Scope.plain`` wrote."""
    since, until = (plain.get(name) for name in ("since", "until"))
    return Scope(
        people=tuple(plain.get("people", ())),
        since=date.fromisoformat(since) if since else None,
        until=date.fromisoformat(until) if until else None,
        lang=plain.get("lang", ""),
    )


def person_key(person: int | str) -> str:
    """Of somebody with an account the number, of others the name behind a sign."""
    return str(person) if isinstance(person, int) else f"={person}"


def digest(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
