"""An invitation as it would go, before it is made: its letter, its page, or what whoever calls would say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from wholeplace.convene.invitations.asking import REACHED_BY, whom_of
from wholeplace.convene.invitations.letters import letter_before, notice_of
from wholeplace.convene.invitations.models import IssueInvitation
from wholeplace.convene.invitations.names import Way
from wholeplace.convene.invitations.paper import sheet_of
from wholeplace.convene.invitations.queries import asked_for
from wholeplace.convene.invitations.showing import script_of
from wholeplace.convene.stakeholders.book_queries import contacts_visible_to
from wholeplace.convene.stakeholders.models import Contact, Perspective
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal, Refused
from wholeplace.kernel.outbox.letters import Letter
from wholeplace.places.invited.queries import days_for
from wholeplace.ui.addresses import place_url
from wholeplace.ui.paper import SAMPLE, Secrets, Sheet


@dataclass(frozen=True)
class Preview:
    """What goes: a letter by e-mail, the words of a letter on paper, or the words of a call."""

    letter: Letter | None = None
    sheet: Sheet | None = None
    script: list[str] | None = None

    @property
    def paper(self) -> str:
        """The words of a letter on paper, with words where its square stands."""
        return self.sheet.words if self.sheet is not None else ""


def draft(actor: Actor, perspective: Perspective, said: Mapping[str, Any]) -> IssueInvitation:
    """Return an invitation as it would be made, and when it would go; nothing is kept of it."""
    member = actor.membership
    assert member is not None
    contact = said.get("contact")
    new = {name: said.get(name, "") for name in ("email", "address", "phone")}
    if contact is None and said.get("invited") is None:
        contact = Contact(name=said.get("name", ""), origin=said.get("origin", ""), **new)
    way = Way.NOTICE if said.get("invited") is not None else Way(said["way"])
    now = clock.now()
    one = IssueInvitation(
        place=actor.place,
        issue=perspective.issue,
        perspective=perspective,
        by=member,
        invited=said.get("invited"),
        contact=contact,
        sponsor=said.get("sponsor"),
        words=said.get("words", ""),
        way=way,
        asked=now,
        due=said.get("due") or days_for(member, 1, now)[0],
    )
    one.name = one.invited.name if one.invited is not None else str(contact)
    if contact is not None and way in REACHED_BY:
        setattr(one, REACHED_BY[way], getattr(contact, REACHED_BY[way]))
    return one


def why_it_cannot_go(actor: Actor, one: IssueInvitation) -> Refusal | None:
    """Return why nobody can be asked as it is drafted, before anybody presses a button; None where they can."""
    contact = one.contact
    try:
        whom_of(actor, one.perspective, contact=contact, invited=one.invited, way=Way(one.way))
    except Refused as refused:
        return refused.refusal
    if contact is not None and contact._state.adding:  # noqa: SLF001 Django's own mark of a row that is not there yet
        known = contacts_visible_to(actor.viewer).filter(email=contact.email) if contact.email else ()
        return next((Refusal("contact_is_there", {"name": str(there)}) for there in known), None)
    asked = {contact.pk if contact is not None else one.invited_id}
    return Refusal("is_asked_already") if asked & asked_for(actor.viewer, one.perspective) else None


def preview(one: IssueInvitation) -> Preview:
    """Return exactly what would go, with words where links and codes will stand."""
    if one.way == Way.PHONE:
        return Preview(script=script_of(one))
    if one.way == Way.LETTER:
        link = place_url(one.place, "enter_code")
        return Preview(sheet=sheet_of(one, Secrets(SAMPLE, link), dated=one.due))
    if one.way == Way.NOTICE:
        sponsor = (
            _("{name}: “{words}”").format(name=one.sponsor.by.name, words=one.sponsor.text)
            if one.sponsor
            else ""
        )
        told = (*notice_of(one), sponsor, one.words)
        return Preview(script=[part for part in told if part])
    return Preview(letter=letter_before(one))
