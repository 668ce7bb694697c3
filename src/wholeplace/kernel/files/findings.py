"""What looking into a file comes to; nothing here needs Django, so that a child process starts in no time."""

import struct
import zlib
from dataclasses import dataclass

MOST_PIXELS = 25_000_000
"""Points of a picture: what a phone takes, and not what fills the memory."""
DAMAGED = (
    OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, struct.error,
    zlib.error,
)  # fmt: skip
"""What a damaged file may lead whatever reads it to; anything else ends the child."""


class NotTaken(Exception):  # noqa: N818 it is an answer, not a fault
    """Raised when a file is not taken: a code worded elsewhere, and the numbers its wording names."""

    def __init__(self, code: str, **numbers: int) -> None:
        """Keep what is to be said."""
        super().__init__(code)
        self.code = code
        self.numbers = numbers


@dataclass(frozen=True)
class Looked:
    """A file that is taken: its kind, and its content as it is to be kept."""

    kind: str
    content: bytes
    size: tuple[int, int] = (0, 0)
    """Points from side to side and from top to bottom; of a picture alone."""
