"""Giving an article back."""

from django.db import transaction

from annotator.accounts.models import User
from annotator.annotations.queries import hands_out, own_set_for_update, readable
from annotator.assignments import leases, permissions
from annotator.assignments.models import GivenBack


@transaction.atomic
def give_back(*, article_id: int, by: User) -> None:
    """To the queue, which doesn't offer it to this person again. The work in it is kept."""
    article = readable(article_id, by)
    hands_out(article.project_id)
    own = own_set_for_update(article_id, by).first()
    permissions.check_can_give_back(article.project, own)
    if own is None or own.lapsed:
        return
    leases.free([own.pk], by=by.pk, kind="assignment:given_back", dropped=True)
    GivenBack.objects.get_or_create(annotator=by, article=article)
