"""The manifest of a release: everything about it, for programs and for its page."""

from typing import Any

import orjson

from annotator.formats.records import digest_of
from annotator.releases import corpus, software
from annotator.releases.choices import Choice, named
from annotator.releases.contents.found import Found
from annotator.releases.models import Release
from annotator.splitting import shingles
from annotator.splitting.rules import By

SCHEMA = "news-annotator/release/1"
SHORT = 12
"""Characters of the digest of the guidelines that name their version."""


def manifest(
    release: Release, choice: Choice, found: Found, previous: Release | None
) -> dict[str, Any]:
    """All but the files, whose digests come last.

    When it was built is not in it, so that the same corpus makes the same bytes.
    """
    project = release.project
    return {
        "schema": SCHEMA,
        "project": {"name": project.name, "address": project.slug},
        "number": release.number,
        "name": release.name,
        "previous": previous.number if previous else None,
        "software": software.version(),
        "licence": choice.licence,
        "guidelines": guidelines(project.guidelines),
        "choice": _choice(choice),
        "counts": {"project": corpus.in_project(project), "release": found.counts.plain()},
        "near_duplicates": _near_duplicates(choice, found),
        "losses": {name: losses.plain() for name, losses in found.losses.items()},
        "changes": found.changes,
    }


def written(manifest: dict[str, Any]) -> bytes:
    """For people to look at as well."""
    return orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def guidelines(text: str) -> dict[str, str] | None:
    """The digest of the guidelines, and the short one by which people name the version."""
    if not text:
        return None
    digest = digest_of(text)
    return {"sha256": digest, "version": digest[:SHORT]}


def _choice(choice: Choice) -> dict[str, Any]:
    plain = choice.plain()
    return plain | {"selection": named(choice.selection)}


def _near_duplicates(choice: Choice, found: Found) -> dict[str, Any] | None:
    if choice.rule.by == By.NOTHING:
        return None
    return {
        "threshold": choice.rule.threshold,
        "words": shingles.SIZE,
        "articles": sum(map(len, found.groups)),
        "groups": found.groups,
    }
