"""What two people do about invitations at one moment comes out as if one had come after the other."""

from collections.abc import Callable
from threading import Thread, current_thread, main_thread
from typing import Any

import pytest
from django.db import connections
from tests.convene.inviting import asked, program
from tests.kernel.scene import Scene, at_once, on_disk, own_keys, shared_saltmarsh

from wholeplace.convene.invitations.models import IssueInvitation
from wholeplace.convene.invitations.names import Reply, ReplyBy, Way
from wholeplace.convene.invitations.posting import ask_for_letters, draw_codes, letters_are_posted
from wholeplace.convene.invitations.replying import answer_by_link

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
