"""Letters that wait for their day, when whoever invited has left or no longer convenes."""

import csv
import datetime as dt
import re
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from tests.convene.deciding import wears
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.mediate.conversations.live import refusal_of
from tests.places.test_invited import INVITATIONS, INVITE, ask, later
from tests.places.test_leaving import signed_in

from wholeplace.kernel import clock
from wholeplace.kernel.actors import machine
from wholeplace.kernel.clock import telling_of
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
from wholeplace.places.invited.jobs import forget
from wholeplace.places.invited.models import Invitation
from wholeplace.places.invited.names import Standing
from wholeplace.places.invited.queries import counted_by_standing, kept_back_as_list, rows_for
from wholeplace.places.people.actions import take_off_hat
from wholeplace.places.people.leaving import leave

__all__ = ["own_keys", "saltmarsh"]
Going = Callable[[Scene], Any]


def left(scene: Scene) -> None:
    wears(scene, "cllr", HatKind.CONVENER)
    leave(scene.actor("amina"), member=scene.people["amina"])


def hat_off(scene: Scene) -> None:
    wears(scene, "cllr", HatKind.CONVENER)
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
    """Let the days of all letters come, one after the other."""
    later(days=3)
    start = clock.now()
    for day in (1, 2):
        with telling_of(start + dt.timedelta(days=day)):
            ask_for("invited.send", {}, place=scene.place)
            run_all_now()


def letter_of(scene: Scene, invitation: Invitation) -> str:
    """Have the letter of an invitation written, and return what it says."""
    send_invitation(machine(scene.place, "invitations"), invitation=invitation)
    return Mail.objects.filter(to=invitation.email).latest("asked").text


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
    assert "second@x.example\tSue\nthird@x.example</textarea>" in page
    sure = {"people": "second@x.example\tSue\nthird@x.example", "sure": "yes", "key": "k"}
    assert client.post(INVITE, sure)["Location"] == INVITATIONS
    days_go_by(gone)
    by = Invitation.objects.exclude(email="first@x.example").values_list("by__name", "state")
    assert list(by) == [(gone.people["ben"].name, "sent")] * 2


@pytest.mark.parametrize(
    "name", ["Smith, Ann", "Smith; Ann", 'Ann "Nan" Smith', "O'Neill, Ann", "Ann, Bo, Cy"]
)
def test_a_name_is_read_back_as_it_was(saltmarsh: Scene, name: str) -> None:
    with_name = StringIO()
    csv.writer(with_name, dialect="excel-tab").writerow(["ann@x.example", name])
    (made,) = ask(saltmarsh, with_name.getvalue())
    assert made.name == name
    left(saltmarsh)
    ben = saltmarsh.viewer("ben")
    assert [(row.email, row.name) for row in rows_for(ben, kept_back_as_list(ben))] == [
        ("ann@x.example", name)
    ]


def test_what_is_forgotten_is_kept_back_no_longer(gone: Scene) -> None:
    client = signed_in(gone, "ben")
    days_go_by(gone)
    assert "2 letters are kept back" in client.get(INVITATIONS).content.decode()
    assert counted_by_standing(gone.viewer("ben"))[Standing.KEPT_BACK] == 2
    later(days=91)
    forget(None)
    assert Standing.KEPT_BACK not in counted_by_standing(gone.viewer("ben"))
    page = client.get(INVITATIONS).content.decode()
    assert ("letters are kept back" in page, "Invite them in your own" in page) == (False, False)
    assert client.get(f"{INVITATIONS}?standing=kept_back").content.decode().count("is kept back:") == 0


def test_nobody_puts_the_words_of_one_convener_into_the_mouth_of_another(saltmarsh: Scene) -> None:
    (made,) = ask(saltmarsh, words="I met you at the pier")
    run_all_now()
    later(days=15)
    ben = signed_in(saltmarsh, "ben")
    asked = ben.get(f"{INVITATIONS}{made.pk}/again/").content.decode()
    assert "What Amina Yusuf wrote to them is left out" in asked
    assert ben.post(f"{INVITATIONS}{made.pk}/again/", {"key": "k"}).status_code == 302
    again = Invitation.objects.get()
    assert (again.by, again.words) == (saltmarsh.people["ben"], "")
    assert "writes:" not in letter_of(saltmarsh, again)


def test_ones_own_words_go_again(saltmarsh: Scene) -> None:
    (made,) = ask(saltmarsh, words="I met you at the pier")
    run_all_now()
    later(days=15)
    amina = signed_in(saltmarsh, "amina")
    asked = amina.get(f"{INVITATIONS}{made.pk}/again/").content.decode()
    assert "is left out" not in asked
    again = invite_again(saltmarsh.actor("amina"), invitation=Invitation.objects.get())
    assert "Amina Yusuf writes:\n\nI met you at the pier" in letter_of(saltmarsh, again)


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
