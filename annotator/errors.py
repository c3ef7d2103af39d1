"""The four ways to fail. One middleware turns them into 404, 403, 422 and 409."""

from typing import Any


class AnnotatorError(Exception):
    """A failure with a sentence that a person can act on."""

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class NotFound(AnnotatorError):
    """It is not there, or not there for you."""


class NotAllowed(AnnotatorError):
    """You may see it, but not do this."""


class InvalidInput(AnnotatorError):
    """What was sent cannot be right; ``errors`` names fields where it can."""

    def __init__(
        self, message: str, *, errors: dict[str, list[str]] | None = None, **details: Any
    ) -> None:
        super().__init__(message, **details)
        self.errors = errors or {}


class Conflict(AnnotatorError):
    """It was right when it was made, but things have changed since."""
