"""The page one searches on, and the same over the API."""

import re

import pytest
from django.test import Client
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.places.conftest import plain_files

from wholeplace.kernel.records import Audience
from wholeplace.kernel.search import finding
from wholeplace.ui import searching

__all__ = ["own_keys", "plain_files", "saltmarsh"]

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def visitor(saltmarsh: Scene, plain_files: None) -> Client:
    """A visitor to a place with an issue for everybody whose words are markup, and one for members."""
    saltmarsh.issue()
    saltmarsh.name_issue(
        title="<b>Harbour</b> light",
        happening="It is & stays dark",
        for_whom="Sailors",
        tried="",
        framing="Lamps",
        audience=Audience.PUBLIC,
    )
    return Client()


@pytest.fixture
def member(saltmarsh: Scene, visitor: Client) -> Client:
    client = Client()
    client.force_login(saltmarsh.people["rosa"].person, backend=BACKEND)
    return client


def seen(client: Client, asked: str) -> str:
    reply = client.get(f"/saltmarsh/search/{asked}")
    assert reply.status_code == 200
    return reply.content.decode()


def found(page: str) -> list[str]:
    return re.findall(r'class="wp-found__kind">(.*?)<', page)


def test_what_is_found_is_shown_as_words_with_those_marked_that_were_looked_for(visitor: Client) -> None:
    page = seen(visitor, "?q=HARBOUR+dar")
    assert found(page) == ["Issue"]
    mark = '<mark class="wp-found__word">'
    assert f"&lt;b&gt;{mark}Harbour</mark>&lt;/b&gt; light" in page
    assert f"It is &amp; stays {mark}dark</mark>" in page


def test_a_member_finds_more_than_a_visitor_and_neither_is_told_how_many(
    visitor: Client, member: Client
) -> None:
    assert found(seen(member, "?q=youth+club&kind=issue")) == ["Issue"]
    page = seen(visitor, "?q=bus")
    assert (found(page), "Nothing has all of these words" in page) == ([], True)
    assert "People" not in page
    assert found(seen(member, "?q=rosa+lind&kind=person")) == ["Person"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("", "All your words are looked for"),
        ("?q=%22+%2A", "There is no word in this"),
        ("?q=nowhere+at+all", "Nothing has all of these words"),
        ("?q=harbour&kind=decision", "Nothing of this kind"),
        ("?q=harbour&kind=invented", "wp-found"),
        ("?q=harbour&from=40", "There is no more"),
        ("?q=harbour&from=-1", "wp-found"),
        (f"?q={'x' * 9000}", "Nothing has all of these words"),
        ("?q=%00%F0%9F%99%82", "Nothing has all of these words"),
    ],
)
def test_each_question_has_an_answer_that_says_what_to_do(visitor: Client, asked: str, told: str) -> None:
    assert told in seen(visitor, asked)


def test_one_goes_on_and_back_with_the_kind_and_the_words_kept(
    member: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (finding, searching):
        monkeypatch.setattr(module, "AT_ONCE", 1)
    first = seen(member, "?q=d&kind=issue")
    assert 'href="/saltmarsh/search/?q=d&amp;kind=issue&amp;from=1" rel="next"' in first
    assert 'name="kind" value="issue"' in first
    second = seen(member, "?q=d&kind=issue&from=1")
    assert ("Show more" in second, "Back to the first" in second) == (False, True)


def test_the_frame_of_every_other_page_of_the_place_has_a_box_to_search_in(visitor: Client) -> None:
    page = visitor.get("/saltmarsh/issues/").content.decode()
    assert 'action="/saltmarsh/search/"' in page
    assert 'id="shell-search"' in page
    assert 'id="shell-search"' not in seen(visitor, "")
    assert 'id="shell-search"' not in visitor.get("/").content.decode()


def test_the_api_finds_the_same_and_gives_no_total(visitor: Client, member: Client) -> None:
    asked = "/api/v1/saltmarsh/search?q=dark&kind=issue"
    (theirs,) = visitor.get(asked).json()["found"]
    assert (theirs["kind"], theirs["title"]) == ("issue", "<b>Harbour</b> light")
    assert visitor.get(asked).json().keys() == {"found", "more"}
    assert len(member.get(asked).json()["found"]) == 2
    assert visitor.get("/api/v1/saltmarsh/search?q=dark&start=-1").status_code == 422
