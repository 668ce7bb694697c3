"""Whoever tries the demo can be each kind of person in it, with one press."""

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import Walking
from tests.journeys.story import ISSUE

from wholeplace.demo.people import NAMED
from wholeplace.demo.people_written import DemoPerson

pytestmark = pytest.mark.journey


def one_of_each_kind() -> list[DemoPerson]:
    """Return the first person of each hat, and of each voice without one."""
    kinds: dict[str, DemoPerson] = {}
    for person in NAMED:
        kinds.setdefault(person.hats[0] if person.hats else person.voice, person)
    return list(kinds.values())


def test_a_visitor_of_the_demo_can_be_each_kind_of_person(walk: Walking) -> None:
    walked = walk()
    cast = one_of_each_kind()
    assert len(cast) == 10
    for person in cast:
        walked.become(person.name)
        expect(walked.page.locator(".wp-who__name")).to_have_text(person.name)
        walked.to("/tarrowmouth/issues/")
        walked.page.get_by_role("link", name=ISSUE, exact=True).click()
        expect(walked.page.locator(".wp-next")).to_have_count(1)


def test_every_letter_of_the_demo_can_be_read(walk: Walking) -> None:
    walked = walk(width=390)
    walked.sign_in(NAMED[-1].email)
    expect(walked.page.locator(".wp-who__name")).to_have_text(NAMED[-1].name)
    walked.to("/demo/outbox/")
    expect(walked.page.locator("section", has_text=NAMED[-1].email).first).to_be_visible()
    assert walked.sideways() == 0
