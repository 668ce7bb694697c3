"""Where somebody stands is worked out from their own answers and from released figures, and shown to nobody else."""

import json

import pytest
from django.test import Client
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import Held, joined, opened
from tests.mediate.conversations.test_pages import browser, text_of

from wholeplace.kernel.clock import now
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.releases import Release
from wholeplace.mediate.conversations.names import Answer

__all__ = ["own_keys", "saltmarsh"]

TEXTS = [f"Statement {number} about evenings." for number in range(1, 13)]


def row(code: str, agree: int, disagree: int) -> list[object]:
    return [code, agree + disagree, agree, disagree, 0, "", ""]


def statement(number: int) -> dict[str, object]:
    """Statements in turn: held by both groups, by the first alone, and by the second alone."""
    first, second = ((30, 0), (25, 0)) if number % 3 == 0 else ((30, 0), (0, 25))
    if number % 3 == 2:
        first, second = (0, 30), (25, 0)
    everybody = row("all", first[0] + second[0], first[1] + second[1])[:6]
    return {"n": number, "all": everybody, "group": [row("A", *first), row("B", *second)]}


FIGURES = {
    "schema": 1, "people": 55, "votes": 660, "statement_count": len(TEXTS), "density": 1.0, "on_record": {},
    "mode": "debiased", "why": None, "groups": {"drawn": True, "reason": "", "ratio": 2.0},
    "attributes": {"group": [["A", 30], ["B", 25]]}, "map": None,
    "statements": [statement(number) for number in range(1, len(TEXTS) + 1)],
}  # fmt: skip
OF_B = {n: Answer.AGREE if n % 3 == 2 else Answer.DISAGREE for n in range(1, len(TEXTS) + 1) if n % 3}
OTHER = {Answer.AGREE: Answer.DISAGREE, Answer.DISAGREE: Answer.AGREE}


@pytest.fixture
def held(saltmarsh: Scene) -> Held:
    return Held(saltmarsh, opened(saltmarsh, seeds=TEXTS), joined(saltmarsh, people=2))


def released(held: Held) -> None:
    """Close the conversation, and let these figures be its landscape."""
    about = held.close()
    with migrating():
        Release.objects.create(
            place=held.scene.place, audience=about.audience, about=about.pk, number=1, base=55,
            taken=now(), payload=json.dumps(FIGURES),
        )  # fmt: skip


def address(held: Held) -> str:
    return f"/saltmarsh/conversations/{held.conversation.pk}/you/"


def page(held: Held, number: int) -> str:
    return text_of(browser(held.people[number]).get(address(held)))


def test_somebody_is_told_which_group_they_are_nearest_to_and_what_they_see_otherwise(held: Held) -> None:
    for number, answer in OF_B.items():
        held.answers(0, number, OTHER[answer] if number == 1 else answer)
    held.answers(0, 3, Answer.PASS)
    assert "It is too early to say" in page(held, 0)
    released(held)
    told = page(held, 0)
    assert "You stand nearest to Group B. On 7 of the 8 statements" in told
    assert "What you see otherwise than most of Group B" in told
    assert "1. Statement 1 about evenings. Agree 30 of 55 people agree" in told
    assert "You answered nothing here" in page(held, 1)


def test_of_a_few_answers_no_group_is_said_to_be_the_nearest(held: Held) -> None:
    for number in (1, 2):
        held.answers(0, number, OF_B[number])
    released(held)
    told = page(held, 0)
    assert "On 0 of the 2 statements that most people saw one way" in told
    assert "nearest" not in told


def test_each_reads_of_their_own_answers_and_nobody_of_anybody_elses(held: Held) -> None:
    for number, answer in OF_B.items():
        held.answers(0, number, answer)
        held.answers(1, number, OTHER[answer])
    released(held)
    for reader, own, others in ((0, "Group B", "Group A"), (1, "Group A", "Group B")):
        told = page(held, reader)
        assert f"You stand nearest to {own}. On 8 of the 8 statements" in told
        assert f"nearest to {others}" not in told
    convener = text_of(browser(held.scene.people["amina"]).get(address(held)))
    assert ("You answered nothing here" in convener, "nearest to Group" in convener) == (True, False)


def test_whoever_is_no_member_is_led_to_sign_in(held: Held) -> None:
    reply = Client().get(address(held))
    assert (reply.status_code, "/sign-in/" in reply["Location"]) == (302, True)


@pytest.mark.parametrize(("people", "few"), [(9, True), (10, False)])
def test_of_a_conversation_that_closed_with_nine_nothing_is_promised_that_never_comes(
    saltmarsh: Scene, people: int, *, few: bool
) -> None:
    held = Held(saltmarsh, opened(saltmarsh, seeds=TEXTS), joined(saltmarsh, people=people))
    for person in range(people):
        held.answers(person, 1)
    over = held.close()
    mine = browser(held.people[0])
    told = text_of(mine.get(f"/saltmarsh/conversations/live/{over.pk}/"))
    assert ("See where people agree" in told, "Read what was said" in told) == (not few, few)
    told = text_of(mine.get(over.issue.get_absolute_url()))
    assert ("See where people agree" in told, "Too few people to show figures" in told) == (not few, few)
    assert ("Its landscape is being worked out" in told) != few
    told = page(held, 0)
    assert ("Too few people answered to say" in told, "It is too early to say" in told) == (few, not few)
    told = text_of(mine.get(over.get_absolute_url()))
    assert ("Too few people answered to show figures" in told) == few
    assert "See what I wrote, and what became of it" in told
