"""Examples of what the guidelines don't say, by section."""

import pytest
from django.test import Client

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.projects.models import Project
from annotator.reviews.comments import gaps, services
from annotator.reviews.models import Thread
from tests import make

GUIDELINES = "# Claims\n\n## Figures\n"


@pytest.fixture
def client(rita: User) -> Client:
    signed_in = Client()
    signed_in.force_login(rita)
    return signed_in


def gap(article: Article, by: User, section: str = "", **values: object) -> Thread:
    return services.open_thread(
        article_id=article.pk, by=by, text="And now?", guideline=True, section=section, **values
    )


def sections(project: Project, by: User) -> list[str]:
    page = gaps.page(by.memberships.get(project=project), resolved=False)
    return [name for name, _gaps in page.sections]


def test_sections_come_in_the_order_of_the_guidelines(
    project: Project, article: Article, ana: User, max: User
):
    project.guidelines = GUIDELINES
    project.save()
    for name in ("", "Cues", "Figures", "Claims"):
        gap(article, ana, name)
    assert sections(project, max) == ["Claims", "Figures", "Cues", ""]


def test_an_example_is_shown(client: Client, project: Project, article: Article, ana: User):
    gap(article, ana, quote="more than 1,200 people")
    page = client.get(f"/projects/{project.slug}/gaps/").content.decode()
    assert "more than 1,200 people" in page
    assert "And now?" in page


def test_other_comments_are_no_gaps(project: Project, article: Article, ana: User, max: User):
    make.thread(article, ana)
    assert sections(project, max) == []


def test_resolving_comes_back_to_the_list(
    client: Client, project: Project, article: Article, ana: User
):
    thread = gap(article, ana)
    answer = client.post(f"/threads/{thread.pk}/resolution/?to=gaps", {"resolved": "1"})
    assert answer["Location"] == f"/projects/{project.slug}/gaps/"
    assert gaps.number(project) == 0


def test_what_is_resolved_can_be_asked_for(
    client: Client, project: Project, article: Article, ana: User, rita: User
):
    services.resolve(thread_id=gap(article, ana).pk, by=rita)
    page = client.get(f"/projects/{project.slug}/gaps/?resolved=1").content.decode()
    assert "And now?" in page


def test_the_list_costs_the_same_for_one_and_for_twenty(
    client: Client, project: Project, article: Article, ana: User, django_assert_max_num_queries
):
    for _ in range(20):
        gap(article, ana)
    with django_assert_max_num_queries(8):
        client.get(f"/projects/{project.slug}/gaps/")


def test_the_project_says_how_many_there_are(
    client: Client, project: Project, article: Article, ana: User
):
    gap(article, ana)
    page = client.get(f"/projects/{project.slug}/").content.decode()
    assert "1 example where the guidelines have a gap" in page
