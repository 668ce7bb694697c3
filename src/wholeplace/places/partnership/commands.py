"""`wholeplace place`: founding places."""

import json
import sys

import click

from wholeplace.kernel.actions import together
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.places import Place
from wholeplace.places.partnership.actions import add_area, found_place
from wholeplace.places.people.actions import operator_at_the_command_line


@click.group(epilog="Example: wholeplace place list")
def place() -> None:
    """Found places and list them."""


@place.command(epilog='Example: wholeplace place new saltmarsh "Saltmarsh" --area "Old Harbour"')
@click.argument("slug")
@click.argument("name")
@click.option("--summary", default="", help="What the partnership is for, in a sentence.")
@click.option("--colour", default="#0f5e6e", show_default=True, help="The place's colour.")
@click.option(
    "--language", "languages", multiple=True, default=["en-gb"], help="A language spoken; may be repeated."
)
@click.option("--area", "areas", multiple=True, help="An area of the place; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print what was founded as JSON.")
def new(
    slug: str,
    name: str,
    summary: str,
    colour: str,
    languages: tuple[str, ...],
    areas: tuple[str, ...],
    as_json: bool,  # noqa: FBT001 click's flag
) -> None:
    """Found a place with the short name SLUG."""
    operator = operator_at_the_command_line(Place(slug=slug))

    def found() -> Place:
        founded = found_place(operator, name=name, summary=summary, languages=list(languages), colour=colour)
        for area in areas:
            add_area(operator, place=founded, name=area)
        return founded

    try:
        founded = together(found)
    except Refused as refused:
        click.echo(f"Refused: {refused}", err=True)
        sys.exit(1)
    if as_json:
        click.echo(json.dumps({"id": str(founded.pk), "slug": slug, "name": name, "areas": list(areas)}))
        return
    click.echo(f"Founded {name}. Next: wholeplace person new {slug} EMAIL NAME --hat convener")


@place.command(name="list", epilog="Example: wholeplace place list --json")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def list_(as_json: bool) -> None:  # noqa: FBT001 click's flag
    """List the places of this installation."""
    places = [{"slug": one.slug, "name": one.name} for one in Place.objects.order_by("slug")]
    if as_json:
        click.echo(json.dumps(places))
    for one in () if as_json else places:
        click.echo(f"{one['slug']}  {one['name']}")
