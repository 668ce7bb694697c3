"""`wholeplace privacy`: what an operator does about a person's data when they ask by letter."""

import json
import sys

import click

from wholeplace.kernel.command_line import place_named
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.people import Membership
from wholeplace.places.people.actions import operator_at_the_command_line
from wholeplace.places.yourself.actions import erase_person
from wholeplace.places.yourself.queries import Mention, mentions_of

PLACE = click.option("--place", "slug", required=True, help="Short name of the place.")
EMAIL = click.option("--email", required=True, help="Address of the person it is about.")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")


@click.group(epilog="Example: wholeplace privacy mentions --place saltmarsh --email rosa@example.org")
def privacy() -> None:
    """Carry out what people ask about their data by letter."""


@privacy.command(epilog="Example: wholeplace privacy mentions --place saltmarsh --email rosa@example.org")
@PLACE
@EMAIL
@AS_JSON
def mentions(slug: str, email: str, as_json: bool) -> None:  # noqa: FBT001 click's flag
    """List where others name a person in what they wrote, to be looked at by hand."""
    _list(list(mentions_of(_member(slug, email))), as_json=as_json)


@privacy.command(epilog="Example: wholeplace privacy erase --place saltmarsh --email rosa@example.org --yes")
@PLACE
@EMAIL
@click.option("--keep-words", is_flag=True, help="Keep what they wrote, without their name.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
@AS_JSON
def erase(slug: str, email: str, keep_words: bool, yes: bool, as_json: bool) -> None:  # noqa: FBT001 click's flags
    """Erase a person from a place at once; it cannot be undone."""
    member = _member(slug, email)
    found = list(mentions_of(member))
    if not yes:
        click.confirm(f"Erase {member.name} from {member.place.name}? It cannot be undone", abort=True)
    try:
        erase_person(operator_at_the_command_line(member.place), member=member, keeps_words=keep_words)
    except Refused as refused:
        click.echo(f"Refused: {refused}", err=True)
        sys.exit(1)
    if not as_json:
        click.echo("Erased. Backups made before hold the person still, until they are thrown away.")
    _list(found, as_json=as_json)


def _member(slug: str, email: str) -> Membership:
    """Return the newest membership of a person, whether they are still a member or have left."""
    place = place_named(slug)
    known = Membership.objects.filter(place=place, person__email=email.strip().lower())
    member = known.select_related("person", "place").order_by("-joined").first()
    if member is None:
        raise click.UsageError(f"Nobody in {place.name} has, or had, the address {email}.")
    return member


def _list(found: list[Mention], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"mentions": [vars(one) for one in found]}, indent=1))
        return
    if found:
        click.echo("Others may name them here. Look at each; nothing of it was changed:")
    for one in found:
        click.echo(f"  {one}")
