"""Every statement gets an answer: carried into something that has a name, or not, because; and its author is told."""

import datetime as dt

import pytest
from tests.account.reports.over import LAMPS, REASON, ROSES, Over, held, over, own_keys, saltmarsh
from tests.mediate.conversations.live import Held, refusal_of
from tests.mediate.conversations.test_opening import said
from tests.places.test_notices import write

from wholeplace.account.reports.actions import add_follow_up, carry_statements, leave_statements
from wholeplace.account.reports.conditions import MOST_AT_ONCE, Debts
from wholeplace.account.reports.models import FollowUp
from wholeplace.account.reports.queries import debts_of
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.ledger.models import Leaf
from wholeplace.kernel.lineage.queries import fates_of
from wholeplace.kernel.outbox.models import Mail
from wholeplace.mediate.conversations.models import Statement

__all__ = ["held", "over", "own_keys", "saltmarsh"]


def fates(over: Over, number: int) -> list[tuple[bool, str, str]]:
    """What a member reads of a statement's fates: whether it was carried, into what, and why not."""
    statement = Statement.objects.get(conversation=over.conversation, number=number)
    told = fates_of(over.held.actor(2).viewer, [statement])
    return [(one.carried, one.title, one.because) for one in told.get(statement.pk, ())]


def test_a_statement_is_carried_into_a_next_step_a_framing_or_nothing_with_a_reason(over: Over) -> None:
    framing = over.held.scene.issue().framings.get()
    over.carry(1, 4, into=over.next_step())
    over.carry(2, into=framing)
    over.leave(3, because=f" {REASON}. ")
    assert fates(over, 1) == fates(over, 4) == [(True, "the next step “Try a later bus”", "")]
    assert fates(over, 2)[0][1].startswith("the provisional framing of ")
    assert fates(over, 3) == [(False, "", REASON)]
    assert debts_of(over.convener.viewer, over.conversation) == Debts(1, 5, 0)


def test_a_change_of_mind_is_a_later_fate_and_the_earlier_one_stays(over: Over) -> None:
    over.leave(4)
    over.carry(4, into=over.next_step())
    assert [carried for carried, _title, _because in fates(over, 4)] == [True, False]


def test_each_author_is_told_theirs_on_their_page_and_in_one_letter(over: Over) -> None:
    over.carry(1, 4, into=over.next_step())
    over.leave(5)
    talk = over.conversation.title
    mine = (f"What became of your statement 4 in “{talk}”", "Carried into the next step “Try a later bus”.")
    assert (over.told(0), over.told(1)) == (
        [mine],
        [(f"What became of your statement 5 in “{talk}”", f"Not carried: {REASON}.")],
    )
    assert over.told(2) == []
    write()
    letters = {one.to: one.text for one in Mail.objects.filter(to__startswith="p")}
    assert mine[1] in letters["p0@saltmarsh.example"]
    assert "#written" in letters["p0@saltmarsh.example"]
    assert not any(words in text for text in letters.values() for words in (ROSES, LAMPS))


def test_who_gave_it_and_why_is_in_the_record_and_not_in_the_open(over: Over) -> None:
    over.leave(2, 3)
    assert said("report.leave_statements") == "A convener said why statements were not carried: 2 of them"
    leaf = Leaf.objects.filter(entry__action="report.leave_statements").get()
    assert REASON not in leaf.data


@pytest.mark.parametrize("name", ["rosa", "olwen"])
def test_only_a_convener_answers(over: Over, name: str) -> None:
    actor, made = over.held.scene.actor(name), over.next_step()
    about = {"conversation": over.conversation, "numbers": [1]}
    assert refusal_of(carry_statements, actor, **about, into=made.pk) == "needs_hat"
    assert refusal_of(leave_statements, actor, **about, because=REASON) == "needs_hat"
    step = {"text": "x", "owner": "x", "due": dt.date(2999, 1, 1)}
    assert refusal_of(add_follow_up, actor, conversation=over.conversation, **step) == "needs_hat"


def test_nothing_is_answered_while_people_still_speak(held: Held) -> None:
    open_one = Over(held, held.conversation)
    assert refusal_of(open_one.leave, 1) == "conversation_not_over"
    assert refusal_of(open_one.next_step) == "conversation_not_over"


def test_what_is_not_there_is_neither_answered_nor_carried_into(over: Over) -> None:
    elsewhere = over.held.scene.issue()
    assert refusal_of(over.leave, 1, 99) == refusal_of(over.leave) == "no_such_statements"
    assert refusal_of(over.carry, 1, into=elsewhere) == "nothing_to_carry_into"
    assert refusal_of(over.leave, *range(MOST_AT_ONCE + 1)) == "too_many_at_once"
    assert refusal_of(over.leave, 1, because=" ") == "left_empty"
    assert debts_of(over.convener.viewer, over.conversation) == Debts(5, 5, 0)


def test_a_next_step_has_an_owner_and_a_day_to_come_and_is_told_in_the_record(over: Over) -> None:
    assert refusal_of(over.next_step, due=dt.date(2020, 1, 1)) == "due_is_past"
    assert refusal_of(over.next_step, owner=" ") == "left_empty"
    over.next_step()
    assert (
        said("report.add_next_step")
        == "A convener wrote down what comes next, by when, and who has taken it on"
    )
    assert FollowUp.objects.get().audience == over.conversation.audience


def test_a_visitor_reads_no_fate_of_what_members_said_among_themselves(over: Over) -> None:
    over.leave(1)
    statement = Statement.objects.get(conversation=over.conversation, number=1)
    assert statement.pk in fates_of(over.convener.viewer, [statement])
    assert fates_of(Viewer(over.held.scene.place), [statement]) == {}
