"""Scrutiny: opening what the record keeps closed."""

from django.utils.translation import gettext_lazy as _

from wholeplace.account.scrutiny.queries import latest_checkpoint
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import wears
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.places import Place


@action(
    "record.open",
    title=_("Open the scrutineer's pack"),
    says=_("{actor} opened what the record keeps closed, up to its leaf {size}"),
    may=wears(HatKind.SCRUTINEER),
    within="place",
    doors=frozenset({Door.PAGE, Door.COMMAND}),
)
def open_record(act: Act, *, place: Place) -> None:
    """Open what the record keeps closed, as far as the newest checkpoint goes; that it was done stands in the record."""
    signed = latest_checkpoint(act.actor.viewer) or checkpoint(place)
    act.say(size=signed.size)
