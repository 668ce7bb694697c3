"""A landscape as its page shows it: sentences, cards, groups and the table, all from one release."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from wholeplace.kernel.releases import Release
from wholeplace.mediate.landscapes.sentences import Said, sentences
from wholeplace.mediate.landscapes.shown import ATTRIBUTES, Band, Figures, ShownStatement, name_of

CARDS = 3
WORDS_IN_A_NAME = 12

SORTS: dict[str, Callable[[ShownStatement], float]] = {
    "number": lambda one: one.number,
    "agree": lambda one: (one.everybody.agreeing or (-1.0, -1.0))[0],
    "disagree": lambda one: (one.everybody.disagreeing or (-1.0, -1.0))[0],
    "people": lambda one: one.everybody.base,
    "divide": lambda one: -one.divide if one.divide else -1_000_000,
}


@dataclass(frozen=True)
class Group:
    """An opinion group: its letter, its size, what it holds, and the statements that set it apart."""

    band: Band
    name: str
    statements: tuple[tuple[ShownStatement, str], ...]


class Reading:
    """One release about a conversation, with the statements' words."""

    def __init__(self, release: Release, texts: dict[int, str]) -> None:
        """Keep the release, and the statements the reader may see by number."""
        self.release = release
        self.texts = texts

    @cached_property
    def figures(self) -> Figures:
        """The released figures of the statements the reader may see."""
        return Figures(self.release.figures, seen=self.texts.keys())

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
        return self.figures.common_ground()[:CARDS]

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
        held = tuple(
            (one, answer)
            for one in self.figures.statements.values()
            for letter, answer in one.speaks_for
            if letter == band.code
        )
        return Group(band, self._name(band, held), held)

    def _name(self, band: Band, held: tuple[tuple[ShownStatement, str], ...]) -> str:
        """Name a group by the statement that sets it apart most."""
        if not held:
            return name_of("group", band.code)
        one, answer = held[0]
        words = self.texts[one.number].split()
        short = " ".join(words[:WORDS_IN_A_NAME]) + ("…" if len(words) > WORDS_IN_A_NAME else "")
        says = _("agrees: “{words}”") if answer == "agree" else _("disagrees: “{words}”")
        return says.format(words=short)

    def listed(self, *, sort: str, words: str) -> list[ShownStatement]:
        """Return the statements in the order asked for, perhaps only those with some words."""
        key = SORTS.get(sort.lstrip("-"), SORTS["number"])
        found = [
            one
            for one in self.figures.statements.values()
            if not words or words.lower() in self.texts[one.number].lower()
        ]
        return sorted(found, key=lambda one: (key(one), -one.number), reverse=sort.startswith("-"))
