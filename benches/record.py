"""Measure how long a record of fifty thousand lines is looked through.

Run `python -m benches.record`. An installation of its own is made and thrown away. A search's time is the CPU time of
this process for the count and the first page, the median of so many times.
"""

import argparse
import datetime as dt
import time
import uuid
from statistics import median
from typing import Any

from benches.inside import furnished

LINES = 50_000
DEEDS: tuple[tuple[str, dict[str, str]], ...] = (
    ("issue.take_part", {}),
    ("area.add", {"name": "Quay {number}"}),
    ("hat.confirm", {"kind": "mediator"}),
    ("organisation.add", {"name": "Body {number}"}),
)
LINE = "{:<44}{:>10}{:>8}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    runs = 1 if parser.parse_args().quick else 7
    with furnished():
        _measure(runs)


def _measure(runs: int) -> None:
    from wholeplace.kernel.actors import Viewer  # noqa: PLC0415 needs the app registry
    from wholeplace.kernel.clock import now  # noqa: PLC0415
    from wholeplace.kernel.people import Membership  # noqa: PLC0415

    member = Membership.objects.select_related("place")[0]
    _grow(member.place)
    viewer, today = Viewer(member.place, member), now().date()
    asked: list[dict[str, Any]] = [
        {},
        {"words": "zebra"},
        {"words": "quay"},
        {"words": "convener mediator"},
        {"words": "nowhere dark"},
        {"action": "area.add", "words": "quay"},
        {"words": "quay", "first_day": today - dt.timedelta(days=365), "last_day": today},
    ]
    print(LINE.format("asked of 50,000 lines", "found", "CPU ms"))
    for one in asked:
        times = [_timed(viewer, one) for _ in range(runs)]
        told = ", ".join(f"{name} {value}" for name, value in one.items()) or "all"
        print(LINE.format(told[:43], times[0][1], f"{median(spent for spent, _ in times) * 1e3:.0f}"))


def _timed(viewer: Any, asked: dict[str, Any]) -> tuple[float, int]:
    from wholeplace.account.scrutiny.queries import lines_visible_to  # noqa: PLC0415 needs the app registry

    begun = time.process_time()
    lines = lines_visible_to(viewer, **asked)
    found = len(lines)
    lines[:25]
    return time.process_time() - begun, found


def _grow(place: Any) -> None:
    """Add the lines, an hour apart, a quarter of them about one issue."""
    from wholeplace.convene.issues.models import Issue  # noqa: PLC0415 needs the app registry
    from wholeplace.kernel.clock import now  # noqa: PLC0415
    from wholeplace.kernel.guard import migrating  # noqa: PLC0415
    from wholeplace.kernel.ledger.leaves import EntryLeaf, Row  # noqa: PLC0415
    from wholeplace.kernel.ledger.models import Entry, Leaf  # noqa: PLC0415

    begun = now() - dt.timedelta(hours=LINES)
    issue = Issue.objects.filter(place=place, title__startswith="Nowhere").get()
    entries, leaves = [], []
    for number in range(LINES):
        action, facts = DEEDS[number % len(DEEDS)]
        entry = Entry(place=place, at=begun + dt.timedelta(hours=number), action=action)
        row = Row(
            "wp_convene_takingpart", str(uuid.uuid4()), "now", {"audience": "public"}, {"member": "a" * 64}
        )
        leaf = EntryLeaf(
            id=str(entry.pk),
            place=place.slug,
            at=entry.at,
            action=action,
            actor={"hat": "convener", "membership": str(uuid.uuid4())},
            door="page",
            target={"table": "wp_convene_issue", "id": str(uuid.uuid4() if facts else issue.pk)},
            facts={name: said.format(number=number) for name, said in facts.items()},
            rows=(row,),
        )
        entries.append(entry)
        leaves.append(Leaf(place=place, entry=entry, part=0, index=1000 + number, data=leaf.data().decode()))
    with migrating():
        Entry.objects.bulk_create(entries, batch_size=500)
        Leaf.objects.bulk_create(leaves, batch_size=500)


if __name__ == "__main__":
    main()
