"""Measure a panel of a hundred drawn among ten thousand, from the file of people to the report, and each of its pages on the way.

Run `python -m benches.panel` (`--homes` where at most one of a household is drawn). An installation of its own is made and thrown away. Pages are asked for in process, signed in as
a convener; the jobs are done in process too, one after the other, as the worker of `wholeplace serve` does them.
"""

import argparse
import csv
import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from benches.inside import PLACE, STEP, convener, furnished, read, reading, signed_in, step
from benches.lottery_pools import Instance, large

LINE = "{:<58}{:>9}{:>9}{:>9}"
TITLE = "The large panel"
HOMES = 8_000
"""How many addresses there are for whoever is in the pool."""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--homes", action="store_true")
    options = parser.parse_args()
    with furnished():
        _measure(large(), homes=options.homes, runs=1 if options.quick else 7)


def people_file(instance: Instance) -> bytes:
    """Return a pool as a file of people: every fiftieth stands in it twice, and some live together."""
    file = io.StringIO()
    features = list(instance.people[0])
    heads = ["external_id", "first_name", "last_name", "email", "mobile_number", "primary_address1"]
    rows = []
    for number, answers in enumerate(instance.people):
        who = number - 25 if number % 50 == 49 else number
        home = f"{1 + who * 7919 % HOMES} Quay Street, Tarrowmouth"
        said = [
            f"p{number}",
            f"Person {who}",
            "Of Many",
            f"p{who}@pool.example",
            f"01632 {100_000 + who}",
            home,
        ]
        rows.append([*said, *(answers[name] for name in features)])
    csv.writer(file).writerows([[*heads, *features], *rows])
    return file.getvalue().encode()


def _measure(instance: Instance, *, homes: bool, runs: int) -> None:
    from wholeplace.kernel.jobs.worker import run_all_now  # noqa: PLC0415 needs the app registry

    run_all_now()
    client, lottery = signed_in(), _set_up(instance, homes=homes)
    root = f"/{PLACE}/lotteries/{lottery.pk}/"
    print(STEP.format(f"{len(instance.people):,} people, {instance.size} seats", "wall, s", "CPU, s"))
    _take_in(client, f"{root}pool/file/", people_file(instance))
    step("the lottery worked out: leximin", lambda: _work_out(client, f"{root}chances/"))
    pool = ("pool/", "pool/?q=person+77", "pool/?page=all", "pool/alike/", "pool/homes/", "targets/")
    _read(client, root, (*pool, "chances/", "commit/", ""), runs=runs)
    draw = step("committed to", lambda: _commit(lottery))
    step("drawn", lambda: _draw(draw))
    own = ("", "seats/", "seats/ask/", "report/", "report/report.pdf", "report/report.xlsx", "pool/pool.csv")
    _read(client, root, own, runs=runs)
    _read(client, f"/{PLACE}/lotteries/draws/{draw.pk}/", ("draw.json",), runs=runs)


def _set_up(instance: Instance, *, homes: bool) -> Any:
    """Set the panel up, through the actions: where one of a household is drawn at most, there are several times as many kinds."""
    from wholeplace.convene.issues.models import Issue  # noqa: PLC0415 needs the app registry
    from wholeplace.convene.lottery.actions import change_lottery, set_up_lottery  # noqa: PLC0415
    from wholeplace.convene.lottery.models import Lottery  # noqa: PLC0415
    from wholeplace.convene.lottery.targeting import Wanted, set_targets  # noqa: PLC0415

    issue = Issue.objects.filter(place=convener().place).order_by("named")[0]
    terms = {"title": TITLE, "about": "Six evenings", "seats": instance.size}
    made = set_up_lottery(convener(), issue=issue, **terms)
    change_lottery(convener(), lottery=made, method=made.method, one_of_a_household=homes, **terms)
    wanted = [Wanted(*target, *target[2:]) for target in instance.targets]
    set_targets(convener(), lottery=made, targets=wanted)
    return Lottery.objects.get(pk=made.pk)


def _take_in(client: Any, sending: str, content: bytes) -> None:
    """Send a file of people, look at what it comes to, say yes, and have it taken in."""
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 needs the app registry

    from wholeplace.convene.lottery.models import Registration  # noqa: PLC0415
    from wholeplace.kernel.jobs.worker import run_all_now  # noqa: PLC0415

    file = SimpleUploadedFile("people.csv", content)
    name = f"a file of {len(content) / 1e6:.1f} MB sent"
    sent = step(name, lambda: client.post(sending, {"key": "file", "content": file}))
    step("what it comes to, as a page", lambda: read(client, sent.url))
    client.post(sent.url, {"key": "yes"})
    step("taken in, two thousand at a deed, and sequenced", run_all_now)
    print(f"{Registration.objects.filter(lottery__title=TITLE).count():,} are in the pool")


def _work_out(client: Any, path: str) -> None:
    from wholeplace.convene.lottery.models import DrawingUp  # noqa: PLC0415 needs the app registry
    from wholeplace.kernel.jobs.worker import run_all_now  # noqa: PLC0415

    client.post(path, {"key": "work", "method": "leximin"})
    run_all_now()
    print(
        "  "
        + ", ".join(f"{one.method}: {one.outcome}" for one in DrawingUp.objects.filter(done__isnull=False))
    )


def _commit(lottery: Any) -> Any:
    from wholeplace.convene.lottery.drawing import commit_to_draw  # noqa: PLC0415 needs the app registry
    from wholeplace.kernel.clock import now  # noqa: PLC0415

    awaited = now() + dt.timedelta(hours=1)
    return commit_to_draw(
        convener(), lottery=lottery, awaits="Saturday's lotto", source="lotto.example", awaited=awaited
    )


def _draw(draw: Any) -> Any:
    from wholeplace.convene.lottery.drawing import draw_panel  # noqa: PLC0415 needs the app registry

    tomorrow = draw.awaited + dt.timedelta(days=1)
    return draw_panel(convener(tomorrow), draw=draw, value="4 8 15", value_source="lotto.example")


def _read(client: Any, root: str, paths: Sequence[str], *, runs: int) -> None:
    """Read pages so many times, and print the median and the longest on the clock, and the median of CPU."""
    print(LINE.format("page", "ms", "longest", "CPU ms"))
    for path in paths:
        figures = reading(client, root + path, runs=runs)
        print(LINE.format(path or "the lottery's page", *(f"{one * 1e3:.0f}" for one in figures)))


if __name__ == "__main__":
    main()
