"""Who in a pool may be the same person, and who may live together although their addresses are written otherwise."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.lottery.models import Apart, Lottery, Registration
from wholeplace.convene.lottery.names import Differ
from wholeplace.convene.lottery.tickets import folded
from wholeplace.kernel.ledger.tombstones import ERASED

COMPARED_AT_ONCE: Final = 2000
"""People who are compared with one another while somebody waits for a page."""
CLOSE: Final = 0.8
"""How much of two addresses with the same figures must be alike."""
FIGURES_OF_A_PHONE: Final = 9
"""The last figures of a phone number: those before say from where it is dialled."""
MOST_IN_A_GROUP: Final = 30
"""Of those who share one thing, so many are put beside one another: past that it tells nobody apart."""
BECAUSE = {
    "email": _("the same e-mail"),
    "phone": _("the same phone"),
    "name": _("the same name and address"),
    "address": _("addresses that are nearly the same"),
}
CUT_SHORT: Final = 8
"""Letters of an address that is cut short and still says where somebody lives."""
_WORDS: Final = re.compile(r"\w+")
SHORT: Final = {
    "st": "street", "str": "street", "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "dr": "drive",
    "cl": "close", "ct": "court", "pl": "place", "sq": "square", "ter": "terrace", "tce": "terrace", "cres": "crescent",
    "gdns": "gardens", "pk": "park", "apt": "flat", "no": "",
}  # fmt: skip
"""How words in addresses are shortened."""


@dataclass(frozen=True)
class InPool:
    """What of somebody in a pool is compared."""

    pk: UUID
    name: str
    email: str
    phone: str
    address: str
    household: str


@dataclass(frozen=True)
class Pair:
    """Two who look alike, and in what."""

    first: UUID
    second: UUID
    because: tuple[str, ...]

    @property
    def in_words(self) -> str:
        """In what they look alike, in words."""
        return ", ".join(str(BECAUSE[one]) for one in self.because)


def in_pool_of(lottery: Lottery) -> list[InPool]:
    """Return those who can be drawn, as they are compared."""
    counting = Registration.objects.filter(lottery=lottery, withdrawn=None, set_aside=None)
    rows = counting.order_by("at", "pk").values_list("pk", "name", "email", "phone", "address", "household")
    return [InPool(pk, *("" if one == ERASED else one for one in said)) for pk, *said in rows]


def pairs_to_settle(lottery: Lottery, there: Sequence[InPool]) -> list[Pair]:
    """Return the pairs that may be one person, but for those somebody found to be two."""
    return _unsettled(_same_person(there), lottery, Differ.PERSON)


def homes_to_settle(lottery: Lottery, there: Sequence[InPool]) -> list[Pair]:
    """Return the pairs that may live together and are not of one household, but for those somebody found not to."""
    return _unsettled(_same_home(there), lottery, Differ.HOME)


def to_settle(lottery: Lottery, there: Sequence[InPool]) -> dict[str, int]:
    """Return how many pairs are to be settled, where the pool is small enough that nobody waits for it; of a large one only that it is."""
    if len(there) > COMPARED_AT_ONCE:
        return {"large": len(there)}
    return {"alike": len(pairs_to_settle(lottery, there)), "homes": len(homes_to_settle(lottery, there))}


def out_of_reach(there: Sequence[InPool]) -> int:
    """Return how many could not be told that they were drawn: no e-mail, phone or postal address is known of them."""
    return sum(not (one.email or one.phone or one.address) for one in there)


def _unsettled(pairs: Iterable[Pair], lottery: Lottery, about: Differ) -> list[Pair]:
    settled = set(Apart.objects.filter(lottery=lottery, about=about).values_list("first", "second"))
    return [one for one in pairs if not {(one.first, one.second), (one.second, one.first)} & settled]


def _same_person(there: Sequence[InPool]) -> Iterator[Pair]:
    """Yield each pair once, in the order of the pool, with all that they share."""
    groups: dict[tuple[str, str], list[UUID]] = defaultdict(list)
    for one in there:
        for because, key in _keys(one):
            groups[because, key].append(one.pk)
    shared: dict[tuple[UUID, UUID], list[str]] = defaultdict(list)
    for (because, _key), group in groups.items():
        for pair in combinations(group[:MOST_IN_A_GROUP], 2):
            shared[pair].append(because)
    for (first, second), in_what in shared.items():
        yield Pair(first, second, tuple(in_what))


def _keys(one: InPool) -> Iterator[tuple[str, str]]:
    """Yield what somebody could share with another who is the same person."""
    if one.email:
        yield "email", one.email.casefold()
    phone = "".join(figure for figure in one.phone if figure.isdecimal())[-FIGURES_OF_A_PHONE:]
    if len(phone) == FIGURES_OF_A_PHONE:
        yield "phone", phone
    name, address = " ".join(sorted(map(folded, one.name.split()))), folded(one.address)
    if name and address:
        yield "name", f"{name}, {address}"


def _same_home(there: Sequence[InPool]) -> Iterator[Pair]:
    """Yield pairs whose addresses have the same figures and nearly the same words, and that are of two households."""
    homes: dict[str, InPool] = {}
    for one in there:
        if one.address and one.household:
            homes.setdefault(one.household, one)
    same: dict[str, list[tuple[InPool, str]]] = defaultdict(list)
    streets: dict[str, list[tuple[InPool, str]]] = defaultdict(list)
    for one in homes.values():
        words = written_out(one.address)
        if begins := _begins(words):
            streets[begins].append((one, words))
            same[f"{begins}, {_figures(words)}"].append((one, words))
    for group in same.values():
        for (first, words), (second, others) in combinations(group[:MOST_IN_A_GROUP], 2):
            if _close(words, others):
                yield Pair(first.pk, second.pk, ("address",))
    for group in streets.values():
        yield from _cut_short(group)


def _cut_short(group: Sequence[tuple[InPool, str]]) -> Iterator[Pair]:
    """Yield pairs of which one is the beginning of the other, and has fewer figures: its postcode is left out."""
    by_words = sorted(group, key=lambda each: each[1])
    for at, (first, words) in enumerate(by_words):
        for second, longer in by_words[at + 1 :]:
            if not longer.startswith(words):
                break
            if len(words) >= CUT_SHORT and _figures(words) != _figures(longer):
                yield Pair(first.pk, second.pk, ("address",))


def _begins(words: str) -> str:
    """Return the first number of an address with the letter its street begins with; nothing where there is no number."""
    found = re.search(r"(\d+)\W+(\w)", words)
    return f"{found[1]} {found[2]}" if found else ""


def written_out(address: str) -> str:
    """Return an address in small letters, its words one after another and none of them shortened."""
    words = _WORDS.findall(address.casefold())
    return " ".join(filter(None, (SHORT.get(one, one) for one in words)))


def _close(one: str, other: str) -> bool:
    """Say whether two addresses with the same figures may be one: nearly the same letters."""
    found = SequenceMatcher(None, one, other, autojunk=False)
    return found.real_quick_ratio() >= CLOSE and found.quick_ratio() >= CLOSE and found.ratio() >= CLOSE


def _figures(words: str) -> str:
    return "".join(filter(str.isdecimal, words))
