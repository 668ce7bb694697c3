"""What two people do about invitations at one moment comes out as if one had come after the other."""

from collections.abc import Callable
from threading import Thread, current_thread, main_thread
from typing import Any

import pytest
from django.db import connections
from tests.convene.inviting import NIA, asked, carers, contact, later, program
from tests.convene.mapping import mapped
from tests.kernel.scene import Scene, at_once, on_disk, own_keys, shared_saltmarsh

from wholeplace.convene.invitations.actions import invite_to_speak, remind
from wholeplace.convene.invitations.models import IssueInvitation
from wholeplace.convene.invitations.names import Reply, ReplyBy, Way
from wholeplace.convene.invitations.posting import ask_for_letters, draw_codes, letters_are_posted
from wholeplace.convene.invitations.replying import answer_by_link
from wholeplace.convene.invitations.sending import send_to_speak
from wholeplace.convene.stakeholders.book import note_speaker
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.outbox.models import Mail

__all__ = ["at_once", "on_disk", "own_keys", "shared_saltmarsh"]
WAIT = 0.4
"""Seconds in which somebody else would be done who need not wait."""


def _post(scene: Scene, file: Any) -> None:
    letters_are_posted(scene.actor("amina"), issue=scene.issue(), made=file.made)


def _set_again(scene: Scene, _file: Any) -> None:
    ask_for_letters(scene.actor("amina"), issue=scene.issue())


@pytest.mark.parametrize("deed", [_post, _set_again])
def test_an_answer_given_meanwhile_is_not_lost(
    shared_saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch, deed: Callable[[Scene, Any], None]
) -> None:
    scene = shared_saltmarsh
    asked(scene, Way.LETTER)
    file = ask_for_letters(scene.actor("amina"), issue=scene.issue())
    draw_codes(scene.actor("amina"), issue=scene.issue(), made=file.made)
    one, save = IssueInvitation.objects.get(), IssueInvitation.save

    def answers() -> None:
        said = {"reply": Reply.YES, "reply_by": ReplyBy.CODE}
        answer_by_link(program(scene), issue_invitation=one, **said)
        connections.close_all()

    answering = Thread(target=answers)

    def slowly(self: IssueInvitation, *args: Any, **kwargs: Any) -> None:
        if current_thread() is main_thread() and answering.ident is None:
            answering.start()
            answering.join(WAIT)
        save(self, *args, **kwargs)

    monkeypatch.setattr(IssueInvitation, "save", slowly)
    deed(scene, file)
    answering.join()
    one.refresh_from_db()
    assert (one.reply, one.state) == (Reply.YES, "sent")


def _codes(came: list[Any]) -> list[str]:
    return [one.refusal.code for one in came if isinstance(one, Refused)]


def test_two_conveners_who_ask_one_person_ask_them_once(shared_saltmarsh: Scene) -> None:
    scene = shared_saltmarsh
    person, perspective = contact(scene, address="1 Quay"), carers(scene)
    note_speaker(scene.actor("amina"), contact=person, perspective=perspective)
    said = {"perspective": perspective, "contact": person, "way": Way.LETTER}
    came = at_once(2, lambda number: invite_to_speak(scene.actor(("amina", "ben")[number]), **said))
    assert (_codes(came), IssueInvitation.objects.count()) == (["is_asked_already"], 1)


def test_two_conveners_who_remind_one_person_remind_them_once(shared_saltmarsh: Scene) -> None:
    scene = shared_saltmarsh
    said = {"contact": contact(scene), "way": Way.EMAIL}
    for by in ("amina", "ben"):
        one = invite_to_speak(scene.actor(by), perspective=mapped(scene, f"View of {by}"), **said)
        send_to_speak(program(scene), issue_invitation=one)
    later(days=3)
    both = list(IssueInvitation.objects.order_by("pk"))
    came = at_once(
        2,
        lambda number: remind(scene.actor(("amina", "ben")[number]), issue_invitation=both[number]),
    )
    assert (_codes(came), Mail.objects.filter(to=NIA).count()) == (["written_to_lately"], 3)
