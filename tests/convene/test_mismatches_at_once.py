"""What is said or marked of cards while somebody else changes it at the same moment comes after it, or is refused."""

import datetime as dt

import pytest
from django.utils import timezone
from tests.convene.meanwhile import meanwhile
from tests.convene.parties import HALL, NO_UNIFORM, UNIFORMS, Parties
from tests.kernel.scene import Scene, on_disk, own_keys, shared_saltmarsh
from tests.places.test_people import refused

from wholeplace.convene.expectations import marking, settling
from wholeplace.convene.expectations.models import CardLine, Settling
from wholeplace.convene.expectations.settling import confirm, park

__all__ = ["on_disk", "own_keys", "shared_saltmarsh"]


@pytest.fixture
def parties(shared_saltmarsh: Scene) -> Parties:
    """The people of a place, who take part in its issue."""
    together = Parties(shared_saltmarsh)
    together.come_together()
    return together


def test_nobody_parks_a_mismatch_while_it_is_confirmed(
    parties: Parties, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = parties.differ()
    said, rosa, amina = parties.settle(made), parties.actor("rosa"), parties.actor("amina")
    until = timezone.localdate() + dt.timedelta(days=30)
    codes: list[str] = []

    def parks() -> None:
        codes.append(refused(park, rosa, pairing=made, until=until, reason="Wait"))

    other = meanwhile(parks, monkeypatch, settling, "notify")
    confirm(amina, settling=said)
    other.join()
    assert (codes, Settling.objects.get().confirmed_by) == (["mismatch_is_over"], amina.membership)


def test_no_line_is_dropped_without_a_word_while_somebody_marks_it(
    parties: Parties, monkeypatch: pytest.MonkeyPatch
) -> None:
    parties.fill_in()
    codes: list[str] = []

    def drops() -> None:
        codes.append(refused(parties.card, "rosa", after=1, expects=HALL))

    other = meanwhile(drops, monkeypatch, marking, "_tell_both")
    parties.mark(UNIFORMS, NO_UNIFORM)
    other.join()
    assert codes == ["say_why_card_changed"]
    assert CardLine.objects.get(text=NO_UNIFORM).dropped is None
