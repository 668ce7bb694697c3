"""What of lotteries can be found by its words: the panels, never who is in a pool."""

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.lottery.models import Lottery
from wholeplace.convene.lottery.queries import lotteries_listed
from wholeplace.kernel.search.searchable import Searchable


def _what_it_is_for(lottery: Lottery) -> str:
    return lottery.about


SEARCHED = Searchable(
    "panel",
    _("Panel drawn by lot"),
    _("Panels drawn by lot"),
    Lottery,
    lotteries_listed,
    text=_what_it_is_for,
    when="made",
)
