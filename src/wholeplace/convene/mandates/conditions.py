"""Who may ask an organisation for its word, when a letter's link still works, and which mandates stand."""

import datetime as dt
import uuid
from decimal import Decimal

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.mandates.models import DIGITS, PLACES, Asking, Mandate, StandingStatement, Terms
from wholeplace.convene.mandates.names import (
    AskedFor,
    AskingStanding,
    AskingState,
    Ending,
    MandateStanding,
)
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal, all_of, any_of, wears
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.outbox.conditions import address_is_right
from wholeplace.kernel.people import ADDRESS_AT_MOST, NAME_AT_MOST, HatKind, Membership
from wholeplace.kernel.wording import declare_wording

AT_ONCE = 3
"""How many askings of one member may be open; each counts for two days, even when it was taken back."""
AGAIN = dt.timedelta(hours=48)
"""How long somebody leaves an address in peace before they write to it again."""
LASTS = dt.timedelta(days=14)
"""How long a link waits for an answer, and works on after a mandate is over."""
LONGEST = dt.timedelta(days=731)
"""How far ahead the last day of a mandate may be: it is renewed rather than forgotten."""
KEPT = dt.timedelta(days=90)
"""How long the address of a manager is kept who did not answer, or whose word stands no more."""
OPEN = frozenset({AskingState.WAITING, AskingState.SENT})
STANDS = Q(withdrawn=None, seconded__isnull=False)
"""What holds of a word for all that stands: a third gave the second word, and nobody withdrew it."""

declare_wording(
    {
        "belongs_to_no_body": _(
            "You belong to no organisation here, so there is nobody to ask. You take part for yourself."
        ),
        "asks_oneself": _("This is your own address. Ask somebody who may speak for your organisation."),
        "too_many_askings": _(
            "You can have {most} letters open at a time. Wait for an answer, or take one back; a letter counts for two"
            " days even then."
        ),
        "asked_lately": _("You wrote to this address within the last two days. Give them time to answer."),
        "day_is_past": _("The last day is over already. Choose a later one."),
        "day_is_far": _("A mandate lasts two years at most, and can be renewed. Choose an earlier last day."),
        "day_is_missing": _("Say until when it is to hold."),
        "amount_is_wrong": _("An amount is nought or more, with two figures after the point at most."),
        "asked_by_another": _("Only whoever asked for this can take it back."),
        "asking_is_settled": _("This was answered or taken back already."),
        "more_than_asked": _(
            "This goes further than what was asked for. Lower it; for more, they have to ask again."
        ),
        "not_your_mandate": _("This is the mandate of somebody else."),
        "mandate_is_over": _("This mandate stands no more."),
        "same_statement": _("Your organisation says exactly this already."),
        "no_statement": _("Your organisation has said nothing that could be withdrawn."),
        "second_word_of_another": _(
            "The second word is another's: not of whoever asked for this, and not of whoever was asked."
        ),
        "second_word_of_the_body": _(
            "The second word is for somebody else of {organisation}, or for a convener."
        ),
        "statement_waits_no_more": _("This waits for no second word: it has one, or was withdrawn."),
        "the_link_is_of_no_use": _("This link does not work, or no longer does."),
    }
)


def belongs_to_a_body(actor: Actor, _record: object) -> Refusal | None:
    """The actor belongs to an organisation here."""
    if actor.membership is None:
        return Refusal("not_a_member")
    return Refusal("belongs_to_no_body") if actor.membership.organisation_id is None else None


def asked_it(actor: Actor, asking: Asking) -> Refusal | None:
    """The actor asked for it, in this membership or one before."""
    return None if asking.by.is_same_person_as(actor.membership) else Refusal("asked_by_another")


def asking_is_open(_actor: Actor, asking: Asking) -> Refusal | None:
    """It was neither answered nor taken back."""
    return None if asking.state in OPEN else Refusal("asking_is_settled")


def asking_waits(_actor: Actor, asking: Asking) -> Refusal | None:
    """Its letter is still to be sent, by somebody who still belongs to the organisation, to an address that is kept."""
    waits = asking.state == AskingState.WAITING and asking.email != ERASED
    return None if waits and still_belongs(asking) else Refusal("asking_is_settled")


def answer_works(actor: Actor, asking: Asking) -> Refusal | None:
    """Its link waits for an answer: it was sent, is not too old, and whoever asked still belongs to the organisation."""
    waits = standing_of(asking, actor.at or clock.now()) == AskingStanding.SENT
    there = asking.statement is None or asking.statement.withdrawn is None
    works = waits and there and asking.email != ERASED and still_belongs(asking)
    return None if works else Refusal("the_link_is_of_no_use")


def word_works(actor: Actor, asking: Asking) -> Refusal | None:
    """What was said still stands, or its time ran out lately, so that its link can take it back or renew it."""
    at = actor.at or clock.now()
    said = asking.state == AskingState.GIVEN and asking.email != ERASED
    in_time = asking.expires is None or asking.expires > at
    there = asking.about == AskedFor.STATEMENT or still_belongs(asking)
    return None if said and in_time and there else Refusal("the_link_is_of_no_use")


def word_stands(actor: Actor, asking: Asking) -> Refusal | None:
    """The link still works, and the mandate it is about stands: what is over cannot be revoked."""
    if refusal := word_works(actor, asking):
        return refusal
    mandate = last_mandate(asking)
    at = actor.at or clock.now()
    stands = mandate is not None and mandate_standing(mandate, at) == MandateStanding.STANDS
    return None if stands else Refusal("mandate_is_over")


def last_mandate(asking: Asking) -> Mandate | None:
    """Return the mandate an asking led to last: renewed by its link, there are several."""
    led_to = Mandate.objects.select_related("member", "organisation", "issue__place", "place")
    return led_to.filter(asking=asking).order_by("-given").first()


def still_belongs(asking: Asking) -> bool:
    """Say whether whoever asked is still a member, and of that organisation."""
    by = asking.by
    return by.ended is None and by.organisation_id == asking.organisation_id


def is_its_member(actor: Actor, mandate: Mandate) -> Refusal | None:
    """The mandate is the actor's own."""
    return None if mandate.member.is_same_person_as(actor.membership) else Refusal("not_your_mandate")


def mandate_stands(actor: Actor, mandate: Mandate) -> Refusal | None:
    """The mandate stands."""
    standing = mandate_standing(mandate, actor.at or clock.now())
    return None if standing == MandateStanding.STANDS else Refusal("mandate_is_over")


def can_be_asked(actor: Actor, at: dt.datetime, *, email: str, manager: str) -> Refusal | None:
    """The address is another's and can be written to, was left in peace for two days, and not too much is open."""
    member = actor.membership
    if member is None:
        return Refusal("not_a_member")
    if len(manager) > NAME_AT_MOST or len(email) > ADDRESS_AT_MOST:
        return Refusal("does_not_fit")
    if refusal := address_is_right(email):
        return refusal
    if email == member.person.email:
        return Refusal("asks_oneself")
    theirs = Asking.objects.filter(by=member)
    lately = Q(asked__gt=at - AGAIN)
    if theirs.filter(lately, email=email).exists():
        return Refusal("asked_lately")
    waits = Q(state=AskingState.WAITING) | Q(state=AskingState.SENT, expires__gt=at)
    counted = theirs.filter(waits | (lately & ~Q(state=AskingState.GIVEN))).exclude(email=email)
    return Refusal("too_many_askings", {"most": AT_ONCE}) if counted.count() >= AT_ONCE else None


def terms_fit(terms: Terms, at: dt.datetime) -> Refusal | None:
    """The last day is to come and not too far, no amount is less than nought, and each fits."""
    if terms.until is None:
        return Refusal("day_is_missing")
    amounts = terms.amounts.values()
    if any(not one.is_finite() or one < 0 or one != round(one, PLACES) for one in amounts):
        return Refusal("amount_is_wrong")
    if any(one >= Decimal(10) ** (DIGITS - PLACES) for one in amounts):
        return Refusal("does_not_fit")
    today = timezone.localdate(at)
    if terms.until < today:
        return Refusal("day_is_past")
    return Refusal("day_is_far") if terms.until > today + LONGEST else None


def within_what_was_asked(asked: Terms, given: Terms) -> Refusal | None:
    """What is given goes no further than what was asked for: in amounts, leave and time."""
    assert asked.until is not None
    assert given.until is not None
    more = [
        *(amount > asked.amounts[kind] for kind, amount in given.amounts.items()),
        given.in_work_time and not asked.in_work_time,
        given.own_words and not asked.own_words,
        given.until > asked.until,
    ]
    return Refusal("more_than_asked") if any(more) else None


def standing_of(asking: Asking, at: dt.datetime) -> AskingStanding:
    """Return how an asking stands at a moment."""
    sent = asking.state == AskingState.SENT
    lapsed = sent and asking.expires is not None and asking.expires <= at
    return AskingStanding.LAPSED if lapsed else AskingStanding(asking.state)


def mandate_standing(mandate: Mandate, at: dt.datetime) -> MandateStanding:
    """Return how a mandate stands at a moment."""
    if mandate.ended is not None and mandate.ended <= at:
        return MandateStanding(mandate.ending or Ending.REVOKED)
    member = mandate.member
    gone = member.ended is not None and member.ended <= at
    if gone or member.organisation_id != mandate.organisation_id:
        return MandateStanding.LEFT
    return MandateStanding.OVER if mandate.last_day < timezone.localdate(at) else MandateStanding.STANDS


def standing_at(at: dt.datetime) -> Q:
    """Return what holds of mandates that stand at a moment, now or before: one revoked later stood until then."""
    not_ended = Q(ended=None) | Q(ended__gt=at)
    there = Q(member__ended=None) | Q(member__ended__gt=at)
    own = Q(member__organisation=F("organisation"))
    return Q(given__lte=at, until__gte=timezone.localdate(at)) & not_ended & there & own


def mandates_of(member: Membership, at: dt.datetime) -> "QuerySet[Mandate]":
    """Return the mandates of a member that stand at a moment."""
    return Mandate.objects.filter(standing_at(at), member=member)


def to_forget(at: dt.datetime) -> "QuerySet[Asking]":
    """Return what was asked of managers whose address is kept no longer: not answered, or of no more effect, for long."""
    gone = Q(by__ended__lt=at - KEPT) & ~Q(about=AskedFor.STATEMENT, state=AskingState.GIVEN)
    return Asking.objects.filter(Q(over__lt=at - KEPT) | gone).exclude(email=ERASED)


def statement_of(organisation: uuid.UUID | None) -> StandingStatement | None:
    """Return what an organisation says now for all of its people, if anything."""
    said = StandingStatement.objects.select_related("place")
    return said.filter(STANDS, organisation=organisation).first()


def is_neither_of_the_two(actor: Actor, statement: StandingStatement) -> Refusal | None:
    """The actor neither asked for what an organisation is to say for all, nor was asked for it."""
    member, asking = actor.membership, statement.asking
    if member is None:
        return Refusal("not_a_member")
    one_of_them = asking.by.is_same_person_as(member) or asking.email == member.person.email.lower()
    return Refusal("second_word_of_another") if one_of_them else None


def belongs_to_it(actor: Actor, statement: StandingStatement) -> Refusal | None:
    """The actor belongs to the organisation that is to say something for all of its people."""
    if actor.membership is not None and actor.membership.organisation_id == statement.organisation_id:
        return None
    return Refusal("second_word_of_the_body", {"organisation": statement.organisation.name})


knows_who_speaks = all_of(is_neither_of_the_two, any_of(belongs_to_it, wears(HatKind.CONVENER)))
"""The actor is a third: somebody else of the organisation, or a convener."""


def waits_for_a_second_word(_actor: Actor, statement: StandingStatement) -> Refusal | None:
    """Nobody has given the second word yet, and what was said was not withdrawn."""
    waits = statement.seconded is None and statement.withdrawn is None
    return None if waits else Refusal("statement_waits_no_more")


def says_something(actor: Actor, _record: object) -> Refusal | None:
    """The actor belongs to an organisation here that says something for all of its people."""
    if refusal := belongs_to_a_body(actor, _record):
        return refusal
    assert actor.membership is not None
    return None if statement_of(actor.membership.organisation_id) else Refusal("no_statement")
