"""The scene for tests of the frame: a place, somebody in it, and the hats they wear."""

import datetime as dt

import pytest

from wholeplace.kernel.guard import writing_evidence
from wholeplace.kernel.people import CivicVoice, Hat, HatKind, HatState, Membership, Person
from wholeplace.kernel.places import Organisation, Place, Sector

NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)


@pytest.fixture
def harbourside(db: None) -> Place:
    with writing_evidence(set()):
        return Place.objects.create(slug="harbourside", name="Harbourside", founded=NOON)


@pytest.fixture
def amina(harbourside: Place) -> Membership:
    """A resident who belongs to Harbourside on behalf of Harbour Housing."""
    with writing_evidence(set()):
        housing = Organisation.objects.create(
            place=harbourside, name="Harbour Housing", sector=Sector.VOLUNTARY
        )
        return Membership.objects.create(
            place=harbourside,
            person=Person.objects.named("amina@example.org", name="Amina Yusuf"),
            name="Amina Yusuf",
            voice=CivicVoice.PUBLIC,
            sector=Sector.RESIDENT,
            organisation=housing,
            joined=NOON,
        )


@pytest.fixture
def stranger(db: None) -> Person:
    """Somebody who can sign in and belongs nowhere."""
    return Person.objects.named("stranger@example.org", name="Sam Stranger")


def give_hat(membership: Membership, kind: HatKind) -> Hat:
    with writing_evidence(set()):
        return Hat.objects.create(
            place=membership.place, membership=membership, kind=kind, state=HatState.HELD, proposed=NOON
        )


def end(membership: Membership) -> None:
    with writing_evidence(set()):
        membership.ended = NOON
        membership.save()


def end_hat(hat: Hat) -> None:
    with writing_evidence(set()):
        hat.state = HatState.ENDED
        hat.save()
