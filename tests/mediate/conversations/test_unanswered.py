"""The next step leads into a conversation only for whom something there waits to be answered."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.kernel.scene import Scene
from tests.mediate.conversations.live import Held, give, held, joined, many, opened, own_keys, saltmarsh
from tests.mediate.conversations.test_rooms import answers, enters, public, roomy

from wholeplace.convene.issues.actions import take_part
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.sequencer import sequence
from wholeplace.kernel.people import HatKind, Membership
from wholeplace.mediate.conversations.guests import claim_guest
from wholeplace.mediate.conversations.keys import ballot_key_path
from wholeplace.mediate.conversations.models import WaitingAnswer
from wholeplace.mediate.conversations.names import Answer
from wholeplace.mediate.conversations.queries import open_conversations
from wholeplace.mediate.conversations.rooms import new_code
from wholeplace.mediate.conversations.saying import say
from wholeplace.mediate.conversations.steps import say_it_here, say_what_you_think
from wholeplace.mediate.conversations.unanswered import unanswered_by, with_guests_of
from wholeplace.mediate.landscapes.panel import panel_context
from wholeplace.places.partnership.home import next_step
from wholeplace.places.people.actions import grant_first_hat
from wholeplace.ui.addresses import place_url

__all__ = ["held", "many", "own_keys", "saltmarsh"]


def viewer(held: Held, member: Membership) -> Viewer:
    return Viewer(held.scene.place, member)


def told(held: Held, number: int) -> str:
    """The title of the step that somebody who takes part is offered, on the first page, and on the issue's whether or not it was read before."""
    reader = viewer(held, held.people[number])
    shown = held.scene.issue()
    panel_context(reader, shown)
    steps = [
        say_it_here(reader),
        say_what_you_think(reader, held.scene.issue()),
        say_what_you_think(reader, shown),
    ]
    titles = {step.title if step else "" for step in steps}
    return titles.pop() if len(titles) == 1 else str(titles)


def counted(held: Held, number: int) -> tuple[int, int] | None:
    reader = viewer(held, held.people[number])
    found = unanswered_by(reader, with_guests_of(reader, open_conversations(reader)))
    return (found.answered, found.asked) if found else None


def test_the_step_changes_as_somebody_answers_and_ends_with_the_last_answer(held: Held) -> None:
    steps = [told(held, 0)]
    for statement in (1, 2, 3):
        held.answers(0, statement)
        steps.append(told(held, 0))
    assert steps == ["Say what you think", "Go on answering", "Go on answering", ""]
    assert told(held, 1) == "Say what you think"


def test_it_says_how_much_is_left_and_leads_to_the_next_statement(held: Held) -> None:
    held.answers(0, 2)
    step = say_it_here(viewer(held, held.people[0]))
    assert step is not None
    assert step.text.startswith("2 statements of 3 wait for your answer: After dark. It is open until ")
    assert step.href == place_url(held.scene.place, "answer", live=held.conversation.pk)


def test_a_new_statement_asks_everybody_again(held: Held) -> None:
    for statement in (1, 2, 3):
        held.answers(0, statement)
    say(held.actor(1), conversation=held.conversation, text="Nobody asks the young.")
    assert counted(held, 0) == (3, 4)


def test_answers_that_have_entered_the_record_count_as_those_that_wait(many: Held) -> None:
    for number in range(12):
        for statement in (1, 2) if number else (1, 2, 3):
            many.answers(number, statement)
    assert counted(many, 1) == (2, 3)
    run_all_now()
    assert not WaitingAnswer.objects.exists()
    assert [counted(many, number) for number in range(12)] == [None, *[(2, 3)] * 11]


def test_where_one_conversation_is_answered_the_next_one_is_offered(held: Held) -> None:
    first = held.conversation.issue
    second = opened(held.scene, issue=held.scene.name_issue(title="The pier"), title="On the pier")
    for statement in (1, 2, 3):
        held.answers(0, statement)
    step = say_it_here(viewer(held, held.people[0]))
    assert step is not None
    assert step.href == second.get_absolute_url()
    assert say_what_you_think(viewer(held, held.people[0]), first) is None


def test_whoever_facilitates_is_asked_nothing_there(held: Held) -> None:
    def asked() -> list[bool]:
        reader = held.scene.viewer("rosa")
        return [say_it_here(reader) is not None, say_what_you_think(reader, held.scene.issue()) is not None]

    assert asked() == [True, True]
    give(held, "rosa", HatKind.FACILITATOR)
    assert asked() == [False, False]


def test_an_elected_member_is_told_of_the_record_before_the_first_answer_only(held: Held) -> None:
    take_part(held.scene.actor("cllr"), issue=held.scene.issue())
    step = say_it_here(held.scene.viewer("cllr"))
    assert step is not None
    assert "answer by name" in step.text
    others = say_it_here(viewer(held, held.people[0]))
    assert others is not None
    assert "answer by name" not in others.text


def test_nobody_is_asked_while_the_key_is_away(held: Held) -> None:
    assert told(held, 0) == "Say what you think"
    ballot_key_path(held.scene.place).unlink()
    assert told(held, 0) == ""


def test_what_somebody_answered_as_a_guest_is_not_asked_again(saltmarsh: Scene) -> None:
    held = public(saltmarsh)
    held.people = joined(saltmarsh, people=1, issue=held.conversation.issue)
    code = new_code()
    guest = enters(held, roomy(held), code=code)
    for statement in (1, 2):
        answers(held, guest, statement, Answer.AGREE)
    assert counted(held, 0) == (0, 3)
    claim_guest(held.actor(0), conversation=held.conversation, code=code)
    assert counted(held, 0) == (2, 3)


def test_a_visitor_is_led_from_the_issue_to_what_is_asked(saltmarsh: Scene) -> None:
    held = public(saltmarsh)
    visitor = Viewer(saltmarsh.place)
    step = say_what_you_think(visitor, held.conversation.issue)
    assert step is not None
    assert step.href == held.conversation.get_absolute_url()
    assert say_it_here(visitor) is None


def test_it_takes_two_questions_however_many_conversations_are_open(held: Held) -> None:
    opened(held.scene, issue=held.scene.name_issue(title="The pier"), title="On the pier")
    for statement in (1, 2, 3):
        held.answers(0, statement)
    reader = viewer(held, held.people[0])
    assert not reader.hats
    with CaptureQueriesContext(connection) as asked:
        unanswered_by(reader, with_guests_of(reader, open_conversations(reader)))
    assert len(asked) == 2


def test_a_scrutineer_is_asked_to_read_the_record_before_anything_is_asked_of_everybody(held: Held) -> None:
    grant_first_hat(held.scene.operator, member=held.scene.people["rosa"], kind=HatKind.SCRUTINEER)
    sequence(held.scene.place)
    step = next_step(held.scene.viewer("rosa"))
    assert step is not None
    assert "new lines of the record" in step.title
