"""The articles that formats get wrong are right themselves."""

from annotator.formats import native
from tests.formats.files import records
from tests.formats.hard import hard


def test_they_are_articles_as_they_can_be_stored() -> None:
    written = b"".join(map(native.line, hard()))
    found = records("hard.jsonl", written)
    assert b"".join(map(native.line, found)) == written


def test_each_is_another_article() -> None:
    assert len({record.uid for record in hard()}) == len(hard())
