"""What the pages about feedback show."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from annotator import figures
from annotator.accounts.models import User
from annotator.annotations import values
from annotator.annotations.cards import SHOWN_END, shortened
from annotator.annotations.queries import Mark
from annotator.articles.models import Article
from annotator.articles.reading import reading
from annotator.projects.models import Membership
from annotator.reviews.feedback import context, forms, queries
from annotator.reviews.feedback.pairing import Kind, Pair, Score, Version, scores
from annotator.reviews.models import Decision, Objection
from annotator.reviews.spot.queries import shows_names
from annotator.web.direction import direction


@dataclass(frozen=True, slots=True)
class Counts:
    """How many annotations of an article came to what."""

    same: int
    changed: int
    dropped: int
    added: int


def _counts(found: Sequence[Pair]) -> Counts:
    kinds = [one.kind for one in found]
    changed = (Kind.LABEL, Kind.BORDER, Kind.SAID)
    return Counts(
        same=kinds.count(Kind.SAME),
        changed=sum(kind in changed for kind in kinds),
        dropped=kinds.count(Kind.DROPPED),
        added=kinds.count(Kind.ADDED),
    )


@dataclass(frozen=True, slots=True)
class ListPage:
    """``after``: where the next page begins. ``scores``: all together last."""

    membership: Membership
    rows: list[tuple[queries.Outcome, Counts]]
    after: str
    starts: bool
    scores: list[Score]
    scored: int

    SCORED = queries.SCORED


def listed(membership: Membership, by: User, data: QueryDict) -> ListPage:
    """Eight queries at most."""
    place = forms.place(data)
    found = queries.outcomes(membership.project, by, after=place, size=queries.SIZE + 1)
    shown = found[: queries.SIZE]
    pairs = queries.compared(shown)
    newest = [] if place else queries.outcomes(membership.project, by, size=queries.SCORED)
    counted = queries.compared(newest, linked=False)
    return ListPage(
        membership=membership,
        rows=[(one, _counts(pairs[one.set_id])) for one in shown],
        after=shown[-1].key if len(found) > len(shown) else "",
        starts=place is None,
        scores=scores(list(counted.values())),
        scored=len(newest),
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is said of an annotation, in one's own version and in the final one."""

    name: str
    own: str
    final: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One place of the article as it is shown."""

    item: queries.Item
    passage: list[context.Piece]
    differences: list[Difference]
    form: forms.ObjectionForm

    @property
    def kind(self) -> Kind:
        return self.item.pair.kind

    @property
    def label(self) -> str:
        mark = self.item.pair.own or self.item.pair.final
        return mark.label.name if mark else ""

    @property
    def decision(self) -> Decision | None:
        return self.item.decision

    @property
    def objection(self) -> Objection | None:
        return self.item.objection


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """``changed`` and ``same`` in the order of the text."""

    article: Article
    direction: str
    feedback: queries.Feedback
    counts: Counts
    changed: list[Shown]
    same: list[Shown]


def article(article_id: int, by: User, form: forms.ObjectionForm | None = None) -> ArticlePage:
    """Eleven queries at most. ``form``: an objection with a mistake."""
    found = queries.feedback(article_id, by)
    text = reading(found.article.pk, found.article.digest).text
    shown = [_shown(one, found, text, form) for one in found.items]
    return ArticlePage(
        article=found.article,
        direction=direction(found.article.lang, text),
        feedback=found,
        counts=_counts([one.pair for one in found.items]),
        changed=[one for one in shown if one.kind != Kind.SAME],
        same=[one for one in shown if one.kind == Kind.SAME],
    )


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """An objection to answer, or answered. ``shown`` is None if the final version is open again,
    or says the same by now."""

    article: Article
    direction: str
    objection: Objection
    name: str
    shown: Shown | None
    form: forms.AnswerForm


def answer(objection_id: int, by: User, form: forms.AnswerForm) -> AnswerPage:
    """Thirteen queries at most."""
    made = queries.objection_to_answer(objection_id, by)
    about = made.set.article
    text = reading(about.pk, about.digest).text
    found = queries.feedback_on(made.set)
    items = [one for one in found.items if one.cluster == made.cluster] if found else []
    named = shows_names(about)
    return AnswerPage(
        article=about,
        direction=direction(about.lang, text),
        objection=made,
        name=str(made.set.owner) if named else _("Annotator"),
        shown=_shown(items[0], found, text, None) if found and items else None,
        form=form,
    )


def _shown(
    item: queries.Item, found: queries.Feedback, text: str, form: forms.ObjectionForm | None
) -> Shown:
    pair = item.pair
    own, final = (one.fragments if one else () for one in (pair.own, pair.final))
    mine = form if form and form["cluster"].value() == str(item.cluster) else None
    fresh = forms.ObjectionForm(initial={"cluster": item.cluster}, auto_id=f"id_%s_{item.cluster}")
    return Shown(
        item=item,
        passage=context.pieces(text, own, final),
        differences=list(_differences(pair, found)),
        form=mine or fresh,
    )


def _differences(pair: Pair, found: queries.Feedback) -> Iterator[Difference]:
    if not (pair.own and pair.final):
        return
    for name in pair.fields:
        if name != "fragments":
            own = _said(name, pair.own, found.own)
            yield Difference(_named(name), own, _said(name, pair.final, found.final))


def _named(field: str) -> str:
    known = {
        "label": _("Label"),
        "value": _("Value"),
        "speaker": _("Speaker"),
        "links": _("Links"),
    }
    return known.get(field, field)


def _said(field: str, mark: Mark, version: Version) -> str:
    """What one version says, in words; empty where it says nothing."""
    match field:
        case "label":
            return mark.label.name
        case "speaker":
            return mark.speaker_name or ""
        case "value":
            quantity = values.quantity(mark.value)
            return figures.shown(quantity) if quantity else ""
        case "links":
            leaving = (tie for tie in version.ties if tie.source == mark.uid)
            quotes = (f"{tie.name} “{shortened(tie.target_quote, SHOWN_END)}”" for tie in leaving)
            return "; ".join(quotes)
    value = mark.attributes.get(field)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
