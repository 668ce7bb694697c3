"""The letters a demo would have sent: kept in a folder instead, for whoever tries it to read."""

import datetime as dt
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from itertools import islice
from pathlib import Path

from django.conf import settings

NEWEST = 200
RULE = b"\n" + b"-" * 79 + b"\n"
"""What Django's backend for files puts after each letter."""


@dataclass(frozen=True)
class Letter:
    """A letter as its reader would get it."""

    to: str
    subject: str
    text: str
    sent: dt.datetime

    def says(self, words: str) -> bool:
        """Say whether these words stand in it: in its subject, in what it says, or in whom it is to."""
        return words.casefold() in f"{self.to}\n{self.subject}\n{self.text}".casefold()


def letters(words: str = "") -> list[Letter]:
    """Return the letters kept so far, the newest first: all, or those to or about what these words say."""
    files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), reverse=True)
    kept = (_read(letter) for path in files for letter in reversed(_kept_in(path)))
    return list(islice((one for one in kept if one.says(words)), NEWEST))


def _kept_in(path: Path) -> list[bytes]:
    """Return each letter of a file: two that are sent within a second can be kept in the same one."""
    return [letter for letter in path.read_bytes().split(RULE) if letter.strip()]


def _read(letter: bytes) -> Letter:
    message = message_from_bytes(letter, policy=policy.default)
    body = message.get_body(("plain",))
    text = body.get_content() if body else ""
    return Letter(message["To"], message["Subject"], text.strip(), parsedate_to_datetime(message["Date"]))
