"""`wholeplace pack` and `wholeplace verify`: evidence packs, and this installation's database against its ledger."""

import json
import shutil
import sys
import zipfile
from functools import partial
from pathlib import Path
from typing import IO

import click

from wholeplace.account.scrutiny.packing import public_pack, scrutineers_pack
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.bar import Bar, Show
from wholeplace.kernel.command_line import actor_named, place_named
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.ledger import verify as verifier
from wholeplace.kernel.ledger.check import Fault, check_place, lost_places
from wholeplace.kernel.ledger.standing import as_it_stands
from wholeplace.kernel.places import Place


@click.command(epilog="Examples: wholeplace verify pack.zip; wholeplace verify --database --json")
@click.argument("pack", required=False, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--checkpoint",
    "checkpoints",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Minutes that hold one; may be repeated.",
)
@click.option("--database", is_flag=True, help="Check every row of evidence here against the ledger.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON (with --database).")
def verify(pack: Path | None, checkpoints: tuple[Path, ...], database: bool, as_json: bool) -> None:  # noqa: FBT001 click's flags
    """Check an evidence pack, or with --database what lies here; ends with 1 where something was changed."""
    if database == (pack is not None):
        raise click.UsageError("Name a pack, or say --database.")
    if pack is not None:
        if as_json:
            raise click.UsageError("A pack is told in words only: leave out --json.")
        given = [word for one in checkpoints for word in ("--checkpoint", str(one))]
        sys.exit(verifier.main([str(pack), *given]))
    with Bar() as bar, as_it_stands():
        faults = {
            place.slug: list(check_place(place, partial(bar.show, f"Checking {place.slug}")))
            for place in Place.objects.order_by("slug")
        }
        lost = list(lost_places())
    if lost:
        faults["(lost)"] = lost
    if as_json:
        told = {slug: [vars(fault) for fault in found] for slug, found in faults.items()}
        click.echo(json.dumps({"faults": told}, indent=1))
    else:
        _tell(faults)
    sys.exit(1 if any(faults.values()) else 0)


@click.command(
    epilog="Examples: wholeplace pack saltmarsh record.zip; wholeplace pack saltmarsh record.zip --open-as howard@example.org"
)
@click.argument("place", metavar="PLACE")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--open-as", "email", help="Address of the scrutineer for whom the closed parts are opened.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def pack(place: str, file: Path, email: str | None, as_json: bool) -> None:  # noqa: FBT001 click's flag
    """Write the evidence pack of PLACE to FILE: the public one, or the scrutineer's for the one named."""
    try:
        with (
            Bar() as bar,
            _packed(place, email, partial(bar.show, f"Packing {place}")) as packed,
            file.open("wb") as written,
        ):
            shutil.copyfileobj(packed, written)
    except Refused as refused:
        click.echo(f"Refused: {refused}", err=True)
        sys.exit(1)
    except OSError as error:
        raise click.UsageError(f"{file} cannot be written: {error.strerror}.") from error
    if as_json:
        kind = "public" if email is None else "scrutineer"
        told = {"file": str(file), "bytes": file.stat().st_size, "kind": kind, "size": _size_of_tree(file)}
        click.echo(json.dumps(told))
        return
    click.echo(f"Wrote {file}. Whoever gets it unpacks it and runs: python3 verify.py")


def _packed(slug: str, email: str | None, show: Show) -> IO[bytes]:
    if email is None:
        return public_pack(Viewer(place_named(slug)), show)
    return scrutineers_pack(actor_named(slug, email), show)


def _size_of_tree(file: Path) -> int:
    """Return how many leaves a pack holds."""
    with zipfile.ZipFile(file) as pack, pack.open("leaves.jsonl") as leaves:
        return sum(1 for _ in leaves)


def _tell(faults: dict[str, list[Fault]]) -> None:
    for slug, found in faults.items():
        if not found:
            click.echo(f"{slug}: every row agrees with the ledger.")
        for fault in found[:100]:
            click.echo(f"{slug}: {fault}")
        if len(found) > 100:
            click.echo(f"{slug}: and {len(found) - 100} more")
