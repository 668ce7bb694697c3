"""Text compared without regard to capitals, in every alphabet, on either database."""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import Func, TextField
from django.db.models.sql.compiler import SQLCompiler


class Folded(Func):
    """A text as `str.casefold` writes it; SQLite's own LIKE and LOWER know the capitals of English only."""

    function = "CASEFOLD"
    output_field = TextField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any
    ) -> tuple[str, Any]:
        """Return it in PostgreSQL's words, which before version 18 has no such function."""
        template = "REPLACE(REPLACE(LOWER(%(expressions)s), '\u00df', 'ss'), '\u03c2', '\u03c3')"
        return self.as_sql(compiler, connection, template=template, **more)


def _folded(text: object) -> str | None:
    return None if text is None else str(text).casefold()


def _teach(connection: BaseDatabaseWrapper, **_kwargs: object) -> None:
    if connection.vendor == "sqlite" and connection.connection is not None:
        connection.connection.create_function("CASEFOLD", 1, _folded, deterministic=True)


def install() -> None:
    """Teach every SQLite connection there is or will be to fold text."""
    connection_created.connect(_teach, dispatch_uid="wholeplace.folding")
    for connection in connections.all(initialized_only=True):
        _teach(connection)
