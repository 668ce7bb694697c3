"""Asking people to speak for perspectives: whom, by which way, and when it may go out."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from wholeplace.convene.invitations.conditions import refuse_anew
from wholeplace.convene.invitations.models import IssueInvitation, SponsorWords
from wholeplace.convene.invitations.names import State, Way
from wholeplace.convene.stakeholders.book import note_speaker
from wholeplace.convene.stakeholders.models import Contact, CouldSpeak, Perspective
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.people import Membership
from wholeplace.places.invited.queries import UNWANTED, closed_to, days_for
from wholeplace.places.invited.unwanted import unwanted_at

REACHED_BY = {Way.EMAIL: "email", Way.LETTER: "address", Way.PHONE: "phone"}
"""What must be known of a contact for each way."""


@dataclass(frozen=True)
class Whom:
    """One person to be asked: a contact or a member, for which perspective, and by which way."""

    perspective: Perspective
    way: Way
    contact: Contact | None = None
    invited: Membership | None = None


def whom_of(
    act: Act | Actor,
    perspective: Perspective,
    *,
    contact: Contact | None,
    invited: Membership | None,
    way: Way,
) -> Whom:
    """Return whom to ask; refuse whoever cannot be reached so, is a member under another name, or wants no invitations."""
    if (contact is None) == (invited is None):
        raise Refused("whom_to_ask")
    if invited is not None:
        if invited.ended is not None or invited.is_same_person_as(act.membership):
            raise Refused("whom_to_ask")
        if invited.is_same_person_as(perspective.speaker):
            raise Refused("speaks_for_them_already")
        return Whom(perspective, Way.NOTICE, invited=invited)
    assert contact is not None
    if contact.origin == ERASED:
        raise Refused("contact_is_forgotten")
    if way not in REACHED_BY or not getattr(contact, REACHED_BY[way]):
        raise Refused("no_way_to_reach")
    reach = getattr(contact, REACHED_BY[way])
    if way != Way.EMAIL and unwanted_at(act.place, [reach]):
        raise Refused(UNWANTED.refusal.code)
    closed = closed_to(act.place, [contact.email] if contact.email else []).get(contact.email)
    if closed is not None and (way == Way.EMAIL or closed != UNWANTED):
        raise Refused(closed.refusal.code)
    return Whom(perspective, way, contact=contact)


def ask_them(
    act: Act, people: Sequence[Whom], *, words: str, sponsor: SponsorWords | None, reminds: bool
) -> list[IssueInvitation]:
    """Keep an invitation for each, in the name of whoever acts, as many in a day as may go; the caller records them."""
    if sponsor is not None and not (
        sponsor.stands and {one.perspective.pk for one in people} == {sponsor.perspective_id}
    ):
        raise Refused("not_a_word_for_it")
    dues = days_for(act.membership, len(people), act.at)
    before, made = _before(act, people), []
    for whom, due in zip(people, dues, strict=True):
        one = before.get(_key(whom)) or _new(act, whom)
        _refuse_asked(act, one)
        one.by, one.asked, one.due, one.way = act.membership, act.at, due, whom.way
        one.words, one.sponsor, one.reminds = words, sponsor, reminds
        one.state, one.sent, one.reminded, one.called = State.WAITING, None, None, None
        one.tries, one.call, one.reply, one.reply_by, one.replied = 0, "", "", "", None
        one.because, one.recorded_by = "", None
        _snapshot(one, whom)
        fresh(one)
        one.save()
        made.append(one)
    _are_of_use(act, people)
    for due in sorted({one.due for one in made if one.way in {Way.EMAIL, Way.NOTICE}}):
        act.enqueue("issue_invitations.send", due=due)
    return made


def fresh(one: IssueInvitation) -> None:
    """Let no link or code of an invitation work any more."""
    one.digest = one.code = ""
    one.expires = one.printed = None


Key = tuple[uuid.UUID, uuid.UUID | None, uuid.UUID | None]
"""By what an invitation is one: for which perspective, and which contact or member."""


def _key(whom: Whom) -> Key:
    contact, invited = (one.pk if one is not None else None for one in (whom.contact, whom.invited))
    return whom.perspective.pk, contact, invited


def _before(act: Act, people: Sequence[Whom]) -> dict[Key, IssueInvitation]:
    """Return the invitations of these people for these perspectives that there are already: each is asked anew, if it can be."""
    theirs = Q(contact__in=[one.contact for one in people if one.contact is not None])
    theirs |= Q(invited__in=[one.invited for one in people if one.invited is not None])
    there = IssueInvitation.objects.select_for_update(of=("self",), no_key=True).select_related("by")
    perspectives = {one.perspective.pk for one in people}
    found = there.filter(theirs, place=act.place, perspective__in=perspectives).order_by("asked")
    return {(one.perspective_id, one.contact_id, one.invited_id): one for one in found}


def _new(act: Act, whom: Whom) -> IssueInvitation:
    return IssueInvitation(
        place=act.place,
        issue=whom.perspective.issue,
        perspective=whom.perspective,
        contact=whom.contact,
        invited=whom.invited,
    )


def _refuse_asked(act: Act, one: IssueInvitation) -> None:
    """Refuse to ask whoever answered already, has yet to, or was written to within two days."""
    if one._state.adding:  # noqa: SLF001 Django's own mark of a row that is not there yet
        return
    if refusal := refuse_anew(one, act.at):
        raise Refused(refusal.code, **refusal.params)


def _snapshot(one: IssueInvitation, whom: Whom) -> None:
    """Keep who is asked, and how they are reached in this way and no other."""
    if whom.contact is None:
        return
    one.name = str(whom.contact)
    for name in REACHED_BY.values():
        setattr(one, name, getattr(whom.contact, name) if name == REACHED_BY[whom.way] else "")


def _are_of_use(act: Act, people: Sequence[Whom]) -> None:
    """Note that contacts are of use, and that they could speak for the perspective, where that is not noted yet."""
    used: dict[uuid.UUID, Contact] = {}
    noted = set(
        CouldSpeak.objects.filter(
            contact__in=[one.contact for one in people if one.contact is not None]
        ).values_list("contact_id", "perspective_id")
    )
    for one in people:
        if one.contact is None:
            continue
        if (one.contact.pk, one.perspective.pk) not in noted:
            note_speaker(act.actor, contact=one.contact, perspective=one.perspective)
        else:
            used[one.contact.pk] = one.contact
    for contact in used.values():
        contact.used = act.at
    if used:
        Contact.objects.filter(pk__in=used).update(used=act.at)
        act.record_many(Contact, list(used.values()))
