"""Building in the background: numbered once, built once, again if who was at it dies."""

import threading
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection, connections, transaction

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.database.jobs import ATTEMPTS
from annotator.errors import Conflict, InvalidInput
from annotator.exchange.choices import Selection
from annotator.projects.models import Project
from annotator.releases import jobs as background
from annotator.releases import services
from annotator.releases.building import nothing_fits
from annotator.releases.choices import Choice
from annotator.releases.jobs import jobs
from annotator.releases.models import Progress, Release
from annotator.releases.storing import Folder
from annotator.web.children import Child
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)

State = Release.State


@pytest.fixture
def asked(corpus: Project, max: User) -> Release:
    return ask(corpus, max)


def ask(project: Project, by: User, **choice: object) -> Release:
    chosen = Choice(Selection(project), **choice)  # type: ignore[arg-type]
    return services.request_release(project=project, by=by, name="", choice=chosen)


def together(*works: Callable[[], object]) -> list[object]:
    """Each on a connection of its own, as on other machines, at once."""
    found: list[object] = []
    start = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        try:
            start.wait(timeout=30)
            found.append(work())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return found


def test_who_asks_at_once_gets_another_number(corpus: Project, max: User) -> None:
    made = together(*[lambda: ask(corpus, max).number] * 6)
    assert sorted(made) == [1, 2, 3, 4, 5, 6]  # type: ignore[type-var]


def test_only_so_many_wait(
    asked: Release, corpus: Project, max: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_WAITING", 1)
    with pytest.raises(Conflict, match="1 releases wait"):
        ask(corpus, max)
    jobs.work()
    assert ask(corpus, max).number == 2


@pytest.mark.parametrize("words", [{"name": "x" * 201}, {"name": "\0"}, {"licence": "x" * 501}])
def test_words_have_an_end(corpus: Project, max: User, words: dict[str, str]) -> None:
    chosen = Choice(Selection(corpus), licence=words.get("licence", ""))
    with pytest.raises(InvalidInput):
        services.request_release(project=corpus, by=max, name=words.get("name", ""), choice=chosen)


def test_what_waits_is_built_once(asked: Release, corpus: Project, max: User) -> None:
    ask(corpus, max)
    assert sum(together(*[jobs.work] * 3)) == 2  # type: ignore[arg-type]
    assert set(Release.objects.values_list("state", flat=True)) == {State.READY}
    assert set(Progress.objects.values_list("attempts", flat=True)) == {1}
    assert Event.objects.filter(kind="release:made").count() == 2
    assert not jobs.waits()


def test_it_is_logged_as_made_by_who_asked(asked: Release, max: User) -> None:
    jobs.work()
    event = Event.objects.get(kind="release:made")
    assert (event.actor_id, event.subject) == (max.pk, "1")
    assert event.after
    assert event.after["articles"] == 12


def test_a_release_is_of_one_moment(asked: Release, corpus: Project) -> None:
    """What changes while it is built is not in it."""

    def rename(done: int, total: int) -> None:
        together(lambda: corpus.articles.update(title="Later"))

    assert jobs.work_once(listener=rename)
    asked.refresh_from_db()
    with Folder(asked.folder).open("corpus.jsonl") as file:
        assert b"Later" not in file.read()
    assert corpus.articles.filter(title="Later").exists()


def test_a_release_whose_builder_died_is_free_again(
    asked: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_given: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    def failure() -> object:
        try:
            return jobs.work_once()
        except OperationalError as error:
            return error

    with monkeypatch.context() as patched:
        patched.setattr(services, "build", die)
        [died] = together(failure)
        assert isinstance(died, OperationalError)
    assert jobs.work() == 1
    assert Progress.objects.get().attempts == 2
    asked.refresh_from_db()
    assert asked.state == State.READY


def test_a_webhook_that_is_deleted_meanwhile_spoils_no_release(
    asked: Release, corpus: Project
) -> None:
    """It would be told of the release, at a moment when it is gone already."""
    webhook = make.webhook(corpus)
    assert jobs.work_once(listener=lambda *_far: together(webhook.delete) if webhook.pk else None)
    assert jobs.work() == 1
    asked.refresh_from_db()
    assert (asked.state, Progress.objects.get().attempts) == (State.READY, 2)


def test_a_release_that_kills_its_builders_is_given_up(asked: Release) -> None:
    Progress.objects.create(release=asked, attempts=ATTEMPTS)
    jobs.work()
    asked.refresh_from_db()
    assert asked.state == State.FAILED


def test_what_cannot_be_built_says_why_and_leaves_nothing(
    asked: Release, corpus: Project, max: User
) -> None:
    release = ask(corpus, max, formats=())
    Release.objects.filter(pk=release.pk).update(
        choice={**release.choice, "selection": {"sources": ["nowhere"]}}
    )
    jobs.work()
    release.refresh_from_db()
    assert (release.state, release.failure) == (State.FAILED, nothing_fits())
    assert not Folder(release.folder).holds("corpus.jsonl")


def test_what_went_wrong_otherwise_is_in_the_log(
    asked: Release, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(services, "build", lambda *_given: {}["nothing"])
    jobs.work()
    asked.refresh_from_db()
    assert (asked.state, asked.failure) == (State.FAILED, "")
    assert "could not be done" in caplog.text


def test_a_release_that_is_being_built_is_not_deleted(asked: Release, max: User) -> None:
    def delete() -> object:
        try:
            services.delete_release(release=asked, by=max)
        except Conflict as error:
            return error.message
        return None

    with transaction.atomic():
        assert jobs.free()
        [why] = together(delete)
    assert "is being built" in str(why)


def test_progress_is_seen_while_it_is_built(asked: Release) -> None:
    seen: list[object] = []
    jobs.work_once(listener=lambda *_told: seen.extend(together(far)))
    assert seen == [(12, 36), (24, 36), (36, 36)]


def far() -> tuple[int, int]:
    found = Progress.objects.get()
    return found.done, found.total


def test_housekeeping_starts_a_process_only_if_something_waits(
    corpus: Project, max: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[bool] = []
    child = Child("build_releases", "--waiting")
    monkeypatch.setattr(child, "start", lambda: started.append(True))
    monkeypatch.setattr(background, "child", child)
    background.start_if_needed()
    assert not started
    ask(corpus, max)
    background.start_if_needed()
    assert started
