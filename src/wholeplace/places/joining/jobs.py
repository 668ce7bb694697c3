"""Addresses that somebody typed to join and nobody proved are forgotten."""

from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.runs import Run
from wholeplace.kernel.people import Membership, Person
from wholeplace.kernel.places import Place


@job("joining.forget")
def forget_unproved(_run: Run, *, place: Place, person: str) -> None:  # noqa: ARG001 a job's shape
    """Forget an address that nobody signed in with and no member has."""
    typed = Person.objects.filter(pk=person, last_login=None)
    for one in typed.exclude(pk__in=Membership.objects.values("person")):
        one.delete()
