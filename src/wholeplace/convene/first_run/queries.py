"""Whether an installation has begun."""

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import Hat, HatKind, HatState
from wholeplace.kernel.places import Place


def is_founded() -> bool:
    """Say whether a place is here; from then on nothing is set up any more."""
    return Place.objects.exists()


def conveners_of(viewer: Viewer) -> int:
    """Return how many people convene the viewer's place."""
    return Hat.objects.filter(
        place=viewer.place, kind=HatKind.CONVENER, scope=None, state=HatState.HELD
    ).count()
