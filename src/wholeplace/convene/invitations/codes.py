"""Short codes that stand in a letter or are read out on the phone, by which somebody answers without an account."""

import secrets
from typing import Final

from wholeplace.kernel.keyed import keyed
from wholeplace.kernel.places import Place

LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ2346789"
"""Letters and figures that nobody takes for another when they read them on paper: no I, O, S, 0, 1 and 5."""
LENGTH: Final = 8
PURPOSE: Final = "wholeplace.invitations.code"


def new_code() -> str:
    """Return a code nobody can guess in the few tries there are, in two groups of four."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return f"{drawn[:4]}-{drawn[4:]}"


def code_from(digest: str) -> str:
    """Return the code that a digest in hexadecimal figures leads to, in two groups of four: the same each time."""
    number, letters = int(digest, 16), []
    for _place in range(LENGTH):
        number, one = divmod(number, len(LETTERS))
        letters.append(LETTERS[one])
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def as_typed(text: str) -> str:
    """Return a code as it is kept: in capitals, without what parts it; nothing for what is no code."""
    bare = "".join(one for one in text.upper() if one.isalnum())
    return bare if len(bare) == LENGTH and set(bare) <= set(LETTERS) else ""


def code_digest(place: Place, code: str) -> str:
    """Return what is kept of a code: whoever holds only the database cannot try out which it was."""
    return keyed(place, PURPOSE)(as_typed(code))
