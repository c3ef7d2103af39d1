"""What pages of other features show of reviewing."""

from django import template

from annotator.accounts.models import User
from annotator.projects.models import Project
from annotator.reviews.comments import gaps, waiting

register = template.Library()


@register.simple_tag
def number_waiting(user: User) -> int:
    """What waits for who is signed in; one query."""
    return waiting.number(user)


@register.simple_tag
def number_of_gaps(project: Project) -> int:
    """Examples of what the guidelines don't say; one query."""
    return gaps.number(project)
