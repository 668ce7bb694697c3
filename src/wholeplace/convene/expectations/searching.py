"""What of cards can be found by its words: by members, who read the cards too."""

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.expectations.models import CardLine
from wholeplace.convene.expectations.queries import lines_to_compare, lines_visible_to
from wholeplace.kernel.search.searchable import Searchable


def _stands(line: CardLine) -> bool:
    return line.dropped is None


SEARCHED = Searchable(
    "expectation",
    _("What a party expects or offers"),
    _("What parties expect and offer"),
    CardLine,
    lines_visible_to,
    when="written",
    kept=_stands,
    compared=lines_to_compare,
    members_only=True,
)
"""The lines that stand on the cards of parties, which are compared with each other too."""
