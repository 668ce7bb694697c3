"""People in a place: admitting members, and the hats they wear."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON, OPERATOR, Actor, Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import (
    Refusal,
    Refused,
    any_of,
    operates,
    operates_by_command,
    wears,
)
from wholeplace.kernel.people import CivicVoice, Hat, HatKind, HatState, Membership, Person
from wholeplace.kernel.places import Area, Organisation, Place, Sector
from wholeplace.kernel.staying import see_that_enough_stay
from wholeplace.places.people.conditions import (
    GIVEN_BY_TWO,
    can_be_admitted,
    declines_hat,
    end_can_be_done,
    end_is_open,
    end_is_proposed,
    ends_hat_as_second,
    gives_second_word,
    hat_can_be_given,
    hat_can_be_taken_off,
    hat_is_proposed,
    hat_needed_for,
    is_present,
    may_propose,
    proposes_end_of_hat,
    proposes_hats,
    stand_in_for,
    takes_off_own_hat,
)
from wholeplace.places.people.letters import tell


@dataclass(frozen=True)
class NewMember:
    """Somebody to admit: address, name, voice, sector, and on whose behalf."""

    email: str
    name: str
    voice: CivicVoice
    sector: Sector
    organisation: Organisation | None = None
    area: Area | None = None


@action(
    "member.admit",
    title=_("Admit a member"),
    says=_("{actor} admitted a member"),
    may=any_of(wears(HatKind.CONVENER), operates),
    within="place",
)
def admit_member(
    act: Act,
    *,
    place: Place,
    email: str,
    name: str,
    voice: CivicVoice,
    sector: Sector,
    organisation: Organisation | None = None,
    area: Area | None = None,
) -> Membership:
    """Admit a person to the partnership, with the voice and sector they speak in; they are told where to sign in."""
    new = NewMember(email, name, voice, sector, organisation, area)
    if refusal := _cannot_join(place, new):
        raise Refused(refusal.code, **refusal.params)
    if known := Membership.objects.filter(place=place, person__email=_address(new), ended=None).first():
        raise Refused("already_a_member", name=known.name)
    member = _joining(act, new)
    member.save(force_insert=True)
    act.record(member)
    tell(act, member, "people/mail/admitted.txt")
    return member


@action(
    "member.admit_many",
    title=_("Admit many members"),
    says=_("{actor} admitted {count} members"),
    may=any_of(wears(HatKind.CONVENER), operates_by_command),
    within="place",
    doors=frozenset({Door.COMMAND, Door.PAGE}),
)
def admit_members(act: Act, *, place: Place, people: list[NewMember]) -> list[Membership]:
    """Admit many people at once, or nobody if one cannot be; members stay as they are, and nobody is written to."""
    for row, new in enumerate(people, start=1):
        if refusal := _cannot_join(place, new):
            raise Refused("row_is_wrong", row=row, why=str(refusal))
    known = set(Membership.objects.filter(place=place, ended=None).values_list("person__email", flat=True))
    once = {_address(new): new for new in reversed(people)}
    members = [_joining(act, new) for address, new in reversed(once.items()) if address not in known]
    Membership.objects.bulk_create(members)
    act.record_many(Membership, members)
    act.say(count=len(members))
    return members


def _cannot_join(place: Place, new: NewMember) -> Refusal | None:
    return can_be_admitted(place, _address(new), new.name, new.organisation, new.area)


def _address(new: NewMember) -> str:
    return new.email.strip().lower()


def _joining(act: Act, new: NewMember) -> Membership:
    """Return the membership of somebody who joins, not yet saved."""
    return Membership(
        place=act.place,
        person=Person.objects.named(new.email, name=new.name),
        name=new.name,
        voice=new.voice,
        sector=new.sector,
        organisation=new.organisation,
        area=new.area,
        joined=act.at,
    )


@action(
    "hat.grant_first",
    title=_("Give one of the first two hats"),
    says=_("{actor} gave one of the first two hats of {kind}"),
    may=operates,
    when=is_present,
    within="member",
    doors=frozenset({Door.COMMAND, Door.PAGE}),
)
def grant_first_hat(act: Act, *, member: Membership, kind: HatKind) -> Hat:
    """Give one of a place's first two hats of a kind; later ones need two people's word."""
    given = [HatState.HELD, HatState.ENDED]
    holders = Hat.objects.filter(place=act.place, kind=kind, scope=None, state__in=given).count()
    if holders >= 2:
        raise Refused("hat_needs_two", hat=kind.label)
    _not_yet(member, kind)
    hat = Hat.objects.create(
        place=act.place, membership=member, kind=kind, state=HatState.HELD, proposed=act.at, decided=act.at
    )
    act.record(hat)
    act.say(kind=kind)
    return hat


@action(
    "hat.propose",
    title=_("Propose a hat"),
    says=_("{actor} proposed the hat of {kind} for a member"),
    may=proposes_hats,
    when=is_present,
    within="member",
    by_two=True,
    doors=BY_PERSON,
)
def propose_hat(act: Act, *, member: Membership, kind: HatKind) -> Hat:
    """Propose a hat for a member, who is told; another hat-holder has to agree."""
    if refusal := may_propose(act.actor, kind):
        raise Refused(refusal.code, **refusal.params)
    if kind in GIVEN_BY_TWO:
        act.hat = kind
    _not_yet(member, kind)
    hat = Hat.objects.create(
        place=act.place, membership=member, kind=kind, proposed_by=act.membership, proposed=act.at
    )
    act.record(hat)
    act.say(kind=kind)
    tell(act, member, "people/mail/hat_proposed.txt", hat=kind.label)
    return hat


@action(
    "hat.confirm",
    title=_("Give the second word for a hat"),
    says=_("{actor} gave the second word for the hat of {kind}"),
    may=gives_second_word,
    when=hat_can_be_given,
    on="hat",
    by_two=True,
    doors=BY_PERSON,
)
def confirm_hat(act: Act, *, hat: Hat) -> Hat:
    """Give the second word: the member holds the hat from now on, and is told."""
    needed = hat_needed_for(hat.kind)
    act.hat = needed if act.actor.acts_as(needed) else stand_in_for(hat)
    tell(act, hat.membership, "people/mail/hat_given.txt", hat=HatKind(hat.kind).label)
    return _decide(act, hat, HatState.HELD)


@action(
    "hat.decline",
    title=_("Decline a hat"),
    says=_("{actor} declined the hat of {kind}"),
    may=declines_hat,
    when=hat_is_proposed,
    on="hat",
    by_two=True,
    doors=BY_PERSON,
)
def decline_hat(act: Act, *, hat: Hat) -> Hat:
    """Decline a proposed hat, or withdraw the proposal."""
    return _decide(act, hat, HatState.DECLINED)


@action(
    "hat.take_off",
    title=_("Take off one's own hat"),
    says=_("{actor} took off their own hat of {kind}"),
    may=takes_off_own_hat,
    when=hat_can_be_taken_off,
    on="hat",
    doors=BY_PERSON,
)
def take_off_hat(act: Act, *, hat: Hat) -> Hat:
    """Take off a hat of one's own."""
    if hat.scope is None:
        see_that_enough_stay(act.membership, HatKind(hat.kind))
    return _end(act, hat)


@action(
    "hat.propose_end",
    title=_("Propose to take off somebody's hat"),
    says=_("{actor} proposed to take off a member's hat of {kind}"),
    may=proposes_end_of_hat,
    when=end_is_open,
    on="hat",
    by_two=True,
    doors=BY_PERSON,
)
def propose_end_of_hat(act: Act, *, hat: Hat) -> Hat:
    """Propose to take off somebody's hat; it is worn until somebody else agrees."""
    return _propose_end(act, hat, act.membership)


@action(
    "hat.end",
    title=_("Give the second word for taking off a hat"),
    says=_("{actor} gave the second word for taking off a member's hat of {kind}"),
    may=ends_hat_as_second,
    when=end_can_be_done,
    on="hat",
    by_two=True,
    doors=BY_PERSON,
)
def end_hat(act: Act, *, hat: Hat) -> Hat:
    """Give the second word: the member no longer wears the hat."""
    return _end(act, hat)


@action(
    "hat.keep",
    title=_("Keep a hat that was to be taken off"),
    says=_("{actor} decided that a member keeps the hat of {kind}"),
    may=proposes_end_of_hat,
    when=end_is_proposed,
    on="hat",
    doors=BY_PERSON,
)
def keep_hat(act: Act, *, hat: Hat) -> Hat:
    """Decline or withdraw the proposal to take somebody's hat off."""
    return _propose_end(act, hat, None)


def _propose_end(act: Act, hat: Hat, by: Membership | None) -> Hat:
    hat.end_proposed_by = by
    hat.save()
    act.record(hat)
    act.say(kind=hat.kind)
    return hat


def _end(act: Act, hat: Hat) -> Hat:
    hold_others_of_its_kind(hat)
    return _decide(act, hat, HatState.ENDED)


def hold_others_of_its_kind(hat: Hat) -> None:
    """Hold all hats of its kind until it has ended: two that end at once must not both be the last but one."""
    held = Hat.objects.filter(place=hat.place_id, kind=hat.kind, scope=None, state=HatState.HELD)
    if hat.kind in GIVEN_BY_TWO and hat.scope is None and len(held.select_for_update(no_key=True)) < 2:
        raise Refused("last_of_its_kind", hat=hat.get_kind_display())


def _decide(act: Act, hat: Hat, state: HatState) -> Hat:
    hat.state, hat.decided, hat.decided_by = state, act.at, act.membership
    hat.save()
    act.record(hat)
    act.say(kind=hat.kind)
    return hat


def _not_yet(member: Membership, kind: HatKind) -> None:
    if member.hats.filter(kind=kind, scope=None, state__in=[HatState.PROPOSED, HatState.HELD]).exists():
        raise Refused("hat_already", name=member.name)


def operator_at_the_command_line(place: Place) -> Actor:
    """Return the actor for the operator who founds a place and admits its first people."""
    return Actor(place=place, door=Door.COMMAND, machine=OPERATOR)


def operator_setting_up(place: Place) -> Actor:
    """Return the actor for the operator who sets up an installation's first place on its pages."""
    return Actor(place=place, door=Door.PAGE, machine=OPERATOR)
