"""`wholeplace sign-in`: letting somebody in again who lost what they sign in with."""

import sys

import click
from allauth.mfa.models import Authenticator
from django.db import transaction

from wholeplace.kernel.people import Person
from wholeplace.places.sign_in.letters import tell_of_change
from wholeplace.places.sign_in.sessions import sign_out_everywhere


@click.group(name="sign-in", epilog="Example: wholeplace sign-in reset amina@example.org")
def sign_in() -> None:
    """Help somebody who cannot sign in."""


@sign_in.command(epilog="Example: wholeplace sign-in reset amina@example.org")
@click.argument("email")
def reset(email: str) -> None:
    """Take away the passkeys, app and recovery codes of whoever has the address EMAIL, sign them out and tell them.

    Make sure of who asks first, by a voice or a face you know: this opens an account to whoever reads its mail.
    """
    person = Person.objects.filter(email=email.strip().lower()).first()
    if person is None:
        click.echo(f"Nobody signs in with {email}.", err=True)
        sys.exit(1)
    with transaction.atomic():
        Authenticator.objects.filter(user=person).delete()
        sign_out_everywhere(person)
        tell_of_change(person, "reset")
    click.echo(f"{person.name} signs in with a code by mail alone, and has been told.")
