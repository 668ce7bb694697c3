"""What each person may do so often holds for two deeds of theirs at one moment too."""

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from threading import current_thread, main_thread
from typing import Any

import pytest
from django.db import connections
from tests.convene.asking import ask, given, program, sent
from tests.kernel.scene import Scene, at_once, on_disk, own_keys, shared_saltmarsh

from wholeplace.convene.invitations.models import AccessNeeds
from wholeplace.convene.invitations.needing import say_needs
from wholeplace.convene.mandates import answering
from wholeplace.convene.mandates.answering import give_mandate, revoke_mandate
from wholeplace.convene.mandates.conditions import AT_ONCE
from wholeplace.convene.mandates.models import Asking
from wholeplace.kernel.conditions import Refused

__all__ = ["on_disk", "own_keys", "shared_saltmarsh"]


def test_no_more_managers_are_asked_together_than_one_after_the_other(shared_saltmarsh: Scene) -> None:
    came = at_once(AT_ONCE + 3, lambda number: ask(shared_saltmarsh, email=f"head-{number}@health.example"))
    refused = [one.refusal.code for one in came if isinstance(one, Refused)]
    assert refused == ["too_many_askings"] * 3
    assert Asking.objects.count() == AT_ONCE


def test_what_one_needs_said_eight_times_together_is_kept_once(shared_saltmarsh: Scene) -> None:
    rosa, place = shared_saltmarsh.actor("rosa"), shared_saltmarsh.place
    came = at_once(8, lambda number: say_needs(rosa, place=place, access=f"A loop, {number}"))
    assert [one for one in came if isinstance(one, Exception)] == []
    assert AccessNeeds.objects.filter(withdrawn=None).count() == 1


def test_a_mandate_is_not_revoked_while_another_manager_renews_it(
    shared_saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = given(shared_saltmarsh)
    asked = sent(shared_saltmarsh, ask(shared_saltmarsh, email="chief@x.example", renews=made))
    begun: list[Future[Any]] = []

    def revoke() -> Any:
        try:
            return revoke_mandate(program(shared_saltmarsh), asking=made.asking, reason="He was dismissed")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as meanwhile:
        looks = answering.mandate_standing

        def slowly(*seen: Any) -> Any:
            stands = looks(*seen)
            if not begun and current_thread() is main_thread():
                begun.append(meanwhile.submit(revoke))
                wait_for(begun, timeout=0.3)
            return stands

        monkeypatch.setattr(answering, "mandate_standing", slowly)
        give_mandate(program(shared_saltmarsh), asking=asked, giver="Chief", terms=asked.terms)
    made.refresh_from_db()
    error = begun[0].exception()
    assert isinstance(error, Refused)
    assert (error.refusal.code, made.ending) == ("the_link_is_of_no_use", "renewed")
