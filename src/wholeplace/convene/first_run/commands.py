"""`wholeplace setup-code`: the code that lets whoever runs the machine set up its first place in a browser."""

import sys

import click
from django.conf import settings

from wholeplace.convene.first_run.code import setup_code
from wholeplace.convene.first_run.queries import is_founded


@click.command(name="setup-code", epilog="Example: wholeplace setup-code")
def show_setup_code() -> None:
    """Print the code that opens the first run in the browser, while no place is here."""
    if is_founded():
        click.echo("A place is here already, so nothing is set up in the browser any more.", err=True)
        sys.exit(1)
    click.echo(setup_code())


def tell_setup_code(*, port: int) -> None:
    """Say where an empty installation is set up, and with which code."""
    here, public = f"http://localhost:{port}", settings.PUBLIC_URL
    addresses = [here] if public == here else [public, f"{here} on this machine"]
    click.echo("\nNo place is here yet. Set the first one up in a browser, at", err=True)
    for address in addresses:
        base, _, where = address.partition(" ")
        click.echo(f"  {base}/setup/ {where}".rstrip(), err=True)
    click.echo(f"Setup code: {setup_code()}\n", err=True)
