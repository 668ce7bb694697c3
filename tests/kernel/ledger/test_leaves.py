"""Leaves: what is written reads back, and what is not exactly a leaf is refused."""

import json
from dataclasses import replace

import pytest

from wholeplace.kernel.ledger.canonical import canonical
from wholeplace.kernel.ledger.leaves import BatchLeaf, EntryLeaf, LeafError, PartLeaf, Row, read_leaf

SHOWN = Row("wp_convene_issue", "r1", "now", {"state": "open"}, {"title": "ab" * 32}, {"payload": "cd" * 32})
ENTRY = EntryLeaf(
    id="e1", place="north", at="2026-03-01T09:00:00.000000Z", action="issue.name", actor={"as": "ef" * 32}, door="page",
    target={"table": "wp_convene_issue", "id": "r1"}, facts={"count": 3}, rows=(SHOWN, Row("t", "r2", "removed")), parts=2,
)  # fmt: skip
PART = PartLeaf("e1", 1, "wp_convene_issue", (SHOWN,))
BATCH = BatchLeaf("e1", 2, "wp_mediate_ballot", 1, 256, 256, "ab" * 32)


@pytest.mark.parametrize(
    "leaf", [ENTRY, PART, BATCH, replace(ENTRY, target=None, actor={"machine": "clock"}, rows=())]
)
def test_a_leaf_reads_back_as_it_was_written(leaf):
    assert read_leaf(leaf.data()) == leaf
    assert read_leaf(leaf.data().decode()) == leaf


def test_an_entry_is_written_with_its_schema_and_kind_and_only_what_its_rows_hold():
    value = json.loads(ENTRY.data())
    assert (value["schema"], value["kind"], value["parts"]) == (1, "entry", 2)
    assert value["rows"][1] == {"table": "t", "id": "r2", "change": "removed"}
    assert value["rows"][0]["committed"] == {"title": "ab" * 32}


def changed(leaf, **more: object) -> bytes:
    """Return a leaf's bytes with something else in it."""
    return canonical(json.loads(leaf.data()) | more)


@pytest.mark.parametrize(
    ("data", "because"),
    [
        (b"", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b"[]", "schema"),
        (changed(ENTRY, schema=2), "schema"),
        (changed(ENTRY, kind="note"), "“kind”"),
        (changed(ENTRY, at="2026-03-01"), "“at”"),
        (changed(ENTRY, door="window"), "“door”"),
        (changed(ENTRY, door=[]), "“door”"),
        (changed(ENTRY, actor={"name": "Ann"}), "“actor”"),
        (changed(ENTRY, parts=-1), "“parts”"),
        (changed(ENTRY, parts=True), "“parts”"),
        (changed(ENTRY, rows={}), "“rows”"),
        (changed(ENTRY, rows=[1]), "columns"),
        (changed(ENTRY, rows=[SHOWN.plain() | {"change": "lost"}]), "“change”"),
        (changed(ENTRY, rows=[SHOWN.plain() | {"committed": {"title": "Ann"}}]), "“committed”"),
        (changed(ENTRY, rows=[SHOWN.plain() | {"more": 1}]), "canonical form"),
        (changed(ENTRY, more=1), "canonical form"),
        (changed(BATCH, count=257), "at most 256"),
        (changed(BATCH, count=0), "“count”"),
        (changed(BATCH, digest="xy"), "“digest”"),
        (changed(PART, rows=[]), "1 to 256"),
        (changed(PART, table="other"), "1 to 256"),
        (ENTRY.data() + b" ", "canonical form"),
        (ENTRY.data().replace(b'"count":3', b'"count":3.5'), "float"),
        (ENTRY.data().replace(b'"count":3', b'"count":3,"count":3'), "canonical form"),
        (
            canonical({name: held for name, held in json.loads(ENTRY.data()).items() if name != "door"}),
            "no “door”",
        ),
    ],
)
def test_what_is_not_exactly_a_leaf_is_refused_and_says_why(data, because):
    with pytest.raises(LeafError) as refused:
        read_leaf(data)
    assert because in str(refused.value)
