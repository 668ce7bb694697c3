"""A landscape that a browser keeps is shown again from there only while every sentence on it stands."""

from tests.kernel.scene import own_keys, saltmarsh
from tests.mediate.conversations.live import Held, give, many, wearing
from tests.mediate.conversations.test_pages import browser

from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.people import HatKind
from wholeplace.mediate.conversations.models import Statement
from wholeplace.mediate.conversations.moderation import hold_statement
from wholeplace.mediate.conversations.names import Reason

__all__ = ["many", "own_keys", "saltmarsh"]

SAID = "The last bus leaves too early."


def test_what_is_held_back_since_is_no_longer_there_for_whoever_asks_whether_anything_changed(
    many: Held,
) -> None:
    for number in range(12):
        for statement in (1, 2, 3):
            many.answers(number, statement)
    page = many.close().get_absolute_url()
    run_all_now()
    resident = browser(many.people[0])
    resident.get(page)  # which gives the browser the word that its forms carry
    first = resident.get(page)
    known = {"If-None-Match": first["ETag"]}
    assert (SAID in first.text, resident.get(page, headers=known).status_code) == (True, 304)
    give(many, "rosa", HatKind.MODERATOR)
    statement = Statement.objects.get(conversation=many.conversation, number=1)
    hold_statement(
        wearing(many, "rosa"), statement=statement, reason=Reason.PERSONAL, words="It names a neighbour."
    )
    again = resident.get(page, headers=known)
    assert (again.status_code, SAID in again.text) == (200, False)
