"""The link in a manager's letter does one thing, once, for one place, and cannot be misused: neither the first nor the second."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from tests.convene.asking import BOSS, GIVER, UNTIL, ask, given, later, link_to, program, published, sent
from tests.kernel.scene import Scene, at_once, elsewhere, on_disk, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_leaving import signed_in

from wholeplace.convene.mandates.actions import lay_down_mandate, take_back_asking
from wholeplace.convene.mandates.answering import give_mandate, revoke_mandate
from wholeplace.convene.mandates.models import Asking, Mandate
from wholeplace.kernel.clock import now
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.models import Entry
from wholeplace.kernel.outbox.models import Mail
from wholeplace.places.people.leaving import leave

__all__ = ["elsewhere", "on_disk", "own_keys", "saltmarsh"]

NEVER = "B" * 43
YES = {
    "in_work_time": "on",
    "own_words": "on",
    "money": "500",
    "hours": "20",
    "limits": "",
    "key": "once",
    "until_day": UNTIL.day,
    "until_month": UNTIL.month,
    "until_year": UNTIL.year,
    "giver": GIVER,
    "entitled": "on",
}


def asks(scene: Scene) -> str:
    """Return the address in a letter that asks."""
    sent(scene)
    return link_to()


def confirms(scene: Scene) -> str:
    """Return the address in a letter that confirms, at which the word is taken back."""
    given(scene)
    return f"{link_to()}take-back/"


def pressed(path: str, client: Client | None = None) -> Any:
    return (client or Client()).post(path, YES)


def main(reply: Any) -> str:
    (found,) = re.findall(r"<main.*?</main>", reply.content.decode(), re.DOTALL)
    return found


def facts() -> tuple[object, ...]:
    """Return what no misuse may change: who is signed in, what was asked and given, and the record."""
    rows = [list(model.objects.order_by("pk").values()) for model in (Asking, Mandate)]
    return UserSession.objects.count(), rows, Entry.objects.count()


def does_nothing(path: str) -> None:
    """Nothing is changed by this address, nobody is signed in, and it is answered as one that never was."""
    never = Client().get(f"/saltmarsh/mandates/answer/{NEVER}/")
    before, client = facts(), Client()
    for reply in (client.get(path), client.head(path), pressed(path, client), pressed(path, client)):
        assert reply.status_code == never.status_code == 404
        assert reply.headers["Referrer-Policy"] == never.headers["Referrer-Policy"]
        assert reply.headers["Cache-Control"] == "private, no-store"
    assert main(client.get(path)).replace("/elsewhere/", "/saltmarsh/") == main(never)
    assert facts() == before


def _runs_out(_scene: Scene, path: str) -> str:
    later(days=14 if "answer" in path else 300 + 15)
    return path


def _is_taken_back(scene: Scene, path: str) -> str:
    if "answer" in path:
        take_back_asking(scene.actor("tariq"), asking=Asking.objects.get())
    else:
        lay_down_mandate(scene.actor("tariq"), mandate=Mandate.objects.get())
    return path


def _is_used(_scene: Scene, path: str) -> str:
    assert pressed(path).status_code == 302
    return path


def _is_another_places(_scene: Scene, path: str) -> str:
    return path.replace("/saltmarsh/", "/elsewhere/")


def _is_of_the_other_kind(_scene: Scene, path: str) -> str:
    one, other = ("answer", "given") if "answer" in path else ("given", "answer")
    return path.replace(f"/{one}/", f"/{other}/").replace("take-back/", "")


def _asker_has_left(scene: Scene, path: str) -> str:
    leave(scene.actor("tariq"), member=scene.people["tariq"])
    return path


def _secret(path: str) -> str:
    return path.split("/")[4]


def _is_guessed(_scene: Scene, path: str) -> str:
    return path.replace(_secret(path), NEVER)


def _is_cut_off(_scene: Scene, path: str) -> str:
    return path.replace(_secret(path), _secret(path)[:-1])


def _is_in_other_capitals(_scene: Scene, path: str) -> str:
    return path.replace(_secret(path), _secret(path).swapcase())


MISUSES = (
    _runs_out,
    _is_taken_back,
    _is_used,
    _is_another_places,
    _is_of_the_other_kind,
    _asker_has_left,
    _is_guessed,
    _is_cut_off,
    _is_in_other_capitals,
)
LETTERS = (asks, confirms)


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("misuse", MISUSES)
def test_a_link_that_does_not_work_does_nothing_and_is_answered_as_one_that_never_was(
    saltmarsh: Scene,
    elsewhere: Scene,
    letter: Callable[[Scene], str],
    misuse: Callable[[Scene, str], str],
) -> None:
    path = letter(saltmarsh)
    assert Client().get(path).status_code == 200
    does_nothing(misuse(saltmarsh, path))


@pytest.mark.parametrize("letter", LETTERS)
def test_a_scanner_that_opens_it_fifty_times_and_a_browser_that_fetches_it_ahead_use_nothing_up(
    saltmarsh: Scene, letter: Callable[[Scene], str]
) -> None:
    path, scanner = letter(saltmarsh), Client()
    before = facts()
    for _ in range(50):
        assert scanner.get(path).status_code == 200
    assert scanner.head(path).status_code == scanner.options(path).status_code == 200
    ahead = scanner.get(path, headers={"Sec-Purpose": "prefetch;prerender"})
    assert (ahead.status_code, ahead.headers["Cache-Control"]) == (200, "private, no-store")
    assert facts() == before
    assert pressed(path).status_code == 302


@pytest.mark.parametrize("letter", LETTERS)
def test_it_is_no_code_for_signing_in_and_no_second_step(
    saltmarsh: Scene, letter: Callable[[Scene], str]
) -> None:
    token, client = _secret(letter(saltmarsh)), Client()
    client.post("/sign-in/", {"email": "tariq@saltmarsh.example"})
    for door in ("/sign-in/code/", "/sign-in/second-step/", "/sign-in/passkey/", "/sign-in/again/"):
        client.post(door, {"code": token, "credential": token, "token": token})
    assert (UserSession.objects.count(), client.get("/saltmarsh/people/").status_code) == (0, 302)


def test_answering_signs_nobody_in_and_whoever_is_signed_in_answers_as_the_holder_of_the_letter(
    saltmarsh: Scene,
) -> None:
    """The first might be read on somebody else's device: it is the letter that speaks, not the account."""
    path, rosa = asks(saltmarsh), signed_in(saltmarsh, "rosa")
    sessions = UserSession.objects.count()
    assert pressed(path, rosa).status_code == 302
    assert UserSession.objects.count() == sessions
    assert "mandate.give" in str(last(saltmarsh))
    assert last(saltmarsh)["actor"] == {"machine": "mandates"}


def test_guessing_is_soon_stopped_for_right_links_and_wrong_ones(saltmarsh: Scene) -> None:
    path, guesser = asks(saltmarsh), Client(REMOTE_ADDR="192.0.2.7")
    tries = [guesser.get(f"/saltmarsh/mandates/answer/{number:043}/").status_code for number in range(40)]
    assert (tries[0], tries[-1]) == (404, 429)
    assert guesser.get(path).status_code == 429
    assert guesser.get(f"/saltmarsh/join/{NEVER}/").status_code == 429  # one count for every kind of link
    assert Client().get(path).status_code == 200


@pytest.mark.parametrize("many", [12, pytest.param(50, marks=pytest.mark.soak)])
def test_of_many_who_press_at_once_one_gives(on_disk: None, saltmarsh: Scene, many: int) -> None:
    path = asks(saltmarsh)
    replies = at_once(many, lambda _number: pressed(path).status_code)
    assert replies.count(302) == 1
    assert set(replies) <= {302, 404, 503}
    assert Mandate.objects.count() == 1


def test_a_link_is_long_and_kept_nowhere_but_in_the_letter(saltmarsh: Scene) -> None:
    for path in (asks(saltmarsh), confirms_next(saltmarsh)):
        token = _secret(path)
        assert len(token) >= 43  # 256 bits
        assert token not in str(facts()) + str(last(saltmarsh))
        run_all_now()
        assert not Mail.objects.filter(text__contains=token).exists()


def confirms_next(scene: Scene) -> str:
    asking = Asking.objects.get()
    give_mandate(program(scene), asking=asking, giver=GIVER, terms=asking.terms)
    return link_to()


def test_a_second_press_is_told_what_may_have_happened(saltmarsh: Scene) -> None:
    path = asks(saltmarsh)
    assert pressed(path)["Location"].startswith("/saltmarsh/mandates/organisations/")
    told = main(pressed(path))
    assert "If you have just answered, all is well" in told


def test_the_second_letters_link_dies_when_the_mandate_is_renewed(saltmarsh: Scene) -> None:
    old = confirms(saltmarsh)
    renews = old.replace("take-back/", "renew/")
    assert pressed(renews).status_code == 302
    does_nothing(old)
    assert Client().get(link_to()).status_code == 200


def test_the_day_a_renewal_begins_with_is_one_that_is_taken(saltmarsh: Scene) -> None:
    far = now().date() + dt.timedelta(days=700)
    given(saltmarsh, until=far)
    page = f"{link_to()}renew/"
    day = Client().get(page).context["form"]["until"].value()
    asked = {"until_day": day.day, "until_month": day.month, "until_year": day.year}
    assert Client().post(page, {**YES, **asked}).status_code == 302


def test_the_link_of_a_word_for_all_withdraws_it_and_renews_nothing(saltmarsh: Scene) -> None:
    published(saltmarsh)
    path = link_to()
    assert Client().get(f"{path}renew/").status_code == 404
    assert pressed(f"{path}take-back/").status_code == 302
    does_nothing(f"{path}take-back/")


def test_a_letters_lines_add_no_header_and_its_link_is_the_one_that_was_set_up(
    saltmarsh: Scene, settings: Any
) -> None:
    ask(saltmarsh, manager="Sam\r\nBcc: all@x.example", words="\u2028Subject: x")
    run_all_now()
    from django.core import mail

    (letter,) = [one for one in mail.outbox if one.to == [BOSS]]
    assert set(letter.message()) & {"Bcc", "Cc"} == set()
    reply = Client().get(link_path(letter.body), headers={"Host": "evil.example"})
    assert reply.status_code == 400
    assert "http://localhost:8000/saltmarsh/mandates/answer/" in letter.body


def link_path(text: str) -> str:
    (found,) = re.findall(r"^http://localhost:8000(/\S+)$", text, re.MULTILINE)
    return found


def test_after_revoking_no_link_of_it_is_left(saltmarsh: Scene) -> None:
    made = given(saltmarsh)
    path = link_to()
    revoke_mandate(program(saltmarsh), asking=made.asking)
    for page in ("", "take-back/", "renew/"):
        does_nothing(f"{path}{page}")
