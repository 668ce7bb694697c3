"""A report as one structure: page, print and PDF are drawn from it and from nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Quote:
    """Somebody's words, what is said of them, and where to read on."""

    text: str
    note: str = ""
    href: str = ""


@dataclass(frozen=True)
class Fact:
    """Something with a name, such as a next step and who has taken it on."""

    label: str
    value: str


@dataclass(frozen=True)
class Part:
    """A piece of a section: perhaps a heading, then paragraphs, quotes and facts."""

    title: str = ""
    words: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    facts: tuple[Fact, ...] = ()
    landscape: str = ""
    """Where the landscape is, of which it quotes a part."""

    @property
    def below(self) -> str:
        """The lines under the first, as they stand: where they are to be copied together."""
        return "\n".join(self.words[1:])

    @property
    def lines(self) -> Iterator[str]:
        """Every sentence and figure in it, in the order it is read."""
        yield from filter(None, (self.title, *self.words))
        for quote in self.quotes:
            yield from filter(None, (quote.text, quote.note))
        for fact in self.facts:
            yield from (fact.label, fact.value)


@dataclass(frozen=True)
class Section:
    """A section under its heading, found on the page by its name."""

    name: str
    title: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """All of it as plain lines, to be compared with another version."""
        return "\n".join(line for part in self.parts for line in part.lines)


@dataclass(frozen=True)
class Document:
    """A report, whole."""

    caption: str
    """The issue it is about."""
    title: str
    dated: str
    """Which version it is, and of which day."""
    place: str
    address: str
    """Where it is read on the web."""
    sections: tuple[Section, ...]

    @property
    def lines(self) -> Iterator[str]:
        """Every sentence and figure in it, in the order it is read."""
        yield from (self.caption, self.title, self.dated)
        for section in self.sections:
            yield section.title
            for part in section.parts:
                yield from part.lines
