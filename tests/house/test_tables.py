"""Every installed table, and every column of it, has been thought about."""

import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from wholeplace.kernel.tables import (
    FOREIGN,
    Derived,
    Evidence,
    Foreign,
    LedgerTable,
    kind_of,
    models_by_table,
)

NOT_PERSONAL_WORDS = ("email", "password", "user_agent", "ip", "salt", "session_data")
"""Columns that are personal by their very name, wherever they stand."""


def columns_of(table):
    return [field.name for field in models_by_table()[table]._meta.concrete_fields]


@pytest.mark.django_db
def test_every_table_of_the_database_is_evidence_ledger_derived_or_foreign():
    unknown = [table for table in connection.introspection.table_names() if kind_of(table) is None]
    assert unknown == []


def test_every_model_is_evidence_ledger_derived_or_foreign():
    kinds = {table: type(kind_of(table)) for table in models_by_table()}
    assert set(kinds.values()) == {Evidence, LedgerTable, Derived, Foreign}
    assert [table for table in kinds if table.startswith("wp_") and table in FOREIGN] == []


def test_every_column_of_evidence_is_open_committed_or_digested_once():
    wrong = {}
    for table, model in models_by_table().items():
        kind = kind_of(table)
        if isinstance(kind, Evidence):
            named = [*kind.open, *kind.committed, *kind.digested]
            if sorted(named) != sorted(columns_of(table)):
                wrong[model.__name__] = sorted({*named} ^ {*columns_of(table)}) or named
    assert wrong == {}


def test_free_text_of_evidence_is_committed_and_never_stands_open():
    open_text = [
        f"{table}.{name}"
        for table, model in models_by_table().items()
        if isinstance(kind := kind_of(table), Evidence)
        for name in kind.open
        if model._meta.get_field(name).get_internal_type() == "TextField"
    ]
    assert open_text == []


def test_a_personal_column_of_any_other_table_exists():
    wrong = [
        f"{table}.{name}"
        for table in models_by_table()
        if isinstance(kind := kind_of(table), LedgerTable | Derived | Foreign)
        for name in kind.personal
        if name not in columns_of(table)
    ]
    assert wrong == []


PEOPLE = {"wp_kernel_person", "wp_kernel_membership"}


def test_whatever_names_a_person_or_is_personal_by_its_name_is_declared_personal():
    """Evidence commits to it, or shows office-holders by reference; every other table says that it is personal."""
    missed = [
        f"{table}.{field.name}"
        for table, model in models_by_table().items()
        if isinstance(kind := kind_of(table), LedgerTable | Derived | Foreign)
        for field in model._meta.concrete_fields
        if (field.name in NOT_PERSONAL_WORDS or _names_a_person(field)) and field.name not in kind.personal
    ]
    assert missed == []


def _names_a_person(field):
    return field.related_model is not None and field.related_model._meta.db_table in PEOPLE


OFFICE = {
    "named_by",
    "proposed_by",
    "decided_by",
    "close_proposed_by",
    "end_proposed_by",
    "removal_proposed_by",
    "first_word_by",
    "by",
    "membership",
}
"""References to a membership that stand open in the ledger: the person acts in a hat, or holds one."""


def test_evidence_shows_a_person_openly_only_where_they_act_in_a_hat():
    shown = {
        f"{model.__name__}.{name}"
        for table, model in models_by_table().items()
        if isinstance(kind := kind_of(table), Evidence)
        for name in kind.open
        if _names_a_person(model._meta.get_field(name))
    }
    hats = {f"Hat.{name}" for name in ("decided_by", "end_proposed_by", "membership", "proposed_by")}
    by_two = {"Conversation.close_proposed_by", "Membership.removal_proposed_by"}
    by_two |= {"Statement.first_word_by", "KeptFile.first_word_by"}
    by_one = {"Framing.by", "Invitation.by", "Issue.named_by", "IssueInvitation.by", "Policy.by", "Ruling.by"}
    assert shown == by_one | by_two | hats


def test_every_reason_says_something():
    reasons = [
        kind.reason for table in models_by_table() if isinstance(kind := kind_of(table), Derived | Foreign)
    ]
    assert all(len(reason) >= 10 for reason in reasons)


@pytest.mark.django_db
def test_the_migrations_make_exactly_the_tables_the_models_describe():
    said = io.StringIO()
    ours = [config.label for config in apps.get_app_configs() if config.label.startswith("wp_")]
    call_command("makemigrations", *ours, check=True, dry_run=True, stdout=said)
    assert "No changes detected" in said.getvalue()
