"""Shares of the population: as somebody writes them, and how many seats of a panel they come to."""

import math
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _

MOST_IN_ALL: Final = Decimal("100.5")
"""What the shares of one feature add up to at most: each may be rounded up a little."""


def share_in(typed: str) -> Decimal | None:
    """Return a share in per cent as it is written, to two decimals; nothing where it is no number from 0 to 100."""
    try:
        share = Decimal(typed.replace(",", ".").rstrip("% ")).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
    return share if 0 <= share <= 100 else None


def seats_for(share: Decimal, *, seats: int) -> tuple[int, int]:
    """Return how many seats a share comes to, rounded down and up."""
    part = share * seats / 100
    return math.floor(part), math.ceil(part)


def share_faults(shares: Iterable[tuple[str, Decimal | None]]) -> Iterator[tuple[str, str]]:
    """Yield each feature whose shares add up to more than everybody, and what is wrong, from the feature of each share."""
    sums: dict[str, Decimal] = {}
    for feature, share in shares:
        sums[feature] = sums.get(feature, Decimal(0)) + (share or 0)
    for feature, whole in sums.items():
        if whole > MOST_IN_ALL:
            text = _("The shares of the population of {feature} add up to {sum} %, more than everybody.")
            yield feature, text.format(feature=feature, sum=number_format(whole.normalize(), use_l10n=True))
