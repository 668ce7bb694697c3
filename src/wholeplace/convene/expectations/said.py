"""What a person wrote on cards and what became of it, for their own page."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from wholeplace.convene.expectations.models import CardLine
from wholeplace.convene.expectations.queries import lines_visible_to
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.lineage.queries import Became, fates_of
from wholeplace.places.yourself.contributions import Contribution


def said(viewer: Viewer) -> Sequence[Contribution]:
    """Return the lines the viewer wrote on cards, each with what became of it."""
    if viewer.membership is None:
        return []
    mine = list(lines_visible_to(viewer).filter(by__person__memberships=viewer.membership))
    fates = fates_of(viewer, mine)
    return [
        Contribution(
            _("You wrote on a card"),
            one.written,
            one.text,
            one.get_absolute_url(),
            *_became(one, next(iter(fates.get(one.pk, ())), None)),
        )
        for one in mine
    ]


def _became(line: CardLine, fate: Became | None) -> tuple[str, str]:
    """Return what became of a line, and the colour of its tag."""
    if fate is not None:
        return fate.said, "good" if fate.carried else ""
    if line.dropped is not None:
        return _("It was dropped, or said otherwise."), ""
    return _("It stands on the card of {party}.").format(party=line.card), ""
