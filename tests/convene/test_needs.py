"""What people need to take part: said once, for whoever sets events up, and gone when it is taken back."""

from typing import Any, cast

import pytest
from tests.convene.deciding import wears
from tests.convene.mapping import browser, read
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_people import refused

from wholeplace.convene.invitations.jobs import forget_needs_of_those_who_left
from wholeplace.convene.invitations.models import AccessNeeds
from wholeplace.convene.invitations.needing import (
    forget_needs,
    needs_of_those_who_left,
    say_needs,
    withdraw_needs,
)
from wholeplace.convene.invitations.needs_queries import needs_in, needs_visible_to
from wholeplace.convene.issues.actions import take_part
from wholeplace.kernel.actors import Viewer, machine
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.models import Opening
from wholeplace.kernel.people import HatKind
from wholeplace.places.people.leaving import leave
from wholeplace.places.yourself.actions import erase_person
from wholeplace.ui.addresses import place_url

__all__ = ["own_keys", "saltmarsh"]

RAMP = "The side door has no steps"


def said(scene: Scene, name: str = "rosa", **other: str) -> AccessNeeds:
    return say_needs(scene.actor(name), place=scene.place, **{"access": RAMP, **other})


def test_they_are_said_once_and_said_otherwise_in_their_place(saltmarsh: Scene) -> None:
    said(saltmarsh)
    said(saltmarsh, access="A loop", language="Welsh")
    (kept,) = needs_visible_to(saltmarsh.viewer("rosa"))
    assert (kept.access, kept.language) == ("A loop", "Welsh")
    assert last(saltmarsh)["action"] == "needs.say"
    assert not AccessNeeds.objects.filter(access=RAMP).exists()


def test_only_whoever_sets_events_up_reads_them_and_only_of_those_who_take_part(saltmarsh: Scene) -> None:
    kept, issue = said(saltmarsh), saltmarsh.issue()
    wears(saltmarsh, "tariq", HatKind.FACILITATOR)
    readers = {name for name in saltmarsh.people if kept in needs_visible_to(saltmarsh.viewer(name))}
    assert readers == {"rosa", "amina", "ben", "tariq"}
    assert not needs_visible_to(Viewer(saltmarsh.place)).exists()
    assert not needs_in(saltmarsh.viewer("amina"), issue).exists()
    take_part(saltmarsh.actor("rosa"), issue=issue)
    address = place_url(saltmarsh.place, "needs_in_issue", issue=issue.pk)
    assert RAMP in read(browser(saltmarsh, "amina"), address)
    assert RAMP not in read(browser(saltmarsh, "cllr"), address)


def test_taken_back_nothing_of_them_is_kept(saltmarsh: Scene) -> None:
    kept = said(saltmarsh)
    assert Opening.objects.filter(content__contains=RAMP).exists()
    assert refused(withdraw_needs, saltmarsh.actor("amina"), needs=kept) == "needs_are_anothers"
    withdraw_needs(saltmarsh.actor("rosa"), needs=kept)
    assert not Opening.objects.filter(content__contains=RAMP).exists()
    assert RAMP not in str(AccessNeeds.objects.values())
    assert (
        refused(withdraw_needs, saltmarsh.actor("rosa"), needs=AccessNeeds.objects.get()) == "needs_withdrawn"
    )


def test_nothing_is_kept_of_what_somebody_needed_who_left(saltmarsh: Scene) -> None:
    said(saltmarsh)
    leave(saltmarsh.actor("rosa"), member=saltmarsh.people["rosa"])
    assert Opening.objects.filter(content__contains=RAMP).exists()
    forget_needs_of_those_who_left(cast("Any", None))
    assert last(saltmarsh)["facts"]["count"] == 1
    assert (last(saltmarsh)["rows"], RAMP in str(AccessNeeds.objects.values())) == ([], False)
    assert not Opening.objects.filter(content__contains=RAMP).exists()
    assert (needs_of_those_who_left().exists(), list(check_place(saltmarsh.place))) == (False, [])
    assert refused(forget_needs, saltmarsh.actor("amina"), place=saltmarsh.place) == "not_by_command"


def test_and_nothing_where_they_are_erased_and_let_their_words_be_kept(saltmarsh: Scene) -> None:
    said(saltmarsh)
    erase_person(machine(saltmarsh.place, "test"), member=saltmarsh.people["rosa"], keeps_words=True)
    assert RAMP not in str(AccessNeeds.objects.values())
    assert list(check_place(saltmarsh.place)) == []


@pytest.mark.parametrize("page", ["your_needs"])
def test_they_are_said_on_ones_own_page_and_taken_back_there(saltmarsh: Scene, page: str) -> None:
    rosa, address = browser(saltmarsh, "rosa"), place_url(saltmarsh.place, page)
    assert (
        "It is kept for every event here."
        in rosa.post(address, {"access": RAMP, "key": "k"}, follow=True).content.decode()
    )
    assert RAMP in rosa.get(address).content.decode()
    back = place_url(saltmarsh.place, "withdraw_needs", needs=AccessNeeds.objects.get().pk)
    assert "Nothing of it is kept." in rosa.post(back, {"key": "q"}, follow=True).content.decode()
    assert RAMP not in rosa.get(address).content.decode()


def test_that_one_needs_nothing_is_an_answer_and_asks_nobody_to_set_anything_up(saltmarsh: Scene) -> None:
    said(saltmarsh, access="")
    take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
    assert needs_visible_to(saltmarsh.viewer("rosa")).exists()
    assert not needs_in(saltmarsh.viewer("amina"), saltmarsh.issue()).exists()
