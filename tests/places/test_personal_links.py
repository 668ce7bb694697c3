"""A personal link is bound to one address and one place, works once, and cannot be misused."""

import html
import re
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from tests.kernel.scene import Scene, at_once, elsewhere, on_disk, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_invited import NEW, later
from tests.places.test_leaving import signed_in

from wholeplace.kernel.actors import Actor, Door, machine
from wholeplace.kernel.clock import now
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.outbox.models import Mail
from wholeplace.kernel.outbox.queries import outbox_of
from wholeplace.kernel.people import Membership, Person
from wholeplace.places.invited import accepting
from wholeplace.places.invited.actions import (
    accept_invitation,
    invite,
    invite_again,
    send_invitation,
    take_back_invitation,
)
from wholeplace.places.invited.models import Invitation
from wholeplace.places.people.actions import admit_member
from wholeplace.places.people.leaving import leave, propose_removal, remove_member

__all__ = ["elsewhere", "on_disk", "own_keys", "saltmarsh"]
WHO = {"name": "Nia New", "voice": "public", "sector": "resident", "key": "once"}


def link(scene: Scene, people: str = NEW) -> str:
    """Invite somebody, and return the address their letter leads to."""
    (made,) = invite(scene.actor("amina"), place=scene.place, people=people)
    return written(scene, made)


def written(scene: Scene, invitation: Invitation) -> str:
    send_invitation(machine(scene.place, "invitations"), invitation=invitation)
    text = Mail.objects.filter(to=invitation.email).latest("asked").text
    return re.findall(r"^http://localhost:8000(/\S+/join/\S+/)$", text, re.MULTILINE)[-1]


def joined(path: str, client: Client | None = None) -> Any:
    return (client or Client()).post(path, WHO)


def sessions() -> int:
    return UserSession.objects.count()


def main(reply: Any) -> str:
    """What a page says, whatever its own address is."""
    (found,) = re.findall(r"<main.*?</main>", reply.content.decode(), re.DOTALL)
    return found.replace(reply.wsgi_request.path, "[here]")


def opens_nothing(path: str) -> None:
    """Nobody is signed in by this address, nor admitted, and it is answered as one that never was."""
    never = Client().get(f"/{path.split('/')[1]}/join/{'B' * 43}/")
    before = sessions(), Membership.objects.count()
    client = Client()
    for reply in (client.get(path), client.head(path), joined(path, client), joined(path, client)):
        assert reply.status_code == never.status_code == 404
        assert reply.headers["Referrer-Policy"] == never.headers["Referrer-Policy"]
    assert main(client.get(path)) == main(never)
    assert (sessions(), Membership.objects.count()) == before
    assert client.get("/your-sign-in/").status_code in {302, 404}


def test_a_link_lets_its_holder_in_once_and_signs_them_in(saltmarsh: Scene) -> None:
    path, client = link(saltmarsh, f"{NEW}, Nia"), Client()
    page = client.get(path).content.decode()
    assert ('value="Nia"' in page, "Amina Yusuf invites you" in page, NEW in page) == (True, True, True)
    assert joined(path, client)["Location"] == "/saltmarsh/"
    assert (
        "You are now a member of the partnership of Saltmarsh" in client.get("/saltmarsh/").content.decode()
    )
    member = Membership.objects.get(person__email=NEW)
    assert (member.name, sessions(), Invitation.objects.get().member) == ("Nia New", 1, member)
    assert "invitation.accept" in str(last(saltmarsh))


class TestUsed:
    """A link that was used leads its own member on, and nobody else anywhere."""

    def test_the_button_pressed_twice_leads_on_twice(self, saltmarsh: Scene) -> None:
        path, client = link(saltmarsh), Client()
        for _press in range(2):
            assert joined(path, client).headers.get("Location") == "/saltmarsh/"
        assert client.get(path).headers.get("Location") == "/saltmarsh/"
        assert (sessions(), Membership.objects.filter(person__email=NEW).count()) == (1, 1)

    def test_a_press_on_its_way_while_the_first_is_carried_out_leads_on_too(
        self, saltmarsh: Scene, elsewhere: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path, client = link(saltmarsh, "amina@elsewhere.example"), signed_in(elsewhere, "amina")
        twin = signed_in(elsewhere, "amina")

        def later(*said: Any, **more: Any) -> Any:
            monkeypatch.setattr(accepting, "accept_invitation", accept_invitation)
            assert joined(path, twin).status_code == 302
            return accept_invitation(*said, **more)

        later.on, later.within = accept_invitation.on, None  # type: ignore[attr-defined] # as an action has them
        monkeypatch.setattr(accepting, "accept_invitation", later)
        assert joined(path, client).headers.get("Location") == "/saltmarsh/"
        assert Membership.objects.filter(person__email="amina@elsewhere.example").count() == 2

    def test_a_second_press_that_brings_no_session_along_is_told_what_may_have_happened(
        self, saltmarsh: Scene
    ) -> None:
        path = link(saltmarsh)
        assert joined(path).status_code == 302
        for reply in (joined(path), joined(f"/saltmarsh/join/{'B' * 43}/")):
            told = html.unescape(main(reply))
            assert "If you have just joined, all is well: you are a member." in told
            assert "Sign in with the address it was sent to" in told
            assert "of no use" not in told

    def test_it_leads_its_member_to_signing_in_and_then_on(self, saltmarsh: Scene) -> None:
        path, client = link(saltmarsh), Client()
        joined(path)
        assert f'href="/sign-in/?next={path}"' in client.get(path).content.decode()
        assert client.post(f"/sign-in/?next={path}", {"email": NEW}).status_code == 302
        letter = outbox_of(None)[0]
        code = letter.subject.removeprefix("Your sign-in code: ")
        assert client.post(f"/sign-in/code/?next={path}", {"code": code})["Location"] == path
        assert client.get(path)["Location"] == "/saltmarsh/"

    def test_it_tells_another_member_no_more_than_one_that_never_was(self, saltmarsh: Scene) -> None:
        path, rosa = link(saltmarsh), signed_in(saltmarsh, "rosa")
        joined(path)
        never = rosa.get(f"/saltmarsh/join/{'B' * 43}/")
        for reply in (rosa.get(path), joined(path, rosa)):
            assert (reply.status_code, main(reply)) == (404, main(never))

    def test_it_no_longer_leads_whoever_has_left(self, saltmarsh: Scene) -> None:
        path, client = link(saltmarsh), Client()
        joined(path, client)
        member = Membership.objects.get(person__email=NEW)
        leave(Actor(place=saltmarsh.place, door=Door.PAGE, membership=member), member=member)
        assert (client.get(path).status_code, joined(path, client).status_code) == (404, 404)
        assert Membership.objects.filter(person__email=NEW, ended=None).count() == 0

    def test_opening_it_again_and_again_is_no_guessing(self, saltmarsh: Scene) -> None:
        used, works = link(saltmarsh), link(saltmarsh, "next@x.example")
        joined(used)
        office = {"REMOTE_ADDR": "192.0.2.8"}
        assert {Client(**office).get(used).status_code for _visit in range(40)} == {404}
        assert Client(**office).get(works).status_code == 200


class TestMisuse:
    def test_a_link_that_ran_out_opens_nothing(self, saltmarsh: Scene) -> None:
        path = link(saltmarsh)
        later(days=13)
        assert Client().get(path).status_code == 200
        later(days=1)
        opens_nothing(path)

    def test_a_link_that_was_taken_back_opens_nothing(self, saltmarsh: Scene) -> None:
        path = link(saltmarsh)
        take_back_invitation(saltmarsh.actor("ben"), invitation=Invitation.objects.get())
        opens_nothing(path)

    def test_a_link_that_was_used_opens_nothing(self, saltmarsh: Scene) -> None:
        path = link(saltmarsh)
        assert joined(path).status_code == 302
        opens_nothing(path)

    def test_a_link_of_an_address_that_signs_in_already_lets_nobody_else_in(
        self, saltmarsh: Scene, elsewhere: Scene
    ) -> None:
        """Whoever was forwarded it holds a letter, and not the account of whom it was written to."""
        path = link(saltmarsh, "amina@elsewhere.example")
        reply = joined(path)
        assert (reply.status_code, sessions()) == (200, 0)
        assert f"/sign-in/?next={path}" in reply.content.decode()
        own = signed_in(elsewhere, "amina")
        assert joined(path, own)["Location"] == "/saltmarsh/"
        assert Membership.objects.filter(person__email="amina@elsewhere.example").count() == 2

    def test_somebody_who_is_signed_in_under_another_address_is_told_so(self, saltmarsh: Scene) -> None:
        path, rosa = link(saltmarsh), signed_in(saltmarsh, "rosa")
        before = sessions()
        for reply in (rosa.get(path), joined(path, rosa)):
            assert reply.status_code == 403
            assert "signed in as rosa@saltmarsh.example" in reply.content.decode()
        assert (sessions(), Invitation.objects.get().state) == (before, "sent")

    def test_a_link_of_another_place_opens_nothing(self, saltmarsh: Scene, elsewhere: Scene) -> None:
        opens_nothing(link(saltmarsh).replace("/saltmarsh/", "/elsewhere/"))

    def test_a_scanner_that_opens_it_fifty_times_uses_nothing_up(self, saltmarsh: Scene) -> None:
        path, scanner = link(saltmarsh), Client()
        before = list(Invitation.objects.values())
        for _ in range(50):
            assert scanner.get(path).status_code == 200
        assert scanner.head(path).status_code == scanner.options(path).status_code == 200
        assert (sessions(), list(Invitation.objects.values())) == (0, before)
        assert joined(path).status_code == 302

    def test_a_browser_that_fetches_it_ahead_uses_nothing_up(self, saltmarsh: Scene) -> None:
        path = link(saltmarsh)
        ahead = Client().get(path, headers={"Sec-Purpose": "prefetch;prerender"})
        assert (ahead.status_code, ahead.headers["Cache-Control"]) == (200, "private, no-store")
        assert (sessions(), joined(path).status_code) == (0, 302)

    @pytest.mark.parametrize("many", [12, pytest.param(50, marks=pytest.mark.soak)])
    def test_of_many_who_accept_at_once_one_is_let_in(
        self, on_disk: None, saltmarsh: Scene, many: int
    ) -> None:
        path, answers = link(saltmarsh), {**WHO, "key": "the same"}
        replies = at_once(many, lambda _number: Client().post(path, answers).status_code)
        assert (replies.count(302), sessions()) == (1, 1)
        assert set(replies) <= {302, 404, 200, 503}  # one who comes last is asked to sign in, or to try again
        assert Membership.objects.filter(person__email=NEW).count() == 1

    @pytest.mark.parametrize("door", ["/sign-in/second-step/", "/sign-in/passkey/", "/sign-in/again/"])
    def test_it_is_no_second_step_nor_a_way_to_set_one_anew(self, saltmarsh: Scene, door: str) -> None:
        path = link(saltmarsh)
        token = path.split("/")[3]
        client = Client()
        client.get(path)
        client.post(door, {"code": token, "credential": token, "token": token})
        assert (sessions(), client.get("/saltmarsh/people/").status_code) == (0, 302)

    def test_it_is_no_code_for_signing_in(self, saltmarsh: Scene) -> None:
        token = link(saltmarsh).split("/")[3]
        client = Client()
        client.post("/sign-in/", {"email": "rosa@saltmarsh.example"})
        client.post("/sign-in/code/", {"code": token})
        assert sessions() == 0
        letter = outbox_of(None)[0]
        client.post("/sign-in/code/", {"code": letter.subject.removeprefix("Your sign-in code: ")})
        assert sessions() == 1  # the code itself would have done

    def test_a_member_who_was_removed_does_not_come_back_by_an_old_link(self, saltmarsh: Scene) -> None:
        path = link(saltmarsh)
        member = admit_member(
            saltmarsh.operator, place=saltmarsh.place, email=NEW, name="Nia", voice="public", sector="resident"
        )  # fmt: skip
        proposed = propose_removal(saltmarsh.actor("amina"), member=member, reason="Shouted people down")
        remove_member(saltmarsh.actor("ben"), member=proposed)
        opens_nothing(path)
        with migrating():
            Membership.objects.filter(pk=member.pk).update(removal_reason="")  # as if they had left
            Person.objects.filter(email=NEW).update(last_login=None)
        assert "Sign in, then join" in Client().get(path).content.decode()

    def test_guessing_opens_nothing_and_is_soon_stopped(self, saltmarsh: Scene) -> None:
        path = link(saltmarsh)
        opens_nothing(f"/saltmarsh/join/{'A' * 43}/")
        guesser = Client(REMOTE_ADDR="192.0.2.7")
        tries = [guesser.get(f"/saltmarsh/join/{number:043}/").status_code for number in range(40)]
        assert (tries[0], tries[-1]) == (404, 429)
        assert guesser.get(path).status_code == 429  # no sooner told of a right one than of a wrong one
        assert Client().get(path).status_code == 200

    def test_a_link_that_was_cut_off_opens_nothing(self, saltmarsh: Scene) -> None:
        path = link(saltmarsh)
        opens_nothing(f"{path[:-2]}/")
        assert joined(path).status_code == 302

    def test_a_link_in_other_capitals_opens_nothing(self, saltmarsh: Scene) -> None:
        path = link(saltmarsh)
        start, token = path[: -len(path.split("/")[3]) - 1], path.split("/")[3]
        opens_nothing(f"{start}{token.swapcase()}/")
        assert joined(path).status_code == 302


def test_a_link_is_long_and_kept_nowhere_but_in_the_letter(saltmarsh: Scene) -> None:
    token = link(saltmarsh).split("/")[3]
    assert len(token) >= 43  # 256 bits
    assert token not in str(list(Invitation.objects.values())) + str(last(saltmarsh))
    run_all_now()
    assert not Mail.objects.filter(text__contains=token).exists()


def test_an_old_link_stays_dead_when_its_address_is_invited_again(saltmarsh: Scene) -> None:
    old = link(saltmarsh)
    later(days=15)
    invite_again(saltmarsh.actor("ben"), invitation=Invitation.objects.get())
    new = written(saltmarsh, Invitation.objects.get())
    opens_nothing(old)
    assert joined(new).status_code == 302


def test_the_page_tells_no_other_page_where_somebody_came_from(saltmarsh: Scene) -> None:
    reply = Client().get(link(saltmarsh))
    assert reply.headers["Referrer-Policy"] == "strict-origin"
    assert "http" not in "".join(re.findall(r"<main.*?</main>", reply.content.decode(), re.DOTALL))


def test_a_member_who_opens_their_own_link_is_led_on(saltmarsh: Scene) -> None:
    path, rosa = link(saltmarsh), signed_in(saltmarsh, "rosa")
    with migrating():
        Invitation.objects.update(email="rosa@saltmarsh.example")
    assert rosa.get(path)["Location"] == "/saltmarsh/"


def test_who_left_by_themselves_can_be_invited_back(saltmarsh: Scene) -> None:
    leave(saltmarsh.actor("rosa"), member=saltmarsh.people["rosa"])
    path = link(saltmarsh, "rosa@saltmarsh.example")
    rosa = signed_in(saltmarsh, "rosa")
    assert joined(path, rosa).status_code == 302
    present = Membership.objects.filter(person__email="rosa@saltmarsh.example", ended=None)
    assert present.get().joined <= now()
