"""How large an import may be: past these, a file is refused by name instead of being worked on."""

from dataclasses import dataclass
from typing import Final

MOST_PEOPLE: Final = 1_000_000
"""People in one export."""
MOST_STATEMENTS: Final = 10_000
"""Statements in one export."""
MOST_VOTES: Final = 5_000_000
"""Votes in one file, changed ones included."""
MOST_TEXT: Final = 10_000
"""Characters in one statement, in the topic or in the description."""
MOST_NAME: Final = 200
"""Characters in a name on the record."""
MOST_COLUMNS: Final = MOST_STATEMENTS + 100
"""Columns in one file: one for each statement, and what is said about people."""
MOST_EMPTY: Final = 1_100_000
"""Empty rows in one file: what a spreadsheet may put at the end of a full sheet."""
MOST_LINE: Final = 1_000_000
"""Bytes in one line of a file."""
MOST_BYTES: Final = 60_000_000
"""Bytes in one file."""
MOST_FILES: Final = 1_000
"""Files in one folder or zip."""
MOST_UNPACKED: Final = 180_000_000
"""Bytes all files of one zip take up once unpacked."""
MOST_PROBLEMS: Final = 50
"""Problems listed one by one."""
MOST_COUNTED: Final = 1_000
"""Problems counted before reading stops."""
MOST_FINDINGS: Final = 1_000
"""Findings of one kind listed one by one; all of them are counted."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much may be read where: bytes of all files once unpacked, people, votes, and people times statements."""

    bytes: int
    people: int
    votes: int
    cells: int


BY_COMMAND: Final = Room(MOST_UNPACKED, MOST_PEOPLE, MOST_VOTES, cells=10_000_000_000)
"""At the command line, where nobody else waits."""
ON_A_PAGE: Final = Room(25_000_000, 50_000, 1_000_000, cells=20_000_000)
"""On a page: what is read and taken in within seconds and 256 MB, beside everybody else's requests."""
