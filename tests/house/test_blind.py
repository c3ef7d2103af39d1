"""Blind means blind: an annotator is shown nothing that another annotator did, at any address.

Every address is asked with ids of one's own and of the other's. One whose parts are not known here
fails: it needs a line in ``parts``.
"""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.activity.services import event, record
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import State
from annotator.articles.models import Article
from annotator.errors import InvalidInput
from annotator.projects.models import Project
from annotator.reviews.adjudication import services as adjudication
from annotator.schemes.models import Label, RelationType
from annotator.speakers.models import Speaker
from annotator.speakers.services import (
    change_speaker,
    create_speaker,
    merge_speakers,
    point_to,
)
from annotator.webhooks.models import Webhook
from tests import make
from tests.house.test_access import ROWS, client_of

TEXT = (
    "The minister said on Monday that more than 1,200 people had left.\n"
    "A quagga stampede is what the keeper feared.\n“We will go on,” she said."
)
TELLTALES = (
    "Zebedee", "Quux", "zquux",  # who
    "Zanzibar", "Vexley", "zealot",  # the speaker entry, its other name, its role
    "znote", "zcomment", "zobjection", "zreason",  # what was said
    "zform",  # an attribute
    "987654321", "987,654,321",  # a value
    "2a2a2a2a-0000-4000-8000-00000000000",  # uids of annotations
)  # fmt: skip
MARKED = "quagga stampede"
TEXTS = re.compile(
    r"workbench:(article|state|next|annotation|occurrences|deletion|undo|redo|relation)"
    r"|reviews:(set|article_feedback)|exchange:export|api:(export|get_article)"
)
"""Addresses that show the text of the article, in which the marked words stand."""


def named(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every address with the names of its parts."""
    for pattern in resolver.url_patterns:
        own = tuple(pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            yield from ((name, own + parts) for name, parts in named(pattern, inner))
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}", own


ADDRESSES = dict(named(get_resolver()))


@pytest.fixture
def zebedee(project: Project) -> User:
    made = make.user("zquux", name="Zebedee Quux")
    make.member(project, made)
    return made


@pytest.fixture
def entry(project: Project, zebedee: User) -> Speaker:
    """Made by Zebedee while he annotated."""
    given = {"name": "Zanzibar", "role": "zealot", "aliases": ["Vexley"]}
    return create_speaker(project_id=project.pk, by=zebedee, **given)  # type: ignore[arg-type]


@pytest.fixture
def article(project: Project) -> Article:
    return make.article(project, TEXT, title="Monday")


def uid(number: int) -> UUID:
    return UUID(f"2a2a2a2a-0000-4000-8000-00000000000{number}")


@pytest.fixture
def his(
    article: Article, zebedee: User, entry: Speaker, claim: Label, speaker: Label, figure: Label,
    said_by: RelationType,
) -> AnnotationSet:  # fmt: skip
    """Zebedee’s set of the article: linked, with a note, an attribute and a value."""
    made = make.annotation_set(article, zebedee, state=State.SUBMITTED)
    at = TEXT.index(MARKED)
    who = make.annotation(made, speaker, (4, 12), uid=uid(1), speaker=entry)
    more = {"note": "znote", "attributes": {"form": "zform"}}
    said = make.annotation(made, claim, (at, at + len(MARKED)), uid=uid(2), **more)
    value = {"low": 987654321, "high": 987654321, "comparator": "=", "unit": "", "counted": "x"}
    value |= {"magnitude": "", "confirmed": True}
    make.annotation(made, figure, (33, 48), uid=uid(3), value=value)
    make.relation(said_by, said, who)
    make.thread(article, zebedee, "zcomment", set=made, annotation=uid(2))
    make.objection(made, text="zobjection")
    made.reviews.create(outcome="accepted", note="zreason", by=zebedee, at=timezone.now())
    return made


@pytest.fixture
def mine(article: Article, ana: User, claim: Label) -> AnnotationSet:
    made = make.annotation_set(article, ana, state=State.IN_PROGRESS)
    make.annotation(made, claim, (4, 12), uid=uuid4())
    return made


@pytest.fixture
def done(project: Project, ana: User, zebedee: User, rita: User, claim: Label) -> Article:
    """An article that both had alike and that is finished."""
    made = make.article(project, "Both said the same of it.", title="Done")
    for who in (ana, zebedee):
        one = make.annotation_set(made, who, state=State.SUBMITTED, version=1)
        make.annotation(one, claim, (5, 9))
    adjudication.start(article_id=made.pk, by=rita)
    adjudication.finish(article_id=made.pk, by=rita)
    return made


@pytest.fixture
def parts(
    project: Project, article: Article, done: Article, his: AnnotationSet, mine: AnnotationSet,
    entry: Speaker, zebedee: User, ana: User, claim: Label,
) -> dict[str, list[object]]:  # fmt: skip
    """For each part of an address what it may be: one's own first, then the other's."""
    own = create_speaker(project_id=project.pk, by=ana, name="The minister")
    thread = make.thread(article, ana, "Mine.")
    log = Event.objects.filter(project_id=project.pk, kind="speaker:created")
    release = make.release(project, soft_labels=True, formats=())
    webhook = _told_of(his)
    uids = [mine.annotations.get().uid, *his.annotations.values_list("uid", flat=True)]
    threads = [thread.pk, his.threads.get().pk]
    return {
        "slug": [project.slug],
        "article_id": [article.pk, done.pk],
        "set_id": [mine.pk, his.pk],
        "uid": uids,
        "label_id": [claim.pk],
        "attribute_id": [1],
        "type_id": [1],
        "relation_type_id": [1],
        "speaker_id": [own.pk, entry.pk],
        "event_id": list(log.values_list("pk", flat=True)),
        "user_id": [ana.pk, zebedee.pk],
        "invitation_id": [1],
        "token": ["nothing"],
        "thread_id": threads,
        "comment_id": [thread.comments.get().pk, his.threads.get().comments.get().pk],
        "objection_id": [his.objections.get().pk],
        "batch": [uuid4()],
        "token_id": [1],
        "rest": ["nothing"],
        "kind": ["annotator", "gold", "imported"],
        "webhook_id": [webhook.pk],
        "delivery_id": [webhook.deliveries.get().pk],
        "number": [release.number],
        "name": [
            "ana",
            zebedee.username,
            "corpus.jsonl",
            "soft_labels.jsonl",
            "README.md",
            f"{project.slug}-1.zip",
        ],
    }


def _told_of(his: AnnotationSet) -> Webhook:
    """A webhook that was told of the other’s work."""
    made = make.webhook(his.article.project)
    given = {"project_id": his.article.project_id, "article_id": his.article_id}
    record(event("set:submitted", by=his.owner, subject=his.pk, **given))
    return made


FILES = ("corpus.jsonl", "soft_labels.jsonl", "README.md")
"""Of a release."""

QUERIES: tuple[dict[str, str], ...] = (
    {},
    {"whose": "everyone", "words": "Zan", "days": "90", "state": "nobody", "q": "Zan"},
)
PROGRAMS_QUERIES: tuple[dict[str, str], ...] = ({}, {"state": "nobody", "q": "Zan"}, {"q": "Zan"})
"""Programs are refused for what is not known."""


def posted(name: str, zebedee: User) -> Iterator[dict[str, Any]]:
    """What is sent to an address: as the table of access has it, and asking for the other’s."""
    found = [row.data for row in ROWS if row.name == name and row.method == "post"]
    yield from found or [{}]
    if name == "exchange:export":
        for whose in (f"annotator:{zebedee.pk}", "", "gold", "annotator"):
            yield {"format": "jsonl", "whose": whose}
    if name.startswith("workbench:annotation"):
        yield {"step": str(uuid4()), "version": "1", "speaker": "theirs"}


def content(answer: HttpResponse) -> str:
    parts = answer.streaming_content if answer.streaming else [answer.content]  # type: ignore[attr-defined]
    headers = "".join(f"{name}: {value}\n" for name, value in answer.items())
    return headers + b"".join(parts).decode(errors="replace")


def check(name: str, answer: HttpResponse, where: str) -> None:
    # The address was asked for: it tells nothing new, and a problem of the API repeats it.
    text = content(answer).replace(answer.request["PATH_INFO"], "")
    told = [one for one in TELLTALES if one in text]
    if not TEXTS.match(name) and MARKED in text:
        told.append(MARKED)
    assert not told, f"{where} tells {told}"
    assert "submitted by" not in text.lower().replace("submitted by me", "").replace(
        "submitted by nobody", ""
    )


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_nothing_of_others_is_told(
    name: str, parts: dict[str, list[object]], ana: User, zebedee: User, entry: Speaker
) -> None:
    unknown = set(ADDRESSES[name]) - parts.keys()
    assert not unknown, f"Say in ``parts`` what {unknown} may be, so that {name} is covered."
    client = client_of(ana)
    for values in product(*(parts[one] for one in ADDRESSES[name])):
        url = reverse(name, kwargs=dict(zip(ADDRESSES[name], values, strict=True)))
        queries = PROGRAMS_QUERIES if name.startswith("api:") else QUERIES
        for query, headers in product(queries, ({}, {"HX-Request": "true"})):
            answer = client.get(url, query, headers=headers, follow=True)
            check(name, answer, f"GET {answer.request['PATH_INFO']}")
        for data in posted(name, zebedee):
            data = {key: entry.pk if value == "theirs" else value for key, value in data.items()}
            answer = client.post(url, data, headers={"HX-Request": "true"})
            check(name, answer, f"POST {url}")
            client.force_login(ana)


@pytest.mark.parametrize("words", ["Zanzibar", "Vexley", "Zanzibarr"])
def test_what_others_have_named_is_not_offered(
    words: str, his: AnnotationSet, mine: AnnotationSet, entry: Speaker, ana: User, rita: User
) -> None:
    url = reverse("workbench:speakers", args=[mine.article_id, mine.annotations.get().uid])
    for who, is_told in ((ana, False), (rita, True)):
        client = Client()
        client.force_login(who)
        assert (f'data-speaker="{entry.pk}"' in content(client.get(url, {"q": words}))) == is_told


@pytest.mark.parametrize("words", ["Zanzibar", "Vexley"])
def test_what_others_have_named_is_not_found(
    words: str, his: AnnotationSet, ana: User, rita: User, project: Project
) -> None:
    url = reverse("insights:speakers", args=[project.slug])
    for who, found in ((ana, 0), (rita, 1)):
        client = Client()
        client.force_login(who)
        page = client.get(url, {"words": words}).context["page"]
        assert len(page.listed.entries) == found


def test_nobody_points_to_what_they_are_not_shown(
    mine: AnnotationSet, entry: Speaker, ana: User, project: Project
) -> None:
    with pytest.raises(InvalidInput):
        point_to(project_id=project.pk, by=ana, speaker_id=entry.pk)
    Project.objects.update(blind=False)
    assert point_to(project_id=project.pk, by=ana, speaker_id=entry.pk) == entry
    entry.refresh_from_db()
    assert entry.made_by is None


@pytest.mark.parametrize("how", ["change", "merge", "gold"])
def test_an_entry_becomes_everybodys(
    how: str, entry: Speaker, rita: User, zebedee: User, project: Project, speaker: Label
) -> None:
    given = {"project_id": project.pk, "by": rita}
    if how == "change":
        change_speaker(**given, speaker_id=entry.pk, role="keeper")
    elif how == "merge":
        other = create_speaker(**given, name="The keeper")
        merge_speakers(**given, into=entry.pk, others=[other.pk])
    else:
        article = make.article(project, "Zanzibar said it.")
        one = make.annotation_set(article, zebedee, state=State.SUBMITTED, version=1)
        make.annotation(one, speaker, (0, 8), speaker=entry)
        adjudication.start(article_id=article.pk, by=rita)
        entry.refresh_from_db()
        assert entry.made_by == zebedee
        adjudication.finish(article_id=article.pk, by=rita)
    entry.refresh_from_db()
    assert entry.made_by is None


def test_the_same_name_makes_another_entry(entry: Speaker, ana: User, project: Project) -> None:
    made = create_speaker(project_id=project.pk, by=ana, name="Zanzibar")
    assert made != entry
    assert made.made_by == ana
    assert create_speaker(project_id=project.pk, by=ana, name="Zanzibar") == made


def test_the_telltales_are_there_for_who_may_see_them(
    his: AnnotationSet, mine: AnnotationSet, rita: User, entry: Speaker, project: Project
) -> None:
    """Else nothing would be tested."""
    client = Client()
    client.force_login(rita)
    told = content(client.get(reverse("exchange:export", args=[project.slug])))
    export = reverse("exchange:export", args=[project.slug])
    told += content(client.post(export, {"format": "jsonl"}))
    told += content(client.get(reverse("insights:speaker", args=[project.slug, entry.pk])))
    told += content(client.get(reverse("projects:detail", args=[project.slug])))
    for one in ("Zebedee", "zquux", "Zanzibar", "Vexley", "znote", "zform", "987654321", MARKED):
        assert one in told


def test_an_open_project_shows_everybody(his: AnnotationSet, project: Project, ana: User) -> None:
    Project.objects.update(blind=False)
    client = Client()
    client.force_login(ana)
    assert "Zanzibar" in content(client.get(reverse("insights:speakers", args=[project.slug])))


def test_what_lapsed_is_nobodys_business(
    his: AnnotationSet, mine: AnnotationSet, ana: User, project: Project
) -> None:
    """The other’s work has gone back to the queue, which the annotator takes from."""
    Project.objects.update(annotators=2)
    AnnotationSet.objects.filter(pk=his.pk).update(
        state=State.IN_PROGRESS, submitted=None, lapsed=timezone.now()
    )
    client = Client()
    client.force_login(ana)
    for name in ("workbench:article", "projects:detail", "articles:list"):
        given = [mine.article_id] if name == "workbench:article" else [project.slug]
        check(name, client.get(reverse(name, args=given)), name)
