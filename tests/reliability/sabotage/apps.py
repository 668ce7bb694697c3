"""Breaks the program in one way, so that a test can be seen to fail. Installed by `settings.py` beside this alone.

reply_before_commit   an action answers first and commits a minute later
piecemeal             an action commits each statement by itself
keys_forgotten        the key of a request is never looked up
voters_forgotten      each answer is kept as somebody else's
swallowed             an action that could not be saved is answered as if it had been
not_synced            a commit does not wait for the disk
not_refused           the program starts on such a database all the same
impatient             not broken: a lock is waited for 0.2 seconds only, to keep a test short
waits_a_second        not broken: a lock is waited for one second
"""

import contextlib
import threading
import time
from typing import Any

from django.apps import AppConfig
from django.conf import settings

LATER = 60
"""Seconds from the reply to the commit: whoever kills it in between is never too late, however slow the machine."""


class Sabotage(AppConfig):
    """Whatever is to be broken."""

    name = "tests.reliability.sabotage"
    label = "sabotage"

    def ready(self) -> None:
        """Break it."""
        for word in settings.BROKEN:
            globals()[word]()


def reply_before_commit() -> None:
    """Have each action's result known before its transaction ends."""
    from django.db import connections, transaction

    from wholeplace.kernel.actions import Action

    def hasty(action: Action[..., Any], actor: Any, **kwargs: Any) -> Any:
        said: list[Any] = []
        told = threading.Event()

        def late() -> None:
            try:
                with transaction.atomic(durable=True):
                    said.append(action._once(actor, kwargs))
                    told.set()
                    time.sleep(LATER)
            finally:
                told.set()
                connections.close_all()

        threading.Thread(target=late).start()
        told.wait()
        return said[0]

    Action.__call__ = hasty


def piecemeal() -> None:
    """Have each statement of an action be a transaction of its own."""
    from django.db import transaction

    whole = transaction.atomic

    def in_pieces(*args: Any, durable: bool = False, **options: Any) -> Any:
        return contextlib.nullcontext() if durable else whole(*args, **options)

    transaction.atomic = in_pieces


def keys_forgotten() -> None:
    """Have every request be a new one."""
    from wholeplace.kernel import deeds

    deeds.earlier = lambda *_: None
    deeds.keep = lambda *_: None


def voters_forgotten() -> None:
    """Have every answer stand under a key of its own."""
    import secrets

    from wholeplace.mediate.conversations import answering

    answering.voter_key = lambda *_: secrets.token_hex(32)


def swallowed() -> None:
    """Have whatever the database says against an action go unheard."""
    from django.db import DatabaseError, transaction

    from wholeplace.kernel.actions import Action
    from wholeplace.mediate.conversations.given import Given

    def careless(action: Action[..., Any], actor: Any, **kwargs: Any) -> Any:
        try:
            with transaction.atomic(durable=True):
                return action._once(actor, kwargs)
        except DatabaseError:
            return Given({})  # as whoever answers is told

    Action.__call__ = careless


def not_synced() -> None:
    """Nothing to break here: see `settings.py`."""


def not_refused() -> None:
    """Start although the database is set to lose what it acknowledged."""
    import wholeplace.serving

    wholeplace.serving.unsafe_settings = list


def impatient() -> None:
    """Nothing to break here: see `settings.py`."""


def waits_a_second() -> None:
    """See `settings.py`."""
