"""Whoever withdraws from a circle just as the choice opens is either not on the list, or stands down from it."""

import pytest
from tests.convene.crowd import STAND, Crowd, crowd
from tests.convene.meanwhile import meanwhile
from tests.kernel.scene import Scene, on_disk, own_keys, shared_saltmarsh

from wholeplace.convene.issues import circles, framing
from wholeplace.convene.issues.circles import withdraw_candidacy
from wholeplace.convene.issues.framing import second_decision
from wholeplace.convene.issues.models import Candidacy
from wholeplace.kernel.decisions.models import Decision

__all__ = ["on_disk", "own_keys", "shared_saltmarsh"]


@pytest.fixture
def many(shared_saltmarsh: Scene) -> Crowd:
    many = crowd(shared_saltmarsh)
    for name in STAND:
        many.stand(name)
    return many


def nobody_gone_can_be_seated(decision: Decision, gone: Candidacy) -> bool:
    decision.refresh_from_db()
    offered = {one.record: one.number for one in decision.options.all()}
    return gone.pk not in offered or offered[gone.pk] in decision.without


def test_a_withdrawal_while_the_choice_opens_is_heard(many: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    decision, ben = many.ask_circle(), Candidacy.objects.get(member=many.scene.people["ben"])
    by, second = many.actor("ben"), many.actor("tariq")
    other = meanwhile(lambda: withdraw_candidacy(by, candidacy=ben), monkeypatch, framing, "offer_now")
    second_decision(second, decision=decision)
    other.join()
    ben.refresh_from_db()
    assert ben.withdrawn is not None
    assert nobody_gone_can_be_seated(decision, ben)


def test_a_choice_that_opens_during_a_withdrawal_leaves_them_out(
    many: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    decision, ben = many.ask_circle(), Candidacy.objects.get(member=many.scene.people["ben"])
    by, second = many.actor("ben"), many.actor("tariq")
    other = meanwhile(lambda: second_decision(second, decision=decision), monkeypatch, circles, "stand_down")
    withdraw_candidacy(by, candidacy=ben)
    other.join()
    assert decision.options.count() == len(STAND) - 1
    assert nobody_gone_can_be_seated(decision, ben)
