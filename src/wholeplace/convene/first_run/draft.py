"""What has been answered so far: one draft for the installation, kept like a session, gone once the place is founded.

It belongs to no browser: whoever types the setup code goes on with it, also under the address the place moves to.
"""

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass, field

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils.crypto import salted_hmac

from wholeplace.convene.first_run.names import Step
from wholeplace.kernel import clock

KEPT = dt.timedelta(days=14)


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

    @property
    def first_open(self) -> Step | None:
        """The first step that is still to be answered."""
        return next((step for step in Step if step.value not in self.answers), None)

    @property
    def digest(self) -> str:
        """What changes with every answer: so that what is founded is what was read last."""
        return hashlib.sha256(json.dumps(self.answers, sort_keys=True).encode()).hexdigest()


def draft_kept() -> Draft:
    """Return the draft, empty where nothing has been answered yet."""
    kept = Session.objects.filter(session_key=_key(), expire_date__gt=clock.now()).first()
    return Draft(**kept.get_decoded()) if kept else Draft()


def keep_draft(draft: Draft) -> None:
    """Keep the draft for two weeks from now."""
    as_kept = {"session_data": SessionStore().encode(asdict(draft)), "expire_date": clock.now() + KEPT}
    Session.objects.update_or_create(session_key=_key(), defaults=as_kept)


def forget_draft() -> None:
    """Throw the draft away."""
    Session.objects.filter(session_key=_key()).delete()


def _key() -> str:
    """Return the key the draft is kept under, which only this installation can work out."""
    return salted_hmac("wholeplace.first-run", "", algorithm="sha256").hexdigest()[:32]
