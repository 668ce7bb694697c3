"""What people show on a place's first page, to members only, for names are theirs: new hats, and words waited for."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatState
from wholeplace.places.partnership.home import Lately, NextStep
from wholeplace.places.people.queries import hats_visible_to, waits_for_word_of
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


def about_yourself(viewer: Viewer) -> NextStep | None:
    """Tell a member first of all that somebody proposes to remove them."""
    if viewer.membership is None or viewer.membership.removal_proposed_by_id is None:
        return None
    return NextStep(
        title=_("Somebody proposes to remove you"),
        text=_("You stay a member until a second person agrees. Read why, and talk to them."),
        href=place_url(viewer.place, "people"),
        label=_("Read why"),
    )


def second_word(viewer: Viewer) -> NextStep | None:
    """Ask for the second word that proposals wait for, of whoever could give it."""
    if not waits_for_word_of(viewer):
        return None
    return NextStep(
        title=_("A proposal waits for your word"),
        text=_(
            "Somebody proposed a hat, or that a member goes. It takes a second person, and that can be you."
        ),
        href=place_url(viewer.place, "people"),
        label=_("Answer"),
    )
