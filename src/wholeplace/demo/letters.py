"""The letters a demo would have sent: kept in a folder instead, for whoever tries it to read."""

import datetime as dt
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

NEWEST = 200


@dataclass(frozen=True)
class Letter:
    """A letter as its reader would get it."""

    to: str
    subject: str
    text: str
    sent: dt.datetime


def letters() -> list[Letter]:
    """Return the letters kept so far, the newest first."""
    kept = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), reverse=True)
    return [_read(path) for path in kept[:NEWEST]]


def _read(path: Path) -> Letter:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    text = body.get_content() if body else ""
    return Letter(message["To"], message["Subject"], text.strip(), parsedate_to_datetime(message["Date"]))
