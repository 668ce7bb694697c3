"""Polis's formulas once more, in plain Python, one statement at a time: the oracle for the arrays."""

from math import sqrt
from typing import Any

Z = 1.2816


def figures(na: int, nd: int, ns: int, oa: int, od: int, os: int) -> dict[str, float]:
    """Give the figures of one group and statement; o* are the counts of all other groups."""

    def two(inside: int, outside: int) -> float:
        p1, p2 = (inside + 1) / (ns + 1), (outside + 1) / (os + 1)
        pooled = (inside + outside + 2) / (ns + os + 2)
        if pooled == 1:
            return 0.0
        return (p1 - p2) / sqrt(pooled * (1 - pooled) * (1 / (ns + 1) + 1 / (os + 1)))

    return {
        "na": na,
        "nd": nd,
        "ns": ns,
        "pa": (na + 1) / (ns + 2),
        "pd": (nd + 1) / (ns + 2),
        "pat": 2 * sqrt(ns + 1) * ((na + 1) / (ns + 1) - 0.5),
        "pdt": 2 * sqrt(ns + 1) * ((nd + 1) / (ns + 1) - 0.5),
        "ra": ((na + 1) / (ns + 2)) / ((oa + 1) / (os + 2)),
        "rd": ((nd + 1) / (ns + 2)) / ((od + 1) / (os + 2)),
        "rat": two(na, oa),
        "rdt": two(nd, od),
    }


def count(votes: dict[tuple[int, int], int], people: set[int], statement: int) -> tuple[int, int, int]:
    """Count agreements, disagreements and all votes of some people on a statement."""
    said = [v for (i, j), v in votes.items() if j == statement and i in people]
    return said.count(1), said.count(-1), len(said)


def group_figures(
    votes: dict[tuple[int, int], int], labels: list[int], statements: int
) -> list[list[dict[str, float]]]:
    """Give the figures of every group and statement."""
    members = [{i for i, label in enumerate(labels) if label == g} for g in range(max(labels) + 1)]
    everyone = {i for i, label in enumerate(labels) if label >= 0}
    return [
        [figures(*count(votes, group, j), *count(votes, everyone - group, j)) for j in range(statements)]
        for group in members
    ]


def strength(s: dict[str, float], side: str) -> float:
    return s[f"r{side}"] * s[f"r{side}t"] * s[f"p{side}"] * s[f"p{side}t"]


def beats(this: dict[str, float], best: dict[str, float] | None) -> bool:
    """Say whether a statement tells better what a group agrees with than the best so far."""
    if this["na"] == 0 and this["nd"] == 0:
        return False
    if best is None:
        return this["pat"] > Z or (this["ra"] > 1 and this["pa"] > 0.5)
    if best["ra"] > 1:
        return strength(this, "a") > strength(best, "a")
    return this["pa"] * this["pat"] > best["pa"] * best["pat"]


def telling(s: dict[str, float]) -> float:
    return max(s["rat"], s["rdt"])


def side(s: dict[str, float]) -> str:
    return "a" if s["rat"] > s["rdt"] else "d"


def select(stats: list[dict[str, float]], out: set[int]) -> list[tuple[int, str, bool]]:
    """Choose a group's statements: number, direction, best-agree."""
    best: int | None = None
    strongest: int | None = None
    kept = [j for j in range(len(stats)) if j not in out]
    for j in kept:
        if beats(stats[j], None if best is None else stats[best]):
            best = j
        if strongest is None or telling(stats[j]) > telling(stats[strongest]):
            strongest = j
    sufficient = [
        j for j in kept if any(stats[j][f"r{way}t"] > Z and stats[j][f"p{way}t"] > Z for way in ("a", "d"))
    ]
    rest = sorted((j for j in sufficient if j != best), key=lambda j: -strength(stats[j], side(stats[j])))
    chosen = ([] if best is None else [best]) + rest
    if not chosen:
        chosen = [] if strongest is None else [strongest]
    named = [(j, "agree" if side(stats[j]) == "a" else "disagree", j == best) for j in chosen[:5]]
    return sorted(named, key=lambda item: item[1])


def priority(a: int, d: int, s: int, extremity: float) -> float:
    """Give a statement's priority from counts of people taking part."""
    importance = (1 - (s - a - d + 1) / (s + 2)) * (extremity + 1) * (a + 1) / (s + 2)
    return float((importance * (1 + 8 * 2 ** (-s / 5))) ** 2)


def consensus(counts: list[tuple[int, int, int]], out: set[int], side: int) -> list[int]:
    """Choose the statements most of everybody agrees (side 0) or disagrees (side 1) with."""

    def share(c: Any) -> float:
        return float((c[side] + 1) / (c[2] + 2))

    def z(c: Any) -> float:
        return float(2 * sqrt(c[2] + 1) * ((c[side] + 1) / (c[2] + 1) - 0.5))

    passing = [j for j, c in enumerate(counts) if j not in out and share(c) > 0.5 and z(c) > Z]
    return sorted(passing, key=lambda j: -share(counts[j]) * z(counts[j]))[:5]
