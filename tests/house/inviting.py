"""Whom a house asks to speak for a perspective, in whose words, and what they say."""

from tests.house.houses import House

from wholeplace.convene.invitations.actions import invite_to_speak
from wholeplace.convene.invitations.names import Reply, ReplyBy, Way
from wholeplace.convene.invitations.replying import answer_by_link
from wholeplace.convene.invitations.sending import send_to_speak
from wholeplace.convene.invitations.vouching import write_sponsor_words
from wholeplace.kernel.actors import machine
from wholeplace.kernel.outbox.models import Mail
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import Audience


def ask_to_speak(house: House) -> None:
    """Have the second convener vouch for a perspective, the contact of the house asked to speak for it, and say maybe."""
    perspective = house.perspectives[Audience.PUBLIC]
    house.vouched = write_sponsor_words(
        house.actor("second"), perspective=perspective, text=house.word("vouches")
    )
    convener, program = house.actor("convener", hat=HatKind.CONVENER), machine(house.place, "invitations")
    assert house.contact is not None
    made = invite_to_speak(
        convener,
        perspective=perspective,
        way=Way.EMAIL,
        contact=house.contact,
        sponsor=house.vouched,
        words=house.word("wordsspeak"),
    )
    sent = send_to_speak(program, issue_invitation=made)
    text = Mail.objects.filter(to=sent.email, template="invitations/mail/asked.txt").get().text
    house.answer = text.partition("/invitations/answer/")[2].partition("/")[0]
    house.wish = text.partition("/people/invitations/stop/")[2].partition("/")[0]
    house.asked = answer_by_link(
        program,
        issue_invitation=sent,
        reply=Reply.MAYBE,
        reply_by=ReplyBy.LINK,
        because=house.word("whymaybe"),
    )
