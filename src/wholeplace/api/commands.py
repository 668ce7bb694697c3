"""`wholeplace act`: any action by name, as a member of a place."""

import json
import sys
from typing import Any

import click
from django.http import Http404
from pydantic import ValidationError

from wholeplace.api.writes import arguments, payload_of, speakable
from wholeplace.kernel.actions import ACTIONS, Action
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.command_line import actor_named
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.people import HatKind


@click.command(
    epilog="Example: wholeplace act issue.name --place saltmarsh --as amina@example.org --hat convener "
    '\'{"title": "Nowhere to go after dark", "happening": "The last bus leaves at six.", "for_whom": "Young people",'
    ' "framing": "We lack places, not buses.", "audience": "public"}\''
)
@click.argument("name", metavar="NAME")
@click.argument("arguments_json", metavar="JSON", default="{}")
@click.option("--place", "slug", required=True, help="Short name of the place.")
@click.option("--as", "email", required=True, help="Address of the member who acts.")
@click.option(
    "--hat",
    type=click.Choice([kind.value for kind in HatKind]),
    help="Hat they act in; else the one the deed asks for.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def act(name: str, arguments_json: str, slug: str, email: str, hat: str | None, as_json: bool) -> None:  # noqa: FBT001 click's flag
    """Do one action of a place, with its arguments as JSON; records are named by their id."""
    declared = _declared(name)
    actor = _actor(slug, email, HatKind(hat) if hat else None)
    try:
        body = payload_of(declared).model_validate_json(arguments_json)
        result = declared(actor, **arguments(declared, actor.viewer, body.model_dump()))
    except ValidationError as error:
        for problem in error.errors():
            click.echo(f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}", err=True)
        sys.exit(2)
    except Http404:
        raise click.UsageError("A record named here is not there, or not for this member to see.") from None
    except Refused as refused:
        click.echo(f"Refused: {refused}", err=True)
        sys.exit(1)
    made = str(getattr(result, "pk", ""))
    click.echo(json.dumps({"action": name, "result": made}) if as_json else f"Done: {result} {made}".rstrip())


def _declared(name: str) -> Action[..., Any]:
    declared = ACTIONS.get(name)
    if declared is None:
        raise click.UsageError(f"There is no action called {name}. There are: {', '.join(sorted(ACTIONS))}.")
    if not all(speakable(hint) for hint in declared.hints.values()):
        raise click.UsageError(
            f"{name} takes files or lists that cannot be written here. Use its own command."
        )
    return declared


def _actor(slug: str, email: str, hat: HatKind | None) -> Actor:
    actor = actor_named(slug, email, hat=hat)
    if hat not in {None, HatKind.PARTICIPANT} and not actor.viewer.wears(hat):
        raise click.UsageError(f"{email} does not hold the {hat.label} hat in {actor.place.name}.")
    return actor
