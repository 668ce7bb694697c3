"""What has been answered so far: one draft for the installation, kept like a session, gone once the place is founded.

It belongs to no browser: whoever types the setup code goes on with it, also under the address the place moves to.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from wholeplace.convene.first_run.names import Step
from wholeplace.convene.first_run.queries import is_founded
from wholeplace.kernel import clock
from wholeplace.kernel.turns import in_turn

KEPT = dt.timedelta(days=14)
FIRST_RUN = 0x77706631
"""The number of the lock by which, on PostgreSQL, one who sets up waits for another."""


@dataclass
class Draft:
    """The answers by step as they were typed, and how far the test letter has come."""

    answers: dict[str, str] = field(default_factory=dict)
    """Each step's form as it was sent; empty where the step was left out."""
    wanted: str = ""
    """The address people will type, also while the program does not know it yet."""
    proved: str = ""
    """The address at which the code of the test letter was read."""
    letter_to: str = ""
    letter_code: str = ""
    wrong_codes: int = 0
    logo: dict[str, Any] = field(default_factory=dict)
    """The picture that was chosen as the place's logo, as it was looked into; nothing where none is."""

    @property
    def first_open(self) -> Step | None:
        """The first step that is still to be answered."""
        return next((step for step in Step if step.value not in self.answers), None)

    @property
    def digest(self) -> str:
        """What changes with every answer: so that what is founded is what was read last."""
        return hashlib.sha256(json.dumps([self.answers, self.logo], sort_keys=True).encode()).hexdigest()


def draft_kept() -> Draft:
    """Return the draft, empty where nothing has been answered yet."""
    kept = Session.objects.filter(session_key=_key(), expire_date__gt=clock.now()).first()
    return Draft(**kept.get_decoded()) if kept else Draft()


def keep_draft(draft: Draft) -> None:
    """Keep the draft for two weeks from now."""
    as_kept = {"session_data": SessionStore().encode(asdict(draft)), "expire_date": clock.now() + KEPT}
    Session.objects.update_or_create(session_key=_key(), defaults=as_kept)


@contextmanager
def changing_draft() -> Iterator[Draft]:
    """Let the draft be changed as it is now, not as a page read it; once a place is there, nothing is kept of it."""
    with in_turn(), transaction.atomic():
        one_after_another()
        draft = draft_kept()
        yield draft
        if not is_founded():
            keep_draft(draft)


def one_after_another() -> None:
    """Wait until nobody else founds a place or changes the draft; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FIRST_RUN])


def forget_draft() -> None:
    """Throw the draft away, where there is one."""
    kept = Session.objects.filter(session_key=_key())
    if kept.exists():  # where there is none, nobody waits for their turn to write
        kept.delete()


def _key() -> str:
    """Return the key the draft is kept under, which only this installation can work out."""
    return salted_hmac("wholeplace.first-run", "", algorithm="sha256").hexdigest()[:32]
