"""By what somebody in a file is known again: as one of a pool, or as one who withdrew and whom no file brings back."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final

from wholeplace.convene.lottery.models import Lottery, Registration
from wholeplace.convene.lottery.tickets import folded
from wholeplace.kernel.keyed import keyed
from wholeplace.kernel.ledger.tombstones import ERASED

PURPOSE: Final = "wholeplace.lottery.gone"
WAYS: Final = ("email", "phone", "address")


class Known:
    """Who is in a pool already, and who was: by what told them apart in a file, by their ticket, or by name together with how they can be reached."""

    def __init__(self, lottery: Lottery) -> None:
        """Look once at the whole pool."""
        columns = ("ticket", "outside_id", "name", *WAYS)
        everybody = Registration.objects.filter(lottery=lottery)
        self._tickets: set[str] = set(everybody.values_list("ticket", flat=True))
        self._by: dict[str, str] = {}
        for row in everybody.filter(withdrawn=None).values_list(*columns):
            said = dict(zip(columns, row, strict=True))
            for mark in marks_of(said):
                self._by.setdefault(mark, said["ticket"])
        left = everybody.exclude(withdrawn=None).values_list("gone_as", flat=True)
        self._gone = set(chain.from_iterable(left))
        self._digest = keyed(lottery.place, PURPOSE)

    def ticket_of(self, said: Mapping[str, str]) -> str:
        """Return the ticket of whoever this is, where they are in the pool."""
        own = said["outside_id"]
        found = next((self._by[mark] for mark in marks_of(said) if mark in self._by), "")
        return found or (own if own in self._tickets else "")

    def withdrew(self, said: Mapping[str, str]) -> bool:
        """Say whether this is somebody who was in the pool and withdrew."""
        return bool(self._gone) and any(self._digest(mark) in self._gone for mark in marks_of(said))


def gone_as(registration: Registration) -> list[str]:
    """Return what is kept of somebody who withdraws, so that the file they stood in does not bring them back.

    They are digests under a key outside the database: whoever holds only the database cannot try out whom they are of.
    """
    digest = keyed(registration.place, PURPOSE)
    said = {name: getattr(registration, name) for name in ("outside_id", "name", *WAYS)}
    return sorted({digest(mark) for mark in marks_of(said)})


def marks_of(said: Mapping[str, Any]) -> Iterator[str]:
    """Yield by what somebody is known again: what told them apart in a file, and their name with any way to reach them."""
    own = str(said["outside_id"])
    if own not in {"", ERASED}:
        yield f"id {own}"
    name = folded(str(said["name"]))
    for way in WAYS:
        if name and (reached := folded(str(said[way]))):
            yield f"{name}, {reached}"
