"""Releases as they are asked for and sent."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from annotator.accounts.models import User
from annotator.api import answers, links, selecting
from annotator.api.schemas.exports import Chosen
from annotator.api.schemas.releases import Release as Shown
from annotator.api.schemas.releases import ReleaseGiven
from annotator.errors import InvalidInput
from annotator.projects.models import Membership
from annotator.releases.choices import Choice
from annotator.releases.models import Release
from annotator.splitting.rules import By, Rule

WISHES = ("unit", "borders", "mark")
FIELDS = ("number", "name", "state", "failure", "created", "built", "size")


def choice_of(membership: Membership, by: User, given: ReleaseGiven) -> Choice:
    chosen = Chosen.model_validate({name: getattr(given, name) for name in Chosen.model_fields})
    wishes = {name: value for name in WISHES if (value := getattr(given, name))}
    return Choice(
        selection=selecting.selection_of(membership, by, chosen),
        formats=tuple((one.format, one.variant) for one in given.formats),
        wishes=tuple(wishes.items()),
        rule=_rule_of(given),
        texts=given.texts,
        soft_labels=given.soft_labels,
        licence=given.licence,
    )


def _rule_of(given: ReleaseGiven) -> Rule:
    """InvalidInput says where in the body it makes no sense."""
    split = given.split
    train, dev, test = split.shares
    days = split.dev_from, split.test_from
    rule = Rule(By(split.by), (train, dev, test), split.seed, *days, split.alike)
    try:
        rule.check()
    except InvalidInput as error:
        errors = {f"/split/{name}": said for name, said in error.errors.items()}
        raise InvalidInput(error.message, errors=errors) from None
    return rule


def listed(request: HttpRequest, slug: str, one: Release) -> dict[str, Any]:
    address = links.to(request, "get_release", slug, one.number)
    return {name: getattr(one, name) for name in FIELDS} | {"url": address}


def shown(request: HttpRequest, one: Release) -> dict[str, Any]:
    slug, progress = one.project.slug, getattr(one, "progress", None)
    return {
        **listed(request, slug, one),
        "done": progress.done if progress else 0,
        "total": progress.total if progress else 0,
        "manifest": one.manifest,
        "files": [
            file | {"url": links.to(request, "get_release_file", slug, one.number, file["name"])}
            for file in one.files
        ],
    }


def accepted(request: HttpRequest, made: Release) -> HttpResponse:
    body = shown(request, made)
    return answers.json(Shown.model_validate(body), 202, Location=body["url"])
