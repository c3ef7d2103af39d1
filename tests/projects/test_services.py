"""Projects, members and invitations."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.errors import Conflict, InvalidInput, NotAllowed, NotFound
from annotator.projects import queries, services
from annotator.projects.models import Invitation, Membership, Project, Role
from tests import make


def roles(project: Project) -> dict[str, str]:
    return dict(project.memberships.values_list("user__username", "role"))


def test_an_owner_may_make_another_project(max: User, project: Project):
    made = services.create_project(by=max, name="Storms")
    assert (made.slug, roles(made)) == ("storms", {"max": Role.OWNER})
    assert Event.objects.filter(project_id=made.pk, kind="project:created").count() == 1


def test_an_annotator_may_not(ana: User, project: Project):
    with pytest.raises(NotAllowed):
        services.create_project(by=ana, name="Storms")


def test_a_superuser_may(db: None):
    root = make.user("root", is_superuser=True)
    assert services.create_project(by=root, name="Storms").slug == "storms"


def test_the_operator_makes_a_project_for_somebody(ana: User):
    made = services.create_project(by=None, name="Storms", slug="s", owner=ana)
    assert roles(made) == {"ana": Role.OWNER}


@pytest.mark.parametrize("name", ["Floods", "עברית", "new"])
def test_addresses_are_made_free(project: Project, max: User, name: str):
    first = services.create_project(by=max, name=name)
    assert first.slug != services.create_project(by=max, name=name).slug
    assert first.slug != "new"


@pytest.mark.parametrize("slug", ["floods", "new", "no spaces", "ä/b"])
def test_addresses_that_cannot_be(project: Project, max: User, slug: str):
    with pytest.raises(InvalidInput) as caught:
        services.create_project(by=max, name="Storms", slug=slug)
    assert "slug" in caught.value.errors


def test_the_address_may_stay_as_it_is(project: Project, max: User):
    values = services.settings_of(project) | {"name": "Floods!", "guidelines": "Read."}
    assert services.change_project(by=max, project=project, **values).name == "Floods!"


def test_rules_of_review_are_changed_and_logged(project: Project, max: User):
    rules = {"majority": True, "spot_share": 20, "reviews_own": True}
    values = services.settings_of(project) | rules
    made = services.change_project(by=max, project=project, **values)
    assert (made.majority, made.spot_share, made.reviews_own) == (True, 20, True)
    logged = Event.objects.get(kind="project:changed")
    assert (logged.before["spot_share"], logged.after["spot_share"]) == (100, 20)


def test_how_articles_are_handed_out_stays_as_somebody_else_has_set_it(project: Project, max: User):
    Project.objects.update(annotators=3)
    services.change_project(by=max, project=project, **services.settings_of(project))
    assert Project.objects.get().annotators == 3


def test_the_last_owner_stays(project: Project, max: User):
    with pytest.raises(Conflict):
        services.change_role(by=max, project=project, user_id=max.pk, role="annotator")
    with pytest.raises(Conflict):
        services.remove_member(by=max, project=project, user_id=max.pk)
    assert roles(project)["max"] == Role.OWNER


def test_one_of_two_owners_may_go(project: Project, max: User, rita: User):
    services.change_role(by=max, project=project, user_id=rita.pk, role="owner")
    services.remove_member(by=rita, project=project, user_id=max.pk)
    assert "max" not in roles(project)


def test_nobody_is_a_member_twice(project: Project, max: User, ana: User):
    with pytest.raises(Conflict):
        services.add_member(by=max, project=project, user=ana, role="owner")
    assert roles(project)["ana"] == Role.ANNOTATOR


def test_a_stranger_learns_nothing(project: Project, olga: User):
    with pytest.raises(NotFound):
        services.remove_member(by=olga, project=project, user_id=olga.pk)
    with pytest.raises(NotFound):
        queries.membership_of(project.slug, olga)


@pytest.fixture
def invitation(project: Project, max: User) -> tuple[Invitation, str]:
    return services.invite(by=max, project=project, role="reviewer", note="Olga")


def test_an_invitation_makes_an_account(project: Project, invitation: tuple[Invitation, str]):
    user = services.sign_up(token=invitation[1], username="dan", password="long-enough-7")
    assert user.check_password("long-enough-7")
    assert roles(project)["dan"] == Role.REVIEWER


def test_an_invitation_is_for_one(project: Project, invitation: tuple[Invitation, str], olga: User):
    services.accept(token=invitation[1], by=olga)
    with pytest.raises(Conflict, match="has been used"):
        services.sign_up(token=invitation[1], username="dan", password="long-enough-7")
    assert not User.objects.filter(username="dan").exists()


def test_an_invitation_expires(invitation: tuple[Invitation, str], olga: User):
    Invitation.objects.update(expires=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Conflict, match="has expired"):
        services.accept(token=invitation[1], by=olga)


def test_a_revoked_invitation_is_unknown(
    project: Project, invitation: tuple[Invitation, str], max: User
):
    services.revoke(by=max, project=project, invitation_id=invitation[0].pk)
    with pytest.raises(NotFound):
        queries.invitation_of(invitation[1])


def test_a_bad_account_leaves_the_invitation_open(
    project: Project, invitation: tuple[Invitation, str], ana: User
):
    for username, password in (("ana", "long-enough-7"), ("dan", "123"), ("d n", "long-enough-7")):
        with pytest.raises(InvalidInput):
            services.sign_up(token=invitation[1], username=username, password=password)
    assert queries.closed_because(queries.invitation_of(invitation[1])) == ""


def test_a_member_does_not_use_up_an_invitation(invitation: tuple[Invitation, str], ana: User):
    with pytest.raises(Conflict):
        services.accept(token=invitation[1], by=ana)
    assert queries.closed_because(queries.invitation_of(invitation[1])) == ""


def test_the_first_invitation_makes_a_superuser(db: None):
    project = services.create_project(by=None, name="Sample")
    _, token = services.invite(by=None, project=project, role="owner", makes_superuser=True)
    user = services.sign_up(token=token, username="dan", password="long-enough-7")
    assert User.objects.get(pk=user.pk).is_superuser
    assert roles(project) == {"dan": Role.OWNER}


def test_an_owner_makes_no_superusers(project: Project, max: User):
    with pytest.raises(NotAllowed):
        services.invite(by=max, project=project, role="owner", makes_superuser=True)


def test_the_secret_is_not_kept(invitation: tuple[Invitation, str]):
    assert invitation[1] not in str(Invitation.objects.values().get())


def test_who_leaves_leaves_the_sets(project: Project, max: User, ana: User):
    made = make.annotation_set(make.article(project), ana)
    services.remove_member(by=max, project=project, user_id=ana.pk)
    made.refresh_from_db()
    assert not Membership.objects.filter(user=ana).exists()
