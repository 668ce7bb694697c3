"""What a session is worth: nothing to whoever planted it, and nothing more once a hat or a membership has ended."""

import pytest
from django.conf import settings
from django.test import Client
from tests.convene.deciding import wears
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.places.test_leaving import goes, proposed, signed_in
from tests.places.test_people import hats_of_conveners

from wholeplace.kernel.outbox.queries import outbox_of
from wholeplace.kernel.people import HatKind
from wholeplace.places.people.actions import end_hat, propose_end_of_hat
from wholeplace.places.people.leaving import remove_member

__all__ = ["own_keys", "saltmarsh"]

ROSA = "rosa@saltmarsh.example"
MEMBERS = "/saltmarsh/people/"
ADD = "/api/v1/saltmarsh/actions/area.add"
SESSION = settings.SESSION_COOKIE_NAME


def begun() -> str:
    """Begin to sign in as anybody can, and return the key of the session that is kept for it."""
    client = Client()
    client.post("/sign-in/", {"email": "somebody@saltmarsh.example"})
    return str(client.cookies[SESSION].value)


def holding(key: str) -> Client:
    """Return a browser in which somebody has put the key of a session."""
    client = Client()
    client.cookies[SESSION] = key
    return client


@pytest.mark.parametrize("planted", ["one that was begun", "one made up"])
def test_a_session_that_somebody_planted_is_worthless_to_them_once_its_victim_has_signed_in(
    saltmarsh: Scene, planted: str
) -> None:
    key = begun() if planted == "one that was begun" else "a" * 32
    victim = holding(key)
    victim.post("/sign-in/", {"email": ROSA})
    code = outbox_of(None)[0].subject.removeprefix("Your sign-in code: ")
    before = victim.cookies[SESSION].value
    assert victim.post("/sign-in/code/", {"code": code}).status_code == 302
    assert victim.get(MEMBERS).status_code == 200
    assert victim.cookies[SESSION].value not in {key, before}
    for known in (key, before):
        assert holding(known).get(MEMBERS).status_code == 302
    assert holding(victim.cookies[SESSION].value).get(MEMBERS).status_code == 200, "the new one would open it"


def test_signing_out_makes_the_key_worthless(saltmarsh: Scene) -> None:
    client = signed_in(saltmarsh, "rosa")
    key = client.cookies[SESSION].value
    assert holding(key).get(MEMBERS).status_code == 200
    client.post("/sign-out/")
    assert holding(key).get(MEMBERS).status_code == 302


def adds(client: Client, name: str) -> tuple[int, str]:
    """Try what conveners do; return the status, and the code of a refusal."""
    reply = client.post(ADD, {"name": name}, content_type="application/json")
    return reply.status_code, "" if reply.status_code == 200 else reply.json()["code"]


def test_a_session_can_do_no_more_what_a_hat_allowed_as_soon_as_two_took_it_off(saltmarsh: Scene) -> None:
    client = signed_in(saltmarsh, "amina")
    client.post("/saltmarsh/hat/", {"hat": "convener"})
    assert adds(client, "Quay") == (200, "")
    wears(saltmarsh, "tariq", HatKind.CONVENER)
    mine, _bens = hats_of_conveners(saltmarsh)
    propose_end_of_hat(saltmarsh.actor("ben"), hat=mine)
    assert adds(client, "Mole") == (200, ""), "one word is not enough"
    end_hat(saltmarsh.actor("olwen"), hat=mine)
    assert adds(client, "Pier") == (409, "needs_hat")
    client.post("/saltmarsh/hat/", {"hat": "convener"})
    assert adds(client, "Pier") == (409, "needs_hat"), "choosing it again gives nothing back"
    assert client.get(MEMBERS).status_code == 200, "they are a member still"


@pytest.mark.parametrize("how", ["removed", "left"])
def test_a_session_reads_and_does_nothing_more_as_soon_as_the_membership_has_ended(
    saltmarsh: Scene, how: str
) -> None:
    client = signed_in(saltmarsh, "rosa")
    asked = [MEMBERS, "/saltmarsh/yourself/", "/saltmarsh/notices/"]
    assert [client.get(path).status_code for path in asked] == [200] * 3
    if how == "removed":
        remove_member(saltmarsh.actor("ben"), member=proposed(saltmarsh))
    else:
        goes(saltmarsh, "rosa")
    assert [client.get(path).status_code for path in asked] == [403] * 3
    assert adds(client, "Pier")[0] == 403
    assert client.post("/saltmarsh/notices/", {"key": "once"}).status_code == 403
