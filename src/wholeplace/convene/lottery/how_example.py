"""A draw so small that anybody can follow it by hand, worked out each time it is shown, so that it is never out of date."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wholeplace.analysis.lottery import BALLS
from wholeplace.convene.lottery.blinding import seal_of
from wholeplace.convene.lottery.pools import digest_of
from wholeplace.convene.lottery.seeds import as_kept, commitment_to, seed_of
from wholeplace.kernel.ledger.canonical import canonical

SECRET: Final = "a secret for an example"  # noqa: S105 nothing is kept by it
TYPED: Final = " 4  8 15 16 23 42"
"""The public value as somebody might type it."""
HOMES: Final = 3
"""Each with somebody of the first kind and somebody of the second."""
PANELS: Final = ((0, 0, 1), (0, 1, 1))
BALLS_OF: Final = (BALLS // 2, BALLS // 2)
TOLD: Final[Mapping[str, Any]] = {"panels": PANELS, "balls": BALLS_OF}


@dataclass(frozen=True)
class Choice:
    """One number, and what it chooses."""

    number: int
    hashed: str
    """The number in sixteens, as SHA-256 gives it."""
    among: Sequence[int]
    """The places to choose from; none for the first, which chooses a ball."""
    of: int
    left: int
    """What is left when the number is divided by how many there are to choose from."""
    chosen: int
    """The panel, or the place."""


@dataclass(frozen=True)
class Example:
    """A draw of three seats among six people of three homes, with all that comes between."""

    tickets: Sequence[tuple[str, str]]
    """The ticket at each place, and its salt."""
    pool: Sequence[Sequence[Any]]
    value: str
    seed: str
    choices: Sequence[Choice]
    panel: int
    places: Sequence[int]

    @property
    def written(self) -> str:
        """The lottery over panels, as its digest is made of it."""
        return canonical(TOLD).decode()

    @property
    def digest(self) -> str:
        """The digest of that."""
        return digest_of(TOLD)

    @property
    def commitment(self) -> str:
        """What is told of the secret beforehand."""
        return commitment_to(SECRET)


def example() -> Example:
    """Return the example, worked out."""
    people = [
        (kind, f"TICKET-{kind}{home}", f"salt-{kind}{home}", home) for kind in (0, 1) for home in range(HOMES)
    ]
    rows = sorted((kind, seal_of(salt, ticket), ticket, salt, home) for kind, ticket, salt, home in people)
    homes: dict[int, int] = {}
    pool = [[seal, kind, homes.setdefault(home, len(homes))] for kind, seal, _ticket, _salt, home in rows]
    seed = seed_of(SECRET, TYPED)
    first, *others = choices = list(_choices(pool, seed))
    return Example(
        tickets=[(ticket, salt) for _kind, _seal, ticket, salt, _home in rows],
        pool=pool,
        value=as_kept(TYPED),
        seed=seed.hex(),
        choices=choices,
        panel=first.chosen,
        places=sorted(one.chosen for one in others),
    )


def _choices(pool: Sequence[Sequence[Any]], seed: bytes) -> Iterator[Choice]:
    """Yield each number of the example with what it chooses: a panel first, then a place for each of its seats."""
    hashed, number = _number(seed, 0)
    panel = number % BALLS // BALLS_OF[0]
    yield Choice(0, hashed, (), BALLS, number % BALLS, panel)
    taken: set[int] = set()
    for count, kind in enumerate(PANELS[panel], start=1):
        among = [place for place, (_seal, its, home) in enumerate(pool) if its == kind and home not in taken]
        hashed, number = _number(seed, count)
        left = number % len(among)
        taken.add(pool[among[left]][2])
        yield Choice(count, hashed, among, len(among), left, among[left])


def _number(seed: bytes, count: int) -> tuple[str, int]:
    hashed = hashlib.sha256(seed + count.to_bytes(8, "big")).hexdigest()
    return hashed, int(hashed, 16)
