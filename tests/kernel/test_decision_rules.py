"""Decision rules: what a group decided is one function of who could answer, what was declared and what was said."""

import pytest

from wholeplace.kernel.decisions.names import Outcome
from wholeplace.kernel.decisions.rules import RULES, Given, Result, Terms, Voter, result_of, would_count

SIX = (
    Voter("a", "public"),
    Voter("b", "public"),
    Voter("c", "public"),
    Voter("d", "professional"),
    Voter("e", "professional"),
    Voter("f", "politician"),
)


def consent(said: str, *, quorum: int = 2, each_voice: int = 0, falls_back: bool = False) -> Result:
    """Have the six answer in turn: c consents, o objects, s stands aside, a dot says nothing."""
    words = {"c": "consent", "o": "object", "s": "aside"}
    given = [Given(voter.id, words[one]) for voter, one in zip(SIX, said, strict=False) if one != "."]
    return result_of(Terms("consent", 1, quorum, each_voice, falls_back), SIX, given)


def approval(*said: str, options: int = 2, quorum: int = 2) -> Result:
    """Have the six approve in turn the options whose numbers are given; a dot says nothing."""
    given = [
        Given(voter.id, options=frozenset(map(int, one)))
        for voter, one in zip(SIX, said, strict=False)
        if one != "."
    ]
    return result_of(Terms("approval", options, quorum, 0), SIX, given)


class TestConsent:
    def test_a_proposal_nobody_objects_to_is_adopted(self) -> None:
        result = consent("ccss..")
        assert (result.outcome, result.chosen) == (Outcome.ADOPTED, 1)
        assert (result.answered, result.electors) == (4, 6)
        assert result.counts == {"consent": 2, "object": 0, "aside": 2}

    def test_one_objection_is_enough_to_stop_it(self) -> None:
        assert consent("ccccco").outcome == Outcome.OBJECTED
        assert consent("ccccco").chosen is None

    def test_where_a_fallback_was_declared_an_objection_leads_to_it(self) -> None:
        assert consent("cccco.", falls_back=True).outcome == Outcome.FELL_BACK

    def test_a_proposal_everybody_stands_aside_from_is_not_adopted(self) -> None:
        assert consent("ssssss").outcome == Outcome.NOT_CARRIED


class TestQuorum:
    def test_too_few_answers_decide_nothing_even_where_all_consent_or_one_objects(self) -> None:
        assert consent("cc....", quorum=3).outcome == Outcome.NO_QUORUM
        assert consent("co....", quorum=3, falls_back=True).outcome == Outcome.NO_QUORUM
        assert consent("ccc...", quorum=3).outcome == Outcome.ADOPTED

    def test_each_voice_has_to_be_heard(self) -> None:
        result = consent("ccccc.", each_voice=1)
        assert (result.outcome, result.chosen) == (Outcome.NO_QUORUM, None)
        assert [(one.voice, one.answered, one.needed) for one in result.short] == [("politician", 0, 1)]

    def test_of_a_voice_with_fewer_people_than_asked_for_all_have_to_answer(self) -> None:
        assert consent("cccccc", each_voice=2).outcome == Outcome.ADOPTED
        assert consent("cc.ccc", each_voice=3).outcome == Outcome.NO_QUORUM


class TestApproval:
    def test_the_option_most_approve_is_adopted_where_more_than_half_do(self) -> None:
        result = approval("1", "12", "1", "2", "", ".")
        assert (result.outcome, result.chosen, result.counts) == (Outcome.ADOPTED, 1, {"1": 3, "2": 2})

    def test_half_is_not_more_than_half(self) -> None:
        assert approval("1", "1", "", "").outcome == Outcome.NOT_CARRIED

    def test_two_options_that_as_many_approve_are_not_told_apart(self) -> None:
        result = approval("12", "12", "12")
        assert (result.outcome, result.chosen) == (Outcome.TIED, None)


def seats(*said: str, options: int = 8, number: int = 5, quorum: int = 2) -> Result:
    """Have so many people approve in turn the options whose numbers are given, and give so many seats."""
    electorate = [Voter(str(one), "public") for one in range(len(said))]
    given = [Given(str(one), options=frozenset(map(int, words))) for one, words in enumerate(said)]
    return result_of(Terms("seats", options, quorum, 0, seats=number), electorate, given)


class TestSeats:
    def test_a_majority_does_not_fill_every_seat(self) -> None:
        result = seats(*["12345"] * 12, *["678"] * 8)
        assert (result.outcome, result.adopted, result.chosen) == (Outcome.ADOPTED, (1, 6, 2, 3, 7), None)

    def test_as_many_seats_as_their_share_go_to_each_side(self) -> None:
        ten = seats(*["12345"] * 12, *["678"] * 8, number=8)
        assert sorted(ten.adopted) == [1, 2, 3, 4, 5, 6, 7, 8]
        assert seats(*["12345"] * 24, *["678"] * 6).adopted == (1, 2, 3, 4, 6)

    def test_nobody_sits_whom_fewer_approve_than_one_seats_share(self) -> None:
        assert seats(*["12345"] * 27, *["6"] * 6).adopted == (1, 2, 3, 4, 5)
        assert 6 in seats(*["12345"] * 24, *["6"] * 6).adopted

    def test_nobody_sits_whom_fewer_than_five_approve(self) -> None:
        assert seats(*["12345"] * 9, *["6"] * 4, number=8).adopted == (1, 2, 3, 4, 5)
        assert 6 in seats(*["12345"] * 9, *["6"] * 5, number=8).adopted

    def test_of_two_who_are_equal_the_one_who_stood_first_is_seated(self) -> None:
        assert seats(*["123456"] * 5).adopted == (1, 2, 3, 4, 5)

    def test_fewer_than_five_seated_or_half_who_approve_nobody_who_sits_form_no_circle(self) -> None:
        assert seats(*["1234"] * 5).outcome == Outcome.NOT_CARRIED
        assert seats(*["12345"] * 5, *[""] * 5).outcome == Outcome.NOT_CARRIED
        assert seats(*["12345"] * 6, *[""] * 5).outcome == Outcome.ADOPTED
        assert seats().outcome == Outcome.NO_QUORUM

    def test_too_few_answers_seat_nobody(self) -> None:
        result = seats(*["12345"] * 9, quorum=10)
        assert (result.outcome, result.adopted) == (Outcome.NO_QUORUM, ())

    def test_the_order_of_answers_changes_nothing(self) -> None:
        said = [*["12345"] * 6, *["678"] * 4, "1", "8"]
        assert seats(*said).adopted == seats(*said[::-1]).adopted


class TestWhoCouldAnswer:
    @pytest.mark.parametrize(
        ("answering", "counts"),
        [("abcdef", True), ("abdf", True), ("abd", False), ("abde", False), ("abcde", False)],
    )
    def test_it_would_count_where_enough_of_all_and_of_each_voice_answer(
        self, answering: str, *, counts: bool
    ) -> None:
        terms = Terms("consent", 1, 4, 1)
        assert would_count(terms, SIX, answering=set(answering)) is counts


class TestWhoeverIsCounted:
    def test_an_answer_of_somebody_outside_the_electorate_is_an_error(self) -> None:
        with pytest.raises(ValueError, match="without being asked"):
            result_of(Terms("consent", 1, 2, 0), SIX[:2], [Given("f", "consent")])

    def test_a_second_answer_of_one_person_is_an_error(self) -> None:
        with pytest.raises(ValueError, match="twice"):
            result_of(Terms("consent", 1, 2, 0), SIX, [Given("a", "consent"), Given("a", "object")])

    def test_the_order_of_people_and_answers_changes_nothing(self) -> None:
        given = [Given(voter.id, options=frozenset({1, n % 2 + 1})) for n, voter in enumerate(SIX)]
        terms = Terms("approval", 2, 2, 1)
        assert result_of(terms, SIX, given) == result_of(terms, SIX[::-1], given[::-1])


class TestApprovalWithoutNames:
    def test_it_counts_as_approval_does(self) -> None:
        given = [Given(voter.id, options=frozenset({n % 2 + 1, 2})) for n, voter in enumerate(SIX)]
        with_names, without = (result_of(Terms(rule, 2, 2, 1), SIX, given) for rule in ("approval", "secret"))
        assert with_names == without
        assert without.chosen == 2

    def test_it_is_not_open_and_takes_the_answers_of_ten(self) -> None:
        assert (RULES["secret"].is_open, RULES["secret"].least_quorum) == (False, 10)
        assert (RULES["approval"].is_open, RULES["approval"].least_quorum) == (True, 2)


def test_there_are_four_rules_and_each_says_how_it_works() -> None:
    assert sorted(RULES) == ["approval", "consent", "seats", "secret"]
    assert all(str(rule.says).endswith(".") for rule in RULES.values())
