"""What the page of agreement shows."""

from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotator.accounts.models import User
from annotator.articles.models import Article
from annotator.insights.agreement import forms, services, standing, tables, words
from annotator.insights.agreement.counting import ALL
from annotator.insights.agreement.drawn import Drawn
from annotator.insights.agreement.forms import FilterForm, View, query_of
from annotator.insights.agreement.numbers import Plain
from annotator.insights.agreement.scope import Scope, person_key
from annotator.insights.agreement.services import Found
from annotator.insights.agreement.tables import Link, LinkRow, MeasureRow, Overview
from annotator.insights.agreement.words import Shown
from annotator.insights.models import Comparison
from annotator.projects.models import Membership


@dataclass(frozen=True)
class AgreementPage:
    """``changed``: sets that are not as they were compared, if the numbers are out of date."""

    membership: Membership
    found: Found
    scope: Scope
    form: FilterForm
    view: View
    changed: int

    @property
    def comparison(self) -> Comparison | None:
        return self.found.result

    @property
    def result(self) -> Plain:
        return (self.comparison.result or {}) if self.comparison else {}

    @property
    def has_numbers(self) -> bool:
        return bool(self.result.get("articles"))

    @cached_property
    def people(self) -> list[Plain]:
        return list(self.result["people"])

    @property
    def labels(self) -> list[str]:
        return list(self.result["labels"])

    @cached_property
    def label(self) -> str:
        return self.view.label if self.view.label in self.labels else ALL

    @property
    def part(self) -> Plain:
        found: Plain = self.result["parts"][self.label]
        return found

    @property
    def compared(self) -> str:
        """ "40 articles by 5 annotators"."""
        articles = self.result["articles"]
        people = len({who for one in self.part["pairs"]["strict"] for who in (one["a"], one["b"])})
        return _("%(articles)s by %(people)s.") % {
            "articles": ngettext("%(n)s article", "%(n)s articles", articles)
            % {"n": words.count(articles)},
            "people": ngettext("%(n)s annotator", "%(n)s annotators", people)
            % {"n": words.count(people)},
        }

    @property
    def headline(self) -> str:
        """What the main number says."""
        strict = self.result["parts"][ALL]["f1"]["strict"]
        if "value" not in strict:
            return _("Nobody marked anything in them yet.")
        return _(
            "Of what one annotator marked, another marked %(share)s %% with exactly the same "
            "characters and label."
        ) % {"share": round(strict["value"] * 100)}

    @property
    def main(self) -> Shown:
        return words.shown(self.result["parts"][ALL]["f1"]["strict"])

    @property
    def sampled(self) -> int:
        """Of how many articles those are that were compared, if not of all."""
        taken = len({pk for one in self.result["trend"]["windows"] for pk in one["articles"]})
        return self.result["of"] if self.result["of"] > max(taken, 4_999) else 0

    @property
    def both_empty(self) -> int:
        return int(self.part["both_empty"])

    @property
    def overview(self) -> list[Overview]:
        return tables.overview(self)

    @property
    def measures(self) -> list[MeasureRow]:
        return tables.measures(self)

    @property
    def links(self) -> list[LinkRow]:
        return tables.links(self)

    @cached_property
    def drawn(self) -> Drawn:
        return Drawn(self)

    @property
    def gold(self) -> list[tables.GoldRow]:
        return tables.gold(self)

    @property
    def measure_choices(self) -> list[tuple[str, str, bool]]:
        return [(name, words.NAMES[name], name == self.view.measure) for name in words.PAIRED]

    def name_of(self, place: int) -> str:
        return self.people[place]["name"] or _("Imported")

    def disagreements(self, **asked: object) -> str:
        """The query of the disagreements behind a number of this page's label."""
        given = {"label": self.label or None} | asked
        return query_of(self.scope, **given) or "?"

    def here(self, **more: object) -> str:
        """This page, looked at otherwise."""
        now = {
            "label": self.label or None,
            "measure": self.view.measure if self.view.measure != "strict" else None,
            "noise": "without" if self.view.without_noise else None,
        }
        return query_of(self.scope, **(now | more)) or "?"

    @property
    def label_links(self) -> list[Link]:
        found = [Link(_("All labels"), self.here(label=None), here=self.label == ALL)]
        return found + [
            Link(label, self.here(label=label), here=self.label == label) for label in self.labels
        ]

    @property
    def noise_query(self) -> str:
        return self.here(noise=None if self.view.without_noise else "without")

    @property
    def numbers_query(self) -> str:
        return query_of(self.scope, format="csv")

    @property
    def json_query(self) -> str:
        return query_of(self.scope, format="json")

    @property
    def scope_query(self) -> str:
        return query_of(self.scope)

    @property
    def progress(self) -> tuple[int, int]:
        return progress_of(self.found.job)


def agreement(membership: Membership, data: QueryDict, by: User) -> AgreementPage:
    """Six queries at most where the numbers are there."""
    form = form_of(membership, data)
    scope = form.asked()
    found = services.agreement(project_id=membership.project_id, scope=scope, by=by)
    outdated = found.result if not found.fresh else None
    return AgreementPage(
        membership=membership,
        found=found,
        scope=scope,
        form=form,
        view=forms.view(data),
        changed=standing.changed(outdated, scope) if outdated else 0,
    )


def form_of(membership: Membership, data: QueryDict) -> FilterForm:
    """Two queries: who finished something, and in which languages there are articles."""
    people = [
        (
            person_key(owner if owner is not None else name),
            full or username or name or _("Imported"),
        )
        for owner, name, full, username in standing.annotators(membership.project_id)
    ]
    langs = Article.objects.filter(project=membership.project_id).exclude(lang="")
    found = langs.order_by("lang").values_list("lang", flat=True).distinct()
    return FilterForm(data, sorted(people, key=lambda one: one[1].casefold()), list(found[:50]))


def progress_of(job: Comparison | None) -> tuple[int, int]:
    """Done, of how many steps; nothing is known before it has begun."""
    progress = getattr(job, "progress", None)
    return (progress.done, progress.total) if progress else (0, 0)


@dataclass(frozen=True, slots=True)
class ComputingPage:
    membership: Membership
    scope: Scope
    job: Comparison | None

    @property
    def computing(self) -> bool:
        return self.job is not None and self.job.state == services.State.WAITING

    @property
    def progress(self) -> tuple[int, int]:
        return progress_of(self.job)

    @property
    def scope_query(self) -> str:
        return query_of(self.scope)


def computing(membership: Membership, scope: Scope) -> ComputingPage:
    _result, job = services.kept(membership.project_id, scope)
    return ComputingPage(membership, scope, job)


def address(membership: Membership, scope: Scope) -> str:
    return reverse("insights:agreement", args=[membership.project.slug]) + query_of(scope)
