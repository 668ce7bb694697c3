"""Whatever could be about a person is declared: what they are shown of it, and what becomes of it when they are erased."""

from tests.house.test_tables import _names_a_person, columns_of

from wholeplace.kernel.columns import CALLED
from wholeplace.kernel.privacy.personal import PERSONAL, Going, Holding, NotTheirs, holdings
from wholeplace.kernel.tables import (
    Derived,
    Evidence,
    Foreign,
    LedgerTable,
    kind_of,
    models_by_table,
    table_of,
)


def personal(table):
    """Return the columns of a table that are personal, are free text, or name a person."""
    kind, model = kind_of(table), models_by_table()[table]
    said = kind.committed if isinstance(kind, Evidence) else kind.personal
    return {*said, *(one.name for one in model._meta.concrete_fields if _names_a_person(one))}


def answered_for(table):
    return {name for one in PERSONAL if table_of(one.model) == table for name in one.columns}


def test_every_column_that_could_be_about_a_person_is_held_for_them_or_has_a_reason():
    missed = {
        table: sorted(found)
        for table, model in models_by_table().items()
        if isinstance(kind_of(table), Evidence | LedgerTable | Derived | Foreign)
        and (found := personal(table) - answered_for(table))
    }
    assert missed == {}


def test_a_holding_speaks_of_columns_there_are_and_each_reason_says_something():
    for one in PERSONAL:
        assert one.columns <= set(columns_of(table_of(one.model))), one
        if isinstance(one, NotTheirs):
            assert len(one.because.split()) >= 5, one


def test_whatever_is_not_erased_says_why_it_stays():
    for one in holdings():
        left = {*one.shown, *one.names} - {*one.erased, *one.words} - _facts(one)
        assert one.going is not Going.STAYS or bool(one.kept) or not left, one.title


def _facts(one: Holding):
    """Return the columns that say when, of what, or who: they lead to nobody once the membership does not."""
    kept = {"DateTimeField", "ForeignKey"}
    return {field.name for field in one.model._meta.concrete_fields if field.get_internal_type() in kept} | (
        {"state"} if one.words else set()
    )


def test_every_column_that_people_are_shown_is_called_something_they_would_say():
    raw = [
        (table_of(one.model), name)
        for one in holdings()
        for name in one.shown
        if name not in one.called and name not in CALLED
    ]
    assert raw == []
