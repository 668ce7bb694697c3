"""What somebody may promise for the body they belong to, and no further."""

from decimal import Decimal

import pytest
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh

from wholeplace.kernel import behalf, clock
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


def test_without_a_word_from_the_body_nothing_is_promised_for_it(
    saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(behalf, "_told", [])
    assert promised(saltmarsh, "ben", 1, "Health Trust") == "beyond_mandate"
