"""What is published of a pool before a draw: a place for each ticket under a seal, so that nobody is made out, and everybody can check.

A seal is SHA-256 over a random salt, a line feed and the ticket. Whoever holds a ticket is told its salt; of those who are
drawn it is told to everybody. Kinds and households are numbered afresh for each draw, and say nothing of answers or addresses.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from wholeplace.convene.lottery.found import Found

Digest = Callable[[str], str]
"""Makes the digest of a text under a key that lies outside the database."""


def seal_of(salt: str, ticket: str) -> str:
    """Return what stands for a ticket in the published pool."""
    return hashlib.sha256(f"{salt}\n{ticket}".encode()).hexdigest()


@dataclass(frozen=True)
class Blinded:
    """A lottery over panels as it is published, and the tickets in the order of its places."""

    found: Found
    seals: Sequence[str]

    @property
    def pool(self) -> list[list[object]]:
        """Each place: its seal, and the numbers of its kind and of its household."""
        places = zip(self.seals, self.found.pool, strict=True)
        return [[seal, kind, home] for seal, (_ticket, kind, home) in places]

    @property
    def tickets(self) -> list[str]:
        """The ticket at each place."""
        return [ticket for ticket, _kind, _home in self.found.pool]


def blinded(found: Found, *, salts: Digest, order: Digest) -> Blinded:
    """Return a lottery with kinds, households, places and panels in an order that nobody can tell anything from."""
    kinds = sorted(range(len(found.kinds)), key=lambda kind: order(f"kind {kind}"))
    number = {kind: place for place, kind in enumerate(kinds)}
    sealed = sorted(
        (number[kind], seal_of(salts(ticket), ticket), ticket, home) for ticket, kind, home in found.pool
    )
    homes: dict[int, int] = {}
    pool = [(ticket, kind, homes.setdefault(home, len(homes))) for kind, _seal, ticket, home in sealed]
    panels = sorted(
        (sorted(number[kind] for kind in panel), balls)
        for panel, balls in zip(found.panels, found.balls, strict=True)
    )
    turned = replace(
        found,
        pool=pool,
        kinds=[found.kinds[kind] for kind in kinds],
        panels=[panel for panel, _balls in panels],
        balls=[balls for _panel, balls in panels],
    )
    return Blinded(turned, [seal for _kind, seal, _ticket, _home in sealed])
