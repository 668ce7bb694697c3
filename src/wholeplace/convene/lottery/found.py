"""What came of working out a lottery, as it is kept, published and read again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np

from wholeplace.analysis.lottery import BALLS, Lottery, Urn, counts_of, gini, seats_of
from wholeplace.analysis.lottery.programmes import Floats
from wholeplace.convene.lottery.pools import Composed

PLACES = Decimal(10) ** -14


@dataclass(frozen=True)
class Found:
    """A lottery over panels, written in whole numbers and text alone, so that its digest is the same anywhere."""

    pool: Sequence[tuple[str, int, int]]
    """Each ticket with the number of its kind and of its household, in the order of tickets."""
    kinds: Sequence[Sequence[int]]
    """For each kind the numbers of the targets that count its people."""
    panels: Sequence[Sequence[int]]
    """For each panel the kind of whoever sits in each of its seats."""
    balls: Sequence[int]
    never: Sequence[str]
    """The tickets of those whom no panel holds."""
    bound: Decimal
    finished: bool

    @property
    def urn(self) -> Urn:
        """What a draw is made from."""
        return urn_of(self.pool, self.panels_told)

    @property
    def shares(self) -> Sequence[int]:
        """How many balls, in all, hold each kind: for each of its seats once."""
        shares: list[int] = (np.array(self.balls) @ counts_of(self.panels, kinds=len(self.kinds))).tolist()
        return shares

    @cached_property
    def chance_of_kind(self) -> Sequence[Decimal]:
        """The chance of each person of each kind."""
        people = np.bincount([kind for _t, kind, _h in self.pool], minlength=len(self.kinds)).tolist()
        return [
            (Decimal(share) / (BALLS * count)).quantize(PLACES)
            for share, count in zip(self.shares, people, strict=True)
        ]

    @cached_property
    def chances(self) -> Mapping[str, Decimal]:
        """The chance of each ticket."""
        of_kind = self.chance_of_kind
        return {ticket: of_kind[kind] for ticket, kind, _home in self.pool}

    @property
    def least(self) -> Decimal:
        """The chance of whoever can be drawn and has the least."""
        nobody = set(self.never)
        there = [chance for ticket, chance in self.chances.items() if ticket not in nobody]
        return min(there, default=Decimal(0))

    @property
    def gini(self) -> float:
        """How unequal chances are."""
        there: Floats = np.array([float(one) for one in self.chances.values()])
        return gini(there)

    @property
    def panels_told(self) -> dict[str, Any]:
        """The lottery over panels as it is published."""
        return {"panels": self.panels, "balls": self.balls}

    def kept(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {
            "pool": [list(one) for one in self.pool],
            "kinds": [list(one) for one in self.kinds],
            "panels": [list(one) for one in self.panels],
            "balls": list(self.balls),
            "never": list(self.never),
            "bound": str(self.bound),
            "finished": self.finished,
        }


def urn_of(pool: Sequence[Sequence[Any]], panels: Mapping[str, Any]) -> Urn:
    """Return what a draw is made from, as it is published."""
    kinds, homes = [int(kind) for _t, kind, _h in pool], [int(home) for _t, _k, home in pool]
    return Urn(panels["panels"], panels["balls"], kinds, homes)


def holds(found: Found, of: Composed) -> bool:
    """Say whether a lottery over panels is of this pool, and each of its panels has all seats and meets every target."""
    kinds = [0] * len(found.kinds)
    if any(kind not in range(len(kinds)) for panel in found.panels for kind in panel):
        return False
    for _ticket, kind, _home in found.pool:
        kinds[kind] += 1
    counts = np.zeros((len(of.pool.quotas), len(found.kinds)), dtype=np.int64)
    for kind, targets in enumerate(found.kinds):
        counts[list(targets), kind] = 1
    panels = counts_of(found.panels, kinds=len(found.kinds))
    reached = panels @ counts.T
    least, most = ([getattr(one, name) for one in of.pool.quotas] for name in ("least", "most"))
    return (
        [ticket for ticket, _kind, _home in found.pool] == list(of.pool.ids)
        and sum(found.balls) == BALLS
        and bool((panels.sum(axis=1) == of.seats).all())
        and bool((panels.max(axis=0).toarray() <= kinds).all())
        and bool(((reached >= least) & (reached <= most)).all())
    )


def found_in(kept: Mapping[str, Any]) -> Found:
    """Return what was kept."""
    pool = [(str(ticket), int(kind), int(home)) for ticket, kind, home in kept["pool"]]
    rest = {name: kept[name] for name in ("kinds", "panels", "balls", "never", "finished")}
    return Found(pool=pool, bound=Decimal(kept["bound"]), **rest)


def found_of(composed: Composed, lottery: Lottery) -> Found:
    """Return what was worked out, as it is kept."""
    ids, of = composed.pool.ids, lottery.kinds.of.tolist()
    homes = lottery.kinds.households.tolist()
    kinds: list[list[int]] = [[] for _kind in lottery.kinds.people]
    for person, kind in enumerate(of):
        kinds[kind] = composed.pool.answers[person].tolist()
    return Found(
        pool=list(zip(ids, of, homes, strict=True)),
        kinds=kinds,
        panels=seats_of(lottery.panels),
        balls=lottery.balls.tolist(),
        never=[ids[one] for one in lottery.never],
        bound=Decimal(lottery.bound).quantize(PLACES),
        finished=lottery.finished,
    )
