"""What somebody means who writes a heading or an answer in other capitals, or with other spaces."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence


def loosely(text: str) -> str:
    """Return a text without its capitals, and with one space between words: by this it is called the same."""
    return " ".join(text.split()).casefold()


def called_the_same(text: str, names: Iterable[str]) -> list[str]:
    """Return which names differ from a text in capitals and spaces at most."""
    return [name for name in names if loosely(name) == loosely(text)]


def meaning(names: Iterable[str]) -> Callable[[str], str]:
    """Return what says which name a text means: itself, or the only one that is called the same; else nothing."""
    there = dict.fromkeys(names)
    counted = Counter(map(loosely, there))
    only = {called: name for name in there if counted[called := loosely(name)] == 1}
    return lambda text: text if text in there else only.get(loosely(text), "")


def columns_for(names: Sequence[str], headings: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """Return how the column of each name is headed in a file, and the names of which there is none.

    Of names that are called the same each needs a column that is headed exactly so.
    """
    meant, counted = meaning(headings), Counter(map(loosely, names))
    said = {name: meant(name) for name in names}
    found = {
        name: heading
        for name, heading in said.items()
        if heading and (heading == name or counted[loosely(name)] == 1)
    }
    return found, [name for name in names if name not in found]
