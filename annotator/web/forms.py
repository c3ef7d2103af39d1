"""Forms and services, joined."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms

from annotator.errors import Conflict, InvalidInput

T = TypeVar("T")


def submit(form: forms.BaseForm, service: Callable[..., T], **more: Any) -> T | None:
    """What the service answers to a valid form; None when the form, or the service, found a
    mistake, which the form then shows."""
    if not form.is_valid():
        return None
    try:
        return service(**form.cleaned_data, **more)
    except (InvalidInput, Conflict) as error:
        _show(form, error)
        return None


def _show(form: forms.BaseForm, error: InvalidInput | Conflict) -> None:
    errors = getattr(error, "errors", {})
    fields = {name: messages for name, messages in errors.items() if name in form.fields}
    for name, messages in fields.items():
        form.add_error(name, messages)
    if not fields:
        form.add_error(None, error.message)


def status(form: forms.BaseForm) -> int:
    """422 for a form with mistakes, so that scripts and tests can tell."""
    return 422 if form.is_bound and form.errors else 200


def valid(form: forms.BaseForm) -> dict[str, Any]:
    """The values of a form that is never shown again with its mistakes; InvalidInput for those."""
    if not form.is_valid():
        errors = {name: list(map(str, found)) for name, found in form.errors.items()}
        sentence = " ".join(message for found in errors.values() for message in found)
        raise InvalidInput(sentence, errors=errors)
    return form.cleaned_data
