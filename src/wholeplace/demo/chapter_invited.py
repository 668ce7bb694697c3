"""The chapter on those who are asked to speak on Lantern Hill: a hundred and twenty people, by three ways, and what some said."""

from typing import TYPE_CHECKING

from wholeplace.convene.invitations.actions import invite_many
from wholeplace.convene.invitations.calling import record_call
from wholeplace.convene.invitations.jobs import NAME
from wholeplace.convene.invitations.models import IssueInvitation
from wholeplace.convene.invitations.names import Called, Reply, ReplyBy, Way
from wholeplace.convene.invitations.needing import say_needs
from wholeplace.convene.invitations.replying import answer_by_link, join_by_invitation
from wholeplace.convene.invitations.sending import send_to_speak
from wholeplace.convene.invitations.vouching import write_sponsor_words
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.stakeholders.book import note_speaker
from wholeplace.convene.stakeholders.book_taking_in import Part, take_in_contacts
from wholeplace.convene.stakeholders.models import Contact, Perspective
from wholeplace.convene.stakeholders.names import Ground, Known
from wholeplace.demo.chapter_issues import convener
from wholeplace.demo.needed_contacts import LISTED
from wholeplace.demo.needed_invited import (
    ANSWERS,
    CALLS,
    JOINS,
    SPONSOR,
    SPONSORED,
    SPONSORS_WORDS,
    WORDS,
    everybody,
)
from wholeplace.kernel.actors import Actor, machine
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector

if TYPE_CHECKING:
    from wholeplace.demo.telling import Teller

NEEDS = "A chair with arms, and somebody to say aloud what is on the wall."
"""What somebody who sees badly needs to take part."""


def ask_many_to_speak(teller: "Teller", issue: Issue) -> None:
    """Have the convener ask those who could speak for whom nobody does, and some of them come, answer, or be called."""
    people = list(everybody())
    take_in_contacts(
        convener(teller),
        place=teller.place,
        part=Part([said for said, _perspective in people], {}),
        origin=LISTED,
        ground=Ground.TASK,
        known=Known.APART,
    )
    needed = {one.name: one for one in Perspective.objects.filter(issue=issue)}
    write_sponsor_words(teller.named(SPONSOR), perspective=needed[SPONSORED], text=SPONSORS_WORDS)
    there = {one.name: one for one in Contact.objects.filter(place=teller.place)}
    noted = [
        note_speaker(convener(teller), contact=there[said["name"]], perspective=needed[name])
        for said, name in people
    ]
    invite_many(convener(teller), issue=issue, guesses=[one.pk for one in noted], words=WORDS, reminds=True)
    _some_answer(teller, issue)
    for name, call, reply, because in CALLS:
        record_call(
            convener(teller),
            issue_invitation=_asked(issue, name, Way.PHONE),
            call=Called(call),
            reply=Reply(reply) if reply else None,
            because=because,
        )


def _some_answer(teller: "Teller", issue: Issue) -> None:
    for name, voice, sector in JOINS:
        one = _answered(teller, _asked(issue, name, Way.EMAIL), Reply.YES)
        member = join_by_invitation(
            _program(teller),
            issue_invitation=one,
            name=one.name,
            voice=CivicVoice(voice),
            sector=Sector(sector),
        )
        if name == "People who see badly":
            say_needs(Actor(place=teller.place, door=convener(teller).door, membership=member, at=teller.later(minutes=5)),
                      place=teller.place, access=NEEDS)  # fmt: skip
    for name, reply, because in ANSWERS:
        _answered(teller, _asked(issue, name, Way.EMAIL), Reply(reply), because)


def _answered(teller: "Teller", one: IssueInvitation, reply: Reply, because: str = "") -> IssueInvitation:
    send_to_speak(_program(teller), issue_invitation=one)
    return answer_by_link(
        _program(teller), issue_invitation=one, reply=reply, reply_by=ReplyBy.LINK, because=because
    )


def _asked(issue: Issue, name: str, way: Way) -> IssueInvitation:
    """Return the first who was asked for a perspective by a way."""
    asked = IssueInvitation.objects.filter(issue=issue, perspective__name=name, way=way)
    return asked.order_by("name").select_related("place", "issue", "perspective", "by")[0]


def _program(teller: "Teller") -> Actor:
    return machine(teller.place, NAME, at=teller.later(minutes=20))
