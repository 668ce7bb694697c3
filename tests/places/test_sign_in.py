"""Signing in by a code that is sent to an address."""

import re
from urllib.parse import unquote

import pytest
from django.test import Client
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.places.test_leaving import signed_in

from wholeplace.kernel.outbox.queries import outbox_of

__all__ = ["own_keys", "saltmarsh"]
ROSA = "rosa@saltmarsh.example"
MEMBERS = "/saltmarsh/people/"


def asked(email: str) -> tuple[Client, str]:
    """Open a page for members, give an address, and return what is shown then."""
    client = Client()
    form = client.get(MEMBERS, follow=True)
    path = f"{form.request['PATH_INFO']}?{form.request['QUERY_STRING']}"
    return client, client.post(path, {"email": email}, follow=True).content.decode()


def test_after_a_slip_every_members_page_asks_for_the_address_again(saltmarsh: Scene) -> None:
    client, shown = asked("rsoa@saltmarsh.example")
    assert "Type your code" in shown
    page = client.get(MEMBERS, follow=True).content.decode()
    assert ("Send me a code" in page, "Type your code" in page) == (True, False)


def test_the_page_for_the_code_leads_to_another_address_and_back_to_what_was_asked_for(
    saltmarsh: Scene,
) -> None:
    _client, shown = asked("rsoa@saltmarsh.example")
    (link,) = re.findall(r'<a href="([^"]+)" class="govuk-button govuk-button--secondary">Use another', shown)
    assert unquote(link) == "/sign-in/?next=/saltmarsh/people/"


def test_a_code_that_was_sent_still_signs_in_after_the_address_was_asked_for_again(saltmarsh: Scene) -> None:
    client, _shown = asked(ROSA)
    client.get("/sign-in/")
    (letter,) = outbox_of(None)
    code = letter.subject.removeprefix("Your sign-in code: ")
    reply = client.post("/sign-in/code/?next=/saltmarsh/people/", {"code": code})
    assert (reply.status_code, reply["Location"]) == (302, MEMBERS)


@pytest.mark.parametrize(
    ("onward", "led_to"), [("/saltmarsh/people/", MEMBERS), ("https://elsewhere.example/", "/"), ("", "/")]
)
def test_whoever_is_signed_in_is_not_asked_again_and_led_on_within_these_pages(
    saltmarsh: Scene, onward: str, led_to: str
) -> None:
    client = signed_in(saltmarsh, "rosa")
    reply = client.get("/sign-in/", {"next": onward})
    assert (reply.status_code, reply["Location"]) == (302, led_to)
