"""What somebody says about their statements is theirs: they take it away, and it goes or is kept as they choose."""

import pytest
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import Held, give, held, wearing
from tests.mediate.conversations.test_guests import says
from tests.mediate.conversations.test_pages import at, browser, text_of
from tests.mediate.conversations.test_rooms import enters, roomy

from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import machine
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.models import Opening
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.people import HatKind, Membership
from wholeplace.kernel.records import Audience
from wholeplace.mediate.conversations.guests import answer_moderators_as_guest, claim_guest
from wholeplace.mediate.conversations.models import Conversation, Statement
from wholeplace.mediate.conversations.moderation import answer_moderators, hold_statement
from wholeplace.mediate.conversations.names import Deed, Reason
from wholeplace.mediate.conversations.rooms import new_code
from wholeplace.mediate.conversations.rulings import Ruling
from wholeplace.mediate.conversations.saying import say
from wholeplace.places.yourself.actions import erase_person
from wholeplace.places.yourself.queries import what_is_held

__all__ = ["held", "own_keys", "saltmarsh"]

ANSWER, WHY = "She asked me to say so.", "It names a neighbour."


@pytest.fixture
def answered(held: Held) -> Ruling:
    """What the first who takes part answered the moderator who holds their statement."""
    give(held, "rosa", HatKind.MODERATOR)
    written = say(held.actor(0), conversation=held.conversation, text="Ask Mrs Lind of Number 3.")
    hold_statement(wearing(held, "rosa"), statement=written, reason=Reason.PERSONAL, words=WHY)
    return answer_moderators(held.actor(0), statement=written, words=ANSWER)


def erase(scene: Scene, member: Membership, *, keeps_words: bool = False) -> None:
    erase_person(machine(scene.place, "privacy"), member=member, keeps_words=keeps_words)


def told(member: Membership) -> str:
    """Return what somebody finds in their download, in words."""
    return "\n".join(said for one in what_is_held(member) for row in one.read for _name, said in row)


def opened(ruling: Ruling) -> list[tuple[object, object]]:
    return list(Opening.objects.filter(row=str(ruling.pk), field="words").values_list("content", "salt"))


def moderators_read(held: Held) -> str:
    return text_of(browser(held.scene.people["rosa"]).get(at(held, "moderation/?kind=all")))


def test_an_answer_to_moderators_is_its_authors_to_take_away_and_nobody_elses(
    held: Held, answered: Ruling
) -> None:
    assert ANSWER in told(held.people[0])
    assert ANSWER not in told(held.scene.people["rosa"])
    assert ANSWER not in told(held.people[1])
    assert WHY in told(held.scene.people["rosa"])


def test_it_goes_with_its_author_from_the_row_its_opening_and_the_moderators_page(
    held: Held, answered: Ruling
) -> None:
    assert ANSWER in moderators_read(held)
    assert ANSWER in str(opened(answered))
    erase(held.scene, held.people[0])
    answered.refresh_from_db()
    assert (answered.words, answered.statement.text) == (ERASED, ERASED)
    assert opened(answered) == [(None, None)]
    assert ANSWER not in moderators_read(held)
    assert WHY in moderators_read(held)
    assert list(check_place(held.scene.place)) == []


def test_it_stays_without_a_name_where_they_let_their_words_be_kept(held: Held, answered: Ruling) -> None:
    erase(held.scene, held.people[0], keeps_words=True)
    answered.refresh_from_db()
    assert (answered.words, answered.by) == (ANSWER, None)
    assert list(check_place(held.scene.place)) == []


def test_it_stays_when_the_moderator_goes(held: Held, answered: Ruling) -> None:
    erase(held.scene, held.scene.people["rosa"])
    answered.refresh_from_db()
    assert answered.words == ANSWER
    assert Ruling.objects.get(deed=Deed.HELD).words == WHY


def test_what_somebody_said_as_a_guest_goes_with_them_once_they_took_it_over(held: Held) -> None:
    with migrating():
        Issue.objects.update(audience=Audience.PUBLIC)
        Conversation.objects.update(audience=Audience.PUBLIC)
    held.conversation.refresh_from_db()
    give(held, "rosa", HatKind.MODERATOR)
    code, program = new_code(), machine(held.scene.place, "guests")
    guest = enters(held, roomy(held), code=code)
    written = says(held, guest)
    hold_statement(wearing(held, "rosa"), statement=written, reason=Reason.ASIDE)
    answered = answer_moderators_as_guest(program, statement=written, guest=guest, words=ANSWER)
    assert ANSWER not in told(held.people[0])
    claim_guest(held.actor(0), conversation=held.conversation, code=code)
    assert ANSWER in told(held.people[0])
    erase(held.scene, held.people[0])
    assert Statement.objects.get(pk=written.pk).text == ERASED
    assert Ruling.objects.get(pk=answered.pk).words == ERASED
