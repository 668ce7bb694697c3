"""Conditions: who wears what, and how several are joined."""

import uuid
from dataclasses import replace

import pytest
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh

from wholeplace.kernel.actors import Door, Viewer, machine
from wholeplace.kernel.conditions import (
    Refusal,
    all_of,
    any_of,
    is_machine,
    is_member,
    operates_by_command,
    wears,
)
from wholeplace.kernel.guard import writing_evidence
from wholeplace.kernel.people import Hat, HatKind, HatState
from wholeplace.kernel.wording import WORDING, declare_wording

__all__ = ["elsewhere", "own_keys", "saltmarsh"]

YES, NO, NEITHER = (lambda *_: None), (lambda *_: Refusal("gone")), (lambda *_: Refusal("too_busy"))
for name, condition in (("yes", YES), ("no", NO), ("neither", NEITHER)):
    condition.__name__ = name


@pytest.mark.parametrize(
    ("joined", "refusal"),
    [
        (any_of(YES, NO), None),
        (any_of(NO, YES), None),
        (any_of(NO, NEITHER), Refusal("gone")),
        (all_of(YES, YES), None),
        (all_of(YES, NEITHER, NO), Refusal("too_busy")),
    ],
)
def test_conditions_are_joined_by_and_and_or(joined, refusal) -> None:
    assert joined(None, None) == refusal


def test_joined_conditions_say_what_they_join() -> None:
    assert (any_of(YES, NO).__name__, all_of(YES, NO).__name__) == ("yes_or_no", "yes_and_no")


def test_a_hat_counts_only_while_it_is_held(saltmarsh: Scene) -> None:
    convenes = wears(HatKind.CONVENER)
    assert convenes(saltmarsh.actor("amina"), saltmarsh.place) is None
    assert convenes(saltmarsh.actor("rosa"), saltmarsh.place).code == "needs_hat"
    for state in (HatState.PROPOSED, HatState.DECLINED, HatState.ENDED):
        with writing_evidence(set()):
            Hat.objects.filter(membership=saltmarsh.people["amina"]).update(state=state)
        assert convenes(saltmarsh.actor("amina"), saltmarsh.place).code == "needs_hat"


def test_a_hat_for_one_record_counts_for_that_record_alone(saltmarsh: Scene) -> None:
    issue = saltmarsh.issue()
    with writing_evidence(set()):
        Hat.objects.create(
            place=saltmarsh.place, membership=saltmarsh.people["rosa"], kind=HatKind.FACILITATOR,
            scope=issue.pk, state=HatState.HELD, proposed=issue.named,
        )  # fmt: skip
    facilitates = wears(HatKind.FACILITATOR)
    rosa = saltmarsh.actor("rosa", hat=HatKind.FACILITATOR)
    assert facilitates(rosa, issue) is None
    assert facilitates(rosa, saltmarsh.place).code == "needs_hat"
    assert facilitates(replace(rosa, hat=None), issue) is None


def test_a_hat_that_is_held_and_not_chosen_does_not_count(saltmarsh: Scene) -> None:
    amina = saltmarsh.actor("amina")
    as_participant = replace(amina, hat=HatKind.PARTICIPANT)
    refusal = wears(HatKind.CONVENER)(as_participant, None)
    assert refusal.code == "in_another_hat"
    assert "act as Participant at the moment" in str(refusal)
    assert wears(HatKind.CONVENER)(amina, None) is None


def test_another_record_has_another_scope(saltmarsh: Scene) -> None:
    assert not Viewer(saltmarsh.place, saltmarsh.people["rosa"]).wears(
        HatKind.FACILITATOR, scope=uuid.uuid4()
    )


def test_the_machine_the_member_and_the_operator_are_told_apart(saltmarsh: Scene) -> None:
    worker, rosa, operator = machine(saltmarsh.place, "worker"), saltmarsh.actor("rosa"), saltmarsh.operator
    conditions = (is_member, is_machine, operates_by_command)
    said = [
        [condition(actor, None) is None for condition in conditions] for actor in (rosa, worker, operator)
    ]
    assert said == [[True, False, False], [False, True, False], [False, True, True]]
    assert operates_by_command(saltmarsh.actor("olwen", door=Door.COMMAND), None) is not None


def test_a_code_is_worded_once_only() -> None:
    assert "gone" in WORDING
    with pytest.raises(ValueError, match="gone"):
        declare_wording({"gone": "Otherwise"})
