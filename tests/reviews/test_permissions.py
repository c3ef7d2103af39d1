"""Who may review what."""

import pytest

from annotator.accounts.models import User
from annotator.annotations.queries import readable
from annotator.articles.models import Article
from annotator.errors import NotAllowed, NotFound
from annotator.projects.models import Project
from annotator.reviews import permissions
from tests import make


def test_a_reviewer_may_review(rita: User, project: Project):
    permissions.check_can_review(rita, project)


def test_an_owner_may_review(max: User, article: Article):
    permissions.check_can_review(max, article)


def test_an_annotator_may_not(ana: User, article: Article):
    with pytest.raises(NotAllowed):
        permissions.check_can_review(ana, article)


def test_a_stranger_learns_nothing_of_an_article(olga: User, article: Article):
    with pytest.raises(NotFound, match="article"):
        permissions.check_can_review(olga, article)


def test_a_stranger_learns_nothing_of_a_project(olga: User, project: Project):
    with pytest.raises(NotFound, match="project"):
        permissions.check_can_review(olga, project)


def test_an_article_that_knows_the_role_is_not_asked_about_again(
    rita: User, article: Article, django_assert_num_queries
):
    found = readable(article.pk, rita)
    with django_assert_num_queries(0):
        permissions.check_can_review(rita, found)


def test_nobody_reviews_their_own_set(rita: User, article: Article):
    own = make.annotation_set(article, rita)
    with pytest.raises(NotAllowed, match="your own"):
        permissions.check_can_review_set(rita, own)


def test_unless_the_project_allows_it(rita: User, article: Article):
    article.project.reviews_own = True
    assert permissions.can_review_set(rita, make.annotation_set(article, rita))


def test_somebody_elses_set_is_reviewed(rita: User, ana: User, article: Article):
    assert permissions.can_review_set(rita, make.annotation_set(article, ana))
