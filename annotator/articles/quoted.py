"""What is quoted in an article, and what to call this answer for as long as it stays right."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from annotator import quotations
from annotator.articles.models import Article
from annotator.articles.reading import reading


@lru_cache(maxsize=200)
def _read(article_id: int, digest: str, lang: str) -> quotations.Reading:
    return quotations.read(reading(article_id, digest).text, lang)


def quoted(article: Article) -> quotations.Reading:
    """The quotations and reporting words of an article, whose text need not be loaded."""
    return _read(article.pk, article.digest, article.lang)


def key(article: Article) -> str:
    """Another one when the text or its language is another, or the way in which it is read."""
    return sha256(f"{article.digest} {article.lang} {_edition()}".encode()).hexdigest()[:32]


@lru_cache(maxsize=1)
def _edition() -> str:
    """Nobody has to remember to count it up."""
    folder = Path(quotations.__file__).parent
    files = sorted([*folder.glob("*.py"), *folder.glob("verbs/*.txt")])
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
