"""γ of some articles: aligning is too much work for all of them."""

from collections.abc import Sequence

from annotator.agreement.disorder import unit
from annotator.agreement.gamma import Aligned, Settings, aligned, gamma_of_articles
from annotator.agreement.model import Article
from annotator.insights.agreement.numbers import Plain, plain
from annotator.insights.agreement.standing import SetRow

ARTICLES = 20
UNITS = 1_500
"""At most so many articles, evenly spread, and so many annotations in all of them: some seconds."""

SETTINGS = Settings()


class Aligning:
    """Takes articles in their order, and keeps those that are to be aligned."""

    def __init__(self, rows: Sequence[SetRow]) -> None:
        articles = list(dict.fromkeys(row.article for row in rows if row.people > 1))
        count = min(ARTICLES, len(articles))
        self.wanted = {articles[n * len(articles) // count] for n in range(count)}
        self.kept: list[Article] = []
        self.units = 0

    def take(self, article: Article) -> None:
        units = sum(len(made.spans) for made in article.sets.values())
        if article.key in self.wanted and self.units + units <= UNITS:
            self.kept.append(article)
            self.units += units

    def gamma(self, label: str) -> Plain:
        """With its settings, and of how many articles; ``label`` "" is all of them."""
        found = [_aligned(article, label) for article in self.kept]
        return plain(gamma_of_articles(found)) | {
            "articles": len(found),
            "alpha": SETTINGS.costs.alpha,
            "beta": SETTINGS.costs.beta,
            "precision": SETTINGS.precision,
            "exact": all(one.exact for one in found),
        }


def _aligned(article: Article, label: str) -> Aligned:
    sets = [
        [unit(span) for span in made.spans if label in ("", span.label)]
        for made in article.sets.values()
    ]
    return aligned(sets, article.length, SETTINGS)
