"""What scripts are told about the quotations of an article."""

from dataclasses import dataclass

from annotator.accounts.models import User
from annotator.annotations.queries import readable
from annotator.articles import quoted as articles
from annotator.quotations import Reading


@dataclass(frozen=True, slots=True)
class Quoted:
    """``key`` names this very answer."""

    key: str
    reading: Reading

    def as_json(self) -> dict[str, object]:
        quotations = [
            {"inner": one.fragments, "outer": one.outer, "depth": one.depth}
            for one in self.reading.quotations
        ]
        return {"quotations": quotations, "cues": self.reading.cues}


def quoted(article_id: int, by: User) -> Quoted:
    article = readable(article_id, by)
    return Quoted(articles.key(article), articles.quoted(article))
