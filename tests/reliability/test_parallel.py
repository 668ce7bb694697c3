"""Fifty identical requests at once over HTTP are one deed or one answer, and every sender gets the same reply."""

import re

import pytest
from tests.kernel.scene import at_once
from tests.reliability.client import Deed, Reply, Somebody, Vote, answering, insist
from tests.reliability.controls import on_sqlite_first
from tests.reliability.installation import Installation
from tests.reliability.voting import ANSWERS, there

AT_ONCE = 50
RUNS = 20


def framing(at: Installation, text: str) -> Deed:
    """A deed that nothing but its key keeps from being done twice."""
    return Deed("amina", "issue.reframe", {"issue": at.facts["issue"], "text": text})


def effects(at: Installation, text: str) -> int:
    ((count,),) = at.database.ask("SELECT count(*) FROM wp_convene_framing WHERE text = %s", text)
    return int(count)


def entries(at: Installation, action: str) -> int:
    ((count,),) = at.database.ask("SELECT count(*) FROM wp_kernel_entry WHERE action = %s", action)
    return int(count)


def one_deed_of_fifty(at: Installation, text: str) -> None:
    deed, before = framing(at, text), entries(at, "issue.reframe")
    said = {
        (r.status, r.text) if isinstance(r, Reply) else r
        for r in at_once(AT_ONCE, lambda _: insist(at, deed))
    }
    assert len(said) == 1
    assert said.pop()[0] == 200
    assert (effects(at, text), entries(at, "issue.reframe") - before) == (1, 1)


def one_takes_part_of_fifty(at: Installation) -> None:
    """Without a key it is the state that allows one only."""
    before, body = entries(at, "issue.take_part"), {"issue": at.facts["issue"]}
    replies = at_once(AT_ONCE, lambda _: Somebody(at, "rosa").do("issue.take_part", body, key=""))
    statuses = sorted(r.status if isinstance(r, Reply) else repr(r) for r in replies)
    assert statuses == [200] + [409] * (AT_ONCE - 1)
    assert entries(at, "issue.take_part") - before == 1
    assert insist(at, Deed("rosa", "issue.stop_taking_part", body)).status == 200


def answers_at_once(at: Installation, votes: list[Vote]) -> set[tuple[bool, int]]:
    """Send answers all at once; return whether each was acknowledged, and the status of its reply."""
    replies = at_once(len(votes), lambda n: insist(at, votes[n]))
    return {
        (vote.is_done(reply), reply.status) if isinstance(reply, Reply) else (False, 0)
        for vote, reply in zip(votes, replies, strict=True)
    }


def one_answer_of_fifty(at: Installation, number: int) -> None:
    """One answer stands however often it is sent; of fifty that differ one stands; and going back changes it."""
    mark, kept = (at.facts["key of p3"], number), list(ANSWERS)
    assert answers_at_once(at, [Vote("p3", number, "agree")] * AT_ONCE) == {(True, 302)}
    assert there(at)[mark] == ["a"]
    differing = [Vote("p3", number, kept[n % 3], within=True) for n in range(AT_ONCE)]
    assert answers_at_once(at, differing) == {(True, 200)}
    (last,) = there(at)[mark]
    pressed, other = kept[list(ANSWERS.values()).index(last)], kept[list(ANSWERS.values()).index(last) - 1]
    back = Somebody(at, "p3").get(f"{answering(at)}?again", cookies=f"last_statement={number}")
    assert f'name="number" value="{number}"' in back.text
    assert re.findall(r'value="(\w+)"[^>]*aria-pressed="true"', back.text) == [pressed]
    assert answers_at_once(at, [Vote("p3", number, other)]) == {(True, 302)}
    assert there(at)[mark] == [ANSWERS[other]]


def test_fifty_identical_requests_are_one_deed_or_one_answer(installation: Installation) -> None:
    installation.start()
    one_deed_of_fifty(installation, "Sent fifty times")
    one_takes_part_of_fifty(installation)
    one_answer_of_fifty(installation, 1)


@pytest.mark.soak
def test_twenty_times_fifty_identical_requests_are_one_deed_or_one_answer_each(
    installation: Installation,
) -> None:
    installation.start()
    for run in range(RUNS):
        one_deed_of_fifty(installation, f"Run {run}")
        one_takes_part_of_fifty(installation)
        one_answer_of_fifty(installation, run + 1)


@pytest.mark.soak
@on_sqlite_first
def test_it_is_the_keys_that_make_them_one(installation: Installation) -> None:
    """The negative control: with the key of a request or of a voter forgotten, each request has its own effect."""
    installation.sabotage = "keys_forgotten voters_forgotten"
    installation.start()
    deed = framing(installation, "Sent ten times")
    replies = at_once(10, lambda _: insist(installation, deed))
    done = [one for one in replies if isinstance(one, Reply) and one.status == 200]
    assert effects(installation, "Sent ten times") == len(done) > 1
    assert answers_at_once(installation, [Vote("p3", 1, "agree")] * 9) == {(True, 302)}
    assert len(there(installation)) == 9
