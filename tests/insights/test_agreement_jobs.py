"""Computing in the background: asked once, done once, done again if who was at it dies."""

import threading
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection, connections, transaction

from annotator.accounts.models import User
from annotator.database.jobs import ATTEMPTS
from annotator.insights.agreement import jobs as background
from annotator.insights.agreement import services
from annotator.insights.agreement.jobs import jobs
from annotator.insights.agreement.scope import EVERYTHING, Scope
from annotator.insights.models import Comparison, Difference, Progress
from annotator.projects.models import Project
from annotator.schemes.models import Label
from annotator.web.children import Child
from tests import make

State = Comparison.State

Elsewhere = Callable[[Callable[[], object]], object]


@pytest.fixture
def compared(
    transactional_db: None, project: Project, claim: Label, ana: User, ben: User
) -> Project:
    """A project that is compared in the background, however small."""
    for n in range(3):
        article = make.article(project, f"{make.TEXT}\nNumber {n}")
        for shift, person in enumerate((ana, ben)):
            owned = make.annotation_set(article, person, state="submitted")
            make.annotation(owned, claim, (4, 12 + shift * n))
    return project


@pytest.fixture(autouse=True)
def nothing_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "AT_ONCE", 0)


@pytest.fixture
def elsewhere() -> Elsewhere:
    """Does something on another connection, as another machine would."""

    def run(work: Callable[[], object]) -> object:
        found: list[object] = []

        def do() -> None:
            try:
                found.append(work())
            finally:
                connections.close_all()

        thread = threading.Thread(target=do)
        thread.start()
        thread.join(timeout=30)
        return found[0]

    return run


def failure() -> Exception | None:
    try:
        jobs.work_once()
    except OperationalError as error:
        return error
    return None


def asked(project: Project) -> services.Found:
    return services.agreement(project_id=project.pk, scope=EVERYTHING, by=None)


def test_it_is_asked_for_once_and_computed(compared: Project):
    first, again = asked(compared), asked(compared)
    assert first.computing
    assert first.job == again.job
    assert jobs.work() == 1
    found = asked(compared)
    assert found.fresh
    assert not found.job
    assert found.result
    assert found.result.result
    assert found.result.result["articles"] == 3
    assert Difference.objects.filter(comparison=found.result).count() == 2


def test_the_last_result_is_shown_while_a_new_one_is_computed(compared: Project, claim: Label):
    asked(compared)
    jobs.work()
    claim.name = "Quote"
    claim.save()
    found = asked(compared)
    assert (found.fresh, found.computing) == (False, True)
    assert found.result
    jobs.work()
    assert asked(compared).fresh


def test_a_job_that_somebody_is_at_is_left_alone(compared: Project, elsewhere: Elsewhere):
    asked(compared)
    with transaction.atomic():
        assert jobs.free()
        assert not elsewhere(jobs.waits)
        assert not elsewhere(jobs.work_once)
    assert elsewhere(jobs.waits)
    assert elsewhere(jobs.work_once)


def test_many_who_start_at_once_compute_it_once(compared: Project):
    job = asked(compared).job
    other = services.ask(project_id=compared.pk, scope=Scope(lang="en"), by=None)
    done: list[int] = []

    def work() -> None:
        try:
            done.append(jobs.work())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sum(done) == 2
    states = Comparison.objects.filter(pk__in=[job.pk if job else 0, other.pk])
    assert set(states.values_list("state", flat=True)) == {State.DONE}
    assert set(Progress.objects.values_list("attempts", flat=True)) == {1}


def test_a_job_whose_worker_died_is_free_again(
    compared: Project,
    elsewhere: Elsewhere,
    monkeypatch: pytest.MonkeyPatch,
):
    asked(compared)

    def die(*_given: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with monkeypatch.context() as patched:
        patched.setattr(services.Measuring, "result", die)
        assert isinstance(elsewhere(failure), OperationalError)
    assert Difference.objects.count() == 0
    assert jobs.work() == 1
    assert Progress.objects.get().attempts == 2
    assert asked(compared).fresh


def test_what_cannot_be_computed_says_so_and_can_be_asked_for_again(
    compared: Project, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    asked(compared)
    with monkeypatch.context() as patched:
        patched.setattr(services.Measuring, "result", lambda *_given: {}["nothing"])
        jobs.work()
    found = asked(compared)
    assert found.job
    assert found.job.state == State.FAILED
    assert "could not be done" in caplog.text
    assert Difference.objects.count() == 0
    services.ask(project_id=compared.pk, scope=EVERYTHING, by=None)
    jobs.work()
    assert asked(compared).fresh


def test_a_job_that_kills_whoever_does_it_is_given_up(compared: Project):
    job = asked(compared).job
    assert job
    Progress.objects.create(comparison=job, attempts=ATTEMPTS)
    jobs.work()
    job.refresh_from_db()
    assert job.state == State.FAILED


def test_progress_is_seen_by_others_while_it_is_computed(
    compared: Project, monkeypatch: pytest.MonkeyPatch
):
    seen: list[tuple[int, int]] = []
    monkeypatch.setattr(services.differences, "copy", lambda *_given: None)

    def look(_done: int, _total: int) -> None:
        _result, job = services.kept(compared.pk, EVERYTHING)
        assert job
        seen.append((job.progress.done, job.progress.total))

    asked(compared)
    jobs.work_once(listener=look)
    assert seen == sorted(seen)
    assert seen[0] == (3, 6)
    assert seen[-1] == (6, 6)


class Process(Child):
    """What housekeeping starts, without starting it."""

    started = 0

    def is_alive(self) -> bool:
        return self.started > 0

    def start(self) -> None:
        self.started += 1


def test_housekeeping_starts_one_process_and_only_if_something_waits(
    compared: Project, monkeypatch: pytest.MonkeyPatch
):
    process = Process()
    monkeypatch.setattr(background, "child", process)
    background.start_if_needed()
    assert process.started == 0
    asked(compared)
    background.start_if_needed()
    background.start_if_needed()
    assert process.started == 1
