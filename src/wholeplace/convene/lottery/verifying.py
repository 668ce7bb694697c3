"""Checking a draw from its file alone: what was published, what follows from it, and whether that was drawn."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import numpy as np

from wholeplace.analysis.lottery import BALLS, Impossible, Method, Quota, Unfinished, draw_up, drawn, kinds_of
from wholeplace.convene.lottery.found import Found, urn_of
from wholeplace.convene.lottery.pools import digest_of
from wholeplace.convene.lottery.seeds import commitment_to, seed_of

FORMAT: Final = "wholeplace-lottery-draw/1"
NEAR: Final = 1e-7
"""How near the least chance is to its bound, as a part of it."""
SECONDS: Final = 60.0
"""How long the bound is worked out anew at most."""


class NoPack(Exception):  # noqa: N818 it becomes a sentence
    """Raised where a file is no draw."""


@dataclass(frozen=True)
class Check:
    """One thing that was looked at, and whether it holds; None where it could not be looked at, and why."""

    name: str
    holds: bool | None
    said: str = ""


def checks_of(pack: Mapping[str, Any], *, seconds: float = SECONDS) -> list[Check]:
    """Return everything that a draw's file can be checked for.

    Raises:
        NoPack: the file is no draw, or not in this format.

    """
    if pack.get("format") != FORMAT:
        raise NoPack
    try:
        return [*_published(pack), *_panels(pack), *_targets(pack, seconds), *_drawn(pack)]
    except (KeyError, TypeError, ValueError, IndexError) as wrong:
        raise NoPack from wrong


def _published(pack: Mapping[str, Any]) -> Iterator[Check]:
    """Yield whether what was committed to is what stands here."""
    for name in ("terms", "pool", "panels"):
        yield Check(
            f"the digest of the {name} is as published", digest_of(pack[name]) == pack["digests"][name]
        )


def _panels(pack: Mapping[str, Any]) -> Iterator[Check]:
    """Yield whether every panel can be drawn from the pool, and chances are as stated."""
    pool, panels, balls = pack["pool"], pack["panels"]["panels"], pack["panels"]["balls"]
    tickets = [ticket for ticket, _kind, _home in pool]
    people = Counter(kind for _ticket, kind, _home in pool)
    yield Check("every ticket stands once, in order", tickets == sorted(set(tickets)))
    yield Check(
        "all balls are shared out", sum(balls) == BALLS and len(balls) == len(panels) and min(balls) > 0
    )
    seats = all(sum(panel) == pack["terms"]["seats"] for panel in panels)
    yield Check("every panel has all seats", seats)
    there = all(0 <= count <= people[kind] for panel in panels for kind, count in enumerate(panel))
    yield Check("no panel holds more people of a kind than there are", there)
    found = _found(pack)
    yield Check("the least chance is as stated", abs(found.least - Decimal(pack["least"])) < Decimal("2e-15"))
    if pack["terms"]["method"] != Method.NASH:
        far = 1 - float(found.least) / float(pack["bound"]) if float(pack["bound"]) else 0.0
        yield Check("the least chance reaches its bound", far < NEAR, f"it stays {max(far, 0):.1e} below")


def _found(pack: Mapping[str, Any]) -> Found:
    pool = [(str(ticket), int(kind), int(home)) for ticket, kind, home in pack["pool"]]
    panels = pack["panels"]["panels"]
    kinds: list[list[int]] = [[] for _kind in panels[0]] if panels else []
    return Found(
        pool, kinds, panels, pack["panels"]["balls"], pack["never"], Decimal(pack["bound"]), finished=True
    )


def _targets(pack: Mapping[str, Any], seconds: float) -> Iterator[Check]:
    """Yield whether every panel meets every target, and nobody could have a greater least chance: from the scrutineer's file."""
    if "kinds" not in pack:
        yield Check(
            "every panel meets every target", None, "only the scrutineer's file says which targets count whom"
        )
        return
    kinds, targets = pack["kinds"], pack["terms"]["targets"]
    counts = np.zeros((len(targets), len(kinds)), dtype=np.int64)
    for kind, values in enumerate(kinds):
        counts[values, kind] = 1
    reached = np.array(pack["panels"]["panels"]) @ counts.T
    least, most = ([one[name] for one in targets] for name in ("min", "max"))
    yield Check("every panel meets every target", bool(((reached >= least) & (reached <= most)).all()))
    yield _bound(pack, kinds, targets, seconds)


def _bound(pack: Mapping[str, Any], kinds: Sequence[Any], targets: Sequence[Any], seconds: float) -> Check:
    """Work the greatest least chance out anew."""
    name = "no lottery gives everybody a greater chance"
    answers = np.array([kinds[kind] for _ticket, kind, _home in pack["pool"]], dtype=np.int64)
    homes = (
        np.array([home for _ticket, _kind, home in pack["pool"]])
        if pack["terms"]["one_of_a_household"]
        else None
    )
    quotas = [
        Quota(one["feature"], one["value"], one["min"], one["max"], one["min"], one["max"]) for one in targets
    ]
    until = time.monotonic() + seconds
    try:
        again = draw_up(
            kinds_of(answers, quotas, size=pack["terms"]["seats"], households=homes),
            method=Method.MAXIMIN,
            seed=1,
            left=lambda: until - time.monotonic(),
        )
    except Impossible:
        return Check(name, holds=False, said="no panel meets every target at all")
    except Unfinished:
        return Check(name, None, f"not worked out in {seconds:.0f} seconds")
    same = abs(again.bound - float(pack["bound"])) <= NEAR * max(again.bound, 1e-12)
    return Check(name, same, f"worked out anew: {again.bound:.6%}")


def _drawn(pack: Mapping[str, Any]) -> Iterator[Check]:
    """Yield whether the panel follows from both halves of the seed."""
    if "drawn" not in pack:
        yield Check("the panel follows from secret and public value", None, "it is not drawn yet")
        return
    yield Check(
        "the secret is the one that was committed to", commitment_to(pack["secret"]) == pack["commitment"]
    )
    places = drawn(urn_of(pack["pool"], pack["panels"]), seed=seed_of(pack["secret"], pack["value"]))
    tickets = sorted(pack["pool"][place][0] for place in places)
    yield Check("the panel follows from secret and public value", tickets == sorted(pack["drawn"]))
    homes = [home for ticket, _kind, home in pack["pool"] if ticket in set(pack["drawn"])]
    if pack["terms"]["one_of_a_household"]:
        yield Check("at most one of a household is drawn", len(set(homes)) == len(homes))
