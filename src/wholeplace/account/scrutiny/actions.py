"""Scrutiny: opening what the record keeps closed."""

from django.utils.translation import gettext_lazy as _

from wholeplace.account.scrutiny.conditions import record_is_signed
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import wears
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.places import Place


@action(
    "record.open",
    title=_("Open the scrutineer's pack"),
    says=_("{actor} opened what the record keeps closed, up to its leaf {size}"),
    may=wears(HatKind.SCRUTINEER),
    when=record_is_signed,
    within="place",
    doors=frozenset({Door.PAGE, Door.COMMAND}),
)
def open_record(act: Act, *, place: Place) -> None:
    """Open what the record keeps closed, as far as the newest checkpoint goes; that it was done stands in the record."""
    act.say(size=place.checkpoints.latest("size").size)
