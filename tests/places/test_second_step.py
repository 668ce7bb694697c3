"""Signing in by two steps: adding one, needing it for a hat, signing in afresh, and being let in again."""

import re
import time
from typing import Any
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt, encrypt
from allauth.usersessions.models import UserSession
from click.testing import CliRunner
from django.test import Client
from tests.kernel.scene import Scene, own_keys, saltmarsh

from wholeplace.kernel.outbox.queries import outbox_of
from wholeplace.places.sign_in.commands import sign_in
from wholeplace.places.sign_in.queries import browser_of, ways_of

__all__ = ["own_keys", "saltmarsh"]

HOME, DESCRIBE, WAYS = "/saltmarsh/", "/saltmarsh/describe/", "/you/sign-in/"
APP, REMOVE, CODES = f"{WAYS}app/add/", f"{WAYS}app/remove/", f"{WAYS}codes/"
DESCRIBED = {"name": "Saltmarsh", "summary": "What we do", "colour": "#0f5e6e"}
DESCRIBING = "/api/v1/saltmarsh/actions/place.describe"


@pytest.fixture(autouse=True)
def asked_for(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second step is asked for; what follows a commit is done at once, as within a request that commits."""
    settings.SECOND_STEP = True
    monkeypatch.setattr("django.db.transaction.on_commit", lambda follows: follows())


def code_of(secret: str) -> str:
    """Return what an app shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def signs_in(name: str, *, client: Client | None = None) -> tuple[Client, Any]:
    """Sign in with a code by mail; return the browser, and where it leads."""
    client = client or Client()
    client.post("/sign-in/", {"email": f"{name}@saltmarsh.example"})
    codes = [letter.subject for letter in outbox_of(None) if letter.template == "sign_in/mail/code.txt"]
    return client, client.post("/sign-in/code/", {"code": codes[0].removeprefix("Your sign-in code: ")})


@pytest.fixture
def amina(saltmarsh: Scene) -> Client:
    """A convener who signed in by mail, and then added an app."""
    client, _reply = signs_in("amina")
    secret = client.get(APP).context["form"].secret
    assert client.post(APP, {"code": code_of(secret)})["Location"] == CODES
    return client


def ages(client: Client, seconds: int) -> None:
    """Let time pass since somebody signed in."""
    session = client.session
    for step in session["account_authentication_methods"]:
        step["at"] -= seconds
    session.save()


class TestAHat:
    def test_of_a_convener_waits_for_a_second_step_on_pages_and_over_the_api_and_says_so(
        self, saltmarsh: Scene
    ) -> None:
        client, _reply = signs_in("amina")
        page = client.post(DESCRIBE, DESCRIBED)
        told = client.post(DESCRIBING, DESCRIBED, content_type="application/json")
        assert "once you sign in by two steps" in page.text
        assert (told.status_code, told.json()["code"]) == (409, "second_step_missing")
        home = client.get(HOME)
        assert home.context["step"].href == WAYS
        assert [hat.kind for hat in home.context["viewer"].waiting] == ["convener"]

    def test_that_waits_keeps_nobody_from_taking_part(self, saltmarsh: Scene) -> None:
        client, _reply = signs_in("amina")
        issue = saltmarsh.issue()
        assert client.post(f"/saltmarsh/issues/{issue.pk}/take-part/", {"key": "once"}).status_code == 302

    def test_is_worn_once_the_second_step_is_added(self, amina: Client) -> None:
        assert amina.post(DESCRIBE, DESCRIBED)["Location"] == HOME
        assert amina.get(HOME).context["viewer"].waiting == ()

    def test_waits_again_once_the_last_second_step_is_removed(self, amina: Client) -> None:
        assert amina.post(REMOVE)["Location"] == WAYS
        assert [hat.kind for hat in amina.get(HOME).context["viewer"].waiting] == ["convener"]

    def test_waits_for_nothing_where_the_operator_asks_for_no_second_step(
        self, saltmarsh: Scene, settings: Any
    ) -> None:
        settings.SECOND_STEP = False
        client, _reply = signs_in("amina")
        assert client.post(DESCRIBE, DESCRIBED)["Location"] == HOME

    def test_of_a_facilitator_or_none_needs_no_second_step(self, saltmarsh: Scene) -> None:
        client, _reply = signs_in("rosa")
        assert client.get(HOME).context["viewer"].waiting == ()


class TestTheSecondStep:
    def test_is_asked_for_after_the_code_and_a_recovery_code_does_once(
        self, saltmarsh: Scene, amina: Client
    ) -> None:
        ways = ways_of(saltmarsh.people["amina"].person)
        assert ways.recovery is not None
        code = ways.recovery.wrap().get_unused_codes()[0]
        other, led = signs_in("amina")
        assert led["Location"] == "/sign-in/second-step/"
        assert other.get(DESCRIBE).status_code == 302
        wrong = other.post("/sign-in/second-step/", {"code": "000000"})
        assert "This code is not right" in wrong.text
        assert other.post("/sign-in/second-step/", {"code": code})["Location"] == "/"
        assert other.post(DESCRIBE, DESCRIBED)["Location"] == HOME
        assert ways_of(saltmarsh.people["amina"].person).codes_left == 9
        third, _led = signs_in("amina")
        assert "This code is not right" in third.post("/sign-in/second-step/", {"code": code}).text

    def test_that_was_added_or_removed_is_told_by_letter(self, amina: Client) -> None:
        amina.post(REMOVE)
        told = [letter.text for letter in outbox_of(None) if letter.template == "sign_in/mail/changed.txt"]
        assert [text.splitlines()[0] for text in told] == [
            "The app that gives codes for signing in was removed.",
            "An app was added that gives codes for signing in.",
        ]

    def test_has_its_secret_locked_and_a_secret_of_another_installation_fits_no_code(
        self, amina: Client, settings: Any
    ) -> None:
        kept = [one.data.get("secret") or one.data["seed"] for one in Authenticator.objects.all()]
        assert all(one.startswith("gAAAA") for one in kept)
        locked = encrypt("JBSWY3DPEHPK3PXP")
        assert decrypt(locked) == "JBSWY3DPEHPK3PXP"
        settings.SECRET_KEY = "another"
        assert decrypt(locked) not in {decrypt(locked), "JBSWY3DPEHPK3PXP"}


class TestSigningInAgain:
    @pytest.mark.parametrize("address", [APP, f"{WAYS}passkeys/add/"])
    def test_is_asked_before_a_change_of_whoever_signed_in_a_while_ago_and_leads_back(
        self, saltmarsh: Scene, address: str
    ) -> None:
        client, _reply = signs_in("rosa")
        assert client.get(address).status_code == 200
        ages(client, 11 * 60)
        led = client.get(address)["Location"]
        assert led == f"/sign-in/again/?next={address}"
        asked = client.get(led)
        (email,) = re.findall(r'name="email" value="([^"]+)"', asked.text)
        assert unquote(client.post(led, {"email": email})["Location"]) == f"/sign-in/code/?next={address}"
        assert client.get(WAYS).status_code == 302

    def test_by_mail_alone_is_not_enough_for_whoever_has_a_second_step(self, amina: Client) -> None:
        session = amina.session
        steps = session["account_authentication_methods"]
        session["account_authentication_methods"] = [
            {"method": "mfa", "at": time.time() - 3600},
            *(one for one in steps if one["method"] == "code"),
        ]
        session.save()
        assert amina.get(CODES).status_code == 302

    def test_is_not_asked_for_reading_how_one_signs_in(self, amina: Client) -> None:
        ages(amina, 3600)
        page = amina.get(WAYS)
        assert (page.status_code, page.context["ways"].codes_left) == (200, 10)


class TestSigningOut:
    @pytest.mark.parametrize(("where", "left"), [("elsewhere", 1), ("everywhere", 0)])
    def test_elsewhere_keeps_this_browser_and_everywhere_keeps_none(
        self, saltmarsh: Scene, where: str, left: int
    ) -> None:
        here, _reply = signs_in("rosa")
        there, _reply = signs_in("rosa")
        assert UserSession.objects.count() == 2
        here.post(WAYS, {"where": where})
        signed_in = [client.get(WAYS).status_code == 200 for client in (here, there)]
        assert (UserSession.objects.count(), signed_in) == (left, [left == 1, False])


class TestTheOperator:
    def test_lets_in_again_whoever_lost_everything_signs_them_out_and_tells_them(
        self, saltmarsh: Scene, amina: Client
    ) -> None:
        done = CliRunner().invoke(sign_in, ["reset", "Amina@saltmarsh.example"])
        assert (done.exit_code, Authenticator.objects.count(), UserSession.objects.count()) == (0, 0, 0)
        assert "The operator removed your passkeys" in outbox_of(None)[0].text
        assert signs_in("amina")[1]["Location"] == "/"

    def test_is_told_where_nobody_has_that_address(self, saltmarsh: Scene) -> None:
        assert CliRunner().invoke(sign_in, ["reset", "who@saltmarsh.example"]).exit_code == 1


@pytest.mark.parametrize(
    ("names_itself", "called"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605 Version/17 Safari/604", "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/126.0 Safari/537 Edg/126.0", "Edge on Windows"),
        ("curl/8.5", "curl/8.5"),
        ("", "A browser that does not name itself"),
    ],
)  # fmt: skip
def test_a_browser_is_called_as_people_call_it(names_itself: str, called: str) -> None:
    assert browser_of(names_itself) == called
