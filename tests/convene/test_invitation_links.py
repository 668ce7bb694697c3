"""The link in a letter that asks somebody to speak for a perspective cannot be misused, and lets in whom it was sent to alone."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from tests.convene.inviting import NIA, WHO, answer, contact, later, link_in, main, program, sent, stop_in
from tests.convene.mapping import mapped
from tests.kernel.scene import Scene, at_once, elsewhere, on_disk, own_keys, saltmarsh
from tests.places.test_leaving import signed_in

from wholeplace.convene.invitations.actions import invite_to_speak, take_back_to_speak
from wholeplace.convene.invitations.models import IssueInvitation
from wholeplace.convene.invitations.names import Reply, Way
from wholeplace.convene.invitations.sending import send_to_speak
from wholeplace.convene.issues.amending import move_issue
from wholeplace.convene.issues.names import Status
from wholeplace.kernel.ledger.models import Entry
from wholeplace.kernel.outbox.models import Mail
from wholeplace.kernel.outbox.queries import outbox_of
from wholeplace.kernel.people import Membership
from wholeplace.places.invited.models import LeftAlone
from wholeplace.places.people.actions import admit_member
from wholeplace.places.people.leaving import propose_removal, remove_member

__all__ = ["elsewhere", "on_disk", "own_keys", "saltmarsh"]
NEVER = "B" * 43


def facts() -> tuple[object, ...]:
    """Return what no misuse may change: who is signed in, who is here, and the record."""
    rows = list(IssueInvitation.objects.order_by("pk").values())
    return UserSession.objects.count(), Membership.objects.count(), rows, Entry.objects.count()


def does_nothing(path: str, client: Client | None = None) -> None:
    """Nothing is changed by this address, nobody is signed in, and it is answered as one that never was."""
    client = client or Client()
    never = client.get(f"/saltmarsh/invitations/answer/{NEVER}/")
    before = facts()
    for where in (path, f"{path}come-in/"):
        for reply in (
            client.get(where),
            client.head(where),
            answer(where, client=client),
            client.post(where, WHO),
        ):
            assert (reply.status_code, reply.headers["Cache-Control"]) == (404, "private, no-store")
            assert reply.headers["Referrer-Policy"] == never.headers["Referrer-Policy"]
    assert main(client.get(path)) == main(never)
    assert facts() == before


def _runs_out(_scene: Scene, path: str) -> str:
    later(days=28)
    return path


def _is_taken_back(scene: Scene, path: str) -> str:
    take_back_to_speak(scene.actor("ben"), issue_invitation=IssueInvitation.objects.get())
    return path


def _is_another_places(_scene: Scene, path: str) -> str:
    return path.replace("/saltmarsh/", "/elsewhere/")


def _issue_has_ended(scene: Scene, path: str) -> str:
    move_issue(scene.actor("amina"), issue=scene.issue(), to=Status.ENDED, reason="Over")
    return path


def _secret(path: str) -> str:
    return path.split("/")[4]


def _is_guessed(_scene: Scene, path: str) -> str:
    return path.replace(_secret(path), "A" * 43)


def _is_cut_off(_scene: Scene, path: str) -> str:
    return path.replace(_secret(path), _secret(path)[:-2])


def _is_in_other_capitals(_scene: Scene, path: str) -> str:
    return path.replace(_secret(path), _secret(path).swapcase())


@pytest.mark.parametrize(
    "misused",
    [
        _runs_out,
        _is_taken_back,
        _is_another_places,
        _issue_has_ended,
        _is_guessed,
        _is_cut_off,
        _is_in_other_capitals,
    ],
)
def test_a_link_that_is_misused_does_nothing(
    saltmarsh: Scene, elsewhere: Scene, misused: Callable[[Scene, str], str]
) -> None:
    sent(saltmarsh)
    path = link_in()
    assert Client().get(path).status_code == 200  # it would have worked
    does_nothing(misused(saltmarsh, path))


def test_a_scanner_that_opens_it_fifty_times_uses_nothing_up(saltmarsh: Scene) -> None:
    sent(saltmarsh)
    path, scanner, before = link_in(), Client(), facts()
    for _visit in range(50):
        assert scanner.get(path).status_code == 200
    ahead = scanner.get(path, headers={"Sec-Purpose": "prefetch;prerender"})
    assert (scanner.head(path).status_code, ahead.status_code, facts() == before) == (200, 200, True)
    assert answer(path).status_code == 302


def test_nobody_joins_by_it_but_once_and_after_a_yes(saltmarsh: Scene) -> None:
    sent(saltmarsh)
    path = link_in()
    assert Client().post(f"{path}come-in/", WHO).status_code == 404
    answer(path, Reply.MAYBE)
    assert Client().post(f"{path}come-in/", WHO).status_code == 404
    answer(path)
    assert Client().post(f"{path}come-in/", WHO).status_code == 302
    other = Client()
    assert (
        other.post(f"{path}come-in/", WHO).status_code,
        Membership.objects.filter(person__email=NIA).count(),
    ) == (404, 1)
    assert other.get("/saltmarsh/people/").status_code == 302


def test_an_account_is_opened_by_no_letter(saltmarsh: Scene, elsewhere: Scene) -> None:
    made = sent(saltmarsh)
    owner = elsewhere.people["amina"].person
    owner.email = NIA
    owner.save()
    path = link_in()
    onward = answer(path)["Location"]
    reply = Client().post(onward, WHO)
    assert (f"/sign-in/?next={onward}" in reply.content.decode(), UserSession.objects.count()) == (True, 0)
    assert signed_in(saltmarsh, "rosa").post(onward, WHO).status_code == 403
    own = signed_in(elsewhere, "amina")
    assert own.post(onward, WHO)["Location"] == saltmarsh.issue().get_absolute_url()
    made.refresh_from_db()
    assert made.member is not None


def test_it_is_no_code_and_no_second_step(saltmarsh: Scene) -> None:
    sent(saltmarsh)
    token, client = _secret(link_in()), Client()
    for door in ("/sign-in/second-step/", "/sign-in/passkey/", "/sign-in/again/"):
        client.post(door, {"code": token, "credential": token, "token": token})
    client.post("/sign-in/", {"email": "rosa@saltmarsh.example"})
    client.post("/sign-in/code/", {"code": token})
    assert (UserSession.objects.count(), client.get("/saltmarsh/people/").status_code) == (0, 302)
    code = outbox_of(None)[0].subject.removeprefix("Your sign-in code: ")
    client.post("/sign-in/code/", {"code": code})
    assert UserSession.objects.count() == 1  # the code itself would have done


def test_who_was_removed_does_not_come_back_by_it(saltmarsh: Scene) -> None:
    sent(saltmarsh)
    onward = answer(link_in())["Location"]
    member = admit_member(
        saltmarsh.operator, place=saltmarsh.place, email=NIA, name="Nia", voice="public", sector="resident"
    )
    proposed = propose_removal(saltmarsh.actor("amina"), member=member, reason="Shouted people down")
    remove_member(saltmarsh.actor("ben"), member=proposed)
    client = Client()
    client.force_login(member.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(onward, WHO).status_code == 404
    assert Membership.objects.filter(person__email=NIA, ended=None).count() == 0


@pytest.mark.parametrize("many", [6, pytest.param(50, marks=pytest.mark.soak)])
def test_of_many_who_come_in_at_once_one_is_let_in(on_disk: None, saltmarsh: Scene, many: int) -> None:
    sent(saltmarsh)
    onward = answer(link_in())["Location"]
    replies = at_once(many, lambda _number: Client().post(onward, WHO).status_code)
    assert replies.count(302) == UserSession.objects.count() == 1
    assert Membership.objects.filter(person__email=NIA).count() == 1


@pytest.mark.parametrize(
    "apart", ["\r\nBcc: all@x.example", "\u2028Bcc: all@x.example", "\x85Bcc: x@x.example", "\x0bBcc:"]
)
def test_no_words_reach_the_head_of_a_letter_as_lines_of_their_own(saltmarsh: Scene, apart: str) -> None:
    perspective = mapped(saltmarsh, f"Young{apart}", whose="group")
    person = contact(saltmarsh, f"Nia{apart}", email=NIA)
    made = invite_to_speak(saltmarsh.actor("amina"), perspective=perspective, contact=person, way=Way.EMAIL)
    send_to_speak(program(saltmarsh), issue_invitation=made)
    letter = Mail.objects.get(to=NIA)
    assert letter.subject.splitlines() == [letter.subject]
    assert "Dear Nia Bcc:" in letter.text


def test_links_lead_to_this_place_whatever_host_was_asked(saltmarsh: Scene, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    sent(saltmarsh)
    client = Client(headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
    client.get(link_in())
    client.post(link_in(), {"reply": "maybe", "key": "k"})
    assert [one.to for one in Mail.objects.filter(text__contains="evil.example")] == []
    assert (link_in().startswith("/saltmarsh/"), stop_in().startswith("/saltmarsh/")) == (True, True)


def test_the_link_to_get_no_more_does_nothing_on_any_page_of_a_link(saltmarsh: Scene) -> None:
    sent(saltmarsh)
    wish, before = stop_in().split("/")[-2], facts()
    for path in (
        "invitations/answer/{}/",
        "invitations/answer/{}/come-in/",
        "join/{}/",
        "notices/stop/{}/",
        "mandates/answer/{}/",
        "mandates/given/{}/",
    ):
        where = f"/saltmarsh/{path.format(wish)}"
        assert (Client().get(where).status_code, Client().post(where, {"key": "k", **WHO}).status_code) == (
            404,
            404,
        )
    assert (facts() == before, LeftAlone.objects.count()) == (True, 0)
    assert Client().post(stop_in(), {"key": "k"}).status_code == 200
    assert LeftAlone.objects.count() == 1
