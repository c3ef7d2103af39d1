"""The pages of releases, and what leaves by them."""

import io
import re
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotator.accounts.models import User
from annotator.activity.models import Event
from annotator.projects.models import Project
from annotator.releases.models import Release
from annotator.releases.services import delete_release
from annotator.releases.storing import Folder
from tests import make
from tests.releases.conftest import Releasing, built, copies, everything

FORM = {
    "name": "First", "whose": "gold", "states": ["accepted"], "annotated_only": "on",
    "split": "ratio", "shares": "80/10/10", "seed": "1", "formats": ["csv"], "texts": "on",
}  # fmt: skip


@pytest.fixture
def owner(corpus: Project, max: User) -> Client:
    client = Client()
    client.force_login(max)
    return client


@pytest.fixture
def reviewer(corpus: Project, rita: User) -> Client:
    client = Client()
    client.force_login(rita)
    return client


def address(name: str, *parts: object) -> str:
    return reverse(f"releases:{name}", args=["floods", *parts])


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def content(answer: object) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_a_release_is_asked_for_and_waits(owner: Client) -> None:
    answer = owner.post(address("new"), FORM)
    assert answer.url == address("release", 1)  # type: ignore[attr-defined]
    assert "will be built in a moment" in page(owner, address("release", 1))
    release = Release.objects.get()
    assert release.choice["formats"] == [["csv", ""]]
    assert release.choice["selection"]["kinds"] == ["gold"]
    assert Event.objects.get(kind="release:requested").subject == "1"


@pytest.mark.parametrize(("typed", "threshold"), [("0.9", 0.9), ("", 0.8)])
def test_how_alike_articles_may_be(owner: Client, typed: str, threshold: float) -> None:
    owner.post(address("new"), FORM | {"alike": typed})
    assert Release.objects.get().choice["split"]["threshold"] == threshold


def test_the_form_has_good_defaults(owner: Client) -> None:
    shown = page(owner, address("new"))
    assert '<option value="gold" selected>' in shown
    for value in ("accepted", "csv"):
        assert re.search(rf'value="{value}"[^>]* checked', shown)
    assert 'value="80/10/10"' in shown


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"shares": "80/10/20"}, "add up to 100"),
        ({"shares": "half"}, "three shares like 80/10/10"),
        ({"split": "date"}, "from which day on"),
        ({"texts": "", "formats": ["brat"]}, "be without texts"),
        ({"whose": "nobody"}, "valid choice"),
    ],
)
def test_mistakes_are_shown_in_the_form(
    owner: Client, changes: dict[str, object], sentence: str
) -> None:
    given = {name: value for name, value in (FORM | changes).items() if value}
    answer = owner.post(address("new"), given)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Release.objects.exists()


def test_a_page_shows_what_is_in_a_release(releasing: Releasing, reviewer: Client) -> None:
    releasing(name="First")
    releasing(soft_labels=True)
    shown = page(reviewer, address("release", 2))
    for words in ("Since release 1", "SHA256SUMS", "floods-2.zip", "The texts of 10 articles"):
        assert words in shown
    assert "Delete this release" not in shown
    listed = page(reviewer, address("list"))
    assert "First" in listed
    assert "10 articles" in listed
    assert "New release" not in listed


def test_sides_are_shown_in_their_order(releasing: Releasing, owner: Client) -> None:
    releasing()
    shown = page(owner, address("release", 1))
    places = [shown.index(f'scope="row">{side}<') for side in ("train", "dev", "test")]
    assert places == sorted(places)


def test_pages_cost_the_same_for_few_releases_and_for_many(
    releasing: Releasing, owner: Client
) -> None:
    def queries(url: str) -> int:
        owner.get(url)
        with CaptureQueriesContext(connection) as captured:
            owner.get(url)
        return len(captured)

    made = releasing()
    before = [queries(address("list")), queries(address("release", 1))]
    copies(made, 19)
    assert [queries(address("list")), queries(address("release", 20))] == before
    assert before == [8, 9]


def test_how_far_it_is_is_a_fragment_until_it_is_done(releasing: Releasing, owner: Client) -> None:
    owner.post(address("new"), FORM)
    url, htmx = address("progress", 1), {"HX-Request": "true"}
    shown = owner.get(url, headers=htmx).content.decode()
    assert 'hx-trigger="load delay:1s"' in shown
    built(Release.objects.get())
    assert owner.get(url, headers=htmx)["HX-Refresh"] == "true"
    assert owner.get(url).status_code == 302


def test_every_file_can_be_downloaded(releasing: Releasing, reviewer: Client) -> None:
    for name, data in everything(releasing()).items():
        answer = reviewer.get(address("file", 1, name))
        assert content(answer) == data
        assert answer["Content-Length"] == str(len(data))
        assert "attachment" in answer["Content-Disposition"]


def test_a_download_goes_on_where_it_broke_off(releasing: Releasing, reviewer: Client) -> None:
    releasing()
    url = address("file", 1, "floods-1.zip")
    first = reviewer.get(url, headers={"Range": "bytes=0-99"})
    rest = reviewer.get(url, headers={"Range": "bytes=100-", "If-Range": first["ETag"]})
    assert (first.status_code, rest.status_code) == (206, 206)
    with zipfile.ZipFile(io.BytesIO(content(first) + content(rest))) as archive:
        assert archive.testzip() is None


def test_who_takes_what_is_logged_and_asking_is_not(releasing: Releasing, reviewer: Client) -> None:
    releasing()
    url = address("file", 1, "README.md")
    reviewer.head(url)
    reviewer.get(url, headers={"Range": "bytes=999999-"})
    assert not Event.objects.filter(kind="release:downloaded").exists()
    reviewer.get(url)
    reviewer.get(url, headers={"Range": "bytes=5-9"})
    whole, part = Event.objects.filter(kind="release:downloaded").order_by("id")
    assert whole.after == {"file": "README.md"}
    assert part.after == {"file": "README.md", "bytes": [5, 9]}


@pytest.mark.parametrize("name", ["nothing", "../secret-key", "csv", "README.md/"])
def test_other_files_are_not_there(releasing: Releasing, reviewer: Client, name: str) -> None:
    releasing()
    assert reviewer.get(f"/projects/floods/releases/1/files/{name}").status_code == 404


def test_a_file_that_got_lost_is_not_there(releasing: Releasing, reviewer: Client) -> None:
    release = releasing()
    Folder(release.folder).clear()
    assert reviewer.get(address("file", 1, "README.md")).status_code == 404


def test_another_projects_release_is_not_there(releasing: Releasing, olga: User) -> None:
    releasing()
    make.project(olga, slug="elsewhere")
    client = Client()
    client.force_login(olga)
    for slug in ("elsewhere", "floods"):
        url = reverse("releases:file", args=[slug, 1, "README.md"])
        assert client.get(url).status_code == 404


def test_annotators_see_none_and_no_link_to_them(releasing: Releasing, ana: User) -> None:
    releasing()
    client = Client()
    client.force_login(ana)
    assert client.get(address("list")).status_code == 403
    assert client.get(address("file", 1, "corpus.jsonl")).status_code == 403
    assert address("list") not in page(client, reverse("projects:detail", args=["floods"]))


@pytest.mark.django_db(transaction=True)
def test_a_deleted_release_is_gone_and_its_number_stays_taken(
    releasing: Releasing, owner: Client
) -> None:
    release = releasing()
    names = [file["name"] for file in release.files]
    assert "cannot be undone" in page(owner, address("deletion", 1))
    assert owner.post(address("deletion", 1)).status_code == 302
    assert not any(Folder(release.folder).holds(name) for name in names)
    assert "deleted this release on" in page(owner, address("release", 1))
    assert owner.get(address("file", 1, "README.md")).status_code == 404
    assert owner.post(address("deletion", 1)).status_code == 409
    event = Event.objects.get(kind="release:deleted")
    assert event.before
    assert [file["name"] for file in event.before["files"]] == names
    assert releasing().number == 2


def test_what_could_not_be_built_says_why_and_can_be_asked_for_again(
    corpus: Project, owner: Client
) -> None:
    owner.post(address("new"), FORM)
    Release.objects.update(state="failed", failure="No article fits.")
    assert "No article fits." in page(owner, address("release", 1))
    owner.post(address("building", 1))
    release = Release.objects.get()
    assert (release.state, release.failure) == ("waiting", "")
    assert owner.post(address("building", 1)).status_code == 409


def test_a_later_release_is_compared_with_the_last_one_there_is(
    releasing: Releasing, max: User
) -> None:
    first, second = releasing(), releasing()
    delete_release(release=second, by=max)
    third = releasing()
    assert third.manifest
    assert third.manifest["previous"] == first.number


def test_a_release_of_nothing_is_refused_with_what_was_filled_in(
    project: Project, max: User
) -> None:
    client = Client()
    client.force_login(max)
    answer = client.post(address("new"), FORM | {"name": "Spring", "states": "accepted"})
    assert (answer.status_code, Release.objects.count()) == (422, 0)
    assert "No article fits what was chosen." in answer.content.decode()
    assert 'value="Spring"' in answer.content.decode()
