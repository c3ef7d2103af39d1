"""What a project's page shows: to annotators their own work, to the others everybody's."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from annotator.accounts.models import User
from annotator.overview import queries
from annotator.overview.dashboards import pace, parts, standing, wording
from annotator.overview.dashboards.own import Task, tasks
from annotator.overview.dashboards.pace import Days
from annotator.overview.dashboards.parts import Bar
from annotator.overview.dashboards.standing import Counts, Sets
from annotator.overview.dashboards.stuck import Stuck, Thing, stuck
from annotator.projects.models import Membership, Project, Role
from annotator.schemes.models import Label
from annotator.schemes.queries import active_labels_of


@dataclass(frozen=True, slots=True)
class Own:
    """``all``: every article is everybody's to do; 0 where they are handed out. ``more``: there is
    something to annotate."""

    counts: Counts
    bar: Bar
    all: int
    more: bool
    tasks: list[Task]
    time: str


@dataclass(frozen=True, slots=True)
class Person:
    """``user`` None: everybody who is no member, or has no account here."""

    user: User | None
    counts: Counts
    bar: Bar
    time: str

    @property
    def unfinished(self) -> int:
        return self.counts.open + self.counts.in_progress


@dataclass(frozen=True, slots=True)
class Team:
    """``is_alone``: nobody annotates but who looks at it. ``unbegun``: articles that nobody has;
    ``reviewing``: gold sets that are not finished."""

    is_alone: bool
    counts: Counts
    bar: Bar
    gold: int
    reviewing: int
    unbegun: int
    people: list[Person]
    days: Days
    ranges: tuple[int, ...]
    ends: str
    time: str
    stuck: Stuck

    LATEST = pace.LATEST
    MANY = queries.COUNTED

    @property
    def shows_gold(self) -> bool:
        return bool(not self.is_alone or self.gold or self.reviewing)

    @property
    def stuck_things(self) -> list[tuple[str, list[tuple[Thing, str]]]]:
        """By kind, with the time in words; kinds without anything are left out."""
        found = self.stuck
        kinds = (
            ("ending", found.ending, wording.until),
            ("untouched", found.untouched, wording.since),
            ("unreviewed", found.unreviewed, wording.since),
            ("undecided", found.undecided, wording.since),
        )
        return [
            (name, [(thing, say(thing.at)) for thing in things])
            for name, things, say in kinds
            if things
        ]


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """``team`` is for owners and reviewers, once there is something to annotate."""

    membership: Membership
    articles: int
    own: Own
    team: Team | None
    labels: list[Label]


def project(membership: Membership, by: User, asked: Any) -> ProjectPage:
    of = membership.project
    articles = queries.number_of_articles(of)
    shows_team = membership.role != Role.ANNOTATOR and articles > 0
    sets = standing.sets_of(of, None if shows_team else membership.user_id)
    return ProjectPage(
        membership=membership,
        articles=articles,
        own=_own(membership, by, sets, articles),
        team=_team(of, by, sets, articles, asked) if shows_team else None,
        labels=list(active_labels_of(of)),
    )


def _own(membership: Membership, by: User, sets: Sets, articles: int) -> Own:
    of, counts = membership.project, sets.of(by.pk)
    every = 0 if of.annotators else articles
    left = _open(every, counts) if every else counts
    active = pace.active(of, [by.pk]) if membership.role == Role.ANNOTATOR else {}
    return Own(
        counts=counts,
        bar=parts.bar(left),
        all=every,
        more=standing.is_free(of) or counts.all > counts.done or every > counts.done,
        tasks=tasks(of, by),
        time=wording.minutes(active.get(None)),
    )


def _open(every: int, counts: Counts, free: int = 0) -> Counts:
    """With what is still to be begun: what the queue has, or what is left of everything."""
    left = free or max(every - counts.all, 0)
    return Counts(
        counts.open + left, counts.in_progress, counts.submitted, counts.returned, counts.accepted
    )


def _team(of: Project, by: User, sets: Sets, articles: int, asked: Any) -> Team:
    members = queries.members_of(of)
    annotators = len([one for one in members if one.role == Role.ANNOTATOR]) or 1
    every = 0 if of.annotators else articles * annotators
    counts = _open(every, sets.everybodys, standing.free(of))
    users = [one.user for one in members]
    active = pace.active(of, [one.pk for one in users])
    number = next((n for n in pace.RANGES if str(n) == asked.get("days")), pace.RANGES[0])
    days = pace.days(of, number)
    people = _people(members, sets, active)
    return Team(
        is_alone=all(one.user == by for one in people),
        counts=counts,
        bar=parts.bar(counts),
        gold=sets.gold.accepted,
        reviewing=sets.gold.all - sets.gold.accepted,
        unbegun=standing.begun_by_nobody(of),
        people=people,
        days=days,
        ranges=pace.RANGES,
        ends=wording.ends(pace.end(counts.all - counts.done, days)) if counts.all else "",
        time=wording.minutes(active.get(None)),
        stuck=stuck(of, users),
    )


def _people(
    members: Sequence[Membership], sets: Sets, active: dict[int | None, pace.Active]
) -> list[Person]:
    """Annotators, whoever else has annotated, and the others in one line."""
    people, others = [], sets.everybodys
    for one in members:
        counts = sets.of(one.user_id)
        others.take(counts)
        if counts.all or one.role == Role.ANNOTATOR:
            time = wording.minutes(active.get(one.user_id))
            people.append(Person(one.user, counts, parts.bar(counts), time))
    if others.all:
        people.append(Person(None, others, parts.bar(others), ""))
    return people
