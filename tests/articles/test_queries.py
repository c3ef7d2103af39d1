"""Finding articles: right before the indexer has come, and after."""

import pytest

from annotator.articles.models import Article
from annotator.articles.queries import FEW, articles_of, search
from annotator.articles.services import index_some
from annotator.projects.models import Project
from tests import make

TEXTS = {
    "Rain in the valley": "More than 1,200 people left.",
    "Harvest": "The RAINFALL was a third below normal: 50% of it in May.",
    "الأمطار": "قال الوزير إن المياه ارتفعت",
    "降雨": "部长说水位上升了三分之一",
    "Snake_case": "back\\slash and café",
}


@pytest.fixture
def articles(project: Project) -> None:
    for title, text in TEXTS.items():
        make.article(project, text, title=title)
    make.article(make.project(), "Rain elsewhere")


def found(project: Project, words: str) -> set[str]:
    return set(search(articles_of(project), words).articles.values_list("title", flat=True))


CASES = [
    ("rain", {"Rain in the valley", "Harvest"}),
    ("RAIN valley", {"Rain in the valley"}),
    ("left people", {"Rain in the valley"}),
    ("valley  rain", {"Rain in the valley"}),
    ("ainf", {"Harvest"}),
    ("va", {"Rain in the valley"}),
    ("0% of", {"Harvest"}),
    ("%", {"Harvest"}),
    ("_", {"Snake_case"}),
    ("\\", {"Snake_case"}),
    ("CAFÉ", {"Snake_case"}),
    ("1,200", {"Rain in the valley"}),
    ("المياه", {"الأمطار"}),
    ("水位", {"降雨"}),
    ("降雨", {"降雨"}),
    ("'; DROP TABLE", set()),
    ("& | !", set()),
    ("elsewhere", set()),
]


@pytest.mark.parametrize("indexed", [False, True])
@pytest.mark.parametrize(("words", "expected"), CASES)
def test_search(project: Project, articles: None, words: str, expected: set[str], indexed: bool):
    if indexed:
        assert index_some() == len(TEXTS) + 1
    assert found(project, words) == expected


def test_half_indexed(project: Project, articles: None):
    index_some(1)
    assert found(project, "rain") == {"Rain in the valley", "Harvest"}


def test_many_matches_are_not_counted(project: Project, settings):
    Article.objects.bulk_create(
        Article(project=project, uid=str(n), text=f"Rain {n}", digest=str(n), words=2)
        for n in range(FEW + 1)
    )
    matches = search(articles_of(project), "rain")
    assert not matches.few
    assert matches.articles.count() == FEW + 1


def test_indexing_takes_each_article_once(project: Project, articles: None):
    assert [index_some(4), index_some(4), index_some(4)] == [4, 2, 0]
