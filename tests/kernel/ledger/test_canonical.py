"""Canonical JSON: one value, one sequence of bytes."""

import datetime as dt
import json
import uuid
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeplace.kernel.ledger.canonical import CanonicalError, canonical

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=20,
)


class Voice(StrEnum):
    PUBLIC = "public"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": [True, None, -2]}, '{"a":[true,null,-2],"b":1}'),
        ("Ŵyn “é” é\n", '"Ŵyn “é” é\\n"'),
        ({"z": 1, "é": 2, "Z": 3}, '{"Z":3,"z":1,"é":2}'),
        (Voice.PUBLIC, '"public"'),
        (2**70, "1180591620717411303424"),
        ((1, 2), "[1,2]"),
        (dt.date(2026, 3, 1), '"2026-03-01"'),
        (dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC), '"2026-03-01T09:00:00.000000Z"'),
        (uuid.UUID(int=5), '"00000000-0000-0000-0000-000000000005"'),
        (Decimal("1.50"), '"1.5"'),
        (Decimal("1E+2"), '"100"'),
        (Decimal("-0.00"), '"0"'),
        (Decimal("0.000001"), '"0.000001"'),
        (Decimal(100), '"100"'),
    ],
)
def test_each_value_has_one_written_form(value, written):
    assert canonical(value) == written.encode()


def test_one_instant_is_written_alike_in_every_zone():
    london = dt.timezone(dt.timedelta(hours=1))
    assert canonical(dt.datetime(2026, 7, 1, 10, tzinfo=london)) == canonical(
        dt.datetime(2026, 7, 1, 9, tzinfo=dt.UTC)
    )


@pytest.mark.parametrize(
    ("value", "because"),
    [
        ({"facts": [1, {"share": 0.5}]}, "value.facts[1].share is the float 0.5"),
        (float("nan"), "float"),
        (Decimal("NaN"), "no number"),
        (Decimal("Infinity"), "no number"),
        (dt.datetime(2026, 3, 1, 9), "without a zone"),  # noqa: DTZ001 what is refused
        ({1: "one"}, "the key 1"),
        ({"a": {2, 3}}, "value.a is a set"),
        (b"bytes", "is a bytes"),
        ("\ud800", "half a character"),
    ],
)
def test_what_has_no_single_written_form_is_refused_with_its_whereabouts(value, because):
    with pytest.raises(CanonicalError) as refused:
        canonical(value)
    assert because in str(refused.value)


@given(PLAIN)
def test_what_is_written_reads_back_and_is_written_the_same_again(value):
    written = canonical(value)
    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.integers(), min_size=2))
def test_the_order_in_which_keys_came_leaves_no_trace(value):
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_equal_decimals_are_written_alike(value):
    written = canonical(value)
    assert canonical(value * Decimal("1.0000")) == written
    assert Decimal(json.loads(written)) == value
