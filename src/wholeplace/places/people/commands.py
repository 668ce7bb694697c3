"""`wholeplace person`: the first people of a place."""

import json
import sys

import click

from wholeplace.kernel.actions import together
from wholeplace.kernel.command_line import place_named
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.people import CivicVoice, HatKind, Membership
from wholeplace.kernel.places import Sector
from wholeplace.places.people.actions import admit_member, grant_first_hat, operator_at_the_command_line
from wholeplace.places.people.queries import member_at


@click.group(epilog='Example: wholeplace person new saltmarsh amina@example.org "Amina Yusuf" --hat convener')
def person() -> None:
    """Admit the first people of a place."""


@person.command(
    epilog='Example: wholeplace person new saltmarsh amina@example.org "Amina Yusuf" --hat convener'
)
@click.argument("slug")
@click.argument("email")
@click.argument("name")
@click.option(
    "--voice",
    type=click.Choice(CivicVoice.values),
    default="professional",
    show_default=True,
    help="The voice they speak in.",
)
@click.option(
    "--sector",
    type=click.Choice(Sector.values),
    default="council",
    show_default=True,
    help="The sector they belong to.",
)
@click.option(
    "--hat",
    "hats",
    multiple=True,
    type=click.Choice(["convener", "operator"]),
    help="One of the first two hats.",
)
@click.option("--json", "as_json", is_flag=True, help="Print who was admitted as JSON.")
def new(
    slug: str,
    email: str,
    name: str,
    voice: str,
    sector: str,
    hats: tuple[str, ...],
    as_json: bool,  # noqa: FBT001 click's flag
) -> None:
    """Admit a person to the place SLUG, perhaps with one of its first two hats of a kind.

    Whoever is a member already is given the hats, and stays as they are: under their name, with their voice and sector.
    """
    place = place_named(slug)
    operator = operator_at_the_command_line(place)
    known = member_at(place, email) if hats else None

    def admit() -> Membership:
        member = known or admit_member(
            operator, place=place, email=email, name=name, voice=CivicVoice(voice), sector=Sector(sector)
        )
        for hat in hats:
            grant_first_hat(operator, member=member, kind=HatKind(hat))
        return member

    try:
        member = together(admit)
    except Refused as refused:
        click.echo(f"Refused: {refused}", err=True)
        sys.exit(1)
    if as_json:
        told = {"id": str(member.pk), "place": slug, "hats": list(hats), "admitted": known is None}
        click.echo(json.dumps(told))
    elif known is None:
        click.echo(f"{name} is a member of {place.name} and signs in at /sign-in/ with {email}.")
    else:
        click.echo(
            f"{member.name} was a member already, and now wears: {', '.join(hats)}. Nothing else was changed."
        )
