"""Checking a draw from its file alone: what was published, what follows from it, and whether that was drawn."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from wholeplace.analysis.lottery import (
    BALLS,
    Impossible,
    Kinds,
    Lottery,
    Method,
    Quota,
    Unfinished,
    draw_up,
    drawn,
    kinds_of,
)
from wholeplace.analysis.lottery.programmes import Floats
from wholeplace.convene.lottery.blinding import seal_of
from wholeplace.convene.lottery.found import urn_of
from wholeplace.convene.lottery.pools import digest_of
from wholeplace.convene.lottery.seeds import commitment_to, seed_of

FORMAT: Final = "wholeplace-lottery-draw/1"
NEAR: Final = 1e-7
"""How near the least chance is to its bound, as a part of it, and every chance to that worked out anew."""
SECONDS: Final = 60.0
"""How long chances are worked out anew at most."""
ONLY_WHOLE: Final = "only the scrutineer's file opens every seal and says which targets count whom"


class NoPack(Exception):  # noqa: N818 it becomes a sentence
    """Raised where a file is no draw."""


@dataclass(frozen=True)
class Check:
    """One thing that was looked at, and whether it holds; None where it could not be looked at, and why."""

    name: str
    holds: bool | None
    said: str = ""


def checks_of(pack: Any, *, seconds: float = SECONDS) -> list[Check]:
    """Return everything that a draw's file can be checked for.

    Raises:
        NoPack: the file is no draw, or not in this format.

    """
    if not isinstance(pack, Mapping) or pack.get("format") != FORMAT:
        raise NoPack
    try:
        return [*_published(pack), *_panels(pack), *_opened(pack, seconds), *_drawn(pack)]
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as wrong:
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
    people = Counter(kind for _seal, kind, _home in pool)
    yield Check("every place in the pool is another's", len({seal for seal, _k, _h in pool}) == len(pool))
    shared = sum(balls) == BALLS and len(balls) == len(panels) and min(balls) > 0
    yield Check("all balls are shared out", shared)
    seats = all(sum(panel) == pack["terms"]["seats"] for panel in panels)
    yield Check("every panel has all seats", seats)
    there = all(0 <= count <= people[kind] for panel in panels for kind, count in enumerate(panel))
    yield Check("no panel holds more people of a kind than there are", there)
    chances = _chances(pack)
    least = float(min((one for one in chances if one > 0), default=0.0))
    stated, bound = float(pack["least"]), float(pack["bound"])
    yield Check("the least chance is as stated", abs(least - stated) < 1e-12)
    far = max(1 - least / bound, 0.0) if bound else 0.0
    name, said = "the least chance reaches its bound", f"it stays {far:.1e} below"
    if not pack["finished"]:
        yield Check(name, None, f"the work was stopped before the best was found; {said}")
    elif pack["terms"]["method"] != Method.NASH:
        yield Check(name, far < NEAR, said)


def _chances(pack: Mapping[str, Any]) -> Floats:
    """Return the chance of each kind's people."""
    panels = np.array(pack["panels"]["panels"], dtype=float)
    people = np.bincount([kind for _seal, kind, _home in pack["pool"]], minlength=panels.shape[1])
    weights = np.array(pack["panels"]["balls"], dtype=float) / BALLS
    chances: Floats = (weights @ panels) / people
    return chances


def _opened(pack: Mapping[str, Any], seconds: float) -> Iterator[Check]:
    """Yield, from the scrutineer's file, whether seals, kinds and targets are what they are said to be, and chances the fairest."""
    name = "every panel meets every target"
    if "kinds" not in pack:
        yield Check(name, None, ONLY_WHOLE)
        return
    kinds, targets, pool = pack["kinds"], pack["terms"]["targets"], pack["pool"]
    opened = [seal_of(salt, ticket) for ticket, salt in pack["tickets"]]
    yield Check("every seal is its ticket's", opened == [seal for seal, _kind, _home in pool])
    tickets = {ticket for ticket, _salt in pack["tickets"]}
    yield Check("every ticket stands once", len(tickets) == len(pool))
    said = digest_of([pack["answers_salt"], kinds]) == pack["digests"]["answers"]
    yield Check("the digest of the answers is as published", said)
    counts = np.zeros((len(targets), len(kinds)), dtype=np.int64)
    for kind, values in enumerate(kinds):
        counts[values, kind] = 1
    reached = np.array(pack["panels"]["panels"]) @ counts.T
    least, most = ([one[bound] for one in targets] for bound in ("min", "max"))
    yield Check(name, bool(((reached >= least) & (reached <= most)).all()))
    again = _kinds(pack)
    pairs = {(kind, int(of)) for (_seal, kind, _home), of in zip(pool, again.of, strict=True)}
    alike = len(pairs) == len(kinds) == len(again.people)
    yield Check("people who are alike are of one kind, and nobody else", alike)
    if alike:
        yield from _anew(pack, again, seconds)


def _kinds(pack: Mapping[str, Any]) -> Kinds:
    """Return the kinds of the pool, made anew from the answers and households."""
    terms = pack["terms"]
    answers = np.array([pack["kinds"][kind] for _seal, kind, _home in pack["pool"]], dtype=np.int64)
    homes = np.array([home for _seal, _kind, home in pack["pool"]]) if terms["one_of_a_household"] else None
    quotas = [
        Quota(one["feature"], one["value"], one["min"], one["max"], one["min"], one["max"])
        for one in terms["targets"]
    ]
    return kinds_of(answers, quotas, size=terms["seats"], households=homes)


def _anew(pack: Mapping[str, Any], kinds: Kinds, seconds: float) -> Iterator[Check]:
    """Work the fairest chances out anew, and compare."""
    bound, chances = (
        "no lottery gives everybody a greater chance",
        "everybody's chance is as fair as the method makes it",
    )
    until = time.monotonic() + seconds
    method = Method(pack["terms"]["method"])
    try:
        again = draw_up(kinds, method=method, seed=1, left=lambda: until - time.monotonic())
    except Impossible:
        yield Check(bound, holds=False, said="no panel meets every target at all")
        return
    except Unfinished:
        yield Check(bound, None, f"not worked out in {seconds:.0f} seconds")
        return
    if not again.finished:
        yield Check(
            bound,
            None,
            f"not worked out in {seconds:.0f} seconds; the bound found so far is {again.bound:.6%}",
        )
        return
    same = abs(again.bound - float(pack["bound"])) <= NEAR * max(again.bound, 1e-12)
    yield Check(bound, same, f"worked out anew: {again.bound:.6%}")
    yield Check(chances, _as_fair(pack, again, method))


def _as_fair(pack: Mapping[str, Any], again: Lottery, method: Method) -> bool | None:
    """Say whether chances are those worked out anew: each of them, or the least alone where the method settles no more."""
    stated = _chances(pack)[[kind for _seal, kind, _home in pack["pool"]]]
    if not pack["finished"]:
        return None
    if bool(((stated > 0) != (again.chances > 0)).any()):
        return False
    if method is Method.MAXIMIN:
        return True
    near = 1e-6 if method is Method.LEXIMIN else 1e-3
    return bool(np.allclose(stated, again.chances, rtol=near, atol=1e-9))


def _drawn(pack: Mapping[str, Any]) -> Iterator[Check]:
    """Yield whether the panel follows from both halves of the seed."""
    follows = "the panel follows from secret and public value"
    if "drawn" not in pack:
        yield Check(follows, None, "it is not drawn yet")
        return
    yield Check(
        "the secret is the one that was committed to", commitment_to(pack["secret"]) == pack["commitment"]
    )
    places = drawn(urn_of(pack["pool"], pack["panels"]), seed=seed_of(pack["secret"], pack["value"]))
    yield Check(follows, list(places) == [place for place, _ticket, _salt in pack["drawn"]])
    seals = [pack["pool"][place][0] == seal_of(salt, ticket) for place, ticket, salt in pack["drawn"]]
    yield Check("the tickets drawn are those of their places", all(seals))
    if pack["terms"]["one_of_a_household"]:
        homes = [pack["pool"][place][2] for place in places]
        yield Check("at most one of a household is drawn", len(set(homes)) == len(homes))
