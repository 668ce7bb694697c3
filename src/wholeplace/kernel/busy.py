"""What a database says when it cannot serve now and may a moment later."""

from django.db import Error, InterfaceError, OperationalError

BUSY = ("locked", "busy", "deadlock", "could not serialize", "lock timeout")
AWAY = (
    "terminating connection",
    "closed the connection",
    "connection is closed",
    "already closed",
    "connection is lost",
    "connection failed",
    "starting up",
    "shutting down",
    "disk is full",
    "no space left",
    "disk i/o error",
)
AWAY_STATES = ("08", "53", "57P")
"""How PostgreSQL's codes begin for a broken connection, a want of means, and a server that stops or starts."""


def is_busy(error: BaseException) -> bool:
    """Say whether another try may succeed at once: somebody else holds what this needs."""
    return isinstance(error, OperationalError) and any(word in str(error).lower() for word in BUSY)


def is_away(error: BaseException) -> bool:
    """Say whether it can save nothing now; trying again at once might do a deed twice."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    return any(word in str(error).lower() for word in AWAY) or _lost(error)


def _lost(error: Error) -> bool:
    """Say whether PostgreSQL's answer, or the lack of one, tells of a connection that is no more."""
    state = getattr(error.__cause__, "sqlstate", "not PostgreSQL")
    return isinstance(error, OperationalError) and (state is None or state.startswith(AWAY_STATES))
