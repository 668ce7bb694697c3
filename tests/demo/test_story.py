"""What must hold of the demo's place, people and statements."""

import re
from collections import Counter

import pytest
from django.core.validators import validate_email

from wholeplace.convene.issues.models import Framing, Issue
from wholeplace.demo.people import DO_NOT_VOTE, EVERYBODY, NAMED, VOTERS
from wholeplace.demo.statements import STATEMENTS, Part
from wholeplace.demo.story import (
    AREAS,
    AWAY_FROM_THE_SEAFRONT,
    CONVERSATION,
    MAIN_ISSUE,
    ORGANISATIONS,
    PLACE,
    SECOND_ISSUE,
)
from wholeplace.demo.votes import LEANS, Camp
from wholeplace.kernel.people import CivicVoice, HatKind
from wholeplace.kernel.places import Place, Sector
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.places.partnership.conditions import readable_colour

TEXTS = [one.text for one in STATEMENTS]


def fits(model, field, text):
    return 0 < len(text) <= model._meta.get_field(field).max_length


def test_the_place_fits_its_fields_and_its_colour_is_readable():
    assert fits(Place, "slug", PLACE.slug)
    assert fits(Place, "name", PLACE.name)
    assert fits(Place, "summary", PLACE.summary)
    assert readable_colour(PLACE.colour) is None


@pytest.mark.parametrize("issue", [MAIN_ISSUE, SECOND_ISSUE], ids=["main", "second"])
def test_an_issue_fits_its_fields(issue):
    for field in ("title", "happening", "for_whom", "tried"):
        assert fits(Issue, field, getattr(issue, field))
    assert fits(Framing, "text", issue.framing)


def test_the_conversation_fits_its_fields_and_asks_one_question():
    for field in ("title", "question", "description"):
        assert fits(Conversation, field, getattr(CONVERSATION, field))
    assert CONVERSATION.question.count("?") == 1


def test_there_are_eight_areas_and_eighteen_organisations_of_every_sector_but_the_residents():
    assert len(set(AREAS)) == len(AREAS) == 8
    assert set(AREAS) > AWAY_FROM_THE_SEAFRONT
    assert len({one.name for one in ORGANISATIONS}) == len(ORGANISATIONS) == 18
    assert {one.sector for one in ORGANISATIONS} == set(Sector.values) - {"resident"}


def test_an_organisation_has_a_domain_of_its_own_that_can_never_exist():
    domains = [one.domain for one in ORGANISATIONS]
    assert len(set(domains)) == len(domains)
    assert all(domain.endswith(f".{PLACE.slug}.example") for domain in domains)


def test_about_four_hundred_people_answer_of_whom_six_are_politicians_on_the_record():
    voices = Counter(voter.voice for voter in VOTERS)
    assert set(voices) == set(CivicVoice.values)
    assert 390 <= len(VOTERS) <= 430
    assert voices["professional"] >= 80
    assert voices["politician"] == 6
    assert [one for one in EVERYBODY if one.on_record] == [one for one in VOTERS if one.voice == "politician"]


@pytest.mark.parametrize(
    "sector", ["council", "health", "police", "education", "voluntary", "business", "resident"]
)
def test_a_sector_is_large_enough_to_be_shown(sector):
    assert sum(voter.sector == sector and not voter.on_record for voter in VOTERS) >= 30


def test_nobody_shares_a_name_or_an_address():
    assert len({one.name for one in EVERYBODY}) == len(EVERYBODY)
    assert len({one.email for one in EVERYBODY}) == len(EVERYBODY)


def test_every_address_is_well_formed_and_can_never_exist():
    for one in EVERYBODY:
        validate_email(one.email)
        assert one.email.endswith(f".{PLACE.slug}.example")


def test_titles_are_no_part_of_an_address():
    addresses = {one.name: one.email for one in NAMED}
    assert addresses["Cllr Judith Harkaway"] == "judith.harkaway@council.tarrowmouth.example"
    assert addresses["Dr Helena Strand"] == "helena.strand@surgery.tarrowmouth.example"
    assert addresses["Margaret Towle"] == "margaret.towle@post.tarrowmouth.example"


def test_everybody_lives_or_works_in_an_area_and_every_area_has_people():
    assert {one.area for one in EVERYBODY} == set(AREAS)


def test_whoever_acts_for_an_organisation_is_of_its_sector():
    sectors = {one.name: one.sector for one in ORGANISATIONS}
    assert all(sectors[one.organisation] == one.sector for one in EVERYBODY if one.organisation)
    assert {one.organisation for one in EVERYBODY} - {""} == set(sectors)


def test_hats_are_worn_by_named_people_and_two_wear_the_conveners():
    hats = Counter(hat for one in NAMED for hat in one.hats)
    assert set(hats) == set(HatKind.values) - {"participant"}
    assert hats.pop("convener") == 2
    assert set(hats.values()) == {1}
    assert not [one for one in EVERYBODY if one.hats and one not in NAMED]


def test_those_who_run_hold_check_or_host_the_conversation_do_not_vote():
    kept_out = [one for one in EVERYBODY if one not in VOTERS]
    assert {hat for one in kept_out for hat in one.hats} == DO_NOT_VOTE
    assert len(kept_out) == 4


def test_each_named_person_tells_a_visitor_in_one_sentence_who_they_would_be():
    for one in NAMED:
        assert re.fullmatch(r"You [^.?!]+\.", one.about), one.name


def test_every_voice_and_sector_among_the_voters_has_a_lean_and_none_holds_one_view_only():
    assert set(LEANS) == {(voter.voice, voter.sector) for voter in VOTERS}
    for leaning in LEANS.values():
        assert len(leaning) == len(Camp)
        assert min(leaning) > 0.05
        assert sum(leaning) == pytest.approx(1)


def test_there_are_sixty_statements_numbered_as_they_came_and_none_twice():
    assert [one.number for one in STATEMENTS] == list(range(1, 61))
    assert len({text.casefold() for text in TEXTS}) == 60


def test_a_statement_is_one_short_full_sentence():
    for text in TEXTS:
        assert re.fullmatch(r"[A-Z][^.?!]+\.", text), text
        assert len(text) <= 140


def test_nobody_says_i_because_others_are_to_agree_with_it():
    assert not [text for text in TEXTS if re.search(r"\b(I|me|my|mine)\b", text)]


def test_the_moderator_left_three_out_and_gave_a_reason_for_each():
    left_out = [one for one in STATEMENTS if one.is_left_out]
    assert len(left_out) == 3
    assert {one.part for one in left_out} == {Part.LEFT_OUT}
    assert len({one.written.left_out for one in left_out}) == 3


def test_a_left_out_statement_names_nobody_of_the_story():
    surnames = {one.name.split()[-1] for one in EVERYBODY}
    assert not [one.text for one in STATEMENTS if surnames & set(re.findall(r"\w+", one.text))]


def test_the_convener_wrote_the_first_six_statements_and_every_sector_wrote_some_of_the_rest():
    seeded = [one.number for one in STATEMENTS if one.written.seeded]
    assert seeded == [1, 2, 3, 4, 5, 6]
    assert {one.written.sector for one in STATEMENTS[:6]} == {"council"}
    assert {one.written.sector for one in STATEMENTS[6:]} == set(Sector.values)


def test_every_part_of_the_planned_landscape_is_played():
    assert {one.part for one in STATEMENTS} == set(Part)
