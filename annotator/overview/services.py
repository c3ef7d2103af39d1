"""A project with its labels, made at once."""

from django.db import transaction

from annotator.accounts.models import User
from annotator.projects import services as projects
from annotator.projects.models import Project
from annotator.schemes.drafts import SchemeDraft
from annotator.schemes.installing import install_scheme
from annotator.schemes.news import NEWS


@transaction.atomic
def create_project(
    *,
    by: User | None,
    name: str,
    slug: str = "",
    scheme: SchemeDraft = NEWS,
    owner: User | None = None,
) -> Project:
    project = projects.create_project(by=by, name=name, slug=slug, owner=owner)
    install_scheme(project, by, scheme)
    return project
