"""What text shows to whoever reads it."""

import re
import unicodedata

SHOWN = frozenset("LNPS")
"""Letters, numbers, punctuation and symbols; marks alone, separators, controls and format signs show nothing."""

NUMBER = re.compile(r"[ ]*[+]?[0-9 ()./-]{3,30}", re.ASCII)
"""A phone number as people write it."""

DIALLED = frozenset("+0123456789")

BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""What Unicode counts as a letter or symbol and draws as nothing: the Hangul fillers and the empty braille cell."""


def shows_something(text: str) -> bool:
    """Say whether text holds at least one character that can be seen."""
    return any(unicodedata.category(one)[0] in SHOWN and one not in BLANK for one in text)


def one_line(text: str) -> str:
    """Return words as one line, whatever somebody typed."""
    return " ".join(text.split())


def set_apart(words: str) -> str:
    """Return words that stand among others so that, read from the right, their comma or full stop stays at their own end."""
    from_right = any(unicodedata.bidirectional(one) in {"R", "AL"} for one in words)
    return f"\u2068{words}\u2069" if from_right else words


def number_to_dial(text: str) -> str:
    """Return a phone number as a phone dials it, without what is written for the eye; nothing where words stand beside it."""
    if not NUMBER.fullmatch(text):
        return ""
    said = text.replace("(0)", "") if text.lstrip().startswith("+") else text
    return "".join(one for one in said if one in DIALLED)
