"""What each person may do so often holds for two deeds of theirs at one moment too."""

from tests.convene.asking import ask
from tests.kernel.scene import Scene, at_once, on_disk, own_keys, shared_saltmarsh

from wholeplace.convene.mandates.conditions import AT_ONCE
from wholeplace.convene.mandates.models import Asking
from wholeplace.kernel.conditions import Refused

__all__ = ["on_disk", "own_keys", "shared_saltmarsh"]


def test_no_more_managers_are_asked_together_than_one_after_the_other(shared_saltmarsh: Scene) -> None:
    came = at_once(AT_ONCE + 3, lambda number: ask(shared_saltmarsh, email=f"head-{number}@health.example"))
    refused = [one.refusal.code for one in came if isinstance(one, Refused)]
    assert refused == ["too_many_askings"] * 3
    assert Asking.objects.count() == AT_ONCE
