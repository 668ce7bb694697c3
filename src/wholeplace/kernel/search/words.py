"""Words as they are looked for: without capitals and accents, in every script, the same on either database."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 60
"""Letters of a word that count; no word anybody looks for is longer."""
MOST_WORDS = 12
"""Words of a question that are looked for; what follows them narrows nothing down any more."""
AROUND = 60
"""Characters shown before the first word that was found."""

UNSPACED = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)  # fmt: skip
"""Scripts that put no spaces between words, so that each sign is looked for by itself."""


@dataclass(frozen=True)
class Word:
    """A word as it is looked for, and where it stands in the text it came from."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Run:
    """A piece of text, and whether it is what was looked for."""

    text: str
    marked: bool = False


def words_in(text: str) -> Iterator[Word]:
    """Yield the words of a text, as they are looked for, with where each stands."""
    letters, start = "", 0
    for position, character in enumerate(text):
        added, alone = _read(character)
        if letters and (added is None or alone):
            yield Word(letters[:LONGEST], start, position)
            letters = ""
        if added and alone:
            yield Word(added[:LONGEST], position, position + 1)
        elif added:
            start = start if letters else position
            letters += added
    if letters:
        yield Word(letters[:LONGEST], start, len(text))


def as_words(text: str) -> str:
    """Return a text as the index keeps it: its words, with a space between them."""
    return " ".join(word.text for word in words_in(text))


def asked_for(question: str) -> list[str]:
    """Return the words a question looks for, each once; the last one may be the beginning of a word."""
    found: list[str] = []
    for word in words_in(question):
        if word.text not in found:
            found.append(word.text)
        if len(found) == MOST_WORDS:
            break
    return found


def marked(text: str, words: Sequence[str], *, most: int) -> list[Run]:
    """Return a text, at most so much of it from around the first word found, with the words marked that were found."""
    found = [word for word in words_in(text) if word.text in words or word.text.startswith(words[-1])]
    start = _beginning(text, found[0].start if found else 0, most)
    end = min(len(text), start + most)
    runs, at = [Run("…")] if start else [], start
    for word in found:
        if word.start >= at and word.end <= end:
            runs += [Run(text[at : word.start]), Run(text[word.start : word.end], marked=True)]
            at = word.end
    runs += [Run(text[at:end]), Run("…" if end < len(text) else "")]
    return [run for run in runs if run.text]


def _beginning(text: str, first: int, most: int) -> int:
    """Return where to begin, so that the first word found is seen with some words before it."""
    if len(text) <= most or first <= AROUND:
        return 0
    near = first - AROUND
    gap = text.find(" ", near, first)
    return near if gap < 0 else gap + 1


@lru_cache(maxsize=8192)
def _read(character: str) -> tuple[str | None, bool]:
    """Return what a character adds to a word (None ends it, nothing leaves it as it is), and whether it stands alone."""
    folded = unicodedata.normalize("NFKD", character).casefold()
    kept = "".join(one for one in folded if not unicodedata.combining(one))
    if not kept:
        return "" if folded else None, False
    kinds = {unicodedata.category(one)[0] for one in kept}
    if unicodedata.category(character) == "So":
        return character, True
    if not kinds <= {"L", "N", "M"}:
        return None, False
    return kept, any(low <= ord(character) <= high for low, high in UNSPACED)
