"""The labels page."""

import pytest
from django.test import Client

from annotator.accounts.models import User
from annotator.projects.models import Project
from annotator.schemes.installing import install_news_scheme
from annotator.schemes.models import Label
from tests import make

URL = "/projects/floods/labels/"
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def client(max: User) -> Client:
    signed_in = Client()
    signed_in.force_login(max)
    return signed_in


@pytest.fixture
def labels(project: Project) -> list[Label]:
    return install_news_scheme(project, None)


def test_the_page_suggests_a_look_and_a_key_that_are_free(client: Client, labels: list[Label]):
    form = client.get(URL).context["page"].new
    assert form.initial == {"hue": 1, "pattern": "dashed", "digit": 5}


def test_a_label_is_added(client: Client, labels: list[Label], project: Project):
    data = {"name": "Place", "hue": "1", "pattern": "dashed", "digit": "5"}
    assert client.post(URL, data).status_code == 302
    assert project.labels.get(name="Place").digit == 5


def test_mistakes_come_back_in_the_form(client: Client, labels: list[Label]):
    data = {"name": "Claim", "hue": "1", "pattern": "dashed"}
    answer = client.post(URL, data)
    assert answer.status_code == 422
    assert "There is a label of this name already." in answer.content.decode()


def test_a_script_gets_the_list_alone(client: Client, labels: list[Label]):
    url = f"{URL}{labels[0].pk}/activation/"
    answer = client.post(url, headers=SCRIPT)
    assert answer.content.decode().strip().startswith('<div id="labels"')
    assert not Label.objects.get(pk=labels[0].pk).active


def test_a_moved_label_is_shown_where_it_went(client: Client, labels: list[Label]):
    url = f"{URL}{labels[3].pk}/move/"
    answer = client.post(url, {"places": "-3"}, headers=SCRIPT)
    names = [row.label.name for row in answer.context["page"].rows]
    assert names == ["Cue", "Speaker", "Claim", "Figure"]


def test_a_changed_label_with_mistakes_stays_open(client: Client, labels: list[Label]):
    data = {"name": "Cue", "hue": "2", "pattern": "solid", "digit": "2"}
    answer = client.post(f"{URL}{labels[1].pk}/", data, headers=SCRIPT)
    assert answer.status_code == 422
    assert [row.open for row in answer.context["page"].rows] == [False, True, False, False]


def test_a_label_in_use_is_not_deleted(
    client: Client, labels: list[Label], project: Project, ana: User
):
    owned = make.annotation_set(make.article(project), ana)
    make.annotation(owned, labels[1], (0, 3))
    answer = client.post(f"{URL}{labels[1].pk}/deletion/", headers=SCRIPT)
    assert answer.status_code == 409
    assert "1 annotation uses “Claim”" in answer.content.decode()


def test_the_queries_do_not_grow_with_the_labels(
    client: Client, project: Project, django_assert_num_queries
):
    for n in range(20):
        make.label(project, f"Label {n}")
    with django_assert_num_queries(9):
        client.get(URL)


def test_the_queries_do_not_grow_with_attributes_and_links(
    client: Client, labels: list[Label], project: Project, django_assert_num_queries
):
    for n in range(20):
        make.attribute(labels[n % 4], f"attribute {n}", kind="choices", options=["a", "b"])
        make.relation_type(labels[n % 4], labels[0], f"link {n}")
    with django_assert_num_queries(9):
        client.get(URL)


def test_an_attribute_is_added_and_its_label_stays_open(client: Client, labels: list[Label]):
    claim = labels[1]
    data = {"name": "tone", "kind": "choices", "options": " dry \n\nwarm\n"}
    answer = client.post(f"{URL}{claim.pk}/attributes/", data, follow=True)
    assert claim.attributes.get(name="tone").options == ["dry", "warm"]
    assert [row.open for row in answer.context["page"].rows] == [False, True, False, False]


def test_options_of_a_kind_without_are_left_out(client: Client, labels: list[Label]):
    data = {"name": "size", "kind": "number", "options": "left\nover"}
    client.post(f"{URL}{labels[1].pk}/attributes/", data)
    assert labels[1].attributes.get(name="size").options == []


def test_a_new_attribute_with_mistakes_comes_back(client: Client, labels: list[Label]):
    data = {"name": "form", "kind": "choice", "options": "a"}
    answer = client.post(f"{URL}{labels[1].pk}/attributes/", data, headers=SCRIPT)
    row = answer.context["page"].rows[1]
    assert (answer.status_code, row.open, row.new_open) == (422, True, True)
    assert "This label has an attribute of this name already." in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "options", "given", "kept"),
    [
        ("choice", "a\nb", "b", "b"),
        ("choices", "a\nb\nc", ["c", "a"], ["a", "c"]),
        ("choices", "a\nb\nc", [], None),
        ("text", None, "some words", "some words"),
        ("number", None, "2.5", 2.5),
        ("boolean", None, "false", False),
        ("boolean", None, "", None),
    ],
)
def test_an_attribute_is_changed(
    client: Client, labels: list[Label], kind: str, options: str | None, given: object, kept: object
):
    listed = options.split() if options else []
    made = make.attribute(labels[1], "new", kind=kind, options=listed)
    data = {"name": "newer", "required": "on", "default": given}
    data |= {"options": options} if options else {}
    assert client.post(f"{URL}attributes/{made.pk}/", data).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.required, made.options) == ("newer", True, listed)
    assert (made.default, type(made.default)) == (kept, type(kept))
    answer = client.get(URL)
    assert answer.status_code == 200


def test_a_default_that_is_no_number_comes_back(client: Client, labels: list[Label]):
    made = make.attribute(labels[1], "size", kind="number", options=[], default=3)
    answer = client.post(f"{URL}attributes/{made.pk}/", {"name": "size", "default": "three"})
    assert answer.status_code == 422
    assert "“size” must be a number" in answer.content.decode()


def test_attributes_are_moved_and_deleted(client: Client, labels: list[Label]):
    form = labels[1].attributes.get(name="form")
    client.post(f"{URL}attributes/{form.pk}/move/", {"places": "1"})
    assert [str(one) for one in labels[1].attributes.all()] == ["type", "form", "check-worthy"]
    answer = client.post(f"{URL}attributes/{form.pk}/deletion/", headers=SCRIPT)
    assert [row.open for row in answer.context["page"].rows] == [False, True, False, False]
    assert labels[1].attributes.count() == 2


def test_a_link_is_added(client: Client, labels: list[Label], project: Project):
    data = {"name": "denied by", "sources": [labels[1].pk], "targets": [labels[0].pk], "many": "on"}
    answer = client.post(f"{URL}links/", data)
    assert answer.headers["Location"] == f"{URL}#links"
    assert project.relation_types.get(name="denied by").many


def test_a_link_with_mistakes_comes_back(client: Client, labels: list[Label], project: Project):
    made = project.relation_types.get(name="said by")
    data = {"name": "IN", "sources": [labels[1].pk], "targets": [labels[0].pk]}
    answer = client.post(f"{URL}links/{made.pk}/", data, headers=SCRIPT)
    assert answer.status_code == 422
    assert [row.open for row in answer.context["page"].links] == [True, False, False, False]
    assert "There is a link of this name already." in answer.content.decode()
    answer = client.post(f"{URL}links/", {"name": "new"})
    assert answer.context["page"].new_link_open


def test_links_are_moved_switched_off_and_deleted(
    client: Client, labels: list[Label], project: Project
):
    made = project.relation_types.get(name="said by")
    client.post(f"{URL}links/{made.pk}/move/", {"places": "9"})
    answer = client.post(f"{URL}links/{made.pk}/activation/", headers=SCRIPT)
    shown = [(row.link.name, row.link.active) for row in answer.context["page"].links]
    assert shown[-1] == ("said by", False)
    client.post(f"{URL}links/{made.pk}/deletion/")
    assert project.relation_types.count() == 3


def test_the_address_stays_that_of_the_page(client: Client, labels: list[Label]):
    answer = client.post(f"{URL}{labels[0].pk}/move/", {"places": "1"}, headers=SCRIPT)
    assert answer.headers["HX-Push-Url"] == "false"


def test_labels_get_a_meaning(client: Client, labels: list[Label]):
    data = {"name": "Source", "hue": "1", "pattern": "solid", "meaning": "speaker"}
    client.post(f"{URL}{labels[3].pk}/", data)
    assert Label.objects.get(pk=labels[3].pk).meaning == "speaker"
