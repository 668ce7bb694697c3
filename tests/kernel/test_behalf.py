"""What somebody may promise for the body they belong to, and no further."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_people import refused

from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.issues.framing import propose_framing
from wholeplace.convene.issues.models import ProposedFraming
from wholeplace.kernel import behalf, clock
from wholeplace.kernel.actors import Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.behalf import Resource, declare_limits
from wholeplace.kernel.conditions import Refused

__all__ = ["elsewhere", "own_keys", "saltmarsh"]


@pytest.fixture
def fifty_pounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(behalf, "_told", [])
    declare_limits(lambda _member, _body, _at, _within: {Resource.MONEY: Decimal(50)})


def act_of(scene: Scene, name: str) -> Act:
    return Act("need.pledge", scene.actor(name), clock.now(), scene.place)


def promised(scene: Scene, name: str, pounds: int, body: str | None) -> str:
    """Return `yes`, or the code of the refusal."""
    try:
        act_of(scene, name).within_limits(
            Resource.MONEY, Decimal(pounds), body=scene.organisations[body] if body else None
        )
    except Refused as refused:
        return refused.refusal.code
    return "yes"


@pytest.mark.usefixtures("fifty_pounds")
def test_a_promise_goes_as_far_as_the_body_lets_it(saltmarsh: Scene) -> None:
    assert promised(saltmarsh, "ben", 50, "Health Trust") == "yes"
    assert promised(saltmarsh, "ben", 51, "Health Trust") == "beyond_mandate"
    assert promised(saltmarsh, "ben", 1, "Council") == "not_of_that_body"


@pytest.mark.usefixtures("fifty_pounds")
def test_what_is_ones_own_is_promised_freely(saltmarsh: Scene) -> None:
    assert promised(saltmarsh, "rosa", 1_000_000, None) == "yes"
    assert promised(saltmarsh, "rosa", 1, "Council") == "not_of_that_body"


def test_nobody_acts_for_a_body_they_do_not_belong_to_by_page_or_api(saltmarsh: Scene) -> None:
    for name in ("tariq", "rosa"):
        take_part(saltmarsh.actor(name), issue=saltmarsh.issue())

    def proposed(name: str, body: str, door: Door) -> ProposedFraming:
        actor = replace(saltmarsh.actor(name, door=door), on_behalf_of=saltmarsh.organisations[body])
        return propose_framing(actor, issue=saltmarsh.issue(), standpoint="us", text="So")

    for door in (Door.PAGE, Door.API):
        assert refused(proposed, "tariq", "Council", door) == "not_of_that_body"
        assert refused(proposed, "rosa", "Health Trust", door) == "not_of_that_body"
        assert proposed("tariq", "Health Trust", door).on_behalf_of == saltmarsh.organisations["Health Trust"]
    assert last(saltmarsh)["rows"][0]["open"]["on_behalf_of"] == str(
        saltmarsh.organisations["Health Trust"].pk
    )


def test_without_a_word_from_the_body_nothing_is_promised_for_it(
    saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(behalf, "_told", [])
    assert promised(saltmarsh, "ben", 1, "Health Trust") == "beyond_mandate"
