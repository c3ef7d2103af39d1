"""A small corpus for tests that look at every screen; made inside the server's database."""

import json

from annotator.accounts.models import User
from annotator.activity.services import event, record
from annotator.annotations.models import AnnotationSet
from annotator.annotations.states import Kind, State
from annotator.articles.models import Article
from annotator.exchange import staging, uploads
from annotator.exchange.forms import first_wishes
from annotator.overview.services import create_project
from annotator.projects import services
from annotator.projects.models import Project, Role
from annotator.schemes.models import Label
from annotator.speakers.models import Speaker
from annotator.speakers.services import create_speaker, merge_speakers
from annotator.text.spans import Fragment
from annotator.webhooks.models import Webhook
from tests import make

ENGLISH = "The minister said that more than 1,200 people had left the valley"
ARABIC = "قال الوزير إن أكثر من ١٢٠٠ شخص غادروا الوادي منذ يوم الاثنين"
GUIDELINES = "Mark **who says what**.\n\n- the whole name\n- [more](https://example.org)\n"


def prepare() -> None:
    """Prints what addresses need, as JSON."""
    max, ana = make.user("max", name="Max Owner"), make.user("ana")
    project = create_project(by=None, name="Floods", slug="floods", owner=max)
    project.guidelines = GUIDELINES
    project.save()
    make.member(project, ana, Role.ANNOTATOR)
    article = make.article(project, title="The valley")
    make.article(project, "قال الوزير إن المياه ارتفعت", title="وزير", lang="ar")
    label = project.labels.all()[1]
    for person, state in ((max, State.IN_PROGRESS), (ana, State.SUBMITTED)):
        owned = make.annotation_set(article, person, state=state)
        make.annotation(owned, label, (4, 12))
        make.annotation(owned, label, (0, 25))
    entry = _speaker(project, max, ana)
    invitation, token = services.invite(by=max, project=project, role="annotator", note="Dan")
    arguments = {
        "slug": project.slug,
        "article": article.pk,
        "label": label.pk,
        "entry": entry.pk,
        "member": ana.pk,
        "invitation": invitation.pk,
        "token": token,
        "upload": upload(project, max),
        "set": owned.pk,
        "gold": _with_gold(project, max, label).pk,
        "objection": make.objection(owned).pk,
        "webhook": _told(owned).pk,
    }
    # Of everything above, the second one compared with the first.
    arguments["number"] = [make.release(project, max).number for _ in range(2)][-1]
    print(json.dumps(arguments))  # noqa: T201


def _with_gold(project: Project, holder: User, label: Label) -> Article:
    """An article whose gold set somebody works on."""
    article = make.article(project, make.TEXT + " Gold.", title="The gold one")
    gold = make.annotation_set(article, holder, kind=Kind.GOLD, state=State.IN_PROGRESS)
    make.annotation(gold, label, (4, 12), provenance="unanimous")
    return article


def _told(owned: AnnotationSet) -> Webhook:
    """A webhook that is told of a set, and cannot be reached."""
    article, by = owned.article, owned.owner
    webhook = make.webhook(article.project, "https://receiver.invalid/")
    given = {"project_id": article.project_id, "article_id": article.pk, "subject": owned.pk}
    record(event("set:submitted", by=by, **given))
    return webhook


def _speaker(project: Project, *people: User) -> Speaker:
    """An entry that another was merged into, with claims and figures in two languages."""
    given = {"project_id": project.pk, "by": people[0]}
    entry = create_speaker(**given, name="Yoav Gallant", kind="person", role="Minister")
    other = create_speaker(**given, name="يوآف غالانت")
    merge_speakers(**given, into=entry.pk, others=[other.pk])
    create_speaker(**given, name="حزب الله", kind="organisation", notes="A party.")
    texts = (ENGLISH, "en", (4, 12)), (ARABIC, "ar", (4, 10)), (ENGLISH + " Again.", "en", (0, 12))
    for n, (text, lang, place) in enumerate(texts):
        day = f"2025-{n + 7:02}-03"
        article = make.article(project, text, title=text[:20], lang=lang, published=day)
        for person in people:
            _claim(make.annotation_set(article, person), entry, place)
    return entry


def _claim(owned: AnnotationSet, entry: Speaker, place: Fragment) -> None:
    speaker, claim, figure, _cue = owned.article.project.labels.all()
    end = len(owned.article.text)
    value = {"low": 1200, "high": 1200, "comparator": ">", "unit": "", "counted": "people"}
    said = make.annotation(owned, claim, (20, end))
    who = make.annotation(owned, speaker, place, speaker=entry)
    number = make.annotation(owned, figure, (20, 30), value=value)
    types = {one.name: one for one in entry.project.relation_types.all()}
    make.relation(types["said by"], said, who)
    make.relation(types["in"], number, said)


def upload(project: Project, owner: User) -> str:
    """One that was looked at and has articles, a problem and a table's columns to show."""
    staged = staging.stage(project, owner)
    table, lines = staged.new_path(), staged.new_path()
    table.write_text("id,headline,body\n1,Flood,One\n2,Fire,\n")
    lines.write_text('{"text": "قال الوزير", "lang": "ar"}\n')
    staged.keep(
        [staging.Received(table, "a.csv", 1), staging.Received(lines, "b.jsonl", 1)], "Pasted"
    )
    uploads.look(staged, project, owner, first_wishes(title=False))
    return staged.token
