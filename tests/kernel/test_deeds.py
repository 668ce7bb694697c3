"""A request sent twice under one key is one deed."""

import datetime as dt

import pytest
from tests.kernel.scene import (
    ISSUE,
    Scene,
    at_once,
    elsewhere,
    on_disk,
    own_keys,
    saltmarsh,
    shared_saltmarsh,
)

from wholeplace.convene.issues.actions import name_issue, take_part
from wholeplace.convene.issues.models import Issue, TakingPart
from wholeplace.kernel import clock, deeds
from wholeplace.kernel.actions import TooBusy
from wholeplace.kernel.acts import reference
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.deeds import Deed
from wholeplace.kernel.ledger.models import Entry
from wholeplace.places.people.actions import NewMember, admit_members

__all__ = ["elsewhere", "on_disk", "own_keys", "saltmarsh", "shared_saltmarsh"]


def named(scene: Scene, *, key: str, by: str = "amina", **other: str) -> Issue:
    said = {**ISSUE, "audience": "public", **other}
    return name_issue(scene.actor(by, key=key), place=scene.place, **said)


def test_the_same_request_again_gives_the_first_result_and_no_second_effect(saltmarsh: Scene) -> None:
    first = named(saltmarsh, key="k1")
    entries = Entry.objects.count()
    assert named(saltmarsh, key="k1") == first
    assert (Issue.objects.count(), Entry.objects.count()) == (1, entries)


def test_another_request_under_the_same_key_is_told_what_was_already_sent(saltmarsh: Scene) -> None:
    named(saltmarsh, key="k1")
    with pytest.raises(Refused, match="Nowhere to go after dark") as caught:
        named(saltmarsh, key="k1", title="Something else")
    assert caught.value.refusal.code == "already_sent"
    assert Issue.objects.count() == 1


def test_without_a_key_a_repeated_request_is_asked_again(saltmarsh: Scene) -> None:
    named(saltmarsh, key="")
    with pytest.raises(Refused) as caught:
        named(saltmarsh, key="")
    assert caught.value.refusal.code == "title_taken"
    assert not Deed.objects.exists()


def test_a_key_belongs_to_one_person_one_action_and_one_place(saltmarsh: Scene, elsewhere: Scene) -> None:
    named(saltmarsh, key="k1")
    named(saltmarsh, key="k1", by="ben", title="Something else")
    named(elsewhere, key="k1")
    take_part(saltmarsh.actor("amina", key="k1"), issue=saltmarsh.issue())
    assert (Issue.objects.count(), TakingPart.objects.count()) == (3, 1)


def test_a_refusal_uses_up_no_key(saltmarsh: Scene) -> None:
    named(saltmarsh, key="")
    with pytest.raises(Refused):
        named(saltmarsh, key="k1")
    assert named(saltmarsh, key="k1", title="Something else").title == "Something else"


def test_a_key_is_forgotten_after_a_day(saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    named(saltmarsh, key="k1")
    later = clock.now() + dt.timedelta(hours=24, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert named(saltmarsh, key="k1", title="Something else").title == "Something else"
    assert Deed.objects.count() == 1


def test_a_list_of_people_can_be_sent_under_a_key(saltmarsh: Scene) -> None:
    new = [
        NewMember("new@saltmarsh.example", "New", "public", "resident", saltmarsh.organisations["Council"])
    ]
    actor = saltmarsh.actor("amina", key="k1")
    admit_members(actor, place=saltmarsh.place, people=new)
    admit_members(actor, place=saltmarsh.place, people=new)
    with pytest.raises(Refused):
        admit_members(actor, place=saltmarsh.place, people=[*new, *new])
    assert reference(new) == [
        {
            "email": "new@saltmarsh.example", "name": "New", "voice": "public", "sector": "resident", "area": None,
            "organisation": reference(saltmarsh.organisations["Council"]),
        }
    ]  # fmt: skip


def effects(scene: Scene, *, key: str) -> tuple[list[object], int, int]:
    """Have 20 threads take part at once; return what they got, and the rows and entries left."""
    issue = scene.issue()
    before = Entry.objects.filter(action="issue.take_part").count()
    said = at_once(20, lambda _: take_part(scene.actor("rosa", key=key), issue=issue))
    left = Entry.objects.filter(action="issue.take_part").count() - before
    return said, TakingPart.objects.count(), left


def test_twenty_threads_with_one_key_make_one_effect(shared_saltmarsh: Scene) -> None:
    said, rows, entries = effects(shared_saltmarsh, key="k1")
    assert not [one for one in said if not isinstance(one, TakingPart | TooBusy)]
    assert len({one.pk for one in said if isinstance(one, TakingPart)}) == 1
    assert (rows, entries) == (1, 1)


def test_a_request_overtaken_by_its_twin_gets_the_twins_result(
    saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two arrive together; the second looked for the key before the first was saved, and acts after it."""
    first = named(saltmarsh, key="k1")
    looked, look = [], deeds.earlier

    def too_early(*asked: object) -> Deed | None:
        looked.append(asked)
        return look(*asked) if len(looked) > 1 else None

    monkeypatch.setattr(deeds, "earlier", too_early)
    assert named(saltmarsh, key="k1") == first


def test_without_a_key_one_takes_part_and_the_others_are_told_so(shared_saltmarsh: Scene) -> None:
    said, rows, entries = effects(shared_saltmarsh, key="")
    codes = {one.refusal.code for one in said if isinstance(one, Refused)}
    assert codes == {"takes_part_already"}
    assert not [one for one in said if not isinstance(one, TakingPart | TooBusy | Refused)]
    assert (rows, entries) == (1, 1)


@pytest.mark.parametrize("off", ["empty key", "nothing looked up"])
def test_it_is_the_key_that_makes_twenty_requests_one(
    shared_saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch, off: str
) -> None:
    """The negative control: without a key, or without looking it up, there would be as many effects as threads."""
    if off == "nothing looked up":
        monkeypatch.setattr(deeds, "earlier", lambda *_: None)
        monkeypatch.setattr(deeds, "keep", lambda *_: None)
    key = "" if off == "empty key" else "k1"

    def one(number: int) -> Issue:
        return named(shared_saltmarsh, key=key, title=f"Issue {number}")

    said = at_once(5, one)
    assert Issue.objects.count() == len([one for one in said if isinstance(one, Issue)]) > 1
