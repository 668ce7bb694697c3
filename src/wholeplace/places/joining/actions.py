"""Joining by oneself, and checking who says to be an elected member."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, is_machine, wears
from wholeplace.kernel.people import CivicVoice, HatKind, Membership, Person
from wholeplace.kernel.places import Place, Sector
from wholeplace.places.joining.conditions import can_join, office_waits
from wholeplace.places.joining.models import Arrival
from wholeplace.places.joining.names import Office, Way
from wholeplace.places.people.conditions import can_be_admitted


@action(
    "member.join",
    title=_("Join by oneself"),
    says=_("{actor} let somebody join who asked to"),
    may=is_machine,
    within="place",
    doors=BY_MACHINE,
)
def join_place(
    act: Act, *, place: Place, person: Person, name: str, voice: CivicVoice, sector: Sector, way: Way
) -> Membership:
    """Become a member, in the voice and sector one says; an elected member counts with the public until it is checked."""
    if refusal := can_join(place, person) or can_be_admitted(place, person.email, name):
        raise Refused(refusal.code, **refusal.params)
    says_office = voice == CivicVoice.POLITICIAN
    member = Membership.objects.create(
        place=place,
        person=person,
        name=name,
        voice=CivicVoice.PUBLIC if says_office else voice,
        sector=sector,
        joined=act.at,
    )
    act.record(member)
    office = Office.WAITING if says_office else Office.NONE
    act.record(Arrival.objects.create(place=place, member=member, way=way, office=office))
    return member


@action(
    "arrival.confirm_office",
    title=_("Confirm that somebody is an elected member"),
    says=_("{actor} confirmed that a member who joined by themselves is an elected member"),
    may=wears(HatKind.CONVENER),
    when=office_waits,
    on="arrival",
    doors=frozenset({Door.PAGE, Door.COMMAND}),
)
def confirm_office(act: Act, *, arrival: Arrival) -> Arrival:
    """Count a member with the politicians from now on, because the office they named is theirs."""
    member = arrival.member
    member.voice = CivicVoice.POLITICIAN
    member.save()
    act.record(member)
    return _checked(act, arrival, Office.CONFIRMED)


@action(
    "arrival.decline_office",
    title=_("Find that somebody is no elected member"),
    says=_("{actor} found that a member who joined by themselves is no elected member"),
    may=wears(HatKind.CONVENER),
    when=office_waits,
    on="arrival",
    doors=frozenset({Door.PAGE, Door.COMMAND}),
)
def decline_office(act: Act, *, arrival: Arrival) -> Arrival:
    """Count a member with the public, because the office they named is not theirs."""
    member = arrival.member
    if member.voice == CivicVoice.POLITICIAN:
        member.voice = CivicVoice.PUBLIC
        member.save()
        act.record(member)
    return _checked(act, arrival, Office.DECLINED)


def _checked(act: Act, arrival: Arrival, office: Office) -> Arrival:
    arrival.office = office
    arrival.save()
    act.record(arrival)
    return arrival
