"""Which sentences say nearly the same: found by the words and parts of words they share, and by what they mean."""

import re
import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from wholeplace.kernel.search.sense import encoder, is_understood, senses_of

FloatArray = npt.NDArray[np.float64]

Likeness = Callable[[str], FloatArray]
"""Tells how alike a text is to each of those there: from 1 on, so alike that it is suggested."""

LIKE_IN_PARTS, LIKE_IN_SENSE = 0.3, 0.6
"""From here on a sentence is suggested: chosen on twenty pairs, so that none that is about something else is."""
MOST_SUGGESTED = 3
PARTS = (3, 4, 5)
"""Lengths of the parts of words that are compared: they see through endings and slips of the pen."""
WORD = re.compile(r"\w+")
SMALL_WORDS = frozenset(
    WORD.findall(
        "a about after all also an and any are as at be because been but by can could do does for from get had has have he"
        " her how i if in into is it its just me more most much must my need needs no not of on or our out over she should"
        " so some than that the their them there they this to too up us very want was we were what when where which who"
        " will with would you your"
    )
)
"""Words that say little of what a sentence is about."""


def shared_parts(text: str, others: Sequence[str]) -> FloatArray:
    """Tell how alike a text is to each of others by the parts of words they share, the rarer the more."""
    table = _weighed((text, *others))
    return np.asarray(table[1:] @ table[0])


def _weighed(texts: Sequence[str]) -> FloatArray:
    """Return a row of length 1 for each text, of how much each part of a word counts there; nought for one that has none."""
    bags = [_parts(one) for one in texts]
    known = {part: number for number, part in enumerate(sorted(set().union(*bags)))}
    table = np.zeros((len(bags), len(known)))
    for row, bag in enumerate(bags):
        for part, count in bag.items():
            table[row, known[part]] = np.sqrt(count)
    table *= np.log((1 + len(bags)) / (1 + np.count_nonzero(table, axis=0))) + 1
    lengths = np.linalg.norm(table, axis=1)
    return np.asarray(table / np.where(lengths > 0, lengths, 1)[:, None])


def by_parts(others: Sequence[str]) -> Likeness:
    """Return how a text is compared with others by the parts of words they share."""
    return lambda text: shared_parts(text, others) / LIKE_IN_PARTS


def likeness_among(texts: Mapping[uuid.UUID, str]) -> Likeness:
    """Return how a text is compared with those of records: by its meaning too where that is understood."""
    in_parts = by_parts(list(texts.values()))
    senses = senses_of(texts) if texts and is_understood() else None
    if senses is None:
        return in_parts

    def by_both(text: str) -> FloatArray:
        near: FloatArray = (senses @ encoder().senses([text])[0]).astype(np.float64)
        return np.maximum(in_parts(text), near / LIKE_IN_SENSE)

    return by_both


def alike_among(texts: Mapping[uuid.UUID, str]) -> FloatArray:
    """Return how alike the texts of records are, each to each: from 1 on, so alike that it is suggested."""
    table = _weighed(list(texts.values()))
    in_parts = np.asarray(table @ table.T) / LIKE_IN_PARTS
    senses = senses_of(texts) if texts and is_understood() else None
    if senses is None:
        return in_parts
    return np.asarray(np.maximum(in_parts, (senses @ senses.T).astype(np.float64) / LIKE_IN_SENSE))


def like_it(text: str, likeness: Likeness) -> list[int]:
    """Return the places of those that say nearly the same as a text, the nearest first."""
    alike = likeness(text)
    nearest = np.argsort(-alike, kind="stable")[:MOST_SUGGESTED]
    return [int(place) for place in nearest if alike[place] >= 1]


def _parts(text: str) -> Counter[str]:
    """Return the words of a text that say something, whole and in parts, and how often each stands there."""
    words = [word for word in WORD.findall(text.casefold()) if word not in SMALL_WORDS]
    parts = Counter(f"={word}" for word in words)
    for word in words:
        framed = f"<{word}>"
        parts.update(framed[i : i + size] for size in PARTS for i in range(len(framed) - size + 1))
    return parts
