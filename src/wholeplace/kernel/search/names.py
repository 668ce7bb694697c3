"""Which names are nearly the same: with other capitals, accents or punctuation, “The” before, in the plural, or misspelt."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from wholeplace.kernel.search.words import words_in

ARTICLES = frozenset({"the", "a", "an"})
ALIKE = 0.72
"""Share of the parts of letters that two names have in common from which on one asks whether they are the same.

Chosen so that one slip in a name of ten letters is seen, and “Young carers” is not taken for “Young people”.
"""
PART = 3
LEAST_WHOLE = 3
"""Letters up to which a word keeps its last s: “bus” is no plural."""


def folded_name(text: str) -> str:
    """Return a name as one compares it: its words without capitals, accents, punctuation, articles before and plural."""
    words = [
        word.text for word in words_in(text.replace("&", " and ").replace("'", "").replace("\u2019", ""))
    ]
    while len(words) > 1 and words[0] in ARTICLES:
        words.pop(0)
    return " ".join(map(_singular, words))


class Names:
    """Names already seen, each of which can be found again by one that is nearly the same."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Take in the names there are."""
        self._names: list[str] = []
        self._parts: list[int] = []
        self._of_part: defaultdict[str, list[int]] = defaultdict(list)
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Take in one more name."""
        parts = _parts(name)
        for part in parts:
            self._of_part[part].append(len(self._names))
        self._names.append(name)
        self._parts.append(len(parts))

    def nearest(self, name: str) -> str | None:
        """Return the name most like this one; nothing where none is nearly the same. Of two as near, the earlier."""
        parts = _parts(name)
        shared = Counter(number for part in parts for number in self._of_part.get(part, ()))
        best, nearness = None, ALIKE
        for number in sorted(shared):
            share = 2 * shared[number] / (len(parts) + self._parts[number])
            if share > nearness or (best is None and share == nearness):
                best, nearness = self._names[number], share
        return best


def _singular(word: str) -> str:
    """Return a word of English without the s of its plural."""
    if len(word) <= LEAST_WHOLE or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]


def _parts(name: str) -> set[str]:
    """Return every three letters in a row of a name, from before its first to after its last."""
    framed = f"  {folded_name(name)} "
    return {framed[at : at + PART] for at in range(len(framed) - PART + 1)}
