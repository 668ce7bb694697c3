"""Somebody elected is found for Lantern Hill: asked on a laptop, answering on a phone, and the map says so."""

import re

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import Walking
from tests.journeys.story import PLACE, Walk

pytestmark = pytest.mark.journey

HILL, COUNCILLORS = "Older people alone on Lantern Hill", "The councillors for Lantern Hill"
NAME, EMAIL = "Cllr Marian Voss", "marian.voss@council.tarrowmouth.example"
MISSING = "Nobody speaks for politicians yet."
WORDS = "Two streets of your ward are in this, and nobody elected has said a word yet."
LOOP = "A hearing loop, or a seat in front."
NURSE = "Femi Ogunleye"


def to_the_hill(walked: Walk) -> None:
    """Go to the issue by links."""
    walked.to(f"{PLACE}issues/")
    walked.page.get_by_role("link", name=HILL).first.click()
    expect(walked.page.get_by_role("heading", level=1, name=HILL)).to_be_visible()


def ask(walked: Walk) -> None:
    """Have the convener see who is missing, and ask somebody by e-mail, seen first as it goes."""
    walked.become("Amina Yusuf")
    to_the_hill(walked)
    expect(walked.page.get_by_text(MISSING).first).to_be_visible()
    walked.page.get_by_role("link", name="See who is needed, and who is missing").click()
    walked.page.get_by_role("link", name="What is missing").click()
    walked.page.get_by_role("link", name=COUNCILLORS).click()
    walked.page.get_by_role("link", name="Invite somebody").first.click()
    walked.page.get_by_role("radio", name="Somebody new").check()
    walked.page.get_by_text("If it is somebody new").click()
    walked.page.locator("#id_name").fill(NAME)
    walked.page.locator("#id_email").fill(EMAIL)
    walked.page.locator("#id_origin").fill("The council's own list of members")
    walked.page.locator("#id_ground").select_option(label="They publish it themselves, for what they do")
    walked.page.locator("#id_words").fill(WORDS)
    walked.page.get_by_role("button", name="Look it over").click()
    expect(walked.page.get_by_role("heading", name="Look before it goes")).to_be_visible()
    expect(walked.page.locator("main")).to_contain_text(WORDS)
    walked.page.get_by_role("button", name="Invite them").click()
    expect(walked.page.locator("main")).to_contain_text("It is kept, and goes out when it is due.")


def answer(phone: Walk) -> None:
    """Have her say yes by the link of her letter, join, and say what she needs."""
    letter = phone.letter_to(EMAIL, about="to speak there for")
    assert WORDS in letter
    found = re.search(r"(https?://\S+/invitations/answer/\S+/)", letter)
    assert found is not None
    phone.to(found[1])
    phone.page.get_by_role("radio", name="Yes").check()
    phone.page.get_by_role("button", name="Say so").click()
    expect(phone.page.get_by_role("heading", name="Thank you: come in")).to_be_visible()
    phone.page.get_by_role("radio", name="As an elected member").check()
    phone.page.locator("#id_sector").select_option(label="Council")
    phone.page.get_by_role("button", name="Join").click()
    expect(phone.page.get_by_role("heading", level=1, name=HILL)).to_be_visible()
    phone.page.get_by_role("link", name="Say what you need").click()
    phone.page.locator("#id_access").fill(LOOP)
    phone.page.get_by_role("button", name="Keep it for every event").click()
    expect(phone.page.locator("main")).to_contain_text("It is kept for every event here.")
    assert phone.sideways() == 0


def test_a_councillor_is_asked_on_a_laptop_and_answers_on_a_phone(walk: Walking) -> None:
    laptop, phone = walk(), walk(width=390, height=844)
    ask(laptop)
    answer(phone)
    to_the_hill(laptop)
    expect(laptop.page.get_by_text(MISSING)).to_have_count(0)
    laptop.page.get_by_role("link", name="Who was needed, and who came").click()
    expect(laptop.page.locator("main")).to_contain_text("were asked")
    laptop.to(laptop.page.url.replace("/participation/", "/needs/"))
    expect(laptop.page.locator("main")).to_contain_text(LOOP)
    phone.page.get_by_text("Menu").first.click()
    other = walk()
    other.become(NURSE)
    other.to(laptop.page.url)
    expect(other.page.locator("main")).not_to_contain_text(LOOP)
