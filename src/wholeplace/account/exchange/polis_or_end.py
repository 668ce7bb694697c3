"""Reads an export for a command: what was read, or the end of the program with what is wrong."""

import sys
from pathlib import Path

import click

from wholeplace.account.exchange.polis_export import PolisExport
from wholeplace.account.exchange.polis_reader import read_polis
from wholeplace.account.exchange.remarks import ImportRefused, SignUnknown
from wholeplace.kernel.bar import Bar


def read_or_end(folder: Path, *, agree: str | None) -> PolisExport:
    """Read an export, showing how far that is, or end with what is wrong in it: exit code 2, nothing changed."""
    try:
        with Bar() as bar:
            return read_polis(
                folder,
                agree=int(agree) if agree else None,
                progress=lambda done, total: bar.show("Reading", done / max(total, 1)),
            )
    except SignUnknown as unknown:
        click.echo(f"{unknown} Say --agree 1 or --agree -1.", err=True)
    except ImportRefused as refused:
        for line in refused.lines():
            click.echo(line, err=True)
        click.echo("Nothing was changed.", err=True)
    sys.exit(2)
