"""Two versions of a text side by side: which words stayed, which went and which came."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

ALIKE = 0.4
"""Share of words two texts have in common below which marking each change would only confuse."""
MOST_PAIRS = 500_000
"""Pairs of words that are held against each other while a reader waits; longer texts stand side by side unmarked."""
_WORDS = re.compile(r"\s+|\S+\s*")


@dataclass(frozen=True)
class Run:
    """Words that follow each other and share their fate."""

    text: str
    changed: bool = False


def compared(before: str, after: str) -> tuple[list[Run], list[Run]]:
    """Return both texts as runs of words, those marked that the other does not have in that place."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if len(old) * len(new) > MOST_PAIRS or matcher.quick_ratio() < ALIKE or matcher.ratio() < ALIKE:
        return [Run(before)], [Run(after)]
    steps = matcher.get_opcodes()
    return (
        _runs(old, [(kind == "equal", start, end) for kind, start, end, _, _ in steps]),
        _runs(new, [(kind == "equal", start, end) for kind, _, _, start, end in steps]),
    )


def _runs(words: Sequence[str], steps: Sequence[tuple[bool, int, int]]) -> list[Run]:
    return [Run("".join(words[start:end]), changed=not same) for same, start, end in steps if end > start]
