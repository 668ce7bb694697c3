"""`wholeplace jobs`: what was given up, and trying it again."""

import json
from dataclasses import asdict

import click

from wholeplace.kernel.jobs.queries import DeadLetter, dead_letters
from wholeplace.kernel.jobs.queue import requeue


@click.group(epilog="Example: wholeplace jobs list")
def jobs() -> None:
    """Look at work that was given up, and have it tried again."""


@jobs.command(name="list", epilog="Example: wholeplace jobs list --json")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def list_(as_json: bool) -> None:  # noqa: FBT001 click's flag
    """List the work that was given up, the newest first, and why."""
    given_up = dead_letters()
    if as_json:
        click.echo(json.dumps([_plain(one) for one in given_up], indent=1))
        return
    for one in given_up:
        place = one.place.slug if one.place else "the whole installation"
        click.echo(
            f"{one.run}  {one.job} ({place}), {one.attempts} tries, since {one.asked:%Y-%m-%d}: {one.fault}"
        )
    click.echo("Try one again with: wholeplace jobs retry NUMBER" if given_up else "Nothing was given up.")


@jobs.command(epilog="Examples: wholeplace jobs retry 12; wholeplace jobs retry --all")
@click.argument("run", metavar="NUMBER", type=int, required=False)
@click.option("--all", "every", is_flag=True, help="Try everything that was given up again.")
@click.option("--json", "as_json", is_flag=True, help="Print the numbers put back as JSON.")
def retry(run: int | None, every: bool, as_json: bool) -> None:  # noqa: FBT001 click's flags
    """Put work that was given up on the queue again: the one with this NUMBER, or all."""
    if every == (run is not None):
        raise click.UsageError("Name one by its number, or say --all.")
    known = [one.run for one in dead_letters()]
    if run is not None and run not in known:
        raise click.UsageError(f"No work with the number {run} was given up. See: wholeplace jobs list")
    chosen = known if run is None else [run]
    for one in chosen:
        requeue(one)
    if as_json:
        click.echo(json.dumps({"back": chosen}))
        return
    click.echo(f"{len(chosen)} back on the queue; the worker takes it from there.")


def _plain(one: DeadLetter) -> dict[str, object]:
    told = asdict(one) | {"place": one.place.slug if one.place else None}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in told.items()}
