"""Questions about articles."""

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from annotator.articles.models import Article
from annotator.projects.models import Project


def articles_of(project: Project) -> QuerySet[Article]:
    return Article.objects.filter(project=project)


def matching(articles: QuerySet[Article], words: str) -> QuerySet[Article]:
    """Articles with these words in any order, or with this very string, in title or text.

    Each arm says whether the article is indexed, as the partial indexes do. What the indexer has
    not come to is read; so the answer is right at any moment.
    """
    words = " ".join(words.split())
    if not words:
        return articles
    query = SearchQuery(words, config="simple", search_type="websearch")
    string = Q(title__icontains=words) | Q(text__icontains=words)
    return articles.filter(
        Q(search=query)
        | Q(search__isnull=False, title__icontains=words)
        | Q(search__isnull=False, text__icontains=words)
        | Q(search__isnull=True) & string
    )
