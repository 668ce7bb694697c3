"""What is checked while people write is checked as it stood at one moment."""

from tests.kernel.scene import Scene, at_once, on_disk, own_keys, shared_saltmarsh

from wholeplace.kernel.ledger.standing import as_it_stands
from wholeplace.kernel.places import Area
from wholeplace.places.partnership.actions import add_area

__all__ = ["on_disk", "own_keys", "shared_saltmarsh"]


def areas(scene: Scene) -> int:
    return Area.objects.filter(place=scene.place).count()


def somebody_else_adds_one(scene: Scene) -> None:
    (added,) = at_once(1, lambda _number: add_area(scene.operator, place=scene.place, name="Pier"))
    assert isinstance(added, Area)


def test_what_others_write_meanwhile_is_not_seen_and_is_there_afterwards(shared_saltmarsh: Scene) -> None:
    with as_it_stands():
        before = areas(shared_saltmarsh)
        somebody_else_adds_one(shared_saltmarsh)
        assert areas(shared_saltmarsh) == before
    assert areas(shared_saltmarsh) == before + 1


def test_without_it_it_would_be_seen(shared_saltmarsh: Scene) -> None:
    before = areas(shared_saltmarsh)
    somebody_else_adds_one(shared_saltmarsh)
    assert areas(shared_saltmarsh) == before + 1
