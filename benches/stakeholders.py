"""Measure the pages of a crowded map: 500 perspectives and 1,500 ties on one issue, each page read as a convener.

Run `python -m benches.stakeholders`. An installation of its own is made and thrown away. A page's time is what the
server takes, in process, signed in as a convener, once it was read before: the median and the longest of so many readings.
"""

import argparse
import random
import time
from typing import Any

from benches.inside import PLACE, convener, furnished, reading, signed_in

PERSPECTIVES = 500
TIES = 1500
LIMIT = 0.15
"""Seconds that a page may take."""
LINE = "{:<44}{:>8}{:>9}{:>9}"
SEED = 2026


def main() -> None:
    """Print the table, and which pages take longer than they may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    with furnished():
        slow = _pages(runs=3 if options.quick else 15)
    print(f"Longer than {LIMIT * 1e3:.0f} ms: {', '.join(slow) or 'none'}")


def _fill() -> Any:
    """Put perspectives on the map of an issue, and say how they stand to one another, through the actions."""
    from wholeplace.convene.issues.models import Issue  # noqa: PLC0415 needs the app registry

    actor, draw = convener(), random.Random(SEED)  # noqa: S311 no secret
    issue = Issue.objects.filter(place=actor.place).order_by("named")[0]
    started = time.perf_counter()
    made = [_mapped(actor, issue, number, draw) for number in range(PERSPECTIVES)]
    _tie(actor, issue, made, draw)
    print(f"{PERSPECTIVES} perspectives and {TIES} ties said: {time.perf_counter() - started:.0f} s")
    return issue


def _mapped(actor: Any, issue: Any, number: int, draw: random.Random) -> Any:
    from wholeplace.convene.stakeholders.actions import map_perspective  # noqa: PLC0415
    from wholeplace.convene.stakeholders.names import Level, Whose  # noqa: PLC0415
    from wholeplace.kernel.people import CivicVoice  # noqa: PLC0415
    from wholeplace.kernel.places import Sector  # noqa: PLC0415

    placed = draw.random() < 0.9
    return map_perspective(
        actor,
        issue=issue,
        whose=draw.choice(list(Whose)),
        name=f"People of street {number} by the harbour",
        sector=draw.choice(list(Sector)),
        voice=draw.choice(list(CivicVoice)),
        interest=draw.choice(list(Level)) if placed else None,
        influence=draw.choice(list(Level)) if placed else None,
        spoken_for_by="Dilys Moon" if draw.random() < 0.5 else "",
    )


def _tie(actor: Any, issue: Any, made: list[Any], draw: random.Random) -> None:
    """Say so many different ties, a few bodies having far more of them than the others."""
    from wholeplace.convene.stakeholders.names import Relation  # noqa: PLC0415
    from wholeplace.convene.stakeholders.tying import say_tie  # noqa: PLC0415

    weights = [1 / (place + 1) ** 0.7 for place in range(len(made))]
    pairs: set[frozenset[int]] = set()
    while len(pairs) < TIES:
        one, two = draw.choices(range(len(made)), weights, k=2)
        if one == two or frozenset((one, two)) in pairs:
            continue
        pairs.add(frozenset((one, two)))
        relation = draw.choice(list(Relation))
        say_tie(
            actor, issue=issue, first=made[one], second=made[two], relation=relation, said_by="The register"
        )


def _pages(*, runs: int) -> list[str]:
    """Read every page of the room, and return the names of those that take too long."""
    issue, client = _fill(), signed_in()
    print(LINE.format("page", "ms", "longest", "CPU ms"))
    slow = []
    for name, path in _paths(issue):
        figures = reading(client, path, runs=runs)
        print(LINE.format(name, *(f"{one * 1e3:.0f}" for one in figures)))
        slow += [name] if figures[0] > LIMIT else []
    return slow


def _paths(issue: Any) -> list[tuple[str, str]]:
    from wholeplace.convene.stakeholders.models import Tie  # noqa: PLC0415 needs the app registry

    root = f"/{PLACE}/stakeholders/"
    of_issue = f"{root}issues/{issue.pk}/"
    one = Tie.objects.filter(issue=issue).order_by("said", "pk")[0].first_id
    return [
        ("table", of_issue),
        ("table, one sector", f"{of_issue}?sector=health"),
        ("what is missing", f"{of_issue}missing/"),
        ("grid", f"{of_issue}grid/"),
        ("network", f"{of_issue}network/"),
        ("network, one kind of tie", f"{of_issue}network/?kind=funds"),
        ("network, seen from one", f"{of_issue}network/?from={one}"),
        ("one perspective", f"{root}{one}/"),
        ("placing one", f"{root}{one}/place/"),
        ("the issue itself", issue.get_absolute_url()),
    ]


if __name__ == "__main__":
    main()
