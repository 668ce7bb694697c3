"""Whom an issue invites, told in payloads."""

from tests.journeys.payloads import corpus

from wholeplace.convene.invitations.actions import invite_to_speak
from wholeplace.convene.invitations.models import IssueInvitation
from wholeplace.convene.invitations.names import Reply, ReplyBy, Way
from wholeplace.convene.invitations.needing import say_needs
from wholeplace.convene.invitations.replying import answer_by_link
from wholeplace.convene.invitations.sending import send_to_speak
from wholeplace.convene.invitations.vouching import write_sponsor_words
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.stakeholders.models import Contact, Perspective
from wholeplace.convene.stakeholders.names import Standing
from wholeplace.kernel.actors import Actor, machine
from wholeplace.kernel.outbox.models import Mail


def invite_in_payloads(convener: Actor, issue: Issue) -> tuple[str, str]:
    """Ask contacts by every way in hostile words; one names somebody else. Return the secrets of the first letter's links."""
    needed = Perspective.objects.filter(issue=issue, standing=Standing.NEEDED).order_by("added")
    words, perspective = [one for one in corpus() if "ran(" in one], needed[0]
    text = "\n".join(words)[:1000]
    sponsor = write_sponsor_words(convener, perspective=perspective, text=text)
    program = machine(issue.place, "invitations")
    for contact, way in zip(
        Contact.objects.order_by("added")[:3], (Way.EMAIL, Way.LETTER, Way.PHONE), strict=True
    ):
        asked = {"contact": contact, "way": way, "words": text, "sponsor": sponsor}
        made = invite_to_speak(convener, perspective=perspective, **asked)
        if way == Way.EMAIL:
            send_to_speak(program, issue_invitation=made)
    say_needs(
        convener,
        place=issue.place,
        access=text,
        language=words[0][:120],
        childcare=words[1][:300],
        travel=words[2][:300],
    )
    one = IssueInvitation.objects.get(way=Way.EMAIL)
    answer_by_link(
        program,
        issue_invitation=one,
        reply=Reply.ASK_OTHER,
        reply_by=ReplyBy.LINK,
        because=text,
        other_name=words[0],
        other_reach=words[1],
    )
    letter = Mail.objects.get(to=one.email, template="invitations/mail/asked.txt").text
    return tuple(
        letter.partition(f"/invitations/{part}/")[2].partition("/")[0] for part in ("answer", "stop")
    )  # type: ignore[return-value]
