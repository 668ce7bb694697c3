"""What commands of every feature ask for alike: a place, and who acts there."""

import click

from wholeplace.kernel.actors import Actor, Door
from wholeplace.kernel.people import HatKind, Membership
from wholeplace.kernel.places import Place


def place_named(slug: str) -> Place:
    """Return the place with this short name, or end with how to found one."""
    place = Place.objects.filter(slug=slug).first()
    if place is None:
        raise click.UsageError(
            f"There is no place with the short name {slug}. Found it with: wholeplace place new"
        )
    return place


def actor_named(slug: str, email: str, *, hat: HatKind | None = None) -> Actor:
    """Return the member of a place who acts at the command line, by their address."""
    place = place_named(slug)
    member = Membership.objects.filter(place=place, person__email=email.strip().lower(), ended=None).first()
    if member is None:
        raise click.UsageError(f"{email} is not a member of {place.name}.")
    return Actor(place=place, door=Door.COMMAND, membership=member, hat=hat)
