"""The pages about issues: a form is shown to whoever may send it, and to nobody else."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from tests.house.scene import Town, told, undone

from wholeplace.convene.issues.actions import take_part
from wholeplace.kernel.records import Audience

pytestmark = pytest.mark.django_db
NAME, DESCRIBE = "/saltmarsh/issues/name/", "/saltmarsh/describe/"


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Town]:
    with django_db_blocker.unblock(), told(tmp_path_factory.mktemp("town")) as made:
        yield made


@pytest.fixture
def browser(town: Town) -> Callable[[str], Client]:
    def signed_in(name: str) -> Client:
        client = Client()
        person = town.here.people[name].person
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


def shown(client: Client, path: str) -> tuple[bool, bool]:
    """Say whether a page offers something to fill in, and whether it says why not."""
    page = client.get(path).content.decode()
    main = page[page.index("<main") :]
    return "<textarea" in main or 'type="text"' in main, "Why you cannot do this:" in main


@pytest.mark.parametrize("path", [NAME, DESCRIBE])
def test_whoever_may_not_do_it_reads_why_and_is_shown_nothing_to_fill_in(
    browser: Callable[[str], Client], path: str
) -> None:
    assert shown(browser("convener"), path) == (True, False)
    assert shown(browser("newcomer"), path) == (False, True)


def test_a_framing_that_is_the_groups_is_shown_to_nobody_to_change(
    browser: Callable[[str], Client], town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = town.here.issues[Audience.PUBLIC]
    path = f"/saltmarsh/issues/{issue.pk}/framing/"
    assert shown(browser("convener"), path) == (True, False)
    monkeypatch.setattr("wholeplace.convene.issues.conditions.OWNED_FROM_ORGANISATIONS", 1)
    with undone():
        for name in ("newcomer", "mediator", "moderator", "sponsor"):
            take_part(town.here.actor(name), issue=issue)
        assert shown(browser("convener"), path) == (False, True)


def test_a_name_that_is_taken_leads_to_the_issue_that_has_it(
    browser: Callable[[str], Client], town: Town
) -> None:
    issue = town.here.issues[Audience.PUBLIC]
    answers = {"title": issue.title, "happening": "a", "for_whom": "b", "framing": "c", "audience": "public"}
    page = browser("convener").post(NAME, answers).content.decode()
    assert f"There is already an issue called “{issue.title}”." in page
    assert f'href="{issue.get_absolute_url()}"' in page[page.index("<main") :]
    free = browser("convener").post(NAME, {**answers, "title": "", "happening": ""}).content.decode()
    assert issue.get_absolute_url() not in free[free.index("<main") :]


def test_the_parts_of_an_issues_page_are_listed_beside_it_in_their_order(
    browser: Callable[[str], Client], town: Town
) -> None:
    page = browser("convener").get(town.here.issues[Audience.PUBLIC].get_absolute_url()).content.decode()
    nav = page[page.index('aria-label="On this page"') :].partition("</nav>")[0]
    listed = re.findall(r'href="#([^"]+)">([^<]+)</a>', nav)
    assert ("changes", "What is expected to change") in listed
    places = [page.index(f'id="{anchor}"') for anchor, _ in listed]
    assert places == sorted(places)
    headings = [re.sub(r"<[^>]+>", "", one) for one in re.findall(r"<h[23][^>]*>(.*?)</h[23]>", page)]
    assert {title for _, title in listed} <= set(headings)
