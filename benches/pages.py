"""Measure the whole way: the story told, a real conversation imported and analysed, and every page read of both.

Run `python -m benches.pages --data FOLDER` (or set WHOLEPLACE_DATA). An installation of its own is made and thrown
away. A page's time is what the server takes, in process, signed in as a convener: the median of so many readings.
"""

import argparse
import os
from pathlib import Path

from benches.inside import CONVENER, PLACE, command, furnished, reading, signed_in

CONVERSATION = "american-assembly.bowling-green"
LINE = "{:<44}{:>8}{:>9}"


def main() -> None:
    """Print the tables."""
    options = _options()
    with furnished() as told:
        print(f"the demo's story told: {told:.1f} s")
        folder = options.data and options.data / "polis" / CONVERSATION
        if folder and folder.is_dir():
            print(f"Bowling Green from command to landscape: {_import(folder):.1f} s")
        else:
            print("WHOLEPLACE_DATA names no folder: only the demo's pages are measured.")
        _pages(runs=3 if options.quick else 15)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("WHOLEPLACE_DATA"))
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    options.data = Path(options.data) if options.data else None
    return options


def _import(folder: Path) -> float:
    from wholeplace.convene.issues.models import Issue  # noqa: PLC0415 needs the app registry

    issue = Issue.objects.order_by("-named")[0]
    return command(
        "import", "polis", str(folder), "--place", PLACE, "--issue", str(issue.pk), "--as", CONVENER, "--work"
    )


def _pages(*, runs: int) -> None:
    client = signed_in()
    print(LINE.format("page", "ms", "CPU ms"))
    for name, path in _paths():
        wall, _longest, cpu = reading(client, path, runs=runs)
        print(LINE.format(name, f"{wall * 1e3:.0f}", f"{cpu * 1e3:.0f}"))


def _paths() -> list[tuple[str, str]]:
    """Return the pages to read: those of the place, and of each conversation that is over."""
    from wholeplace.convene.issues.models import Issue  # noqa: PLC0415 needs the app registry
    from wholeplace.kernel.ledger.models import Leaf  # noqa: PLC0415
    from wholeplace.mediate.conversations.models import Conversation  # noqa: PLC0415
    from wholeplace.mediate.conversations.names import ConversationState  # noqa: PLC0415

    root = f"/{PLACE}/"
    line = Leaf.objects.filter(part=0, index__gt=0).order_by("index")[0]
    pages = [
        ("first page", root),
        ("issues", f"{root}issues/"),
        ("people", f"{root}people/"),
        ("record", f"{root}record/"),
        ("a line checked", f"{root}record/{line.entry_id}/"),
        *((f"issue: {one.title}"[:42], one.get_absolute_url()) for one in Issue.objects.order_by("named")),
    ]
    for one in Conversation.objects.filter(state=ConversationState.CLOSED).order_by("closed", "pk"):
        path, title = one.get_absolute_url(), one.title[:14]
        number = one.statements.order_by("number")[0].number
        pages += [
            (f"{title}: landscape", path),
            (f"{title}: landscape by sector", f"{path}?by=sector"),
            (f"{title}: a statement", f"{path}statements/{number}/"),
            (f"{title}: all statements", f"{path}?page=all"),
        ]
    return pages


if __name__ == "__main__":
    main()
