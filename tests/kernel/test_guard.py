"""Nothing is written but where it may be: evidence in actions, derived tables while deriving, the ledger by itself."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import pytest
from django.db import connection, models, transaction
from tests.kernel.scene import Scene, own_keys, saltmarsh

from wholeplace.kernel.guard import (
    GuardError,
    check,
    deriving,
    migrating,
    writing_evidence,
    writing_ledger,
)
from wholeplace.kernel.ledger.models import Opening
from wholeplace.kernel.people import Membership
from wholeplace.kernel.places import Place
from wholeplace.kernel.tables import (
    FOREIGN,
    Derived,
    Evidence,
    Foreign,
    LedgerTable,
    kind_of,
    models_by_table,
)

__all__ = ["own_keys", "saltmarsh"]

TABLES = sorted({*models_by_table(), *FOREIGN})
STATEMENTS = (
    'INSERT INTO "{}" ("id") VALUES (%s)',
    'INSERT OR REPLACE INTO "{}" ("id") VALUES (%s)',
    'REPLACE INTO "{}" ("id") VALUES (%s)',
    'UPDATE "{}" SET "id" = %s',
    'DELETE FROM "{}"',
    "update {} set id = 1",
    "  delete\n from {} where id = 1",
)
WAYS: dict[str, Callable[[], AbstractContextManager[object]]] = {
    "nothing open": nullcontext,
    "an action": lambda: writing_evidence(set()),
    "the ledger": writing_ledger,
    "deriving": deriving,
}
ALLOWED = {
    Evidence: {"an action"},
    LedgerTable: {"the ledger"},
    Derived: {"an action", "deriving"},
    Foreign: set(WAYS),
}


def allowed(statement: str) -> bool:
    try:
        check(statement)
    except GuardError:
        return False
    return True


@pytest.mark.parametrize("table", TABLES)
def test_every_installed_table_is_written_exactly_where_its_kind_says(table: str) -> None:
    kind = kind_of(table)
    assert kind is not None, f"{table} is neither evidence, ledger, derived nor foreign"
    for name, open_way in WAYS.items():
        for statement in STATEMENTS:
            with open_way():
                assert allowed(statement.format(table)) == (name in ALLOWED[type(kind)]), (name, statement)


def test_every_table_in_the_database_is_a_known_one(db: None) -> None:
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor, include_views=True))
    assert there <= set(TABLES)


@pytest.mark.parametrize(
    "model",
    [model for model in models_by_table().values() if isinstance(kind_of(model._meta.db_table), Evidence)],
)
def test_every_column_of_evidence_is_named_once(model: type[models.Model]) -> None:
    kind = kind_of(model._meta.db_table)
    assert isinstance(kind, Evidence)
    named = [*kind.open, *kind.committed, *kind.digested]
    assert sorted(named) == sorted(field.name for field in model._meta.concrete_fields)


@pytest.mark.parametrize(
    "statement",
    [
        "WITH gone AS (DELETE FROM wp_kernel_place RETURNING *) SELECT * FROM gone",
        "with x as (select 1) insert into wp_kernel_place select * from x",
        "SELECT 1; DELETE FROM wp_kernel_place",
        "SELECT 'a'; DELETE FROM wp_kernel_place",
        "DELETE FROM django_session; DELETE FROM wp_kernel_place",
        "SELECT * INTO copied FROM wp_kernel_person",
        "(SELECT * INTO copied FROM wp_kernel_person)",
        "(DELETE FROM wp_kernel_place RETURNING *)",
        "EXPLAIN ANALYZE DELETE FROM wp_kernel_place",
        "EXPLAIN (ANALYZE) UPDATE wp_kernel_place SET name = ''",
        "PRAGMA writable_schema = 1",
        "PRAGMA synchronous=OFF",
        "/* harmless */ DELETE FROM wp_kernel_place",
        "-- harmless\nDELETE FROM wp_kernel_place",
        'UPDATE "public"."wp_kernel_place" SET name = 1',
        "UPDATE ONLY wp_kernel_place SET name = 1",
        'DELETE FROM "WP_KERNEL_PLACE"',
        "MERGE INTO wp_kernel_place USING x ON true WHEN MATCHED THEN DELETE",
        "COPY wp_kernel_place FROM STDIN",
        "TRUNCATE wp_kernel_place",
        "CREATE TABLE mine (id int)",
        "CREATE TRIGGER t AFTER INSERT ON wp_kernel_leaf BEGIN DELETE FROM wp_kernel_entry; END",
        "DROP TABLE wp_kernel_place",
        "ALTER TABLE wp_kernel_place ADD COLUMN x int",
        "ATTACH DATABASE 'x' AS y",
        "VACUUM",
        "DO $$ BEGIN DELETE FROM wp_kernel_place; END $$",
        "CALL something()",
        "INSERT INTO nobodys_table VALUES (1)",
    ],
)
def test_whatever_else_writes_is_refused_even_while_deriving(statement: str) -> None:
    with deriving(), writing_ledger():
        assert not allowed(statement)
    with migrating():
        assert allowed(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT 1",
        "select 1;",
        "(SELECT 1) UNION (SELECT 2)",
        'SELECT "into" FROM "wp_kernel_place" WHERE name = \'a; b into c\'',
        "EXPLAIN QUERY PLAN SELECT 1",
        "PRAGMA synchronous",
        "PRAGMA foreign_keys = OFF",
        'SAVEPOINT "x"',
        "SET CONSTRAINTS ALL IMMEDIATE",
        "SHOW fsync",
    ],
)
def test_reading_is_never_refused(statement: str) -> None:
    assert allowed(statement)


class TestThroughTheConnection:
    def test_a_row_of_evidence_is_not_saved_outside_an_action(self, saltmarsh: Scene) -> None:
        member = saltmarsh.people["rosa"]
        member.name = "Changed"
        for write in (
            member.save,
            lambda: Membership.objects.filter(pk=member.pk).update(name="Changed"),
            lambda: Membership.objects.bulk_update([member], ["name"]),
            Opening.objects.all().delete,
        ):
            with pytest.raises(GuardError), transaction.atomic():
                write()
        member.refresh_from_db()
        assert member.name == "Rosa Lind"

    def test_raw_statements_are_guarded_too(self, saltmarsh: Scene) -> None:
        statement = 'UPDATE "wp_kernel_place" SET "name" = %s'
        with connection.cursor() as cursor:
            with pytest.raises(GuardError):
                cursor.execute(statement, ["Mine"])
            with pytest.raises(GuardError):
                cursor.executemany(statement, [["Mine"]])
        assert Place.objects.get().name == "Saltmarsh"

    def test_after_an_action_the_guard_is_closed_again(self, saltmarsh: Scene) -> None:
        saltmarsh.name_issue()
        with pytest.raises(GuardError):
            Place.objects.update(name="Mine")
