"""Two people at the same moment: one does something just before a step of what the other does."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

A_WHILE = 1.0
"""Seconds in which a deed is done that nothing holds up."""


def meanwhile(
    deed: Callable[[], object], monkeypatch: pytest.MonkeyPatch, module: object, name: str
) -> threading.Thread:
    """Have something done by another connection just before a step of a deed, which goes on after a while at the latest."""
    step = getattr(module, name)

    def do() -> None:
        deed()
        connection.close()

    other = threading.Thread(target=do)

    def after(*given: object, **named: object) -> object:
        if other.ident is None:
            other.start()
            other.join(A_WHILE)
        return step(*given, **named)

    monkeypatch.setattr(module, name, after)
    return other
