"""A circle, as people come to it: five stand on their phones, and one asks the group at a laptop, and thinks better of it."""

import pytest
from playwright.sync_api import expect
from tests.journeys.axe import violations
from tests.journeys.conftest import Walking
from tests.journeys.story import ISSUE, PLACE, Walk

pytestmark = pytest.mark.journey

FOUR = ("Kayleigh Marsden", "Idris Farah", "Margaret Towle", "Gareth Pemberly")
LAST = "Dariusz Wolny"
BRINGS = "I wait for the last bus three nights a week."


def to_the_circle(walked: Walk, name: str) -> None:
    """Become somebody who takes part, and go to the circle by links from the issue."""
    walked.become(name)
    walked.to(f"{PLACE}issues/")
    walked.page.get_by_role("link", name=ISSUE).first.click()
    walked.page.get_by_role("link", name="The circle that can decide by consent").click()
    expect(walked.page.get_by_role("heading", level=1)).to_contain_text("The circle that decides by consent")


def stands(walked: Walk, name: str) -> None:
    to_the_circle(walked, name)
    walked.page.get_by_role("link", name="Stand for it").click()
    walked.page.get_by_label("What do you want to bring to it?").fill(BRINGS)
    walked.page.get_by_role("button", name="Stand for it").click()
    expect(walked.page.get_by_text("You stand for the circle. You can withdraw at any time.")).to_be_visible()
    expect(walked.page.locator("#stands")).to_contain_text(name)


def asks(laptop: Walk) -> None:
    laptop.page.get_by_label("How many people must answer for it to count?").fill("12")
    laptop.page.get_by_role("button", name="Ask the group").click()


def test_five_stand_on_phones_and_the_group_is_asked_which_of_them_sit(walk: Walking) -> None:
    for number, name in enumerate(FOUR):
        phone = walk(width=390, height=844, javascript=number % 2 == 0)
        stands(phone, name)
        assert phone.sideways() == 0

    laptop = walk(width=1280)
    to_the_circle(laptop, "Amina Yusuf")
    assert violations(laptop.page) == []
    laptop.page.get_by_role("link", name="Ask the group to choose").click()
    expect(laptop.page.locator("main")).to_contain_text("4 people stand.")
    asks(laptop)
    expect(laptop.page.locator("main")).to_contain_text("At least 5 people have to stand")

    phone = walk(width=390, height=844)
    stands(phone, LAST)
    asks(laptop)
    expect(laptop.page.get_by_text("You asked the group to choose a circle.")).to_be_visible()
    expect(laptop.page.locator("#options")).to_contain_text(LAST)
    expect(laptop.page.locator("#terms")).to_contain_text("There are 9 seats.")
    asked = laptop.page.url

    phone.to(asked)
    expect(phone.page.get_by_role("heading", name="Who stands")).to_be_visible()
    expect(phone.page.get_by_role("link", name="Second it")).to_be_visible()
    assert (phone.sideways(), violations(phone.page)) == (0, [])

    laptop.page.get_by_role("link", name="Withdraw it").click()
    laptop.page.get_by_role("button", name="Withdraw it").click()
    expect(laptop.page.get_by_text("The decision is withdrawn. Nobody is asked.")).to_be_visible()
