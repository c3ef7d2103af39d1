"""Questions about what is imported and exported."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from annotator.accounts.models import User
from annotator.annotations.models import AnnotationSet
from annotator.errors import NotFound
from annotator.projects.models import Project
from annotator.schemes.models import Label


def label_named(project: Project, name: str) -> Label:
    found = Label.objects.filter(project=project, name__iexact=name).first()
    if found is None:
        raise NotFound(_("There is no label “%(name)s”.") % {"name": name})
    return found


def annotating(project: Project) -> list[User]:
    """Everybody who has a set in the project, members or not any more."""
    sets = AnnotationSet.objects.filter(article__project=project, owner=OuterRef("pk"))
    return list(User.objects.filter(Exists(sets)).order_by("name", "username"))
