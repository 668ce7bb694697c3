"""Statements: one idea in plain words, changed by whoever wrote it, and not written twice."""

import json
import random
import uuid
from typing import Any

import pytest
from tests.kernel.scene import own_keys, saltmarsh
from tests.mediate.conversations.live import SEEDS, Held, held, many, refusal_of

from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.models import Leaf
from wholeplace.kernel.search.likeness import alike_among, by_parts, like_it
from wholeplace.mediate.conversations.conditions import MOST_WRITTEN
from wholeplace.mediate.conversations.drawing import Standing, draw, standing_of
from wholeplace.mediate.conversations.models import Statement
from wholeplace.mediate.conversations.queries import statements_asked
from wholeplace.mediate.conversations.saying import reword, say

__all__ = ["held", "many", "own_keys", "saltmarsh"]

REWORDINGS = [
    ("The last bus up the hill leaves too early.", "Buses up the hill should run later in the evening."),
    ("We need a youth club that is open at weekends.", "Open the youth club on Saturdays and Sundays."),
    ("Street lights on the seafront are too dim.", "The seafront needs brighter street lighting."),
    (
        "Young people should help to decide what is built for them.",
        "Let young people have a say in what gets built for them.",
    ),
    ("Too many shops at the harbour stand empty.", "The empty shops by the harbour should be filled."),
    (
        "It takes weeks to get an appointment at the surgery.",
        "Waiting times for a surgery appointment are far too long.",
    ),
    ("Dogs should be kept on a lead on the beach.", "Keep dogs on leads when they are on the beach."),
]
OPPOSITES = [
    (
        "The shelters on the seafront should be locked at night.",
        "The shelters on the seafront should stay open at night.",
    ),
    ("More police patrols would make the town safer.", "More police patrols would not make the town safer."),
    ("Cars should be kept out of the old harbour.", "Cars should be allowed into the old harbour."),
    ("The library should close earlier to save money.", "The library should close later, whatever it costs."),
    ("Music on the pier should end at ten.", "Music on the pier should go on after ten."),
    (
        "Council tax should rise to pay for youth workers.",
        "Council tax should not rise to pay for youth workers.",
    ),
    ("Build new homes at Marsh End.", "Build no new homes at Marsh End."),
]
UNRELATED = [
    ("The market should move back to the square.", "My grandmother waits too long for her hearing aid."),
    ("Cyclists need a safe way along the river.", "School meals should be free for everybody."),
    ("There is broken glass in the playground.", "The choir could sing in the shopping centre."),
    ("Nobody answers the phone at the housing office.", "Let us plant more trees along the road."),
    ("The swimming pool should open before work.", "People who work at night need somewhere quiet to live."),
    ("Older people on the hill are lonely.", "The harbour should charge visiting boats more."),
]


def asked(held: Held) -> list[str]:
    return [one.text for one in statements_asked(held.actor(0).viewer, held.conversation)]


class TestWriting:
    def test_a_statement_is_asked_of_everybody_and_its_author_is_committed_not_shown(
        self, held: Held
    ) -> None:
        said = say(held.actor(0), conversation=held.conversation, text="  We need\n a  bench. ")
        assert (said.number, said.text, said.author, said.seed) == (
            4,
            "We need a bench.",
            held.people[0],
            False,
        )
        assert asked(held) == [*SEEDS, "We need a bench."]
        leaf = json.loads(Leaf.objects.get(entry__action="conversation.say", part=0).data)
        assert leaf["actor"].keys() == {"as"}
        assert leaf["rows"][0]["committed"].keys() == {
            "author",
            "guest",
            "on_behalf_of",
            "pseudonym",
            "signed_by",
            "text",
        }

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("\u200b", "left_empty"),
            ("x" * 281, "statement_too_long"),
            (f"  {SEEDS[0].upper()}", "statement_said_already"),
        ],
    )
    def test_what_is_no_new_idea_in_a_few_words_is_refused(self, held: Held, text: str, code: str) -> None:
        assert refusal_of(say, held.actor(0), conversation=held.conversation, text=text) == code

    def test_so_is_whoever_takes_no_part_and_whatever_comes_after_the_close(self, held: Held) -> None:
        said = {"conversation": held.conversation, "text": "A bench."}
        assert refusal_of(say, held.scene.actor("rosa"), **said) == "does_not_take_part"
        held.close()
        assert refusal_of(say, held.actor(0), **said) == "conversation_is_closed"

    def test_nobody_drowns_the_others(self, held: Held) -> None:
        for number in range(MOST_WRITTEN):
            say(held.actor(0), conversation=held.conversation, text=f"Bench {number}.")
        more = {"conversation": held.conversation, "text": "One more."}
        assert refusal_of(say, held.actor(0), **more) == "enough_written"
        assert say(held.actor(1), **more).number == MOST_WRITTEN + 4


class TestSayingAnew:
    def test_it_changes_in_its_place_while_nobody_has_answered(self, held: Held) -> None:
        said = say(held.actor(0), conversation=held.conversation, text="A bensh.")
        anew = reword(held.actor(0), conversation=held.conversation, number=said.number, text="A bench.")
        assert (anew.pk, anew.text) == (said.pk, "A bench.")
        assert asked(held) == [*SEEDS, "A bench."]
        assert Leaf.objects.filter(entry__action="conversation.reword").exists()

    @pytest.mark.parametrize("batched", [False, True], ids=["waiting", "in the record"])
    def test_and_else_becomes_another_that_replaces_it_and_is_asked_instead(
        self, many: Held, batched: Any
    ) -> None:
        said = say(many.actor(0), conversation=many.conversation, text="A bensh.")
        for person in range(1, 11 if batched else 2):
            many.answers(person, said.number)
        run_all_now()
        asking = {"conversation": many.conversation, "number": said.number}
        anew = reword(many.actor(0), **asking, text="A bench.")
        assert (anew.number, anew.replaces, anew.author) == (5, said, many.people[0])
        assert Statement.objects.get(pk=said.pk).text == "A bensh."
        assert asked(many) == [*SEEDS, "A bench."]
        assert refusal_of(many.answers, 2, said.number) == "no_such_statement"
        assert refusal_of(reword, many.actor(0), **asking, text="A seat.") == "statement_was_replaced"

    def test_nobody_changes_what_somebody_else_wrote_nor_anything_after_the_close(self, held: Held) -> None:
        said = say(held.actor(0), conversation=held.conversation, text="A bench.")
        anew = {"conversation": held.conversation, "number": said.number, "text": "A seat."}
        assert refusal_of(reword, held.actor(1), **anew) == "statement_of_another"
        assert refusal_of(reword, held.scene.actor("amina"), **anew | {"number": 1}) == "does_not_take_part"
        held.close()
        assert refusal_of(reword, held.actor(0), **anew) == "conversation_is_closed"


class TestLikeness:
    """Each first sentence of a pair is written where the second ones of all pairs were said already."""

    SAID = [said for _new, said in (*REWORDINGS, *OPPOSITES, *UNRELATED)]

    def suggested(self, new: str) -> list[str]:
        return [self.SAID[place] for place in like_it(new, by_parts(self.SAID))]

    def test_six_of_seven_rewordings_are_suggested_and_first(self) -> None:
        firsts = [self.suggested(new)[:1] == [said] for new, said in REWORDINGS]
        assert firsts.count(True) == 6

    def test_an_opposite_is_suggested_too_because_it_can_be_disagreed_with(self) -> None:
        assert [self.suggested(new)[:1] == [said] for new, said in OPPOSITES] == [True] * 7

    def test_nothing_is_suggested_for_what_nobody_has_said(self) -> None:
        assert [self.suggested(new) for new, _said in UNRELATED] == [[]] * 6

    def test_among_many_those_that_are_alike_are_found_each_beside_its_own(self) -> None:
        texts = [text for pair in (*REWORDINGS, *UNRELATED) for text in pair]
        alike = alike_among({uuid.uuid4(): text for text in texts}) >= 1
        found = {(one, other) for one, other in zip(*alike.nonzero(), strict=True) if one < other}
        assert found < {(2 * pair, 2 * pair + 1) for pair in range(len(REWORDINGS))}
        assert len(found) == 6


class TestTheNextStatement:
    def test_new_ones_are_met_twice_as_often_as_settled_ones_and_nobody_meets_one_twice(self) -> None:
        settled, new = list(range(1, 21)), list(range(21, 41))
        standing = Standing(dict.fromkeys(settled, (30, 20, 10)))
        met = dict.fromkeys((*settled, *new), 0)
        for voter in range(500):
            answered: dict[int, str] = {}
            for _turn in range(8):
                number = draw((*settled, *new), answered=answered, standing=standing, chance=f"voter {voter}")
                assert number is not None
                assert number not in answered
                answered[number] = "a"
                met[number] += 1
        assert min(met.values()) > 0
        assert sum(met[one] for one in new) >= 2 * sum(met[one] for one in settled)

    def test_the_same_chance_draws_the_same_and_all_are_met_in_the_end(self) -> None:
        def walk(chance: str) -> list[int]:
            met: list[int] = []
            while (
                number := draw(range(1, 10), answered=met, standing=Standing({3: (9, 0, 0)}), chance=chance)
            ) is not None:
                met.append(number)
            return met

        assert walk("one") == walk("one") != walk("two")
        assert sorted(walk("one")) == list(range(1, 10))

    def test_of_two_with_equal_counts_the_one_along_which_opinions_part_is_met_more_often(self) -> None:
        chance = random.Random(3)
        parts, mixes = (1, 2, 3, 4), (5, 6, 7, 8, 9, 10, 11, 12)
        mixed = [chance.sample("a" * 20 + "d" * 20, 40) for _one in mixes]
        ballots = [
            "." + camp * len(parts) + "".join(row)
            for camp, row in zip("a" * 20 + "d" * 20, zip(*mixed, strict=True), strict=True)
        ]

        def met(standing: Standing) -> float:
            """Return how often one of the first is met, for once that one of the others is."""
            given = [
                draw((*parts, *mixes), answered=(), standing=standing, chance=f"voter {one}")
                for one in range(2000)
            ]
            first, other = (sum(map(given.count, these)) / len(these) for these in (parts, mixes))
            return first / other

        standing = standing_of(ballots)
        assert set(standing.counted.values()) == {(20, 20, 0)}
        assert met(standing) > 1.3
        assert 0.85 < met(Standing(standing.counted)) < 1.15

    def test_ballots_are_counted_by_statement_however_long_they_are(self) -> None:
        assert standing_of([".ad", ".a", ".pp", ""]).counted == {1: (2, 0, 1), 2: (0, 1, 1)}
