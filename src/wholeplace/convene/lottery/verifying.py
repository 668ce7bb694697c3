"""Checking a draw from its file alone: all that the program for strangers looks at, and whether chances are the fairest."""

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
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
    counts_of,
    draw_up,
    kinds_of,
)
from wholeplace.analysis.lottery.programmes import Floats
from wholeplace.convene.lottery import draw_again
from wholeplace.convene.lottery.draw_again import WRONG, Check, NoDraw
from wholeplace.kernel.ledger.verify import Examination, Pack

NEAR: Final = 1e-7
"""How near the bound is to that worked out anew, as a part of it."""
FAIREST: Final = "everybody's chance is as fair as the method makes it"
SECONDS: Final = 60.0
"""How long chances are worked out anew at most."""


def checks_of(pack: Any, *, seconds: float = SECONDS) -> list[Check]:
    """Return everything that a draw's file can be checked for.

    Raises:
        NoDraw: the file is no draw, or not in this format.

    """
    checks = draw_again.checks(pack)
    if "kinds" not in pack:
        return checks
    try:
        return [*checks, *_fair(pack, seconds)]
    except WRONG as wrong:
        if all(one.holds is not False for one in checks):
            raise NoDraw(draw_again.STRANGE.format(wrong=repr(wrong))) from wrong
        return [*checks, Check(FAIREST, None, "it cannot be worked out from what does not hold")]


def checks_on_record(pack: Any, record: Path) -> list[Check]:
    """Return whether a pack of the record is whole, and whether it says the same of a draw as its file.

    Raises:
        NoDraw: the pack cannot be read.

    """
    told = draw_again.on_record(pack, record)
    try:
        examined = Examination(Pack(record), [])
        examined.run()
    except WRONG as wrong:
        raise NoDraw(f"{record.name} cannot be read: {wrong}") from wrong
    problems = examined.found["PROBLEM"]
    name = "the pack of the record is as it was when it was signed"
    return [draw_again.checked(name, not problems, " ".join(problems[:3])), *told]


def _chances(pack: Mapping[str, Any]) -> Floats:
    """Return the chance of each kind's people."""
    people = np.bincount([kind for _seal, kind, _home in pack["pool"]], minlength=len(pack["kinds"]))
    panels = counts_of(pack["panels"]["panels"], kinds=len(people))
    weights = np.array(pack["panels"]["balls"], dtype=float) / BALLS
    chances: Floats = (weights @ panels) / people
    return chances


def _fair(pack: Mapping[str, Any], seconds: float) -> Iterator[Check]:
    """Yield, from the scrutineer's file, whether kinds are what they are said to be, and chances the fairest."""
    kinds, pool = pack["kinds"], pack["pool"]
    again = _kinds(pack)
    pairs = {(kind, int(of)) for (_seal, kind, _home), of in zip(pool, again.of, strict=True)}
    alike = len(pairs) == len(kinds) == len(again.people)
    said = f"{len(again.people)} kinds are to be told apart, {len(kinds)} stand here"
    yield draw_again.checked("people who are alike are of one kind, and nobody else", alike, said)
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
    bound = "no lottery gives everybody a greater chance"
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
    yield Check(bound, same, f"worked out anew: {again.bound:.6%}, stated: {float(pack['bound']):.6%}")
    if pack["finished"]:
        yield draw_again.checked(FAIREST, _as_fair(pack, again, method), "worked out anew, chances differ")
    else:
        yield Check(FAIREST, None, "the work was stopped before the best was found")


def _as_fair(pack: Mapping[str, Any], again: Lottery, method: Method) -> bool:
    """Say whether chances are those worked out anew: each of them, or the least alone where the method settles no more."""
    stated = _chances(pack)[[kind for _seal, kind, _home in pack["pool"]]]
    if bool(((stated > 0) != (again.chances > 0)).any()):
        return False
    if method is Method.MAXIMIN:
        return True
    near = 1e-6 if method is Method.LEXIMIN else 1e-3
    return bool(np.allclose(stated, again.chances, rtol=near, atol=1e-9))
