"""People who are asked to speak for a perspective, by the ways a place has."""

import datetime as dt
import html
import re
from typing import Any

from django.test import Client
from tests.convene.mapping import mapped
from tests.kernel.scene import Scene

from wholeplace.convene.invitations.actions import invite_to_speak
from wholeplace.convene.invitations.jobs import NAME
from wholeplace.convene.invitations.models import IssueInvitation
from wholeplace.convene.invitations.names import Reply, ReplyBy, Way
from wholeplace.convene.invitations.posting import ask_for_letters, draw_codes, letters_are_posted
from wholeplace.convene.invitations.replying import answer_by_link
from wholeplace.convene.invitations.sending import send_to_speak
from wholeplace.convene.invitations.vouching import write_sponsor_words
from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.issues.conditions import takes_part
from wholeplace.convene.stakeholders.book import add_contact
from wholeplace.convene.stakeholders.models import Contact, Perspective
from wholeplace.convene.stakeholders.names import Ground
from wholeplace.kernel.actors import Actor, machine
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.outbox.models import Mail
from wholeplace.places.invited.unwanted import leave_alone, wish_in

NIA = "nia@carers.example"
WHENCE = {"origin": "Met at the lunch club", "ground": Ground.AGREED}
WHO = {"name": "Nia Rees", "voice": "public", "sector": "resident", "key": "join"}


def contact(scene: Scene, name: str = "Nia Rees", **reach: str) -> Contact:
    """Put somebody into the book."""
    said = reach or {"email": NIA}
    return add_contact(scene.actor("amina"), place=scene.place, name=name, **WHENCE, **said)


def carers(scene: Scene) -> Perspective:
    """Return the perspective of young carers, put on the map the first time it is asked for."""
    return Perspective.objects.filter(name="Young carers").first() or mapped(scene)


def asked(scene: Scene, way: Way = Way.EMAIL, *, by: str = "amina", **other: Any) -> IssueInvitation:
    """Ask somebody to speak for young carers."""
    reach = {
        Way.EMAIL: {"email": NIA},
        Way.LETTER: {"address": "1 Quay, Saltmarsh"},
        Way.PHONE: {"phone": "01632 960 001"},
    }
    if "contact" not in other and "invited" not in other:
        other["contact"] = contact(scene, **reach[way])
    return invite_to_speak(scene.actor(by), perspective=carers(scene), way=way, **other)


def sent(scene: Scene, **other: Any) -> IssueInvitation:
    """Ask somebody by e-mail, and have the letter written."""
    return send_to_speak(program(scene), issue_invitation=asked(scene, **other))


def posted(scene: Scene, *letters: IssueInvitation) -> tuple[str, str]:
    """Set the letters that wait, post them, and return the code and the link of the first."""
    assert letters or asked(scene, Way.LETTER)
    file = ask_for_letters(scene.actor("amina"), issue=scene.issue())
    drawn = draw_codes(scene.actor("amina"), issue=scene.issue(), made=file.made)
    letters_are_posted(scene.actor("amina"), issue=scene.issue(), made=file.made)
    return drawn[0][1:]


def program(scene: Scene) -> Actor:
    """Return the program as it sends and records answers."""
    return machine(scene.place, NAME)


def link_in(to: str = NIA) -> str:
    """Return the address in the newest letter to somebody at which they answer."""
    letter = Mail.objects.filter(to=to, template="invitations/mail/asked.txt").latest("asked")
    return re.findall(r"^http://localhost:8000(/\S+/answer/\S+/)$", letter.text, re.MULTILINE)[-1]


def stop_in(to: str = NIA) -> str:
    """Return the address in the newest letter to somebody at which they say that they want no more."""
    return re.findall(
        r"^http://localhost:8000(/\S+/stop/\S+/)$",
        Mail.objects.filter(to=to).latest("asked").text,
        re.MULTILINE,
    )[-1]


def answer(path: str, reply: Reply = Reply.YES, client: Client | None = None, **other: str) -> Any:
    """Press the button on the page of a link."""
    return (client or Client()).post(path, {"reply": reply.value, "key": f"k{reply}", **other})


def sponsored(scene: Scene, text: str = "She knows what evenings are like.", by: str = "rosa") -> Any:
    """Have somebody who takes part write why they would like somebody there."""
    take_part_once(scene, by)
    return write_sponsor_words(scene.actor(by), perspective=carers(scene), text=text)


def later(**by: Any) -> None:
    """Let time go by for every invitation."""
    with migrating():
        for one in IssueInvitation.objects.all():
            for name in (
                "asked",
                "due",
                "sent",
                "expires",
                "reminded",
                "replied",
                "printed",
                "called",
                "linked",
            ):
                moment = getattr(one, name)
                setattr(one, name, moment and moment - dt.timedelta(**by))
            one.save()


def main(reply: Any) -> str:
    """Return what a page says, without its tags."""
    found = re.findall(r"<main.*?</main>", reply.content.decode(), re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found[0])).split())


def asked_to_speak(scene: Scene) -> None:
    """Have somebody asked who says why not, and who wants no more invitations, in the words of a sponsor."""
    take_part_once(scene, "rosa")
    words = write_sponsor_words(scene.actor("rosa"), perspective=carers(scene), text="We miss them.")
    sent(scene, sponsor=words, words="Do come")
    said = {"reply": Reply.NO, "reply_by": ReplyBy.LINK, "because": "My knee"}
    answer_by_link(program(scene), issue_invitation=IssueInvitation.objects.get(), **said)
    wish = wish_in(scene.place, stop_in().split("/")[-2])
    leave_alone(program(scene), place=scene.place, wish=wish)


def take_part_once(scene: Scene, name: str) -> None:
    """Have somebody take part who may do so already."""
    if takes_part(scene.actor(name), scene.issue()) is not None:
        take_part(scene.actor(name), issue=scene.issue())
