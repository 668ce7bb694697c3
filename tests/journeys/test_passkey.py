"""A convener adds a passkey on this device, and signs in with nothing else."""

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import Walking

from wholeplace.demo.people import NAMED

pytestmark = pytest.mark.journey

DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def test_a_passkey_is_added_told_by_letter_and_signs_in_by_itself(walk: Walking) -> None:
    walked = walk()
    page = walked.page
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    walked.sign_in(NAMED[1].email)
    walked.to("/you/sign-in/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What to call it").fill("My phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("My phone", exact=True).first).to_be_visible()
    page.get_by_role("button", name="Sign out everywhere, here too").click()
    walked.to("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator(".wp-who__name")).to_be_visible()
    walked.to("/demo/outbox/")
    expect(page.get_by_text("A passkey was added.").first).to_be_visible()
