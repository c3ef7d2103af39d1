"""Questions about what is imported and exported."""

from django.utils.translation import gettext as _

from annotator.errors import NotFound
from annotator.projects.models import Project
from annotator.schemes.models import Label


def label_named(project: Project, name: str) -> Label:
    found = Label.objects.filter(project=project, name__iexact=name).first()
    if found is None:
        raise NotFound(_("There is no label “%(name)s”.") % {"name": name})
    return found
