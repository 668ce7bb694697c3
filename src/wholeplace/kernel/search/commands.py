"""`wholeplace search`: making the index of words again."""

import json
from functools import partial

import click

from wholeplace.kernel.bar import Bar
from wholeplace.kernel.search.indexing import rebuild as made_again


@click.group(epilog="Example: wholeplace search rebuild")
def search() -> None:
    """Look after the index that records are found by."""


@search.command(epilog="Example: wholeplace search rebuild --json")
@click.option("--json", "as_json", is_flag=True, help="Print how many records can be found as JSON.")
def rebuild(as_json: bool) -> None:  # noqa: FBT001 click's flag
    """Make the index again from the records, of every place; nothing else is changed."""
    with Bar() as bar:
        count = made_again(partial(bar.show, "Reading the records"))
    click.echo(json.dumps({"records": count}) if as_json else f"{count} records can be found.")
