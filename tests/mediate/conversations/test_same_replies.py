"""Two answers of one person that differ in nothing else get the same replies, letters, addresses and lines of the log."""

import logging
import re
from typing import Any

import pytest
from django.test import Client
from tests.house.scene import undone
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import Held, joined
from tests.mediate.conversations.test_pages import at, browser
from tests.mediate.conversations.test_rooms import come_in, guest_at, public, roomy

from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.outbox.models import Mail
from wholeplace.mediate.conversations.names import Answer

__all__ = ["own_keys", "saltmarsh"]

WITHIN = {"HX-Request": "true", "HX-Target": "main"}
FRESH = re.compile(r'name="(?:csrfmiddlewaretoken|key)" value="[^"]*"|expires=[^;]+|nonce-[\w-]+')
"""What differs between any two replies."""


@pytest.fixture
def many(saltmarsh: Scene) -> Held:
    """A conversation for everybody in which nine people wait for a tenth."""
    held = public(saltmarsh)
    held.people = joined(saltmarsh, people=11, issue=held.conversation.issue)
    for number in range(9):
        held.answers(number, 1)
    return held


def told(
    client: Client, path: str, *, number: int, answer: str, headers: dict[str, str], log: Any
) -> dict[str, Any]:
    """Return everything that follows from one answer, all of it then undone."""
    kept = client.cookies.copy()
    with undone():
        log.clear()
        reply = client.post(path, {"number": number, "answer": answer}, headers=headers)
        run_all_now()
        letters = [
            (one.to, one.subject, one.text, one.html) for one in Mail.objects.order_by("to", "subject")
        ]
        said = {
            "status": reply.status_code,
            "headers": FRESH.sub("", str(sorted(reply.headers.items()))),
            "cookies": FRESH.sub("", reply.cookies.output()),
            "body": FRESH.sub("", reply.content.decode()),
            "size": len(reply.content),
            "letters": letters,
            "log": [(one.name, one.levelname, one.getMessage()) for one in log.records],
        }
    client.cookies.clear()
    client.cookies.update(kept)
    return said


def differing(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Return in what two of them differ."""
    return [what for what in one if one[what] != other[what]]


@pytest.mark.parametrize("headers", [{}, WITHIN], ids=["as a form", "within the page"])
@pytest.mark.parametrize("person", [10, 9, 0], ids=["the first time", "as the tenth", "changed"])
def test_to_a_member(
    many: Held, headers: dict[str, str], person: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    client, asked = browser(many.people[person]), {"headers": headers, "log": caplog}
    client.get(at(many, "answer/"))
    replies = [
        told(client, at(many, "answer/"), number=1, answer=answer.name.lower(), **asked)
        for answer in (Answer.AGREE, Answer.DISAGREE, Answer.PASS)
    ]
    assert replies[0]["status"] == (200 if headers else 302)
    assert [differing(replies[0], one) for one in replies[1:]] == [[], []]


def test_the_comparison_sees_what_differs(many: Held, caplog: pytest.LogCaptureFixture) -> None:
    """The negative control: another statement, of which the browser is told that it was the last, and another way to ask."""
    client, path = browser(many.people[10]), at(many, "answer/")
    first, other, whole = (
        told(client, path, number=number, answer="agree", headers=headers, log=caplog)
        for number, headers in ((1, WITHIN), (2, WITHIN), (1, {}))
    )
    assert "cookies" in differing(first, other)
    assert {"status", "body", "size"} <= set(differing(first, whole))


@pytest.mark.parametrize("headers", [{}, WITHIN], ids=["as a form", "within the page"])
def test_to_a_guest(many: Held, headers: dict[str, str], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    client, _code = come_in(many, roomy(many))
    asked = {"number": 1, "headers": headers, "log": caplog}
    replies = [
        told(client, guest_at(many), answer=answer, **asked) for answer in ("agree", "disagree", "pass")
    ]
    own = ["body"] if headers else []
    assert [differing(replies[0], one) for one in replies[1:]] == [own] * 2, (
        "their own page says what they answered"
    )
