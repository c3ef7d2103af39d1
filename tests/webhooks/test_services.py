"""Webhooks made, changed and taken away."""

import pytest
from pytest_django.fixtures import Settings

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.errors import Conflict, InvalidInput, NotAllowed, NotFound
from annotator.projects.models import Project
from annotator.webhooks import queries, services
from annotator.webhooks.models import Webhook
from tests import make
from tests.web.outside import Outside
from tests.webhooks.telling import send

URL = "http://127.0.0.1:8999/hooks/very-private"


def create(project: Project, by: User | None, url: str = URL, *events: str) -> Webhook:
    given = {"url": url, "events": list(events or ["set.accepted"])}
    return services.create_webhook(by=by, project=project, **given)


def test_a_webhook_has_a_secret_of_its_own(project: Project, max: User):
    one, other = create(project, max), create(project, max, f"{URL}/2")
    assert one.secret.startswith("whsec_")
    assert one.secret != other.secret
    assert one.created_by == max


def test_the_log_knows_no_secrets(project: Project, max: User):
    made = create(project, max)
    which = {"by": max, "project": project, "webhook_id": made.pk}
    fresh = services.rotate_secret(**which)
    services.change_webhook(**which, url=f"{URL}/new", events=["article.submitted"])
    services.ping(**which)
    services.switch_webhook(**which, active=False)
    services.delete_webhook(**which)
    logged = Event.objects.filter(kind__startswith="webhook:")
    said = str(list(logged.values_list("before", "after")))
    assert "127.0.0.1:8999" in said
    for secret in (made.secret, fresh.secret, "very-private"):
        assert secret not in said
    assert list(logged.order_by("id").values_list("kind", flat=True)) == [
        "webhook:created",
        "webhook:secret_rotated",
        "webhook:changed",
        "webhook:pinged",
        "webhook:switched_off",
        "webhook:deleted",
    ]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest/",
        "http://[::1]/",
        "ftp://example.org/",
        "https://me:secret@example.org/",
        "nonsense",
        "https://example.org/" + 1000 * "x",
    ],
)
def test_an_address_that_is_not_asked_is_refused(
    project: Project, max: User, settings: Settings, url: str
):
    settings.OUTBOUND_ALLOWED = []
    with pytest.raises(InvalidInput) as refused:
        create(project, max, url)
    assert refused.value.errors["url"] == [refused.value.message]


def test_a_changed_address_is_checked_as_well(project: Project, max: User, settings: Settings):
    made = create(project, max)
    settings.OUTBOUND_ALLOWED = []
    which = {"by": max, "project": project, "webhook_id": made.pk}
    with pytest.raises(InvalidInput, match="private network"):
        services.change_webhook(**which, url=f"{URL}/new", events=made.events)


@pytest.mark.parametrize("events", [[], ["article.deleted"]])
def test_events_are_those_that_are_known(project: Project, max: User, events: list[str]):
    with pytest.raises(InvalidInput, match="Choose"):
        services.create_webhook(by=max, project=project, url=URL, events=events)


def test_an_address_is_told_once(project: Project, max: User):
    create(project, max)
    other = create(project, max, f"{URL}/2")
    with pytest.raises(InvalidInput, match="told already"):
        create(project, max)
    with pytest.raises(InvalidInput, match="told already"):
        services.change_webhook(
            by=max, project=project, webhook_id=other.pk, url=URL, events=other.events
        )


def test_a_project_has_only_so_many(project: Project, max: User):
    for n in range(services.MOST):
        make.webhook(project, f"{URL}/{n}")
    with pytest.raises(Conflict, match="at most 20"):
        create(project, max)


def test_only_owners_have_webhooks(project: Project, rita: User, olga: User):
    with pytest.raises(NotAllowed):
        create(project, rita)
    with pytest.raises(NotFound):
        create(project, olga)


def test_the_operator_may_make_one(project: Project):
    assert create(project, None).created_by is None


def test_webhooks_of_other_projects_are_not_here(project: Project, max: User):
    elsewhere = make.webhook(make.project(max), URL)
    with pytest.raises(NotFound):
        services.rotate_secret(by=max, project=project, webhook_id=elsewhere.pk)


def test_a_webhook_that_is_off_sends_no_test(project: Project, max: User):
    made = make.webhook(project, URL, active=False)
    with pytest.raises(Conflict, match="switched off"):
        services.ping(by=max, project=project, webhook_id=made.pk)


def test_switched_on_again_it_starts_afresh(project: Project, max: User):
    made = make.webhook(project, URL, active=False, given_up=True)
    which = {"by": max, "project": project, "webhook_id": made.pk}
    on = services.switch_webhook(**which, active=True)
    assert (on.active, on.given_up, on.failing) == (True, False, None)
    services.switch_webhook(**which, active=True)
    assert Event.objects.filter(kind="webhook:switched_on").count() == 1


def test_what_was_delivered_can_be_sent_again(
    webhook: Webhook, project: Project, receiver: Outside, max: User
):
    which = {"by": max, "project": project, "webhook_id": webhook.pk}
    delivery = services.ping(**which)
    send()
    services.send_again(**which, delivery_id=delivery.pk)
    send()
    first, second = receiver.asked
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert [one.state for one in queries.deliveries_of(webhook)] == ["delivered"]


def test_deliveries_of_others_are_not_here(project: Project, webhook: Webhook, max: User):
    other = make.webhook(project, URL)
    delivery = services.ping(by=max, project=project, webhook_id=other.pk)
    with pytest.raises(NotFound):
        services.send_again(by=max, project=project, webhook_id=webhook.pk, delivery_id=delivery.pk)
