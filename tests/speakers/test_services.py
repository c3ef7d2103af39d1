"""Entries of the register made, changed, merged, taken apart and deleted."""

import pytest

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.errors import Conflict, InvalidInput, NotAllowed, NotFound
from annotator.projects.models import Project
from annotator.speakers import services
from annotator.speakers.models import Alias, Speaker
from tests import make


@pytest.fixture
def gallant(project: Project) -> Speaker:
    return services.create_speaker(project_id=project.pk, by=None, name="Yoav Gallant")


def names_of(speaker: Speaker) -> list[str]:
    return list(Alias.objects.filter(speaker=speaker).values_list("name", flat=True))


def test_any_member_makes_an_entry(project: Project, ana: User):
    made = services.create_speaker(
        project_id=project.pk,
        by=ana,
        name="  Yoav   Gallant ",
        kind="person",
        wikidata="https://www.wikidata.org/wiki/Q1397451",
        aliases=["יואב גלנט", "Yoav Gallant", ""],
    )
    assert (made.name, made.wikidata) == ("Yoav Gallant", "Q1397451")
    assert names_of(made) == ["Yoav Gallant", "יואב גלנט"]
    event = Event.objects.get()
    assert (event.kind, event.subject, event.actor_id) == ("speaker:created", str(made.uid), ana.pk)


def test_the_same_name_is_the_same_entry(project: Project, ana: User, gallant: Speaker):
    again = services.create_speaker(project_id=project.pk, by=ana, name="Yoav Gallant", role="x")
    assert again == gallant
    assert Event.objects.count() == 1


def test_the_name_of_a_merged_entry_is_the_other(project: Project, ana: User, gallant: Speaker):
    other = services.create_speaker(project_id=project.pk, by=ana, name="Galant")
    services.merge_speakers(project_id=project.pk, by=None, into=gallant.pk, others=[other.pk])
    again = services.create_speaker(project_id=project.pk, by=ana, name="Galant")
    assert again == gallant


def test_the_same_name_in_another_project(gallant: Speaker):
    other = services.create_speaker(project_id=make.project().pk, by=None, name="Yoav Gallant")
    assert other != gallant


@pytest.mark.parametrize(
    "values",
    [
        {"name": " "},
        {"name": "x" * 201},
        {"kind": "ghost"},
        {"wikidata": "42"},
        {"role": "x" * 301},
        {"notes": "x" * 5001},
        {"aliases": ["x" * 201]},
        {"aliases": [str(n) for n in range(201)]},
    ],
)
def test_what_cannot_be_an_entry(project: Project, ana: User, values: dict[str, object]):
    with pytest.raises(InvalidInput) as caught:
        services.create_speaker(project_id=project.pk, by=ana, **({"name": "Name"} | values))
    assert set(caught.value.errors) == set(values)


def test_a_stranger_learns_nothing(project: Project, olga: User, gallant: Speaker):
    given = {"project_id": project.pk, "by": olga}
    with pytest.raises(NotFound):
        services.create_speaker(**given, name="Name")
    with pytest.raises(NotFound):
        services.change_speaker(**given, speaker_id=gallant.pk, name="Name")
    with pytest.raises(NotFound):
        services.merge_speakers(**given, into=gallant.pk, others=[1])


def test_annotators_do_not_keep_the_register(project: Project, ana: User, gallant: Speaker):
    given = {"project_id": project.pk, "by": ana}
    for service, more in (
        (services.change_speaker, {"speaker_id": gallant.pk}),
        (services.add_alias, {"speaker_id": gallant.pk, "name": "x"}),
        (services.remove_alias, {"speaker_id": gallant.pk, "name": "x"}),
        (services.delete_speaker, {"speaker_id": gallant.pk}),
        (services.merge_speakers, {"into": gallant.pk, "others": [gallant.pk]}),
        (services.undo_merge, {"event_id": 1}),
    ):
        with pytest.raises(NotAllowed):
            service(**given, **more)  # type: ignore[operator]


def test_entries_of_other_projects_are_not_there(project: Project, rita: User):
    other = services.create_speaker(project_id=make.project().pk, by=None, name="Name")
    with pytest.raises(NotFound):
        services.change_speaker(project_id=project.pk, by=rita, speaker_id=other.pk, name="x")


def test_a_new_name_keeps_the_old_one(project: Project, rita: User, gallant: Speaker):
    services.change_speaker(
        project_id=project.pk, by=rita, speaker_id=gallant.pk, name="Y. Gallant", role="Minister"
    )
    assert set(names_of(gallant)) == {"Yoav Gallant", "Y. Gallant"}
    event = Event.objects.latest("id")
    assert event.before["name"] == "Yoav Gallant"
    assert event.after["role"] == "Minister"


def test_nothing_changed_is_nothing_logged(project: Project, rita: User, gallant: Speaker):
    services.change_speaker(project_id=project.pk, by=rita, speaker_id=gallant.pk, role="")
    assert Event.objects.count() == 1


def test_other_names_come_and_go(project: Project, rita: User, gallant: Speaker):
    given = {"project_id": project.pk, "by": rita, "speaker_id": gallant.pk}
    services.add_alias(**given, name="Galant")
    services.add_alias(**given, name="Galant")
    assert names_of(gallant) == ["Yoav Gallant", "Galant"]
    services.remove_alias(**given, name="Galant")
    assert names_of(gallant) == ["Yoav Gallant"]
    with pytest.raises(NotFound):
        services.remove_alias(**given, name="Galant")
    with pytest.raises(Conflict):
        services.remove_alias(**given, name="Yoav Gallant")


def test_deleting_what_nothing_points_to(project: Project, rita: User, gallant: Speaker):
    services.delete_speaker(project_id=project.pk, by=rita, speaker_id=gallant.pk)
    assert not Speaker.objects.exists()
    assert Event.objects.latest("id").before["name"] == "Yoav Gallant"


def test_what_is_pointed_to_is_not_deleted(project: Project, rita: User, ana: User):
    label, article = make.label(project), make.article(project)
    spoken = services.create_speaker(project_id=project.pk, by=None, name="Minister")
    make.annotation(make.annotation_set(article, ana), label, (4, 12), speaker=spoken)
    with pytest.raises(Conflict):
        services.delete_speaker(project_id=project.pk, by=rita, speaker_id=spoken.pk)
    assert Speaker.objects.get().aliases.count() == 1


@pytest.fixture
def four(project: Project) -> list[Speaker]:
    return [services.create_speaker(project_id=project.pk, by=None, name=name) for name in "ABCD"]


def merge(project: Project, by: User, into: Speaker, *others: Speaker) -> int:
    ids = [one.pk for one in others]
    services.merge_speakers(project_id=project.pk, by=by, into=into.pk, others=ids)
    return Event.objects.latest("id").pk


def pointing(*speakers: Speaker) -> list[int | None]:
    return [Speaker.objects.get(pk=one.pk).merged_into_id for one in speakers]


def test_merging_never_makes_chains(project: Project, rita: User, four: list[Speaker]):
    a, b, c, d = four
    merge(project, rita, b, c)
    merge(project, rita, a, b, d)
    assert pointing(a, b, c, d) == [None, a.pk, a.pk, a.pk]


def test_merges_are_taken_back_in_turn(project: Project, rita: User, four: list[Speaker]):
    a, b, c, _d = four
    first = merge(project, rita, b, c)
    second = merge(project, rita, a, b)
    with pytest.raises(Conflict):
        services.undo_merge(project_id=project.pk, by=rita, event_id=first)
    services.undo_merge(project_id=project.pk, by=rita, event_id=second)
    assert pointing(a, b, c) == [None, None, b.pk]
    services.undo_merge(project_id=project.pk, by=rita, event_id=first)
    assert pointing(a, b, c) == [None, None, None]
    with pytest.raises(Conflict):
        services.undo_merge(project_id=project.pk, by=rita, event_id=first)


def test_what_was_merged_is_not_merged_again(project: Project, rita: User, four: list[Speaker]):
    a, b, c, _d = four
    merge(project, rita, a, b)
    for into, other in ((b, c), (c, b)):
        with pytest.raises(Conflict):
            merge(project, rita, into, other)
    with pytest.raises(InvalidInput):
        merge(project, rita, a, a)


def test_a_merge_of_another_project_is_not_in_the_log(rita: User, project: Project, max: User):
    elsewhere = make.project(max)
    a, b = (services.create_speaker(project_id=elsewhere.pk, by=None, name=name) for name in "AB")
    event = merge(elsewhere, max, a, b)
    with pytest.raises(NotFound):
        services.undo_merge(project_id=project.pk, by=rita, event_id=event)


def test_the_queries_do_not_grow_with_what_is_merged(
    project: Project, rita: User, django_assert_max_num_queries: object
):
    many = [
        services.create_speaker(project_id=project.pk, by=None, name=f"N{n}") for n in range(21)
    ]
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        event = merge(project, rita, many[0], *many[1:])
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        services.undo_merge(project_id=project.pk, by=rita, event_id=event)
