"""What features and values may be called, so that each is told from the others and from how a file says who people are."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from wholeplace.convene.lottery.matching import called_the_same
from wholeplace.convene.lottery.pool_sheets import KNOWN_AS
from wholeplace.convene.lottery.tickets import folded
from wholeplace.kernel.conditions import Refusal

if TYPE_CHECKING:
    from wholeplace.convene.lottery.targeting import Wanted

WHERE_PEOPLE_LIVE: Final = frozenset({"street", "town", "city", "zip", "postcode"})
"""Parts of an address that a panel may well resemble its place in."""
TAKEN: Final = frozenset(folded(name) for names in KNOWN_AS.values() for name in names) - WHERE_PEOPLE_LIVE
"""Headings by which a file says who somebody is, or how they are reached."""


def unfit_name(targets: Sequence["Wanted"], *, before: Sequence["Wanted"]) -> Refusal | None:
    """Return why a feature or value that is new cannot be called so; what is called so already may stay."""
    features, there = dict.fromkeys(one.feature for one in targets), {one.feature for one in before}
    for name in features:
        if name not in there and folded(name) in TAKEN:
            return Refusal("feature_like_column", {"name": name})
    if alike := _alike(features, there):
        return Refusal("feature_like_another", {"name": alike[0], "other": alike[1]})
    for feature in features:
        values = [one.value for one in targets if one.feature == feature]
        if alike := _alike(values, {one.value for one in before if one.feature == feature}):
            return Refusal("value_like_another", {"name": alike[0], "other": alike[1]})
    return None


def _alike(names: Iterable[str], there: set[str]) -> tuple[str, str] | None:
    """Return the first new name that differs from another in capitals and spaces alone, and that other."""
    names = list(names)
    for name in names:
        others = [one for one in called_the_same(name, names) if one != name]
        if others and name not in there:
            return name, others[0]
    return None
