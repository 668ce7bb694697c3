"""What a person does about what is kept about them: put it right, ask to be erased, think again."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PAGE, BY_PERSON, Door
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, is_machine
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.people import CivicVoice, HatKind, HatState, Membership
from wholeplace.kernel.places import Area, Sector
from wholeplace.kernel.privacy.conditions import (
    enough_stay,
    erasure_can_be_asked,
    erasure_is_asked,
    is_the_member,
    waiting_for,
)
from wholeplace.kernel.privacy.erasing import (
    erase_what_is_held,
    forget_account,
    forget_quotes,
    make_nobody,
)
from wholeplace.kernel.privacy.models import THINK_AGAIN, Erasure, ErasureState
from wholeplace.kernel.privacy.personal import subject_of
from wholeplace.kernel.records import Audience
from wholeplace.kernel.staying import STAY, see_that_enough_stay
from wholeplace.places.people.conditions import is_present
from wholeplace.places.people.leaving import end_membership
from wholeplace.places.people.letters import tell
from wholeplace.places.yourself.conditions import corrects, particulars_fit
from wholeplace.ui.addresses import place_url


@action(
    "member.correct",
    title=_("Correct what is kept about a member"),
    says=_("{actor} corrected what is kept about a member"),
    may=corrects,
    when=is_present,
    on="member",
    doors=BY_PERSON,
)
def correct_member(
    act: Act, *, member: Membership, name: str, voice: CivicVoice, sector: Sector, area: Area | None = None
) -> Membership:
    """Put a member's name, voice, sector or area right; decisions that are open keep the voice they began with."""
    if refusal := particulars_fit(act.actor, member, name=name, voice=voice, area=area):
        raise Refused(refusal.code, **refusal.params)
    member.name, member.voice, member.sector, member.area = name, voice, sector, area
    member.save()
    act.record(member)
    if act.actor.membership == member:
        member.person.name = name
        member.person.save(update_fields=["name"])
    tell(act, member, "yourself/mail/corrected.txt")
    return member


@action(
    "erasure.ask",
    title=_("Ask to be erased"),
    says=_("{actor} asked to be erased"),
    may=is_the_member,
    when=erasure_can_be_asked,
    on="member",
    doors=BY_PAGE,
)
def ask_erasure(act: Act, *, member: Membership, keeps_words: bool) -> Erasure:
    """Ask to be erased from a place, whole or with one's words kept without the name; it is done after seven days."""
    made = Erasure.objects.create(
        place=act.place,
        audience=Audience.AUTHOR,
        member=member,
        keeps_words=keeps_words,
        asked=act.at,
        due=act.at + THINK_AGAIN,
    )
    act.record(made)
    _tell_operators(act, member)
    return made


@action(
    "erasure.withdraw",
    title=_("Take back that one asked to be erased"),
    says=_("{actor} took back that they asked to be erased"),
    may=is_the_member,
    when=erasure_is_asked,
    on="member",
    doors=BY_PERSON,
)
def withdraw_erasure(act: Act, *, member: Membership) -> Erasure:
    """Take back the wish to be erased, which is possible until it is carried out."""
    return _settle(act, member, ErasureState.WITHDRAWN)


@action(
    "person.erase",
    title=_("Erase a person"),
    says=_("{actor} erased what was kept about a member"),
    may=is_machine,
    when=enough_stay,
    on="member",
    doors=frozenset({Door.MACHINE, Door.COMMAND}),
)
def erase_person(act: Act, *, member: Membership, keeps_words: bool) -> Membership:
    """Erase a person from a place: their membership and hats end, contents and salts go, tombstones stay."""
    see_that_enough_stay(member, *STAY)
    subject = subject_of(member)
    if waiting_for(member).exists():
        _settle(act, member, ErasureState.DONE)
    erased = erase_what_is_held(act, subject, keeps_words=keeps_words)
    make_nobody(subject, erased)
    for one in subject.members:
        if one.ended is None:
            end_membership(act, one)
        else:
            one.save()
            act.record(one)
    forget_account(subject.person)
    forget_quotes(act.place, erased)
    act.say(openings=erased.openings, aliases=erased.aliases)
    act.enqueue("privacy.truncate", once="privacy.truncate")
    return member


def _settle(act: Act, member: Membership, state: ErasureState) -> Erasure:
    asked = waiting_for(member).get()
    asked.state = state
    asked.save()
    act.record(asked)
    return asked


def _tell_operators(act: Act, member: Membership) -> None:
    """Tell whoever operates the place, who then looks at what others wrote about the person."""
    held = {"hats__kind": HatKind.OPERATOR, "hats__state": HatState.HELD, "hats__scope": None}
    operators = Membership.objects.filter(place=act.place, ended=None, **held)
    said = _("{name} asked to be erased, which is done in seven days. Look at what others wrote about them.")
    title, why = _("Somebody asked to be erased"), _("You operate this place.")
    href = place_url(act.place, "people")
    notify(act, operators, title=title, text=said.format(name=member.name), href=href, why=why)
