"""What each installed table is: evidence, ledger, derived or foreign. The write guard and the ledger read it here."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from django.apps import apps

if TYPE_CHECKING:
    from django.db import models


@dataclass(frozen=True)
class Evidence:
    """A table that only actions write; every column is named once, and so is how the ledger shows it.

    Open columns stand in the ledger as they are; committed ones (personal, or free text) as a salted digest; digested
    ones (large, not personal) as a plain digest. A table covered `in_parts` has its rows in batches of 256 that never
    change again, one salted digest for each, so that no single row can be opened.
    """

    open: tuple[str, ...] = ()
    committed: tuple[str, ...] = ()
    digested: tuple[str, ...] = ()
    in_parts: bool = False


@dataclass(frozen=True)
class LedgerTable:
    """A table of the ledger itself, written by the ledger alone."""

    personal: tuple[str, ...] = ()


@dataclass(frozen=True)
class Derived:
    """A table that could be made again from evidence, or may be thrown away."""

    reason: str
    personal: tuple[str, ...] = ()


@dataclass(frozen=True)
class Foreign:
    """A table outside the evidence, with the reason and its personal columns."""

    reason: str
    personal: tuple[str, ...] = ()


Kind = Evidence | LedgerTable | Derived | Foreign

BASE_COLUMNS = ("id", "place", "audience")
"""Columns of every record, always open."""

FOREIGN: dict[str, Foreign] = {
    "django_migrations": Foreign("which migrations have run"),
    "django_content_type": Foreign("Django's list of models"),
    "auth_permission": Foreign("Django's permissions, unused: conditions decide"),
    "auth_group": Foreign("Django's groups, unused"),
    "auth_group_permissions": Foreign("Django's groups, unused"),
    "django_session": Foreign("who is signed in", personal=("session_data",)),
    "account_emailaddress": Foreign("addresses allauth signs in with", personal=("user", "email")),
    "account_emailconfirmation": Foreign("allauth's confirmations", personal=("key",)),
    "usersessions_usersession": Foreign(
        "a person's list of sessions", personal=("user", "ip", "user_agent", "data")
    ),
    "mfa_authenticator": Foreign(
        "passkeys, apps and recovery codes people sign in with", personal=("user", "data")
    ),
    "wp_cache": Foreign("rate limits shared by every server"),
    "sqlite_sequence": Foreign("SQLite's counters"),
    **{
        f"wp_kernel_findable_words{part}": Foreign("SQLite's index of the words in wp_kernel_findable")
        for part in ("", "_config", "_data", "_docsize", "_idx")
    },
}
"""Tables of libraries, each with the reason it is no evidence."""


@cache
def models_by_table() -> dict[str, "type[models.Model]"]:
    """Return every installed model by its table's name."""
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}  # noqa: SLF001


@cache
def kind_of(table: str) -> Kind | None:
    """Return what a table is, or None where nobody has said."""
    if table in FOREIGN:
        return FOREIGN[table]
    model = models_by_table().get(table)
    return cast("Kind | None", getattr(model, "table", None))


def evidence_models() -> "Iterator[type[models.Model]]":
    """Yield every model whose table is evidence, in a fixed order."""
    for table, model in sorted(models_by_table().items()):
        if isinstance(kind_of(table), Evidence):
            yield model


def table_of(model: "type[models.Model] | models.Model") -> str:
    """Return the name of the table a model or record lives in."""
    return model._meta.db_table  # noqa: SLF001
