"""Trying to act around what belongs to a group is refused, and everybody can see that it was tried."""

import datetime as dt
import json

import pytest
from django.utils import translation
from tests.kernel.scene import Scene, own_keys, saltmarsh

from wholeplace.account.scrutiny.queries import refused_attempts
from wholeplace.api.writes import offered
from wholeplace.convene.issues.actions import reframe_issue, take_part
from wholeplace.convene.issues.models import Framing
from wholeplace.kernel import attempts
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.attempts import impersonal, refuse_attempt
from wholeplace.kernel.conditions import Refusal, Refused
from wholeplace.kernel.ledger.models import Entry, Leaf
from wholeplace.kernel.people import HatKind

__all__ = ["own_keys", "saltmarsh"]


@pytest.fixture
def owned(saltmarsh: Scene) -> Scene:
    """Five people of two organisations take part, so the framing is theirs."""
    for name in ("amina", "ben", "cllr", "rosa", "tariq"):
        take_part(saltmarsh.actor(name), issue=saltmarsh.issue())
    return saltmarsh


def try_to_reframe(scene: Scene, name: str) -> None:
    with pytest.raises(Refused):
        reframe_issue(scene.actor(name, key="k1"), issue=scene.issue(), text="My way")


def on_record(scene: Scene) -> list[str]:
    return [line.sentence for line in refused_attempts(Viewer(scene.place))[:10]]


def test_a_conveners_attempt_is_refused_and_shown_to_everybody(owned: Scene) -> None:
    try_to_reframe(owned, "amina")
    assert Framing.objects.count() == 1
    (said,) = on_record(owned)
    assert said == (
        "A convener tried “Change the provisional framing” and was refused: Once 5 people of 2 organisations had taken"
        " part, the framing was the group's: it changes only by their decision."
    )


def test_before_the_group_owns_it_nothing_is_refused_or_kept(saltmarsh: Scene) -> None:
    reframe_issue(saltmarsh.actor("amina"), issue=saltmarsh.issue(), text="My way")
    assert Framing.objects.count() == 2
    assert on_record(saltmarsh) == []


def test_somebody_without_a_powerful_hat_is_refused_and_not_put_on_record(owned: Scene) -> None:
    try_to_reframe(owned, "rosa")
    assert on_record(owned) == []


def test_an_operator_is_put_on_record_too(owned: Scene) -> None:
    try_to_reframe(owned, "olwen")
    assert on_record(owned)[0].endswith(
        "refused: This needs the Convener hat, which you do not hold here. Ask a convener who does."
    )


def test_a_refusal_of_what_belongs_to_nobody_is_not_put_on_record(owned: Scene) -> None:
    with pytest.raises(Refused):
        take_part(owned.actor("amina"), issue=owned.issue())
    assert on_record(owned) == []


def test_one_person_is_put_on_record_once_a_minute_for_one_action(
    owned: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("amina", "amina", "ben", "amina"):
        try_to_reframe(owned, name)
    assert len(on_record(owned)) == 2
    first = Entry.objects.filter(action="attempt.refuse").earliest("at").at
    monkeypatch.setattr(attempts, "now", lambda: first + dt.timedelta(seconds=61))
    try_to_reframe(owned, "amina")
    assert len(on_record(owned)) == 3


def test_an_attempt_made_on_purpose_with_the_key_of_a_form_uses_up_no_key(owned: Scene) -> None:
    from wholeplace.kernel.deeds import Deed

    before = Deed.objects.count()
    try_to_reframe(owned, "amina")
    assert Deed.objects.count() == before


def test_nobody_can_put_an_attempt_on_record_by_hand(owned: Scene) -> None:
    assert refuse_attempt.name not in [declared.name for declared in offered()]


def test_the_record_shows_counts_and_our_own_words_of_a_refusal_and_nothing_personal() -> None:
    refusal = Refusal("x", {"people": 5, "hat": HatKind.CONVENER.label, "name": "Rosa Lind"})
    assert impersonal(refusal) == {"people": 5, "hat": "Convener"}


def test_what_was_typed_is_not_in_the_entry(owned: Scene) -> None:
    try_to_reframe(owned, "amina")
    leaf = Leaf.objects.filter(entry__action="attempt.refuse").get()
    assert json.loads(leaf.data)["facts"]["code"] == "owned_by_group"
    assert "My way" not in leaf.data


def test_an_attempt_is_told_in_the_readers_language(owned: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    try_to_reframe(owned, "olwen")
    words = {"Convener": "Cynullydd"}
    monkeypatch.setattr("wholeplace.kernel.ledger.sentences._", lambda text: words.get(text, text))
    with translation.override("cy"):
        assert "Cynullydd" in on_record(owned)[0]
