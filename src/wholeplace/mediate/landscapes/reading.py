"""A landscape as its page shows it: sentences, cards, groups and the table, all from one release."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from django.utils.translation import gettext as _

from wholeplace.analysis.opinion.agreement import surest_gap
from wholeplace.kernel.releases import Release
from wholeplace.mediate.landscapes.apart import apart_by
from wholeplace.mediate.landscapes.sentences import Said, gap, sentences
from wholeplace.mediate.landscapes.shown import ATTRIBUTES, Answers, Band, Figures, ShownStatement

CARDS = 3
REJECTED = 2
WORDS_IN_A_NAME = 14
HELD = 3
LEAST_APART = 0.1
"""By how much more of a group than of any other must give an answer that sets it apart."""

SORTS: dict[str, Callable[[ShownStatement], float | None]] = {
    "number": lambda one: one.number,
    "agree": lambda one: one.everybody.agreeing[0] if one.everybody.agreeing else None,
    "disagree": lambda one: one.everybody.disagreeing[0] if one.everybody.disagreeing else None,
    "people": lambda one: None if one.everybody.hidden else one.everybody.base,
    "divide": lambda one: one.divide or None,
}
"""What statements are sorted by; those without it come last either way."""


@dataclass(frozen=True)
class Group:
    """An opinion group: its letter, its size, what it holds, and the statements that set it apart."""

    band: Band
    name: str
    statements: tuple[tuple[ShownStatement, str], ...]


@lru_cache(maxsize=8)
def figures_in(payload: str, seen: frozenset[int]) -> Figures:
    """Return the figures of a payload for readers of these statements; the last few are kept as read."""
    return Figures(json.loads(payload), seen=seen)


class Reading:
    """One release about a conversation, with the statements' words."""

    def __init__(
        self, release: Release, texts: dict[int, str], names: Mapping[int, str] | None = None
    ) -> None:
        """Keep the release, and by number the statements the reader may see and the names beside them."""
        self.release = release
        self.texts = texts
        self.names = names or {}

    @cached_property
    def figures(self) -> Figures:
        """The released figures of the statements the reader may see."""
        return figures_in(self.release.payload, frozenset(self.texts))

    @cached_property
    def sentences(self) -> list[Said]:
        """What a councillor can quote."""
        return sentences(self.figures, self.texts)

    @cached_property
    def breakdowns(self) -> list[str]:
        """The breakdowns with at least one row that may be shown."""
        return [name for name in ATTRIBUTES if any(band.people > 0 for band in self.figures.bands(name))]

    def common(self) -> list[ShownStatement]:
        """What nearly everyone agrees on, or rejects."""
        shared = self.figures.common_ground()
        agreed = [one for one in shared if one.common == "agree"]
        rejected = [one for one in shared if one.common == "disagree"]
        return [*agreed[:CARDS], *rejected[:REJECTED]]

    def bridges(self) -> list[ShownStatement]:
        """What bridges the groups."""
        return self.figures.ranked("bridge")[:CARDS]

    def divides(self) -> list[ShownStatement]:
        """What divides most."""
        return self.figures.ranked("divide")[:CARDS]

    @cached_property
    def groups(self) -> list[Group]:
        """The opinion groups, named by what they hold."""
        return [self._group(band) for band in self.figures.bands("group")]

    def _group(self, band: Band) -> Group:
        spoken_for = [
            (one, answer)
            for one in self.figures.statements.values()
            for letter, answer in one.speaks_for
            if letter == band.code and not one.shared and _apart(one, letter, answer) >= LEAST_APART
        ]
        spoken_for.sort(key=lambda pair: (-_strikingly(pair[0], band.code, pair[1]), pair[0].number))
        held = tuple(spoken_for[:HELD])
        return Group(band, self._name(held), held)

    def _name(self, held: tuple[tuple[ShownStatement, str], ...]) -> str:
        """Name a group by the statement that tells it most surely from the others together."""
        if not held:
            return _("no statement sets it apart")
        one, answer = held[0]
        words = self.texts[one.number].strip().split()
        short = " ".join(words[:WORDS_IN_A_NAME])
        short = f"{short} …" if len(words) > WORDS_IN_A_NAME else short.rstrip(".")
        says = _("says yes to “{words}”") if answer == "agree" else _("says no to “{words}”")
        return says.format(words=short)

    def listed(self, *, sort: str, words: str) -> list[ShownStatement]:
        """Return the statements in the order asked for, perhaps only those with some words."""
        key = SORTS.get(sort.lstrip("-"), SORTS["number"])
        found = [
            one
            for one in self.figures.statements.values()
            if not words or words.lower() in self.texts[one.number].lower()
        ]
        ranked = [(value, one) for one in found if (value := key(one)) is not None]
        ranked.sort(key=lambda pair: pair[1].number)
        ranked.sort(key=lambda pair: pair[0], reverse=sort.startswith("-"))
        return [one for _value, one in ranked] + sorted(
            (one for one in found if key(one) is None), key=lambda one: one.number
        )

    def differing(self, attribute: str) -> list[ShownStatement]:
        """On which statements voices or sectors differ by more than chance, the furthest apart first."""
        clear = apart_by(self.figures, attribute)
        chosen = [one for one in self.figures.statements.values() if one.number in clear]
        return sorted(chosen, key=lambda one: (-gap(one.rows(attribute)), one.number))[:CARDS]


def _share(row: Answers, answer: str) -> tuple[float, float]:
    """Return between which shares of a row an answer lies."""
    return (row.agreeing if answer == "agree" else row.disagreeing) or (0.0, 1.0)


def _apart(one: ShownStatement, code: str, answer: str) -> float:
    """Return by how much more of a group than of any other gave an answer, at the least."""
    own = [_share(row, answer)[0] for row in one.rows("group") if row.code == code]
    others = [_share(row, answer)[1] for row in one.rows("group") if row.code != code]
    return own[0] - max(others) if own and others else -1.0


def _strikingly(one: ShownStatement, code: str, answer: str) -> float:
    """Return the surest gap between a group and the others shown, all of them together, in who gave an answer."""
    given, asked = np.zeros((2, 1), dtype=np.int64), np.zeros((2, 1), dtype=np.int64)
    for row in one.rows("group"):
        own = row.code == code
        given[int(not own)] += round(row.base * _share(row, answer)[0 if own else 1])
        asked[int(not own)] += row.base
    return float(surest_gap(given, asked)[0])
