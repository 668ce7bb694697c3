"""The write guard: evidence changes inside an action, derived tables inside `deriving()`, nothing else at all."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from wholeplace.kernel.tables import Derived, Evidence, Foreign, LedgerTable, kind_of

READS = re.compile(
    r"""\s*(?:
        [(\s]*SELECT\b (?!.*\bINTO\b)
        | EXPLAIN\b (?!.*\b(?:INSERT|UPDATE|DELETE|REPLACE|MERGE|CREATE)\b)
        | PRAGMA\b (?!.*=) | PRAGMA\s+foreign_keys\s*=
        | SAVEPOINT\b | RELEASE\b | ROLLBACK\b | BEGIN\b | COMMIT\b | SET\s+CONSTRAINTS\b
        | SHOW\b | DECLARE\b | FETCH\b | CLOSE\b
    )""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
"""Statements that change nothing: no SELECT INTO, no EXPLAIN of a write (which may carry it out), no setting."""
QUOTED = re.compile(r"""\"[^\"]*\"|'[^']*'""")
MORE_THAN_ONE = re.compile(r";\s*\S")
WRITES = re.compile(
    r'\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s+"?(?P<table>\w+)"?',
    re.IGNORECASE,
)

_writing: ContextVar[set[str] | None] = ContextVar("writing", default=None)
_ledger: ContextVar[bool] = ContextVar("ledger", default=False)
_deriving: ContextVar[bool] = ContextVar("deriving", default=False)
_off: ContextVar[bool] = ContextVar("off", default=False)


class GuardError(Exception):
    """A write outside its place: a fault of the program, never of the person."""


@contextmanager
def writing_evidence(touched: set[str]) -> Iterator[None]:
    """Let evidence be written, noting each table touched. The action decorator alone opens this."""
    token = _writing.set(touched)
    try:
        yield
    finally:
        _writing.reset(token)


@contextmanager
def writing_ledger() -> Iterator[None]:
    """Let the ledger's own tables be written. The ledger alone opens this."""
    token = _ledger.set(True)
    try:
        yield
    finally:
        _ledger.reset(token)


@contextmanager
def deriving() -> Iterator[None]:
    """Let derived tables be written, in a job or an action."""
    token = _deriving.set(True)
    try:
        yield
    finally:
        _deriving.reset(token)


@contextmanager
def migrating() -> Iterator[None]:
    """Take the guard off while tables are made, changed or marked. Migrating and restoring alone open this."""
    token = _off.set(True)
    try:
        yield
    finally:
        _off.reset(token)


def check(sql: str) -> None:
    """Raise GuardError unless this statement may run now."""
    if _off.get():
        return
    alone = MORE_THAN_ONE.search(_unquoted(sql)) is None
    if alone and READS.match(_unquoted(sql)):
        return
    match = WRITES.match(sql)
    if match is None or not alone:
        raise GuardError(f"Only reading and plain writes may run here: {sql[:120]}")
    table = match["table"]
    kind = kind_of(table)
    touched = _writing.get()
    if isinstance(kind, Evidence) and touched is not None:
        touched.add(table)
        return
    allowed = (
        isinstance(kind, Foreign)
        or (isinstance(kind, LedgerTable) and _ledger.get())
        or (isinstance(kind, Derived) and (_deriving.get() or touched is not None))
    )
    if not allowed:
        raise GuardError(f"{table} ({type(kind).__name__}) may not be written here.")


def _unquoted(sql: str) -> str:
    """Return a statement without the names and texts it quotes, which decide nothing."""
    return QUOTED.sub("", sql) if '"' in sql or "'" in sql else sql


def _guarded(
    execute: Callable[..., Any],
    sql: str,
    params: object,
    many: bool,  # noqa: FBT001 Django's shape
    context: dict[str, Any],
) -> Any:
    check(sql)
    return execute(sql, params, many, context)


def _put_on(connection: BaseDatabaseWrapper, **_kwargs: object) -> None:
    if _guarded not in connection.execute_wrappers:
        connection.execute_wrappers.append(_guarded)


def install() -> None:
    """Guard every database connection there is or will be."""
    connection_created.connect(_put_on, dispatch_uid="wholeplace.guard")
    for connection in connections.all(initialized_only=True):
        _put_on(connection)
