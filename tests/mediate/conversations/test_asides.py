"""What somebody keeps for whoever facilitates: read by nobody else, and said to everybody by its author alone."""

import pytest
from django.test import Client
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import Held, give, held, refusal_of, wearing
from tests.mediate.conversations.test_erasing import erase, told
from tests.mediate.conversations.test_naming import entry, read_by
from tests.mediate.conversations.test_pages import at, browser, text_of

from wholeplace.convene.issues.actions import take_part
from wholeplace.kernel.actors import Actor, Door
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.notices.models import Notice
from wholeplace.kernel.people import CivicVoice, HatKind
from wholeplace.kernel.places import Sector
from wholeplace.kernel.records import Audience
from wholeplace.mediate.conversations.asides import Aside
from wholeplace.mediate.conversations.conditions import MOST_WRITTEN
from wholeplace.mediate.conversations.confiding import (
    answer_aside,
    ask_openly,
    open_aside,
    take_aside_back,
    write_aside,
)
from wholeplace.mediate.conversations.saying import say
from wholeplace.places.people.actions import NewMember, admit_members

__all__ = ["held", "own_keys", "saltmarsh"]

TEXT = "My ward hides how long people wait."


@pytest.fixture
def kept(held: Held) -> Aside:
    """What the first who takes part keeps for Rosa, who facilitates, and the councillor, who moderates."""
    give(held, "rosa", HatKind.FACILITATOR)
    give(held, "cllr", HatKind.MODERATOR)
    return write_aside(held.actor(0), conversation=held.conversation, text=TEXT)


def of(scene: Scene, name: str) -> Client:
    return browser(scene.people[name])


def ask(held: Held, aside: Aside, end: str) -> str:
    return at(held, f"asides/{aside.pk}/{end}/")


class TestKeeping:
    def test_it_is_read_by_whoever_facilitates_or_moderates_and_by_its_author(
        self, held: Held, kept: Aside
    ) -> None:
        assert (kept.audience, kept.conversation.statements.filter(seed=False).count()) == (
            Audience.AUTHOR,
            0,
        )
        for name in ("rosa", "cllr"):
            page = text_of(of(held.scene, name).get(at(held, "asides/")))
            assert TEXT in page
            assert "Person 0" not in page
        assert TEXT in read_by(held, held.people[0], "answers/")
        for name in ("amina", "olwen", "tariq"):
            assert of(held.scene, name).get(at(held, "asides/")).status_code == 404
        assert browser(held.people[1]).get(at(held, "asides/")).status_code == 404
        assert TEXT not in read_by(held, held.people[1], "answers/")

    def test_its_entry_opens_nothing_and_shares_no_alias_with_a_statement(
        self, held: Held, kept: Aside
    ) -> None:
        row = entry("aside.write")["rows"][0]
        assert row["committed"].keys() == {"text", "by", "kept_from", "reply", "replied_by", "statement"}
        say(held.actor(0), conversation=held.conversation, text="A bench.")
        assert entry("aside.write")["actor"] != entry("conversation.say")["actor"]

    def test_whoever_reads_it_is_told_and_its_words_stay_out_of_the_letter(
        self, held: Held, kept: Aside
    ) -> None:
        told = {
            one.member: f"{one.title} {one.text}" for one in Notice.objects.filter(href=at(held, "asides/"))
        }
        assert told.keys() == {held.scene.people["rosa"], held.scene.people["cllr"]}
        assert all(TEXT not in words and "Person" not in words for words in told.values())

    def test_nobody_keeps_one_where_nobody_reads_it_or_they_take_no_part_or_it_is_over(
        self, held: Held
    ) -> None:
        said = {"conversation": held.conversation, "text": TEXT}
        assert refusal_of(write_aside, held.actor(0), **said) == "nobody_reads_asides"
        give(held, "rosa", HatKind.FACILITATOR)
        assert refusal_of(write_aside, held.scene.actor("tariq"), **said) == "does_not_take_part"
        assert refusal_of(write_aside, wearing(held, "rosa"), **said) == "does_not_take_part"
        with migrating():
            for number in range(MOST_WRITTEN):
                Aside.objects.create(
                    place=held.scene.place,
                    conversation=held.conversation,
                    by=held.people[0],
                    text=f"{number}",
                    written=held.conversation.began,
                )
        assert refusal_of(write_aside, held.actor(0), **said) == "enough_written"
        held.close()
        assert refusal_of(write_aside, held.actor(1), **said) == "conversation_is_closed"


@pytest.fixture
def nurse(held: Held) -> Actor:
    """Somebody of the trust who takes part: Tariq, of the same trust, moderates."""
    trust = held.scene.organisations["Health Trust"]
    new = NewMember("nan@saltmarsh.example", "Nan Ward", CivicVoice.PROFESSIONAL, Sector.HEALTH, trust)
    (member,) = admit_members(held.scene.operator, place=held.scene.place, people=[new])
    take_part(Actor(place=member.place, door=Door.PAGE, membership=member), issue=held.scene.issue())
    give(held, "tariq", HatKind.MODERATOR)
    return Actor(place=member.place, door=Door.PAGE, membership=member)


class TestNear:
    def test_whoever_moderates_and_is_of_the_same_organisation_reads_nothing_of_it(
        self, held: Held, nurse: Actor
    ) -> None:
        give(held, "rosa", HatKind.FACILITATOR)
        page = text_of(browser(nurse.membership).get(at(held, "asides/write/")))
        assert "One person reads it today, and nobody else: Rosa Lind" in page
        assert ("Tariq" in page, "People of saltmarsh Health Trust never do" in page) == (False, True)
        made = write_aside(nurse, conversation=held.conversation, text=TEXT)
        assert Notice.objects.get(href=at(held, "asides/")).member == held.scene.people["rosa"]
        give(held, "tariq", HatKind.FACILITATOR)
        read = {name: text_of(of(held.scene, name).get(at(held, "asides/"))) for name in ("rosa", "tariq")}
        assert {name: TEXT in page for name, page in read.items()} == {"rosa": True, "tariq": False}
        by = wearing(held, "tariq")
        assert refusal_of(answer_aside, by, aside=made, reply="I know you.") == "aside_of_another"

    def test_where_nobody_else_is_there_they_do_once_its_author_says_they_know(
        self, held: Held, nurse: Actor
    ) -> None:
        said = {"conversation": held.conversation, "text": TEXT}
        assert refusal_of(write_aside, nurse, **said) == "only_near_read_asides"
        nan, path = browser(nurse.membership), at(held, "asides/write/")
        page = text_of(nan.get(path))
        assert "belongs to saltmarsh Health Trust, as you do" in page
        assert "Tariq Aziz, saltmarsh Health Trust" in page
        assert "belongs to your own organisation" in text_of(nan.post(path, {"text": TEXT, "key": "a"}))
        nan.post(path, {"text": TEXT, "also_near": "on", "key": "b"})
        assert TEXT in text_of(of(held.scene, "tariq").get(at(held, "asides/")))

    def test_the_tick_opens_nothing_where_somebody_else_is_there(self, held: Held, nurse: Actor) -> None:
        give(held, "rosa", HatKind.FACILITATOR)
        made = write_aside(nurse, conversation=held.conversation, text=TEXT, also_near=True)
        assert made.kept_from == [str(held.scene.organisations["Health Trust"].pk)]


class TestWritingBack:
    def test_whoever_facilitates_answers_once_and_asks_once(self, held: Held, kept: Aside) -> None:
        rosa = of(held.scene, "rosa")
        rosa.post(ask(held, kept, "answer"), {"reply": "Thank you for trusting us.", "key": "a"})
        rosa.post(ask(held, kept, "ask"), {"key": "b"})
        page = read_by(held, held.people[0], "answers/")
        assert "Rosa Lind wrote back: Thank you for trusting us." in page
        assert "May this be said openly? Only you can say yes." in page
        assert Notice.objects.filter(member=held.people[0], href__endswith="#asides").count() == 2
        by = wearing(held, "rosa")
        assert refusal_of(answer_aside, by, aside=kept, reply="And more.") == "aside_answered_already"
        assert refusal_of(ask_openly, by, aside=kept) == "aside_asked_already"
        assert entry("aside.answer")["actor"]["hat"] == "facilitator"

    def test_nobody_else_does(self, held: Held, kept: Aside) -> None:
        for by in (held.scene.actor("amina"), wearing(held, "cllr"), held.actor(1)):
            assert refusal_of(answer_aside, by, aside=kept, reply="I know you.") == "needs_hat"
            assert refusal_of(ask_openly, by, aside=kept) == "needs_hat"


class TestOutward:
    def test_its_author_says_it_to_everybody_and_it_has_the_next_number(
        self, held: Held, kept: Aside
    ) -> None:
        between = say(held.actor(1), conversation=held.conversation, text="A lamp.")
        opened = browser(held.people[0]).post(ask(held, kept, "open"), {"key": "once"})
        assert opened["Location"].endswith("answers/#written")
        kept.refresh_from_db()
        assert kept.statement is not None
        assert (kept.statement.text, kept.statement.number) == (TEXT, between.number + 1)
        assert kept.statement.audience == held.conversation.audience
        assert TEXT in read_by(held, held.people[2])
        assert text_of(of(held.scene, "rosa").get(at(held, "asides/"))).count(TEXT) == 0
        assert refusal_of(open_aside, held.actor(0), aside=kept) == "aside_is_open"
        assert refusal_of(take_aside_back, held.actor(0), aside=kept) == "aside_is_open"

    def test_nobody_else_says_it(self, held: Held, kept: Aside) -> None:
        for by in (wearing(held, "rosa"), wearing(held, "cllr"), held.scene.actor("amina"), held.actor(1)):
            assert refusal_of(open_aside, by, aside=kept) == "aside_of_another"
            assert refusal_of(take_aside_back, by, aside=kept) == "aside_of_another"
        page = of(held.scene, "rosa")
        assert page.post(ask(held, kept, "open"), {"key": "once"}).status_code == 404
        held.close()
        assert refusal_of(open_aside, held.actor(0), aside=kept) == "conversation_is_closed"

    def test_it_is_taken_back_before_anybody_answered_and_never_after(self, held: Held, kept: Aside) -> None:
        other = write_aside(held.actor(1), conversation=held.conversation, text="I am afraid.")
        ask_openly(wearing(held, "rosa"), aside=other)
        assert refusal_of(take_aside_back, held.actor(1), aside=other) == "aside_was_answered"
        browser(held.people[0]).post(ask(held, kept, "take-back"), {"key": "once"})
        page = text_of(of(held.scene, "rosa").get(at(held, "asides/")))
        assert (TEXT in page, "I am afraid." in page) == (False, True)
        assert refusal_of(open_aside, held.actor(0), aside=kept) == "aside_taken_back"


def test_it_is_its_authors_to_take_away_and_goes_with_them(held: Held, kept: Aside) -> None:
    assert TEXT in told(held.people[0])
    assert TEXT not in told(held.scene.people["rosa"])
    erase(held.scene, held.people[0])
    assert Aside.objects.get(pk=kept.pk).text == ERASED
    assert list(check_place(held.scene.place)) == []
