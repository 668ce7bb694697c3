"""Coming into the pool of a lottery on the open page, and out of it again: kept by the program, for whoever has no account."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.lottery.conditions import (
    can_be_taken_out,
    can_withdraw,
    convenes,
    registration_is_open,
)
from wholeplace.convene.lottery.known_again import gone_as
from wholeplace.convene.lottery.letters import (
    send_again,
    send_anew,
    send_registered,
    send_taken_out,
    send_withdrawn,
)
from wholeplace.convene.lottery.models import Lottery, Registration, Target
from wholeplace.convene.lottery.names import Source
from wholeplace.convene.lottery.tickets import household_of, link_again, new_ticket, opened_by, tickets_in
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, BY_PAGE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, is_machine
from wholeplace.kernel.outbox.conditions import address_is_right
from wholeplace.kernel.people import Membership
from wholeplace.kernel.privacy.erasing import Erased, blank
from wholeplace.kernel.tokens import digest_of, new_token

NAME = "lottery"
"""Under which the program stands in the record when it keeps what residents say of themselves, and forgets it."""
SAID = ("outside_id", "name", "email", "phone", "address", "household", "answers")
"""What is known of somebody in a pool: all of it goes when they withdraw."""
Withdrawal = Callable[[Act, Registration, Erased], None]
WITHDRAWING: list[Withdrawal] = []
"""What else follows in the deed by which somebody withdraws."""


def declare_withdrawal(follows: Withdrawal) -> None:
    """Have another part of the lottery see to what somebody held who withdraws, in the same deed."""
    WITHDRAWING.append(follows)


@dataclass(frozen=True)
class Details:
    """Who somebody is and how they can be reached, as they said."""

    name: str
    email: str = ""
    phone: str = ""
    address: str = ""


@action(
    "registration.make",
    title=_("Register for a lottery on the open page"),
    says=_("{actor} kept what somebody registered for a lottery with"),
    may=is_machine,
    when=registration_is_open,
    within="lottery",
    doors=BY_MACHINE,
    secret=True,
)
def register(
    act: Act, *, lottery: Lottery, details: Details, answers: Mapping[str, str], link: str
) -> Registration:
    """Come into the pool; whoever is in it already under this e-mail is sent a link once more, and nobody is told that they are.

    The same answers sent twice come with the same link, and are one registration.
    """
    there = Registration.objects.filter(lottery=lottery, withdrawn=None)
    if (same := there.filter(digest=digest_of(link)).first()) is not None:
        return same
    known = there.filter(email=details.email.lower(), set_aside=None).first() if details.email else None
    if known is not None:
        return _send_link_again(act, known)
    made = in_pool(act, lottery, details, answers, source=Source.PAGE, link=link)
    act.record(made)
    if made.email:
        send_registered(act, made, link)
    return made


def in_pool(
    act: Act,
    lottery: Lottery,
    details: Details,
    answers: Mapping[str, str],
    *,
    source: Source,
    link: str = "",
    typed_in_by: Membership | None = None,
) -> Registration:
    """Put somebody into a pool under a fresh ticket; whoever calls this puts them into the entry."""
    return Registration.objects.create(
        place=act.place,
        lottery=lottery,
        ticket=new_ticket(tickets_in(lottery)),
        source=source,
        answers=fitting(lottery, answers),
        at=act.at,
        digest=digest_of(link) if link else "",
        typed_in_by=typed_in_by,
        household=household_of(details.address),
        **as_kept(details),
    )


def as_kept(details: Details) -> dict[str, str]:
    """Return who somebody is as the pool keeps it; an address that no letter can go to is refused."""
    email = details.email.strip().lower()
    if email and (refusal := address_is_right(email)):
        raise Refused(refusal.code)
    return {
        "name": details.name.strip(),
        "email": email,
        "phone": details.phone.strip(),
        "address": details.address.strip(),
    }


def fitting(lottery: Lottery, answers: Mapping[str, str]) -> dict[str, str]:
    """Return answers as they are kept, one for each feature; refuse those that are to other questions than there are now."""
    said = {str(feature): str(target) for feature, target in answers.items()}
    if not fits(said, choices_of(lottery)):
        raise Refused("answers_do_not_fit")
    return said


def choices_of(lottery: Lottery) -> dict[str, set[str]]:
    """Return for each feature, by its id, the ids of the targets that can count somebody."""
    choices: dict[str, set[str]] = {str(one.pk): set() for one in lottery.features.all()}
    for feature, target in Target.objects.filter(feature__lottery=lottery).values_list("feature", "pk"):
        choices[str(feature)].add(str(target))
    return choices


def fits(said: Mapping[str, str], choices: Mapping[str, Collection[str]]) -> bool:
    """Say whether answers are one for each feature, each a target that there is."""
    return set(said) == set(choices) and all(said[feature] in there for feature, there in choices.items())


def send_link_anew(act: Act, registration: Registration) -> Registration:
    """Send somebody a new link to their own page; the one before leads nowhere from now on."""
    link = new_token()
    opened_by(registration, digest_of(link))
    act.record(registration)
    send_anew(act, registration, link)
    return registration


def _send_link_again(act: Act, registration: Registration) -> Registration:
    """Send somebody a link to their own page; those before lead there still, as anybody can ask for it who knows their address."""
    link = link_again(registration)
    if registration.digest_again != digest_of(link):
        registration.digest_again = digest_of(link)
        registration.save(update_fields=["digest_again"])
        act.record(registration)
    send_again(act, registration, link)
    return registration


@action(
    "registration.withdraw",
    title=_("Withdraw from a lottery"),
    says=_("{actor} took somebody out of a pool who withdrew"),
    may=is_machine,
    when=can_withdraw,
    on="registration",
    doors=BY_MACHINE,
    secret=True,
)
def withdraw(act: Act, *, registration: Registration) -> Registration:
    """Take back what one registered with: an empty ticket stays, and nothing that leads from it to anybody; a last letter says so."""
    if registration.email:
        send_withdrawn(act, registration)
    return taken_out(act, registration)


@action(
    "registration.take_out",
    title=_("Take somebody out of a pool who asks for it"),
    says=_("{actor} took somebody out of a pool"),
    may=convenes,
    when=can_be_taken_out,
    on="registration",
    doors=BY_PAGE,
)
def take_out(act: Act, *, registration: Registration) -> Registration:
    """Withdraw for somebody who asks on the phone or by letter, or who was typed in by mistake; they are told by e-mail."""
    if registration.email:
        send_taken_out(act, registration)
    return taken_out(act, registration)


def taken_out(act: Act, registration: Registration) -> Registration:
    """Take one registration back in a deed, with all that follows from it; no file brings them back."""
    known_as, erased = gone_as(registration), Erased()
    empty(act, registration, erased, known_as)
    act.say(openings=erased.openings, aliases=erased.aliases)
    return registration


def empty(act: Act, registration: Registration, erased: Erased, known_as: Sequence[str] = ()) -> None:
    """Keep nothing of who somebody is, here and in what the record can open; that there was such a ticket stays."""
    blank(act, registration, SAID, erased)
    registration.refresh_from_db()
    registration.withdrawn, registration.gone_as = act.at, list(known_as)
    registration.save(update_fields=["withdrawn", "gone_as"])
    act.record(registration)
    for follows in WITHDRAWING:
        follows(act, registration, erased)
