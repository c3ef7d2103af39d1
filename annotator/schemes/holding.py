"""What every change to a scheme begins and ends with."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.errors import InvalidInput, NotFound
from annotator.projects.models import Project
from annotator.projects.permissions import check_can_manage
from annotator.schemes.defining import Needs
from annotator.schemes.models import Attribute, Label, RelationType

R = TypeVar("R", Label, Attribute, RelationType)


def hold(by: User | None, project: Project) -> None:
    """Whoever changes a scheme waits for who is changing it now."""
    check_can_manage(by, project)
    Project.objects.select_for_update().get(pk=project.pk)


def find(rows: Iterable[R], pk: int, refusal: str) -> R:
    found = next((row for row in rows if row.pk == pk), None)
    if found is None:
        raise NotFound(refusal)
    return found


def check_name(row: R, rows: Iterable[R], refusal: str) -> None:
    """Names are there once, in any case."""
    if any(one.pk != row.pk and one.name.casefold() == row.name.casefold() for one in rows):
        raise InvalidInput(refusal, errors={"name": [refusal]})


def check_needs(needs: Needs) -> None:
    if needs:
        errors = {field: [_("It needs %(what)s.") % {"what": what}] for field, what in needs}
        raise InvalidInput(
            " ".join(one for found in errors.values() for one in found), errors=errors
        )


def moved(rows: Sequence[R], row: R, places: int) -> list[R]:
    """With the row up (negative) or down by so many places, as far as there are."""
    others = [one for one in rows if one.pk != row.pk]
    others.insert(max(list(rows).index(row) + places, 0), row)
    return others


def number(rows: Sequence[R]) -> None:
    """Keep this order."""
    for position, row in enumerate(rows):
        row.position = position
    if rows:
        type(rows[0]).objects.bulk_update(rows, ["position"])
