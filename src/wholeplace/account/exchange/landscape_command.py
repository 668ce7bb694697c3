"""`wholeplace landscape`: the opinion landscape of an export, without any database."""

import json
import sys
import time
from pathlib import Path
from typing import Any

import click
import numpy as np

from wholeplace.account.exchange.polis_export import PolisExport
from wholeplace.account.exchange.polis_or_end import read_or_end
from wholeplace.analysis.opinion.landscape import analyse
from wholeplace.analysis.opinion.result import Landscape
from wholeplace.analysis.opinion.votes import VoteMatrix, vote_matrix
from wholeplace.kernel.bar import Bar

LEFT_OUT = -1


@click.command(epilog="Example: wholeplace landscape export/ --json --mode auto --seed 1")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--mode",
    type=click.Choice(["auto", "parity", "debiased"]),
    default="auto",
    show_default=True,
    help="Which kind of map; auto tries both on answers held back.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same answer.")
@click.option(
    "--agree",
    type=click.Choice(["1", "-1"]),
    help="Which number means agree, where the files do not show it.",
)
def landscape(folder: Path, as_json: bool, mode: Any, seed: int, agree: str | None) -> None:  # noqa: FBT001 click's flag
    """Work out the opinion landscape of the Polis export in DIR."""
    started = time.perf_counter()
    export = read_or_end(folder, agree=agree)
    loaded = time.perf_counter()
    votes = vote_matrix(
        export.person,
        export.statement,
        export.value,
        people=len(export.participants),
        statements=len(export.statements),
    )
    moderated = np.array([one.moderated == LEFT_OUT for one in export.statements], dtype=bool)
    with Bar() as bar:
        found = analyse(votes, moderated=moderated, seed=seed, mode=mode, report=bar.show)
    seconds = {"load": round(loaded - started, 3), "analyse": round(time.perf_counter() - loaded, 3)}
    told = told_of(export, votes, found) | {"seconds": seconds}
    if as_json:
        json.dump(told, sys.stdout, ensure_ascii=False)
        click.echo()
    else:
        _tell(told)


def told_of(export: PolisExport, votes: VoteMatrix, found: Landscape) -> dict[str, Any]:
    """Return what the command prints, but for the time it took."""
    labels = [None if label < 0 else label for label in found.labels.tolist()]
    return {
        "people": votes.people,
        "statements": votes.statements,
        "votes": votes.votes,
        "density": votes.density,
        "mode": found.mode,
        "groups": found.groups,
        "labels": dict(zip(export.participants, labels, strict=True)),
        "statement_list": _statements(export, found),
    }


def _statements(export: PolisExport, found: Landscape) -> list[dict[str, Any]]:
    speaks_for: list[list[int]] = [[] for _ in export.statements]
    for group, statements in enumerate(found.representative):
        for one in statements:
            speaks_for[one.statement].append(group)
    return [
        {
            "id": one.id,
            "agree": int(found.overall.agree[place]),
            "disagree": int(found.overall.disagree[place]),
            "pass": int(found.overall.passed[place]),
            "moderated": one.moderated == LEFT_OUT,
            "bridging": float(found.bridging[place]),
            "common_ground": bool(found.common_ground[place]),
            "divisive": float(found.divisive[place]),
            "representative_of": speaks_for[place],
        }
        for place, one in enumerate(export.statements)
    ]


def _tell(told: dict[str, Any]) -> None:
    click.echo(
        f"{told['people']} people, {told['statements']} statements, {told['votes']} votes"
        f" ({100 * told['density']:.1f} % of what is possible), {told['mode']} mode"
    )
    click.echo(
        f"{told['groups']} groups of opinion"
        if told["groups"]
        else "Not enough evidence to draw groups of opinion"
    )
    shared = [one for one in told["statement_list"] if one["common_ground"]]
    for title, chosen in (
        ("Common ground", sorted(shared, key=lambda one: -one["bridging"])),
        ("Divides most", sorted(told["statement_list"], key=lambda one: -one["divisive"])),
    ):
        click.echo(
            f"{title}: "
            + (
                ", ".join(
                    f"statement {one['id']}" for one in chosen[:5] if one["divisive"] or one["common_ground"]
                )
                or "none"
            )
        )
    click.echo(
        f"{told['seconds']['load']} s to load, {told['seconds']['analyse']} s to analyse. --json gives everything."
    )
