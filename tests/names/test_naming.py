"""Names are told from descriptions."""

import pytest

from annotator.names import is_name


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Gallant", True),
        ("Israeli prime minister Benjamin Netanyahu", True),
        ("the Interior Ministry", True),
        ("The minister", False),
        ("his office", False),
        ("he", False),
        ("وزير المياه", True),
        ("", False),
    ],
)
def test_names(words: str, expected: bool) -> None:
    assert is_name(words) is expected
