"""Letters that wait for their day, when whoever invited has left or no longer convenes."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.mediate.conversations.live import refusal_of
from tests.places.test_invited import INVITATIONS, INVITE, ask, later
from tests.places.test_leaving import signed_in

from wholeplace.kernel.actors import machine
from wholeplace.kernel.jobs.queue import ask as ask_for
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.notices.models import Notice
from wholeplace.kernel.outbox.models import Mail
from wholeplace.kernel.people import HatKind
from wholeplace.places.invited.actions import (
    invite_again,
    keep_back_invitation,
    send_invitation,
    take_back_invitation,
)
from wholeplace.places.invited.models import Invitation
from wholeplace.places.people.actions import take_off_hat
from wholeplace.places.people.leaving import leave

__all__ = ["own_keys", "saltmarsh"]
Going = Callable[[Scene], Any]


def left(scene: Scene) -> None:
    leave(scene.actor("amina"), member=scene.people["amina"])


def hat_off(scene: Scene) -> None:
    hat = scene.people["amina"].hats.get(kind=HatKind.CONVENER)
    take_off_hat(scene.actor("amina", hat=HatKind.CONVENER), hat=hat)


@pytest.fixture(params=[left, hat_off], ids=["left", "hat taken off"])
def gone(request: pytest.FixtureRequest, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """A convener who invited three, one a day, and goes after the first letter went."""
    monkeypatch.setattr("wholeplace.places.invited.queries.A_DAY", 1)
    ask(saltmarsh, "first@x.example\nsecond@x.example, Sue\nthird@x.example")
    run_all_now()
    request.param(saltmarsh)
    return saltmarsh


def days_go_by(scene: Scene) -> None:
    """Let the days of all letters come."""
    later(days=3)
    ask_for("invited.send", {}, place=scene.place)
    run_all_now()


def standing(client: Client) -> dict[str, str]:
    """Return how far each invitation came, as the page says it."""
    page = client.get(INVITATIONS).content.decode()
    names = re.findall(r'wp-table__name" dir="auto">(?:[^<]*<br>)?(.*?)</th>', page)
    came = re.findall(r'data-label="How far it came" dir="auto">(.*?)</td>', page)
    return {name: re.sub(r" \d+ \w+", "", said) for name, said in zip(names, came, strict=True)}


def test_no_letter_goes_in_the_name_of_somebody_who_no_longer_convenes(gone: Scene) -> None:
    days_go_by(gone)
    assert [mail.to for mail in Mail.objects.filter(template="invited/mail/invited.txt")] == [""]
    states = Invitation.objects.order_by("email").values_list("email", "state", "digest")
    assert list(states)[1:] == [("second@x.example", "kept_back", ""), ("third@x.example", "kept_back", "")]
    assert "invitation.keep_back" in str(last(gone))


def test_they_would_have_gone_had_nobody_left(saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wholeplace.places.invited.queries.A_DAY", 1)
    ask(saltmarsh, "first@x.example\nsecond@x.example")
    days_go_by(saltmarsh)
    assert set(Invitation.objects.values_list("state", flat=True)) == {"sent"}


def test_the_other_conveners_see_it_at_once_and_are_told_on_the_day(gone: Scene) -> None:
    client = signed_in(gone, "ben")
    kept = "The letter was to go on, and is kept back: Amina Yusuf no longer convenes"
    seen = standing(client)
    assert (seen["second@x.example"], seen["third@x.example"]) == (kept, kept)
    assert seen["first@x.example"].startswith("Written to; the link works until")
    assert "2 letters are kept back" in client.get(INVITATIONS).content.decode()
    days_go_by(gone)
    assert standing(client) == seen
    (told,) = Notice.objects.filter(member=gone.people["ben"])
    assert told.title == "2 letters of invitation are kept back"
    assert (told.text, told.href) == (
        "Whoever invited no longer convenes. You can invite the same people in your own name.",
        f"{INVITATIONS}?standing=kept_back",
    )
    assert client.get(told.href).content.decode().count("/again/") == 2


def test_another_convener_looks_the_list_over_and_invites_in_their_own_name(gone: Scene) -> None:
    client = signed_in(gone, "ben")
    page = client.get(f"{INVITE}?kept-back").content.decode()
    assert "second@x.example, Sue\nthird@x.example</textarea>" in page
    sure = {"people": "second@x.example, Sue\nthird@x.example", "sure": "yes", "key": "k"}
    assert client.post(INVITE, sure)["Location"] == INVITATIONS
    days_go_by(gone)
    by = Invitation.objects.exclude(email="first@x.example").values_list("by__name", "state")
    assert list(by) == [(gone.people["ben"].name, "sent")] * 2


def test_one_is_invited_again_and_the_others_stay_kept_back(gone: Scene) -> None:
    days_go_by(gone)
    second = Invitation.objects.get(email="second@x.example")
    assert refusal_of(take_back_invitation, gone.actor("ben"), invitation=second) == "invitation_is_settled"
    invite_again(gone.actor("ben"), invitation=second)
    run_all_now()
    states = Invitation.objects.order_by("email").values_list("state", flat=True)
    assert list(states)[1:] == ["sent", "kept_back"]


def test_only_the_program_keeps_back_and_only_what_waits_for_somebody_gone(gone: Scene) -> None:
    program, ben = machine(gone.place, "invitations"), gone.actor("ben")
    first, second = Invitation.objects.order_by("email")[:2]
    assert refusal_of(send_invitation, program, invitation=second) == "inviter_convenes_no_more"
    assert refusal_of(keep_back_invitation, ben, invitation=second) == "not_by_command"
    assert refusal_of(keep_back_invitation, program, invitation=first) == "invitation_is_settled"
    (mine,) = ask(gone, "mine@x.example", by="ben")
    assert refusal_of(keep_back_invitation, program, invitation=mine) == "invitation_can_go"


def test_the_record_agrees_with_what_was_kept_back(saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    (made,) = ask(saltmarsh)
    left(saltmarsh)
    run_all_now()
    made.refresh_from_db()
    assert made.state == "kept_back"
    assert not list(check_place(saltmarsh.place))
