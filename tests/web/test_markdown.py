"""Text that people write in Markdown."""

import pytest

from annotator.web.markdown import headings


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("", []),
        ("Text only", []),
        ("# One\n\n## Two", ["One", "Two"]),
        ("One\n===\n\nText", ["One"]),
        ("# Who `says` *it*", ["Who says it"]),
        ("# One\n\n# One", ["One"]),
        ("#\n\n# \n", []),
        ("```\n# code\n```", []),
        ("# الأرقام", ["الأرقام"]),
    ],
)
def test_headings(source: str, found: list[str]):
    assert headings(source) == found
