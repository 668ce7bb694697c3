"""What is counted or looked for before it is put on a map holds for two people at one moment too."""

import threading

import pytest
from django.db import connection
from tests.convene.mapping import CHARITY, mapped
from tests.convene.missing import Missing
from tests.convene.test_absences import one
from tests.convene.test_issues import FIVE
from tests.kernel.scene import Scene, at_once, on_disk, own_keys, shared_saltmarsh

from wholeplace.convene.issues.framing import second_decision
from wholeplace.convene.stakeholders import actions
from wholeplace.convene.stakeholders.actions import speak_for
from wholeplace.convene.stakeholders.book import add_contact
from wholeplace.convene.stakeholders.models import Contact, Perspective, Tie
from wholeplace.convene.stakeholders.names import Ground, Relation, Standing
from wholeplace.convene.stakeholders.tying import say_tie
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused

__all__ = ["on_disk", "own_keys", "shared_saltmarsh"]

A_WHILE = 0.5
"""Seconds in which a deed is done that nothing holds up."""


def codes(came: list[object]) -> set[str]:
    return {one.refusal.code for one in came if isinstance(one, Refused)}


def test_no_more_stands_on_a_map_or_in_the_book_than_one_after_the_other(
    shared_saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, issue = shared_saltmarsh.place, shared_saltmarsh.issue()
    pair = mapped(shared_saltmarsh), mapped(shared_saltmarsh, "Age Concern", **CHARITY)

    def tie(number: int) -> Tie:
        first, second = pair if number % 2 else reversed(pair)
        actor = shared_saltmarsh.actor(("amina", "ben")[number % 2])
        said = {"relation": Relation.WORKS_WITH, "said_by": "Both"}
        return say_tie(actor, issue=issue, first=first, second=second, **said)

    def contact(number: int) -> Contact:
        how = {"origin": "The tenants' list", "ground": Ground.PUBLISHED, "email": "ada@quill.example"}
        actor = shared_saltmarsh.actor(("amina", "ben")[number % 2])
        return add_contact(actor, place=place, name=f"Ada {number}", **how)

    monkeypatch.setattr(actions, "MOST", 3)
    assert codes(at_once(4, tie)) == {"tied_already"}
    assert codes(at_once(4, contact)) == {"contact_is_there"}
    assert codes(at_once(4, lambda number: mapped(shared_saltmarsh, f"Group {number}"))) == {
        "too_many_perspectives"
    }
    assert (Tie.objects.count(), Contact.objects.count(), Perspective.objects.count()) == (1, 1, 3)


def test_whoever_begins_to_speak_just_as_the_group_goes_on_without_them_stays(
    shared_saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    mapped(shared_saltmarsh)
    group = Missing(shared_saltmarsh)
    group.come_together()
    carers = one("Young carers")
    decision = second_decision(group.actor("tariq"), decision=group.put(group.propose_without(carers)))
    group.consent(decision, *FIVE)
    ben, step = group.actor("ben"), Act.record

    def close() -> None:
        group.close(decision)
        connection.close()

    other = threading.Thread(target=close)

    def meanwhile(act: Act, record: object) -> None:
        if other.ident is None:
            other.start()
            other.join(A_WHILE)
        step(act, record)  # type: ignore[arg-type] # whatever it is

    monkeypatch.setattr(Act, "record", meanwhile)
    speak_for(ben, perspective=carers)
    other.join()
    carers.refresh_from_db()
    assert (carers.standing, carers.speaker) == (Standing.NEEDED, shared_saltmarsh.people["ben"])
