"""What the workbench shows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.urls import reverse

from annotator import names
from annotator.accounts.models import User
from annotator.annotations import queries as annotations
from annotator.annotations.cards import Card, cards, described, said
from annotator.annotations.changes import Change
from annotator.annotations.drawing import BlockView, Paragraph, blocks, paragraphs
from annotator.annotations.models import AnnotationSet
from annotator.annotations.queries import Undoable
from annotator.annotations.states import Kind
from annotator.articles import quoted
from annotator.articles.models import Article
from annotator.articles.reading import reading
from annotator.figures.quantity import COMPARATORS
from annotator.projects.permissions import alone
from annotator.reviews.comments.queries import Discussed, discussed
from annotator.schemes import queries as schemes
from annotator.schemes.models import Label
from annotator.schemes.queries import Scheme
from annotator.speakers.queries import Suggestion, Why, suggest
from annotator.text import spans
from annotator.text.blocks import touched
from annotator.web.direction import direction
from annotator.workbench import queries
from annotator.workbench.asking import Ends, Question, ends, questions
from annotator.workbench.turns import Turn, turn
from annotator.workbench.versions import Version, versions


@dataclass(frozen=True, slots=True)
class Changes:
    """The answer to a change: what of the page is new, and what was done, in words.

    ``next``: the address to go on to.
    """

    set: AnnotationSet | None
    blocks: list[BlockView] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    gone: Sequence[UUID] = ()
    touched: Sequence[UUID] = ()
    undoable: Undoable | None = None
    message: str = ""
    error: str = ""
    whole: bool = False
    turn: Turn | None = None
    progress: queries.Progress | None = None
    next: str = ""

    @property
    def version(self) -> int:
        return self.set.version if self.set else 0


@dataclass(frozen=True, slots=True)
class Workbench:
    """The whole page, of one's own set or of the gold set, which is read only unless it is in
    one's hands. ``neighbours``, ``progress``: beside one's own."""

    of: Kind
    article: Article
    direction: str
    set: AnnotationSet | None
    paragraphs: list[Paragraph]
    cards: list[Card]
    scheme: Scheme
    turn: Turn
    versions: list[Version]
    neighbours: list[queries.Neighbour]
    progress: queries.Progress | None
    undoable: Undoable
    chosen: Card | None
    discussed: Discussed

    comparators = COMPARATORS

    @property
    def gold(self) -> bool:
        return self.of == Kind.GOLD

    @property
    def can_change(self) -> bool:
        return not self.turn.closed

    @property
    def quotations_key(self) -> str:
        return quoted.key(self.article)

    @property
    def labels(self) -> list[Label]:
        return [label for label in self.scheme.labels if label.active]

    @property
    def questions(self) -> list[tuple[Label, list[Question]]]:
        """What is asked about an annotation of each label that asks something."""
        asking = ((label, list(label.attributes.all())) for label in self.scheme.labels)
        return [(label, questions(asked, {})) for label, asked in asking if asked]

    @property
    def asked(self) -> list[Question]:
        """What is asked about the chosen annotation."""
        if not self.chosen:
            return []
        asked = self.scheme.attributes_of(self.chosen.label.id)
        return questions(asked, self.chosen.attributes)

    @property
    def ends(self) -> list[Ends]:
        """What the chosen annotation may be linked to."""
        return ends(self.scheme, self.chosen, self.cards) if self.chosen else []

    @property
    def previous(self) -> str:
        return self._beside(-1)

    @property
    def next(self) -> str:
        """The article beside it or, where articles are handed out, what the queue has next."""
        if self.article.project.annotators is None:
            return self._beside(+1)
        address = reverse("workbench:next", args=[self.article.project.slug])
        return f"{address}?after={self.article.pk}"

    @staticmethod
    def fresh_id() -> UUID:
        return uuid4()

    def _beside(self, step: int) -> str:
        places = [place for place, one in enumerate(self.neighbours) if one.current]
        beside = places[0] + step if places else -1
        if not 0 <= beside < len(self.neighbours):
            return ""
        return reverse("workbench:article", args=[self.neighbours[beside].id])


def _at_work(article_id: int, by: User, of: Kind) -> AnnotationSet | None:
    if of == Kind.GOLD:
        return annotations.gold_set(article_id)
    return annotations.own_set(article_id, by)


def workbench(
    article_id: int, by: User, chosen: UUID | None, of: Kind = Kind.ANNOTATOR
) -> Workbench:
    """Sixteen queries at most, whatever the article."""
    article = annotations.readable(article_id, by, of)
    own = _at_work(article_id, by, of)
    text = reading(article.pk, article.digest)
    marked = annotations.marks(own) if own else []
    talks = discussed(article, own, by)
    made = cards(marked, annotations.ties(own) if own else [], talks.marks)
    beside = of != Kind.GOLD
    return Workbench(
        of=of,
        article=article,
        direction=direction(article.lang, text.text),
        set=own,
        paragraphs=paragraphs(blocks(text, text.blocks, marked), text.blocks),
        cards=made,
        scheme=schemes.scheme(article.project_id),
        turn=turn(article, own, by, of),
        versions=versions(article, own, by),
        neighbours=queries.neighbours(article, by) if beside else [],
        progress=queries.progress(article.project, by) if beside else None,
        undoable=annotations.undoable(own, by) if own else Undoable(undo=False, redo=False),
        chosen=next((one for one in made if one.uid == chosen), None),
        discussed=talks,
    )


def state(
    article_id: int, by: User, of: Kind = Kind.ANNOTATOR, *, error: str = "", message: str = ""
) -> Changes:
    """Everything of the page that a change can change, as it is now."""
    article = annotations.readable(article_id, by, of)
    own = _at_work(article_id, by, of)
    text = reading(article.pk, article.digest)
    marked = annotations.marks(own) if own else []
    return Changes(
        set=own,
        blocks=blocks(text, text.blocks, marked),
        cards=cards(marked, annotations.ties(own) if own else []),
        undoable=annotations.undoable(own, by) if own else Undoable(undo=False, redo=False),
        turn=turn(article, own, by, of),
        progress=queries.progress(article.project, by) if of != Kind.GOLD else None,
        whole=True,
        error=error,
        message=message,
    )


def changes(
    change: Change, message: str, undoable: Undoable | None = None, *, about: UUID | None = None
) -> Changes:
    """The blocks and cards that a change touched; three queries at most.

    ``%(what)s`` in the message stands for the annotations in words, or for the relation that it
    is ``about``.
    """
    places = touched(change.reading.blocks, change.ranges)
    extents = tuple((one.start, one.end) for one in places)
    marked = annotations.marks(change.set, extents) if extents else []
    fresh = set(change.touched)
    news = [one for one in marked if one.uid in fresh]
    linked = annotations.marks_of(change.set, change.linked) if change.linked else []
    shown = list({one.uid: one for one in [*news, *linked]}.values())
    ties = annotations.ties_of(change.set, [one.uid for one in shown]) if not change.alone else []
    what = next((said(tie) for tie in ties if tie.uid == about), "") or described(news or linked)
    return Changes(
        set=change.set,
        blocks=blocks(change.reading, places, marked),
        cards=cards(shown, ties),
        gone=change.gone,
        touched=list(dict.fromkeys([*change.touched, *change.linked])),
        undoable=undoable or Undoable(undo=True, redo=False),
        message=message % {"what": what},
    )


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Entries of the register that some words may mean."""

    words: str
    found: list[Suggestion]

    @property
    def is_new(self) -> bool:
        """Whether no entry goes by exactly these words."""
        return bool(self.words) and all(one.speaker.name != self.words for one in self.found)

    @property
    def is_newcomer(self) -> bool:
        """Whether they are a name that no entry has: then a new one comes first."""
        named = any(one.why != Why.MENTIONED for one in self.found)
        return self.is_new and not named and names.is_name(self.words)


def suggestions(
    article_id: int, by: User, uid: UUID, words: str, of: Kind = Kind.ANNOTATOR
) -> Suggestions:
    """For an annotation of the set, or for other words in its place; six queries at most."""
    article = annotations.readable(article_id, by, of)
    own = _at_work(article_id, by, of)
    marked = annotations.marks_of(own, [uid]) if own else []
    used = annotations.pointing(own) if own else []
    words = words or next((one.quote for one in marked), "")
    at = next((spans.extent(one.fragments)[0] for one in marked), 0)
    only = alone(article.project, getattr(article, "role", ""), by.pk)
    found = suggest(article.project_id, words, article.lang, at=at, in_article=used, alone=only)
    return Suggestions(words, found)


def moved(own: AnnotationSet, by: User, message: str, going_on: str = "") -> Changes:
    """A set that was submitted or reopened: nothing of the text is new."""
    return Changes(
        set=own,
        undoable=annotations.undoable(own, by),
        message=message,
        turn=turn(own.article, own, by, Kind.ANNOTATOR),
        progress=queries.progress(own.article.project, by),
        next=going_on,
    )
