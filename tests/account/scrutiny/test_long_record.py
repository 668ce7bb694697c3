"""A record of many years is still looked through while a reader waits."""

import datetime as dt
import time
import uuid
from typing import Any

import pytest
from django.db import connection
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh

from wholeplace.account.scrutiny.queries import lines_visible_to
from wholeplace.kernel.clock import now
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.ledger.leaves import EntryLeaf, Row
from wholeplace.kernel.ledger.models import Entry, Leaf

__all__ = ["elsewhere", "own_keys", "saltmarsh"]

LINES = 50_000
MOST_SECONDS = 0.15
DEEDS: tuple[tuple[str, dict[str, str]], ...] = (
    ("issue.take_part", {}),
    ("area.add", {"name": "Quay {number}"}),
    ("hat.confirm", {"kind": "mediator"}),
    ("organisation.add", {"name": "Body {number}"}),
)


@pytest.fixture
def long_record(saltmarsh: Scene) -> Scene:
    """Fifty thousand deeds, an hour apart, a quarter of them about one issue."""
    begun, issue = now() - dt.timedelta(hours=LINES), saltmarsh.issue()
    entries, leaves = [], []
    for number in range(LINES):
        action, facts = DEEDS[number % len(DEEDS)]
        entry = Entry(place=saltmarsh.place, at=begun + dt.timedelta(hours=number), action=action)
        row = Row(
            "wp_convene_takingpart", str(uuid.uuid4()), "now", {"audience": "public"}, {"member": "a" * 64}
        )
        leaf = EntryLeaf(
            id=str(entry.pk),
            place=saltmarsh.place.slug,
            at=entry.at,
            action=action,
            actor={"hat": "convener", "membership": str(uuid.uuid4())},
            door="page",
            target={"table": "wp_convene_issue", "id": str(uuid.uuid4() if facts else issue.pk)},
            facts={name: said.format(number=number) for name, said in facts.items()},
            rows=(row,),
        )
        entries.append(entry)
        leaves.append(
            Leaf(place=saltmarsh.place, entry=entry, part=0, index=1000 + number, data=leaf.data().decode())
        )
    with migrating():
        Entry.objects.bulk_create(entries, batch_size=500)
        Leaf.objects.bulk_create(leaves, batch_size=500)
    return saltmarsh


@pytest.mark.soak
@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="what PostgreSQL works out is not this process's time"
)
def test_fifty_thousand_lines_are_looked_through_while_a_reader_waits(long_record: Scene) -> None:
    viewer, slow = long_record.viewer("rosa"), {}
    year = {"first_day": now().date() - dt.timedelta(days=365), "last_day": now().date()}
    asked: list[dict[str, Any]] = [
        {},
        {"words": "zebra"},
        {"words": "quay"},
        {"words": "convener mediator"},
        {"words": "nowhere dark"},
        {"action": "area.add", "words": "quay"},
        {"words": "quay", **year},
    ]
    for one in asked:
        took = min(_seconds(viewer, one) for _again in range(3))
        if took > MOST_SECONDS:
            slow[str(one)] = took
    assert slow == {}


def _seconds(viewer: Any, asked: dict[str, Any]) -> float:
    begun = time.process_time()
    lines = lines_visible_to(viewer, **asked)
    assert len(lines) >= len(lines[:25])
    return time.process_time() - begun
