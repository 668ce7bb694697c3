"""The API's own description: valid, whole, and no request read off it breaks the program."""

import pytest
import schemathesis
from tests.api.attack import ROLES, Attack, description
from tests.kernel.scene import Scene, own_keys, saltmarsh

from wholeplace.api.writes import offered
from wholeplace.kernel.ledger.models import Entry

__all__ = ["own_keys", "saltmarsh"]


def test_every_action_offered_is_described_with_its_sentence(saltmarsh: Scene) -> None:
    paths = description()["paths"]
    told = {path.split("/actions/")[1]: path for path in paths if "/actions/" in path}
    assert sorted(told) == [declared.name for declared in offered()]
    for declared in offered():
        assert paths[told[declared.name]]["post"]["summary"] == declared.summary


def test_the_description_is_valid_openapi(saltmarsh: Scene) -> None:
    schema = schemathesis.openapi.from_dict(description())
    schema.validate()


MET = {
    "anonymous": {200, 401, 404, 422},
    "participant": {200, 404, 409, 422},
    "convener": {200, 404, 409, 422},
}
"""The kinds of answer each is given: an attack that never gets in has shown nothing."""


def hold(scene: Scene, role: str, least: int, *, of: int = 1) -> None:
    """Attack as this role; whatever is answered is promised, and a visitor writes nothing."""
    before = Entry.objects.count() if scene.issue() else 0
    attack = Attack(scene, role).run(least, of=of)
    assert attack.answered.total() >= least
    assert MET[role] - attack.answered.keys() == set(), attack.answered
    if role == "anonymous":
        assert (attack.written.keys(), Entry.objects.count()) == ({401}, before)


@pytest.mark.parametrize("role", ["participant"])
def test_generated_requests_are_answered_as_described(saltmarsh: Scene, role: str) -> None:
    hold(saltmarsh, role, 15, of=3)


@pytest.mark.soak
@pytest.mark.parametrize("role", ROLES)
def test_five_thousand_generated_requests_are_answered_as_described(saltmarsh: Scene, role: str) -> None:
    hold(saltmarsh, role, 5_000)
