"""Who gets what at every address. An address without a row fails."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from annotator.accounts.models import User
from annotator.annotations.states import Kind, State
from annotator.api.tokens.services import make_token
from annotator.articles.models import Article
from annotator.exchange import staging, uploads
from annotator.exchange.forms import first_wishes
from annotator.projects import services
from annotator.projects.models import Project
from annotator.schemes.models import Label
from annotator.speakers.services import create_speaker
from annotator.webhooks.services import ping
from tests import make

STEP = {"step": "6f0e1a52-3f6e-4a57-9d0c-5a1f5d0f9b11"}
CHANGE = STEP | {"version": "1", "note": "A note"}
TOKEN = {"name": "A program", "scope": "read", "days": "7"}
NEW = STEP | {"uid": "1c8f6f6a-9f43-4a2f-8a53-3a7a2d0a7c22", "label": "0", "fragments": "4-12"}
UID = "0b8f6f6a-9f43-4a2f-8a53-3a7a2d0a7c22"
BATCH = {"batch": UID, "action": "reject"}
READING = {"labels": "create", "ids": "rename", "known": "add"}
LINK = STEP | {"uid": UID, "type": "0", "source": UID, "target": NEW["uid"]}
SETTINGS = {"name": "Name", "slug": "new-address", "spot_share": "100"}
RELEASE = {"split": "ratio", "shares": "80/10/10", "seed": "1"}
OBJECTION = {"cluster": UID, "text": "No"}
VERDICT = {"verdict": "accept", "version": "0"}
DECISION = STEP | {"cluster": UID, "nothing": "1"}
PEOPLE = ("anonymous", "stranger", "annotator", "reviewer", "owner")


@dataclass(frozen=True)
class Row:
    """``to`` is the status for each of PEOPLE; ``{}`` in ``arguments`` names a fixture's id.

    ``type`` is what the data are sent as where they aren't a form.
    """

    method: str
    name: str
    to: tuple[int, int, int, int, int]
    arguments: tuple[str, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)
    type: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


EVERYBODY = (200, 200, 200, 200, 200)
SIGNED_IN = (302, 200, 200, 200, 200)
MEMBERS = (302, 404, 200, 200, 200)
OWNERS = (302, 404, 403, 403, 200)
UNLABELLED = (302, 404, 422, 422, 422)
UNKNOWN = (302, 404, 409, 409, 409)
NOTHING_TO_UNDO = (302, 404, 422, 422, 422)
OWNERS_POST = (302, 404, 403, 403, 302)
KEEPERS = (302, 404, 403, 200, 200)
KEEPERS_POST = (302, 404, 403, 302, 302)
NO_FEEDBACK_YET = (302, 404, 404, 404, 404)
KEEPERS_ONLY = (302, 404, 404, 200, 200)
NO_FEEDBACK_YET = (302, 404, 404, 404, 404)
KEEPERS_ONLY = (302, 404, 404, 200, 200)
PROGRAMS = (401, 404, 200, 200, 200)
KEEPERS_PROGRAMS = (401, 404, 403, 200, 200)
OWNERS_PROGRAMS = (401, 404, 403, 403, 200)
HELD = (302, 404, 404, 422, 409)  # by the reviewer
GONE_OR_HELD = (302, 404, 404, 409, 409)

ROWS = (
    Row("get", "healthz", EVERYBODY),
    Row("get", "accounts:sign_in", (200, 302, 302, 302, 302)),
    Row("post", "accounts:sign_in", (422, 422, 422, 422, 422)),
    Row("post", "accounts:sign_out", (302, 302, 302, 302, 302)),
    Row("get", "accounts:account", SIGNED_IN),
    Row("get", "accounts:password", SIGNED_IN),
    Row("get", "api:tokens", SIGNED_IN),
    Row("post", "api:tokens", (302, 302, 302, 302, 302), (), TOKEN),
    Row("post", "api:revocation", (302, 404, 404, 404, 302), ("api_token",)),
    Row("get", "api:reference", EVERYBODY),
    Row("get", "api:openapi", EVERYBODY),
    Row("get", "api:nothing", (404, 404, 404, 404, 404), ("token",)),
    Row("get", "api:list_projects", (401, 200, 200, 200, 200)),
    Row("get", "api:get_project", PROGRAMS, ("slug",)),
    Row("get", "api:list_articles", PROGRAMS, ("slug",)),
    Row(
        "post",
        "api:list_articles",
        (401, 404, 403, 403, 201),
        ("slug",),
        {"text": "A text"},
        "application/jsonl",
    ),
    Row("get", "api:get_article", PROGRAMS, ("article",)),
    Row("get", "api:list_sets", PROGRAMS, ("article",)),
    Row("get", "api:get_nameless_set", (401, 404, 404, 200, 200), ("gold", "gold_kind")),
    Row("get", "api:get_set", (401, 404, 404, 200, 200), ("article", "kind", "name")),
    Row(
        "put",
        "api:get_set",
        OWNERS_PROGRAMS,
        ("article", "kind", "name"),
        {"spans": []},
        "application/json",
    ),
    Row("delete", "api:get_set", (401, 404, 403, 403, 204), ("article", "kind", "name")),
    Row("get", "api:export", KEEPERS_PROGRAMS, ("slug",)),
    Row("get", "api:export_losses", KEEPERS_PROGRAMS, ("slug",)),
    Row("get", "api:list_releases", KEEPERS_PROGRAMS, ("slug",)),
    Row(
        "post",
        "api:list_releases",
        (401, 404, 403, 403, 202),
        ("slug",),
        {"formats": [], "annotated_only": False},
        "application/json",
    ),
    Row("get", "api:get_release", KEEPERS_PROGRAMS, ("slug", "number")),
    Row("delete", "api:get_release", (401, 404, 403, 403, 204), ("slug", "number")),
    Row("get", "api:get_release_file", KEEPERS_PROGRAMS, ("slug", "number", "file")),
    Row("get", "api:list_webhooks", OWNERS_PROGRAMS, ("slug",)),
    Row(
        "post",
        "api:list_webhooks",
        (401, 404, 403, 403, 201),
        ("slug",),
        {"url": "https://93.184.216.34/", "events": ["release.made"]},
        "application/json",
    ),
    Row("get", "api:get_webhook", OWNERS_PROGRAMS, ("slug", "webhook")),
    Row("delete", "api:get_webhook", (401, 404, 403, 403, 204), ("slug", "webhook")),
    Row("get", "api:list_deliveries", OWNERS_PROGRAMS, ("slug", "webhook")),
    Row(
        "put",
        "api:get_webhook",
        OWNERS_PROGRAMS,
        ("slug", "webhook"),
        {"url": "https://93.184.216.34/", "events": ["release.made"]},
        "application/json",
    ),
    Row(
        "put",
        "api:switch_webhook",
        OWNERS_PROGRAMS,
        ("slug", "webhook"),
        {"active": False},
        "application/json",
    ),
    Row("post", "api:rotate_secret", OWNERS_PROGRAMS, ("slug", "webhook")),
    Row("post", "api:ping_webhook", (401, 404, 403, 403, 202), ("slug", "webhook")),
    Row("post", "api:send_again", (401, 404, 403, 403, 202), ("slug", "webhook", "delivery")),
    Row("get", "projects:list", SIGNED_IN),
    Row("get", "projects:create", (302, 403, 403, 403, 200)),
    Row("post", "projects:create", (302, 403, 403, 403, 302), (), {"name": "New"}),
    Row("get", "projects:invitation", EVERYBODY, ("token",)),
    Row("get", "projects:detail", MEMBERS, ("slug",)),
    Row("get", "projects:settings", OWNERS, ("slug",)),
    Row("post", "projects:settings", OWNERS_POST, ("slug",), SETTINGS),
    Row("get", "projects:members", OWNERS, ("slug",)),
    Row("post", "projects:members", OWNERS_POST, ("slug",), {"role": "annotator", "lasts": "7"}),
    Row("post", "projects:role", OWNERS_POST, ("slug", "member"), {"role": "reviewer"}),
    Row("post", "projects:removal", OWNERS_POST, ("slug", "member")),
    Row("post", "projects:revocation", OWNERS_POST, ("slug", "invitation")),
    Row("get", "articles:list", MEMBERS, ("slug",)),
    Row("get", "schemes:labels", OWNERS, ("slug",)),
    Row("post", "schemes:labels", (302, 404, 403, 403, 422), ("slug",)),
    Row("post", "schemes:label", (302, 404, 403, 403, 422), ("slug", "label")),
    Row("post", "schemes:activation", OWNERS_POST, ("slug", "label")),
    Row("post", "schemes:move", OWNERS_POST, ("slug", "label"), {"places": "1"}),
    Row("post", "schemes:deletion", OWNERS_POST, ("slug", "label")),
    Row("post", "schemes:order", OWNERS_POST, ("slug",), {"ids": "1"}),
    Row("post", "schemes:attributes", (302, 404, 403, 403, 422), ("slug", "label")),
    Row("post", "schemes:attribute", (302, 404, 403, 403, 422), ("slug", "attribute")),
    Row("post", "schemes:attribute_move", OWNERS_POST, ("slug", "attribute"), {"places": "1"}),
    Row("post", "schemes:attribute_deletion", OWNERS_POST, ("slug", "attribute")),
    Row("post", "schemes:links", (302, 404, 403, 403, 422), ("slug",)),
    Row("post", "schemes:link", (302, 404, 403, 403, 422), ("slug", "link")),
    Row("post", "schemes:link_activation", OWNERS_POST, ("slug", "link")),
    Row("post", "schemes:link_move", OWNERS_POST, ("slug", "link"), {"places": "1"}),
    Row("post", "schemes:link_deletion", OWNERS_POST, ("slug", "link")),
    Row("get", "schemes:scheme", MEMBERS, ("slug",)),
    Row("get", "exchange:import_", OWNERS, ("slug",)),
    Row("post", "exchange:import_", OWNERS_POST, ("slug",), {"text": "A text"}),
    Row("get", "exchange:preview", OWNERS, ("slug", "upload")),
    Row("post", "exchange:preview", OWNERS_POST, ("slug", "upload"), READING),
    Row("post", "exchange:writing", OWNERS_POST, ("slug", "upload")),
    Row("post", "exchange:deletion", OWNERS_POST, ("slug", "upload")),
    Row("get", "exchange:problems", OWNERS, ("slug", "upload")),
    Row("get", "exchange:rejected", OWNERS, ("slug", "upload")),
    Row("get", "exchange:export", MEMBERS, ("slug",)),
    Row("post", "exchange:export", (302, 404, 403, 200, 200), ("slug",), {"format": "jsonl"}),
    Row("get", "releases:list", KEEPERS, ("slug",)),
    Row("get", "releases:new", OWNERS, ("slug",)),
    Row("post", "releases:new", OWNERS_POST, ("slug",), RELEASE),
    Row("get", "releases:release", KEEPERS, ("slug", "number")),
    Row("get", "releases:progress", KEEPERS_POST, ("slug", "number")),
    Row("post", "releases:building", (302, 404, 403, 403, 409), ("slug", "number")),
    Row("get", "releases:deletion", OWNERS, ("slug", "number")),
    Row("post", "releases:deletion", OWNERS_POST, ("slug", "number")),
    Row("get", "releases:file", KEEPERS, ("slug", "number", "file")),
    Row("get", "insights:figures", MEMBERS, ("slug",)),
    Row("get", "insights:agreement", KEEPERS, ("slug",)),
    Row("get", "insights:disagreements", KEEPERS, ("slug",)),
    Row("get", "insights:agreement_numbers", KEEPERS_POST, ("slug",)),
    Row("get", "insights:computing", KEEPERS_POST, ("slug",)),
    Row("post", "insights:computing", KEEPERS_POST, ("slug",)),
    Row("get", "insights:speakers", MEMBERS, ("slug",)),
    Row("post", "insights:speakers", (302, 404, 302, 302, 302), ("slug",), {"name": "Name"}),
    Row("get", "insights:merges", KEEPERS, ("slug",)),
    Row("post", "insights:merges", (302, 404, 403, 404, 404), ("slug",), {"chosen": "1"}),
    Row("get", "insights:speaker", MEMBERS, ("slug", "entry")),
    Row("post", "insights:speaker_changes", KEEPERS_POST, ("slug", "entry"), {"name": "Name"}),
    Row("post", "insights:splits", (302, 404, 403, 422, 422), ("slug", "entry"), {"name": "Name"}),
    Row("post", "insights:undoing", (302, 404, 403, 404, 404), ("slug", "member")),
    Row("post", "insights:speaker_deletion", KEEPERS_POST, ("slug", "entry")),
    Row("get", "reviews:waiting", SIGNED_IN),
    Row("get", "reviews:gaps", KEEPERS, ("slug",)),
    Row("get", "reviews:threads", MEMBERS, ("article",)),
    Row("post", "reviews:threads", (302, 404, 302, 302, 302), ("article",), {"text": "Why?"}),
    Row("post", "reviews:comments", (302, 404, 302, 302, 302), ("thread",), {"text": "So."}),
    Row("post", "reviews:resolution", KEEPERS_POST, ("thread",), {"resolved": "1"}),
    Row("post", "reviews:taking_back", (302, 404, 403, 302, 403), ("comment",)),
    Row("get", "assignments:work", OWNERS, ("slug",)),
    Row("post", "assignments:work", (302, 404, 403, 403, 422), ("slug",)),
    Row("get", "assignments:handing_out", OWNERS, ("slug",)),
    Row(
        "post",
        "assignments:handing_out",
        OWNERS_POST,
        ("slug",),
        {"annotators": "2", "extra_share": "0", "order": "imported", "lease_hours": "24"},
    ),
    Row("post", "assignments:taking", (302, 404, 302, 302, 302), ("article",)),
    Row("post", "assignments:giving_back", (302, 404, 403, 403, 403), ("article",)),
    Row("get", "reviews:queue", KEEPERS, ("slug",)),
    Row("get", "reviews:next", KEEPERS_POST, ("slug",)),
    Row("post", "reviews:unseen", OWNERS_POST, ("slug",)),
    Row("get", "reviews:set", KEEPERS_ONLY, ("article", "set")),
    Row("post", "reviews:verdict", KEEPERS_POST, ("set",), VERDICT),
    Row("get", "reviews:feedback", MEMBERS, ("slug",)),
    Row("get", "reviews:article_feedback", NO_FEEDBACK_YET, ("article",)),
    Row("post", "reviews:objections", NO_FEEDBACK_YET, ("article",), OBJECTION),
    Row("get", "reviews:answer", KEEPERS, ("objection",)),
    Row("post", "reviews:answer", KEEPERS_POST, ("objection",), {"upheld": "1"}),
    Row("get", "reviews:words", KEEPERS, ("slug",)),
    Row("post", "reviews:words_decisions", (302, 404, 403, 422, 422), ("slug",), BATCH),
    Row("post", "reviews:words_undoing", (302, 404, 403, 404, 404), ("slug", "uid")),
    Row("get", "workbench:next", (302, 404, 302, 302, 302), ("slug",)),
    Row("get", "workbench:article", MEMBERS, ("article",)),
    Row("get", "workbench:state", MEMBERS, ("article",)),
    Row("get", "workbench:quotations", MEMBERS, ("article",)),
    Row("post", "workbench:annotations", UNLABELLED, ("article",), NEW | {"quote": "minister"}),
    Row("post", "workbench:annotation", UNKNOWN, ("article", "uid"), CHANGE),
    Row("post", "workbench:deletion", UNKNOWN, ("article", "uid"), CHANGE),
    Row("post", "workbench:occurrences", UNKNOWN, ("article", "uid"), CHANGE),
    Row("get", "workbench:speakers", MEMBERS, ("article", "uid")),
    Row("post", "workbench:relations", UNLABELLED, ("article",), LINK),
    Row("post", "workbench:relation_deletion", UNKNOWN, ("article", "uid"), STEP),
    Row("post", "workbench:undo", NOTHING_TO_UNDO, ("article",), STEP),
    Row("post", "workbench:redo", NOTHING_TO_UNDO, ("article",), STEP),
    Row("get", "workbench:gold", KEEPERS_ONLY, ("gold",)),
    Row("get", "workbench:gold_state", KEEPERS_ONLY, ("gold",)),
    Row("post", "workbench:gold_annotations", HELD, ("gold",), NEW | {"quote": "minister"}),
    Row("post", "workbench:gold_annotation", GONE_OR_HELD, ("gold", "uid"), CHANGE),
    Row("post", "workbench:gold_deletion", GONE_OR_HELD, ("gold", "uid"), CHANGE),
    Row("post", "workbench:gold_occurrences", GONE_OR_HELD, ("gold", "uid"), CHANGE),
    Row("get", "workbench:gold_speakers", KEEPERS_ONLY, ("gold", "uid")),
    Row("post", "workbench:gold_relations", HELD, ("gold",), LINK),
    Row("post", "workbench:gold_relation_deletion", GONE_OR_HELD, ("gold", "uid"), STEP),
    Row("post", "workbench:gold_undo", HELD, ("gold",), STEP),
    Row("post", "workbench:gold_redo", HELD, ("gold",), STEP),
    Row("post", "workbench:submission", (302, 404, 302, 302, 302), ("article",)),
    Row("post", "workbench:reopening", (302, 404, 302, 302, 302), ("article",)),
    Row("get", "reviews:adjudication", KEEPERS, ("article",)),
    Row("post", "reviews:adjudication", KEEPERS_POST, ("article",)),
    Row("post", "reviews:decisions", (302, 404, 404, 404, 404), ("article",), DECISION),
    Row("post", "reviews:undo", (302, 404, 404, 404, 404), ("article",), STEP),
    Row("post", "reviews:redo", (302, 404, 404, 404, 404), ("article",), STEP),
    Row("post", "reviews:merge", (302, 404, 403, 404, 404), ("article",)),
    Row("post", "reviews:finish", (302, 404, 403, 404, 404), ("article",)),
    Row("post", "reviews:reopening", (302, 404, 403, 404, 404), ("article",)),
    Row("post", "reviews:takeover", (302, 404, 403, 404, 404), ("article",)),
    Row("post", "reviews:names", (302, 404, 403, 404, 404), ("article",)),
    Row("get", "webhooks:list", OWNERS, ("slug",)),
    Row("post", "webhooks:list", (302, 404, 403, 403, 422), ("slug",), {"url": "x"}),
    Row("get", "webhooks:webhook", OWNERS, ("slug", "webhook")),
    Row("post", "webhooks:webhook", (302, 404, 403, 403, 422), ("slug", "webhook"), {"url": "x"}),
    Row("post", "webhooks:activation", OWNERS_POST, ("slug", "webhook")),
    Row("post", "webhooks:secret", OWNERS_POST, ("slug", "webhook")),
    Row("post", "webhooks:deletion", OWNERS_POST, ("slug", "webhook")),
    Row("post", "webhooks:ping", OWNERS_POST, ("slug", "webhook")),
    Row("post", "webhooks:sending", OWNERS_POST, ("slug", "webhook", "delivery")),
)


def addresses(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}"


def test_every_address_has_a_row():
    assert set(addresses(get_resolver())) - {row.name for row in ROWS} == set()


@pytest.fixture
def arguments(
    project: Project, article: Article, claim: Label, ben: User, rita: User, max: User
) -> dict[str, object]:
    thread = make.thread(article, rita)
    invitation, token = services.invite(by=max, project=project, role="annotator")
    handed_in = make.annotation_set(article, ben, state=State.SUBMITTED)
    suggested = make.annotation_set(article, None, kind=Kind.SUGGESTED, name="model")
    own = make_token(by=max, person=max, name="Max’s", scope="read", days=1)[0]
    webhook = make.webhook(project)
    return {
        "slug": project.slug,
        "article": article.pk,
        "gold": _with_gold(project, rita).pk,
        "label": claim.pk,
        "attribute": make.attribute(claim).pk,
        "link": make.relation_type(claim, claim).pk,
        "member": ben.pk,
        "invitation": invitation.pk,
        "token": token,
        "uid": UID,
        "thread": thread.pk,
        "comment": thread.comments.get().pk,
        "set": handed_in.pk,
        "objection": make.objection(handed_in).pk,
        "upload": _upload(project, max),
        "api_token": own.pk,
        "kind": suggested.kind,
        "name": suggested.name,
        "gold_kind": Kind.GOLD.value,
        "entry": create_speaker(project_id=project.pk, by=max, name="The minister").pk,
        "number": lambda: make.release(project, max).number,  # only where it is asked for
        "file": "corpus.jsonl",
        "webhook": webhook.pk,
        "delivery": ping(by=max, project=project, webhook_id=webhook.pk).pk,
    }


def _with_gold(project: Project, holder: User) -> Article:
    """An article whose gold set somebody works on."""
    made = make.article(project, f"{make.TEXT} More.")
    make.annotation_set(made, holder, kind=Kind.GOLD)
    return made


def _upload(project: Project, owner: User) -> str:
    """An upload of one text that has been looked at."""
    staged = staging.stage(project, owner)
    staged.keep([], "A text")
    uploads.look(staged, project, owner, first_wishes(title=False))
    return staged.token


def client_of(user: User) -> Client:
    """Signed in for pages, and with a token for the API: each looks at its own only."""
    secret = make_token(by=user, person=user, name="All", scope="manage", days=1)[1]
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    client.force_login(user)
    return client


def _sent_as(row: Row) -> dict[str, str]:
    return {"content_type": row.type} if row.type else {}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_access(
    row: Row,
    person: str,
    arguments: dict[str, object],
    olga: User,
    ana: User,
    rita: User,
    max: User,
):
    users = {"stranger": olga, "annotator": ana, "reviewer": rita, "owner": max}
    client = client_of(users[person]) if person in users else Client()
    found = [arguments[name] for name in row.arguments]
    url = reverse(row.name, args=[one() if callable(one) else one for one in found])
    answer = getattr(client, row.method)(url, row.data, **_sent_as(row))
    answer.close()  # a download holds its file open
    assert answer.status_code == row.to[PEOPLE.index(person)]
