"""The one thing the two databases do differently: asking which rows of the index hold all of these words."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from wholeplace.kernel.search.indexing import INDEX

TABLE = "wp_kernel_findable"


def holds(words: Sequence[str]) -> RawSQL:
    """Return the condition that title and text together hold every word, and a word that begins with the last one."""
    if connection.vendor == "sqlite":
        return _in_index(_fts5(words))
    return _in_vector("title || ' ' || " + f'"{TABLE}"."text"', words)


def holds_in_title(words: Sequence[str]) -> RawSQL:
    """Return the condition that the title alone holds them."""
    if connection.vendor == "sqlite":
        return _in_index(f"{{title}} : ({_fts5(words)})")
    return _in_vector("title", words)


def _fts5(words: Sequence[str]) -> str:
    """Return the question in the words of FTS5: each quoted, so that none is an operator."""
    return " AND ".join(f'"{word}"' for word in words) + " *"


def _in_index(question: str) -> RawSQL:
    matching = f'"{TABLE}"."id" IN (SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s)'  # noqa: S608 our own names
    return RawSQL(matching, (question,), output_field=BooleanField())  # noqa: S611


def _in_vector(words_of: str, words: Sequence[str]) -> RawSQL:
    """Return the question in PostgreSQL's words; the expression is the one its index is made of."""
    vector = f"array_to_tsvector(string_to_array(btrim(\"{TABLE}\".{words_of}), ' '))"
    question = " & ".join(f"'{word}'" for word in words) + ":*"
    return RawSQL(f"{vector} @@ %s::tsquery", (question,), output_field=BooleanField())  # noqa: S611 our own names
