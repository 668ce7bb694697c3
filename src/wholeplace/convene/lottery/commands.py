"""`wholeplace lottery`: a lottery over panels, proved and drawn, without any database."""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click
from django.conf import settings

from wholeplace.analysis.lottery import (
    Impossible,
    Method,
    Unfinished,
    draw_up,
    drawn,
    gini,
    relaxations,
)
from wholeplace.convene.lottery.draw_again import NoDraw, in_words, outcome, printable, read, stated
from wholeplace.convene.lottery.pools import Pool
from wholeplace.convene.lottery.reading import Sheet, Unreadable, pool_of, quotas_of, sheet_of
from wholeplace.convene.lottery.telling import kept_way, way_in_words
from wholeplace.convene.lottery.verifying import SECONDS, checks_of, checks_on_record
from wholeplace.kernel.faults import Fault

FAULTS_SHOWN = 50
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(
    invoke_without_command=True,
    epilog="Example: wholeplace lottery --targets targets.csv --pool people.csv --panel 24 --json",
)
@click.option("--targets", type=FILE, help="Quotas: feature, value, min, max, min_flex, max_flex.")
@click.option("--pool", "people", type=FILE, help="A row for each person, a column for each feature.")
@click.option("--panel", "size", type=click.IntRange(1), help="How many people are drawn.")
@click.option(
    "--method", type=click.Choice([one.value for one in Method]), default="leximin", show_default=True,
    help="What is made as great as can be.",
)  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed draws the same panel.")
@click.option(
    "--households",
    default="",
    metavar="COLUMN",
    help="At most one of those with the same words here is drawn.",
)
@click.option("--id", "id_column", default="", metavar="COLUMN", help="The column that tells people apart.")
@click.option(
    "--seconds", type=float, default=60.0, show_default=True, help="After so long, the best found so far."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def lottery(
    context: click.Context, targets: Path | None, people: Path | None, size: int | None, method: str, seed: int,
    households: str, id_column: str, seconds: float, *, as_json: bool,
) -> None:  # fmt: skip
    """Work out who can be drawn with which chance, and draw a panel; or check a draw from its file."""
    if context.invoked_subcommand is not None:
        return
    if targets is None or people is None or size is None:
        raise click.UsageError("--targets, --pool and --panel are all needed.")
    started = time.perf_counter()
    pool = _read(targets, people, size=size, id_column=id_column, households=households)
    told = _told(pool, size=size, method=Method(method), seed=seed, until=started + seconds)
    told["seconds"] = round(time.perf_counter() - started, 3)
    if as_json:
        json.dump(told, sys.stdout, ensure_ascii=False)
        click.echo()
    else:
        _say(told)


@lottery.command(epilog="Example: wholeplace lottery verify draw-1.json --pack pack.zip")
@click.argument("file", type=FILE)
@click.option(
    "--pack", type=click.Path(exists=True, path_type=Path),
    help="The public pack of the place, or the scrutineer's: what it says of the draw is compared with the file.",
)  # fmt: skip
@click.option(
    "--seconds", type=float, default=SECONDS, show_default=True, help="To work the bound out anew, at most."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def verify(file: Path, pack: Path | None, seconds: float, *, as_json: bool) -> None:
    """Check a draw from its file: what was committed to, every panel, the chances, and who was drawn."""
    try:
        draw = read(file)
        checks = checks_of(draw, seconds=seconds) + (checks_on_record(draw, pack) if pack else [])
    except (ValueError, RecursionError, NoDraw) as wrong:
        click.echo(f"{file.name} is no draw that can be checked: {wrong}", err=True)
        sys.exit(2)
    good = all(one.holds is not False for one in checks)
    if as_json:
        told = [{"check": one.name, "holds": one.holds, "said": one.said} for one in checks]
        said = {"holds": good, "result": outcome(checks), "checks": told, "stated": stated(draw)}
        said |= {"digests": draw["digests"]}
        click.echo(json.dumps(said, ensure_ascii=False))
    else:
        for line in (*in_words(draw, checks), outcome(checks)):
            click.echo(printable(line))
    sys.exit(0 if good else 1)


def _read(targets: Path, people: Path, *, size: int, id_column: str, households: str) -> Pool:
    """Return the pool, or end with all that is wrong in the files: in English, for no settings say otherwise."""
    if not settings.configured:
        settings.configure(USE_I18N=False)
    quotas, faults = quotas_of(_sheet(targets), size=size)
    if faults:
        _end(faults)
    pool, faults = pool_of(_sheet(people), quotas, id_column=id_column, household_column=households)
    if pool is None:
        _end(faults)
    return pool


def _sheet(path: Path) -> Sheet:
    try:
        return sheet_of(path.read_bytes(), name=path.name)
    except Unreadable as wrong:
        _end([Fault(str(wrong), sheet=path.name)])


def _end(faults: Sequence[Fault]) -> NoReturn:
    for fault in faults[:FAULTS_SHOWN]:
        click.echo(str(fault), err=True)
    if len(faults) > FAULTS_SHOWN:
        click.echo(f"… and {len(faults) - FAULTS_SHOWN} more.", err=True)
    sys.exit(2)


def _told(pool: Pool, *, size: int, method: Method, seed: int, until: float) -> dict[str, Any]:
    """Return what the command prints, but for the time it took."""
    kinds = pool.kinds(size=size)
    try:
        found = draw_up(kinds, method=method, seed=seed, left=lambda: until - time.perf_counter())
    except Unfinished:
        click.echo(
            "No panel was found in this time, nor that there is none. Give it more --seconds.", err=True
        )
        sys.exit(3)
    except Impossible:
        ways = [kept_way(pool, one) for one in relaxations(kinds, pool.quotas)]
        nothing = {
            "panel": [],
            "probabilities": {},
            "never": [],
            "least_probability": 0.0,
            "gini": 0.0,
            "panels": 0,
        }
        return {"feasible": False, "relaxations": ways, "method": method, **nothing, "optimality_gap": 0.0}
    chances = found.chances
    return {
        "feasible": True,
        "relaxations": [],
        "method": method,
        "panel": [pool.ids[one] for one in drawn(found.urn, seed=str(seed).encode())],
        "probabilities": dict(zip(pool.ids, chances.tolist(), strict=True)),
        "never": [pool.ids[one] for one in found.never],
        "least_probability": found.least,
        "gini": gini(chances),
        "panels": len(found.weights),
        "optimality_gap": max(1 - found.least / found.bound, 0.0) if found.bound else 0.0,
    }


def _say(told: dict[str, Any]) -> None:
    if not told["feasible"]:
        click.echo("No panel meets every target. What could give way, the smallest change first:")
        for way in told["relaxations"]:
            click.echo("  " + way_in_words(way))
        return
    click.echo(
        f"Least chance {told['least_probability']:.4%}, proved to be within {told['optimality_gap']:.1e} of the best."
    )
    click.echo(
        f"Gini {told['gini']:.4f}, over {told['panels']} panels; {len(told['never'])} people are on none."
    )
    click.echo("Drawn: " + ", ".join(told["panel"]))
