"""Questions about label schemes."""

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from annotator.errors import NotFound
from annotator.projects.models import Project
from annotator.schemes.models import Label


def labels_of(project: Project) -> QuerySet[Label]:
    return Label.objects.filter(project=project)


def active_labels_of(project: Project) -> QuerySet[Label]:
    return labels_of(project).filter(active=True)


def labels_with_uses(project: Project) -> QuerySet[Label]:
    """``uses`` is how many annotations, of anybody, have the label."""
    return labels_of(project).annotate(uses=Count("annotations")).order_by("position", "id")


def label_of(project: Project, label_id: int) -> Label:
    found = labels_of(project).filter(pk=label_id).first()
    if found is None:
        raise NotFound(_("This label is not here."))
    return found
