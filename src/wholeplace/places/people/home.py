"""What people show on a place's first page: who put on a hat lately; to members only, for names are theirs."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatState
from wholeplace.places.partnership.home import Lately
from wholeplace.places.people.queries import hats_visible_to
from wholeplace.ui.addresses import place_url

SHOWN = 3


def lately(viewer: Viewer) -> Sequence[Lately]:
    """Return the hats put on, or waiting for a second word, lately."""
    hats = hats_visible_to(viewer).order_by("-proposed")[:SHOWN]
    return [
        Lately(
            hat.proposed,
            (
                _("{name} wears a new hat: {hat}")
                if hat.state == HatState.HELD
                else _("{name} is proposed as {hat}")
            ).format(name=hat.membership.name, hat=hat.get_kind_display().lower()),
            place_url(viewer.place, "people"),
        )
        for hat in hats
    ]
