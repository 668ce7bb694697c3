"""Matches and mismatches: marked by people, settled by both parties, and carried into ground rules by the group."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.convene.deciding import MEETS, Group, wears
from tests.convene.parties import EVENING, HALL, LAMPS, NO_UNIFORM, PLAIN, UNIFORMS, Parties, Ruling
from tests.convene.test_issues import FIVE
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_leaving import signed_in
from tests.places.test_people import refused

from wholeplace.convene.expectations.conditions import rules_can_be_put
from wholeplace.convene.expectations.marking import dismiss, mark, take_back
from wholeplace.convene.expectations.models import Pairing, ProposedRules
from wholeplace.convene.expectations.names import PairingKind, Standing
from wholeplace.convene.expectations.panel import fill_in_card, meet_expectations
from wholeplace.convene.expectations.prefilling import drawn_from_cards
from wholeplace.convene.expectations.queries import beside, pairings_visible_to, standing_of
from wholeplace.convene.expectations.ruling import amend_rules, ask_about_rules, draw_up_rules
from wholeplace.convene.expectations.said import said
from wholeplace.convene.expectations.settling import confirm, live_with, park
from wholeplace.convene.expectations.suggesting import suggestions
from wholeplace.convene.ground_rules.actions import agree_to_ground_rules
from wholeplace.convene.ground_rules.models import GroundRules
from wholeplace.convene.ground_rules.panel import agree_first
from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.issues.framing import second_decision
from wholeplace.convene.issues.models import Amendment
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Viewer, machine
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.lineage.queries import came_from, fates_of
from wholeplace.kernel.notices.models import Notice
from wholeplace.kernel.records import Audience
from wholeplace.places.yourself.actions import erase_person
from wholeplace.ui.addresses import place_url

__all__ = ["elsewhere", "own_keys", "saltmarsh"]

MATCH = PairingKind.MATCH


@pytest.fixture
def parties(saltmarsh: Scene) -> Parties:
    """The people of a place, who take part in its issue."""
    together = Parties(saltmarsh)
    together.come_together()
    return together


def where(pairing: Pairing, viewer: Viewer) -> Standing:
    return standing_of(pairings_visible_to(viewer).get(pk=pairing.pk))


def still_open(parties: Parties) -> list[Pairing]:
    return beside(parties.scene.viewer("rosa"), parties.issue).open


def step_of(parties: Parties, name: str) -> str:
    viewer, issue = parties.scene.viewer(name), parties.issue
    step = meet_expectations(viewer, issue) or fill_in_card(viewer, issue)
    return step.title if step else ""


class TestMarking:
    def test_anybody_who_takes_part_marks_a_mismatch_and_both_parties_are_told(
        self, parties: Parties
    ) -> None:
        made = parties.differ()
        assert (made.line.text, made.party.member) == (UNIFORMS, parties.scene.people["rosa"])
        assert sorted(last(parties.scene)["rows"][0]["committed"]) == ["by", "why"]
        told = Notice.objects.filter(href=made.get_absolute_url()).values_list("member__name", flat=True)
        assert sorted(told) == ["Amina Yusuf", "Cllr Dee Marsh", "Rosa Lind"]

    def test_the_expectation_comes_first_from_whichever_line_it_is_marked_and_a_pair_is_marked_once(
        self, parties: Parties
    ) -> None:
        parties.fill_in()
        made = parties.mark(EVENING, HALL, MATCH)
        assert (made.line.text, made.other and made.other.text) == (HALL, EVENING)
        assert refused(parties.mark, HALL, EVENING, MATCH, by="rosa") == "paired_already"

    @pytest.mark.parametrize(
        ("one", "other", "kind", "code"),
        [
            (UNIFORMS, LAMPS, MATCH, "pair_needs_two_cards"),
            (UNIFORMS, NO_UNIFORM, MATCH, "do_not_go_together"),
            (EVENING, "A nurse on Tuesdays", PairingKind.MISMATCH, "do_not_go_together"),
        ],
    )
    def test_lines_that_cannot_go_together_are_refused(
        self, parties: Parties, one: str, other: str, kind: PairingKind, code: str
    ) -> None:
        parties.fill_in()
        assert refused(parties.mark, one, other, kind) == code

    def test_what_a_party_says_nothing_about_is_a_mismatch_with_it(self, parties: Parties) -> None:
        parties.fill_in()
        line, trust = parties.line(LAMPS), parties.line("A nurse on Tuesdays").card
        asked = {"line": line, "party": trust, "why": "Nobody says who pays for them"}
        rosa = parties.actor("rosa")
        assert refused(mark, rosa, **asked, kind=MATCH) == "do_not_go_together"
        made = mark(rosa, **asked, kind=PairingKind.MISMATCH)
        assert (made.other, made.party) == (None, trust)
        assert refused(mark, rosa, **asked, kind=PairingKind.MISMATCH) == "paired_already"
        assert refused(mark, rosa, line=line, why="So", kind=PairingKind.MISMATCH) == "pair_needs_two_cards"

    def test_who_does_not_take_part_marks_nothing_and_what_is_dropped_is_marked_no_more(
        self, parties: Parties
    ) -> None:
        parties.fill_in()
        assert refused(parties.mark, HALL, EVENING, MATCH, by="olwen") == "does_not_take_part"
        gone = parties.line(HALL)
        parties.card("rosa", after=1, refuses=NO_UNIFORM)
        gone.refresh_from_db()
        given = {"line": gone, "other": parties.line(EVENING), "kind": MATCH, "why": "So"}
        assert refused(mark, parties.actor("ben"), **given) == "line_dropped"

    def test_whoever_marked_takes_it_back_and_it_counts_no_more(self, parties: Parties) -> None:
        made = parties.differ()
        assert refused(take_back, parties.actor("rosa"), pairing=made) == "marked_by_another"
        take_back(parties.actor("ben"), pairing=made)
        assert still_open(parties) == []
        assert refused(parties.settle, made) == "pairing_taken_back"
        parties.mark(UNIFORMS, NO_UNIFORM, by="rosa")

    def test_whoever_was_told_of_what_is_taken_back_reads_that_it_counts_no_more(
        self, parties: Parties
    ) -> None:
        made, amina = parties.differ(), signed_in(parties.scene, "amina")
        (href,) = Notice.objects.filter(member=parties.scene.people["amina"]).values_list("href", flat=True)
        assert "Say how it is settled" in amina.get(href).text
        take_back(parties.actor("ben"), pairing=made)
        page = amina.get(href)
        assert (page.status_code, "Whoever marked this took it back." in page.text) == (200, True)
        assert "Say how it is settled" not in page.text


class TestSuggesting:
    def test_lines_of_two_cards_that_are_alike_are_suggested_until_somebody_dismisses_them(
        self, parties: Parties
    ) -> None:
        parties.fill_in()
        viewer = parties.scene.viewer("tariq")
        (one,) = suggestions(viewer, parties.issue)
        assert (one.line.text, one.other.text, one.kind) == (HALL, EVENING, MATCH)
        dismiss(parties.actor("ben"), line=one.other, other=one.line)
        assert suggestions(viewer, parties.issue) == []
        parties.mark(HALL, EVENING, MATCH)

    def test_what_is_marked_is_suggested_no_more(self, parties: Parties) -> None:
        parties.fill_in()
        parties.mark(HALL, EVENING, MATCH)
        assert suggestions(parties.scene.viewer("tariq"), parties.issue) == []

    def test_only_lines_of_two_cards_of_one_issue_are_dismissed(self, parties: Parties) -> None:
        parties.fill_in()
        lines = {"line": parties.line(UNIFORMS), "other": parties.line(LAMPS)}
        assert refused(dismiss, parties.actor("rosa"), **lines) == "pair_needs_two_cards"


class TestSettling:
    def test_one_party_says_how_and_the_other_confirms(self, parties: Parties) -> None:
        made, viewer = parties.differ(), parties.scene.viewer("ben")
        assert refused(parties.settle, made, by="ben") == "mismatch_of_others"
        settling = parties.settle(made)
        assert (where(made, viewer), step_of(parties, "amina")) == (
            Standing.WAITING, "A mismatch waits for your word",
        )  # fmt: skip
        assert step_of(parties, "rosa") == ""
        assert refused(confirm, parties.actor("rosa"), settling=settling) == "own_word_counts_once"
        assert refused(confirm, parties.actor("ben"), settling=settling) == "mismatch_of_others"
        assert still_open(parties) == [made]
        confirm(parties.actor("cllr"), settling=settling)
        assert where(made, viewer) == Standing.SETTLED
        assert still_open(parties) == []
        assert refused(parties.settle, made) == "mismatch_is_over"
        assert refused(take_back, parties.actor("ben"), pairing=made) == "mismatch_is_over"

    def test_a_second_person_of_the_same_party_is_not_the_other_party(self, parties: Parties) -> None:
        made = parties.differ()
        settling = parties.settle(made, by="amina")
        assert refused(confirm, parties.actor("cllr"), settling=settling) == "other_party_confirms"

    def test_both_can_live_with_it_and_what_is_said_newly_takes_the_place_of_what_waited(
        self, parties: Parties
    ) -> None:
        made, viewer = parties.differ(), parties.scene.viewer("ben")
        overtaken = parties.settle(made)
        lived = live_with(parties.actor("amina"), pairing=made, why="We meet in two groups")
        assert refused(confirm, parties.actor("cllr"), settling=overtaken) == "settling_is_over"
        assert step_of(parties, "rosa") == "A mismatch waits for your word"
        confirm(parties.actor("rosa"), settling=lived)
        assert where(made, viewer) == Standing.ACCEPTED

    def test_a_party_or_a_convener_parks_it_and_on_the_day_it_is_open_again(self, parties: Parties) -> None:
        made, viewer = parties.differ(), parties.scene.viewer("rosa")
        until = timezone.localdate() + dt.timedelta(days=30)
        given = {"pairing": made, "reason": "The police are asked first"}
        assert refused(park, parties.actor("tariq"), **given, until=until) == "mismatch_of_others"
        assert refused(park, parties.actor("rosa"), **given, until=timezone.localdate()) == "park_until_later"
        parked = park(parties.actor("ben"), **given, until=until)
        assert (parked.party, where(made, viewer)) == (None, Standing.PARKED)
        assert still_open(parties) == []
        with clock.telling_of(clock.now() + dt.timedelta(days=30)):
            assert where(made, viewer) == Standing.AGAIN
            assert still_open(parties) == [made]
            assert step_of(parties, "rosa") == "A mismatch is open again"
            assert step_of(parties, "tariq") == ""

    def test_a_convener_of_neither_party_parks_nothing_that_waits_for_one_of_them(
        self, parties: Parties
    ) -> None:
        made, until = parties.differ(), timezone.localdate() + dt.timedelta(days=30)
        settling, page = parties.settle(made), place_url(parties.scene.place, "pairing", pairing=made.pk)
        parking = {"pairing": made, "until": until, "reason": "Later"}
        assert refused(park, parties.actor("ben"), **parking) == "waits_for_the_other_party"
        assert "Park it until a day" not in signed_in(parties.scene, "ben").get(page).text
        assert "Park it until a day" in signed_in(parties.scene, "amina").get(page).text
        confirm(parties.actor("amina"), settling=settling)

    def test_it_is_open_again_when_the_day_begins_where_the_place_is(self, parties: Parties) -> None:
        made, viewer = parties.differ(), parties.scene.viewer("rosa")
        summer = dt.datetime(parties.at.year + 1, 7, 1, 23, 30, tzinfo=dt.UTC)
        rosa = replace(parties.actor("rosa"), at=summer - dt.timedelta(days=1))
        assert refused(park, rosa, pairing=made, until=summer.date(), reason="So") == "park_until_later"
        until = summer.date() + dt.timedelta(days=1)
        park(rosa, pairing=made, until=until, reason="The police are asked first")
        with clock.telling_of(summer):
            assert where(made, viewer) == Standing.AGAIN
            assert step_of(parties, "rosa") == "A mismatch is open again"

    def test_a_match_has_nothing_to_settle(self, parties: Parties) -> None:
        parties.fill_in()
        made = parties.mark(HALL, EVENING, MATCH)
        assert refused(parties.settle, made) == "not_a_mismatch"
        assert still_open(parties) == []


@pytest.fixture
def ruling(parties: Parties) -> Ruling:
    """The parties, who have settled where they differed."""
    together = Ruling(parties.scene, parties.at)
    confirm(together.actor("amina"), settling=together.settle(together.differ()))
    return together


class TestDecidingOnGroundRules:
    def test_the_form_begins_with_what_holds_and_what_was_settled_or_matched(self, ruling: Ruling) -> None:
        ruling.mark(HALL, EVENING, MATCH)
        drawn = drawn_from_cards(ruling.scene.viewer("rosa"), ruling.issue)
        assert drawn.rules == f"{PLAIN}\n{HALL}"
        assert drawn.red_lines == f"A member of the public: {NO_UNIFORM}"
        assert [text.partition(": ")[2] for _key, text in drawn.lines] == [
            UNIFORMS,
            NO_UNIFORM,
            HALL,
            EVENING,
        ]
        decision = seconded(ruling, ruling.put(ruling.draw_up(rules=f"{PLAIN}.")))
        ruling.consent(decision, *FIVE)
        ruling.close(decision)
        again = drawn_from_cards(ruling.scene.viewer("rosa"), ruling.issue)
        assert (again.rules, again.red_lines) == (f"{PLAIN}.\n{HALL}", "")

    def test_the_form_does_not_begin_with_a_match_of_which_a_line_was_dropped(self, ruling: Ruling) -> None:
        ruling.mark(HALL, EVENING, MATCH)
        assert HALL in drawn_from_cards(ruling.scene.viewer("tariq"), ruling.issue).rules
        ruling.card("rosa", after=1, refuses=NO_UNIFORM, reason="We found one")
        drawn = drawn_from_cards(ruling.scene.viewer("tariq"), ruling.issue)
        assert (drawn.rules, HALL in str(drawn.lines)) == (PLAIN, False)

    def test_the_group_adopts_them_they_hold_at_once_and_lead_back_to_the_cards(self, ruling: Ruling) -> None:
        drawn, viewer = ruling.draw_up(), ruling.scene.viewer("tariq")
        decision = seconded(ruling, ruling.put(drawn))
        ruling.consent(decision, *FIVE)
        ruling.close(decision)
        rules = GroundRules.objects.get()
        assert (rules.rules, rules.decision, rules.in_force) == (PLAIN, decision, rules.declared)
        told = {(step.how, step.title) for step in came_from(viewer, rules)}
        assert ("adopted by", f"the decision “{decision.question}”") in told
        assert ("drawn up from", f"“{UNIFORMS}” on the card of saltmarsh Council") in told
        (fate,) = fates_of(viewer, [ruling.line(UNIFORMS)])[ruling.line(UNIFORMS).pk]
        assert fate.title == f"the ground rules decided on {rules.declared:%-d %B %Y}"
        became = {one.text: one.became for one in said(ruling.scene.viewer("amina"))}
        assert became[UNIFORMS] == f"Carried into {fate.title}."
        titles = Notice.objects.filter(member=ruling.scene.people["amina"]).values_list("title", flat=True)
        assert list(titles).count("What you wrote on a card became part of the ground rules") == 1
        assert agree_first(viewer, ruling.issue) is None
        agrees = {"ground_rules": rules}
        assert refused(agree_to_ground_rules, ruling.actor("ben"), **agrees) == "group_decided_on_rules"

    def test_an_objection_that_stands_leaves_them_as_they_were(self, ruling: Ruling) -> None:
        drawn = ruling.draw_up()
        decision = seconded(ruling, ruling.put(drawn))
        ruling.object(decision)
        ruling.wait(8)
        ruling.close(decision)
        assert not GroundRules.objects.exists()
        (fate,) = fates_of(ruling.scene.viewer("rosa"), [drawn])[drawn.pk]
        assert not fate.carried

    def test_they_are_amended_to_meet_an_objection_and_the_group_is_asked_anew(self, ruling: Ruling) -> None:
        drawn = ruling.draw_up()
        decision = seconded(ruling, ruling.put(drawn))
        lines = [ruling.line(UNIFORMS).pk]
        changed = {"decision": decision, "rules": f"{PLAIN}\nNobody is filmed", "why": MEETS, "lines": lines}
        assert refused(amend_rules, ruling.actor("rosa"), **changed) == "no_objection_stands"
        ruling.object(decision)
        assert refused(amend_rules, ruling.actor("ben"), **changed) == "amended_by_another"
        assert refused(amend_rules, ruling.actor("rosa"), **{**changed, "rules": PLAIN}) == "nothing_changed"
        assert refused(amend_rules, ruling.actor("rosa"), **{**changed, "why": " "}) == "needs_reason"
        again = amend_rules(ruling.actor("rosa"), **changed)
        assert last(ruling.scene)["action"] == "expectation.amend_rules"
        ruling.consent(again, *FIVE)
        ruling.close(again)
        rules = GroundRules.objects.get()
        assert (rules.each, rules.decision) == ([PLAIN, "Nobody is filmed"], again)
        assert ruling.line(UNIFORMS).pk in fates_of(ruling.scene.viewer("rosa"), [ruling.line(UNIFORMS)])
        assert ruling.line(NO_UNIFORM).pk not in fates_of(
            ruling.scene.viewer("rosa"), [ruling.line(NO_UNIFORM)]
        )
        (fate,) = fates_of(ruling.scene.viewer("rosa"), [drawn])[drawn.pk]
        assert fate.carried
        assert refused(ruling.put, drawn) == "proposal_said_anew"
        (held,) = ruling.amendments_held("rosa")
        assert (held.reason, held.before["rules"], held.after["rules"]) == (MEETS, PLAIN, changed["rules"])

    def test_what_the_group_decided_is_put_to_it_no_more_whoever_asked_before(self, ruling: Ruling) -> None:
        drawn = ruling.draw_up()
        first, other = ruling.put(drawn), ask_about_rules(ruling.actor("ben"), **ruling.terms(drawn))
        decision = seconded(ruling, first)
        ruling.consent(decision, *FIVE)
        ruling.close(decision)
        assert refused(seconded, ruling, other) == "proposal_decided"
        assert refused(ruling.put, drawn) == "proposal_decided"
        asking = signed_in(ruling.scene, "rosa").get(f"{drawn.get_absolute_url()}ask/").text
        assert "The group decided on this already." in asking

    def test_nobody_is_quoted_to_everybody_before_the_group_has_decided(self, saltmarsh: Scene) -> None:
        saltmarsh.name_issue(audience=Audience.PUBLIC)
        group = Ruling(saltmarsh)
        group.come_together()
        confirm(group.actor("amina"), settling=group.settle(group.differ()))
        group.mark(HALL, EVENING, MATCH)
        begun = drawn_from_cards(group.scene.viewer("tariq"), group.issue)
        assert (begun.rules, begun.red_lines) == (f"{PLAIN}\n{EVENING}", "")
        drawn = group.draw_up(red_lines=f"Somebody: {NO_UNIFORM}")
        decision, visitor = seconded(group, group.put(drawn)), Client()
        assert visitor.get(drawn.get_absolute_url()).status_code == 302
        for shown in (decision, group.issue):
            assert NO_UNIFORM not in visitor.get(shown.get_absolute_url()).text
        assert (
            "Members of the partnership read what is proposed"
            in visitor.get(decision.get_absolute_url()).text
        )
        group.consent(decision, *FIVE)
        group.close(decision)
        assert NO_UNIFORM in visitor.get(group.issue.get_absolute_url()).text

    def test_erasing_somebody_takes_what_they_wrote_for_themselves_from_drafts_too(
        self, ruling: Ruling
    ) -> None:
        begun = drawn_from_cards(ruling.scene.viewer("tariq"), ruling.issue)
        draft = ruling.draw_up(red_lines=f"{begun.red_lines}\nThe council: no lamps")
        decision = seconded(ruling, ruling.put(ruling.draw_up(red_lines=begun.red_lines)))
        ruling.object(decision)
        changed = {"rules": PLAIN, "red_lines": "The council: no lamps", "why": MEETS, "lines": []}
        other = amend_rules(ruling.actor("rosa"), decision=decision, **changed).options.get().record
        rosa = ruling.scene.people["rosa"]
        erase_person(machine(ruling.scene.place, "privacy"), member=rosa, keeps_words=False)
        told = dict(ProposedRules.objects.values_list("pk", "red_lines"))
        assert (told.pop(other), set(told.values())) == ("The council: no lamps", {ERASED})
        assert Amendment.objects.get().before == ERASED
        draft.refresh_from_db()
        why_not = rules_can_be_put(draft)
        assert (why_not and why_not.code) == "drawn_rules_erased"
        assert drawn_from_cards(ruling.scene.viewer("tariq"), ruling.issue).red_lines == ""

    def test_whose_line_was_taken_out_to_meet_an_objection_is_not_told_that_it_was_carried(
        self, ruling: Ruling
    ) -> None:
        drawn = ruling.draw_up(rules=f"{PLAIN}\nNobody is filmed", red_lines=f"Rosa: {NO_UNIFORM}")
        decision = seconded(ruling, ruling.put(drawn))
        ruling.object(decision, words="A red line about uniforms shuts us out")
        amended = {"decision": decision, "rules": "Nobody is filmed", "why": MEETS}
        again = amend_rules(ruling.actor("rosa"), **amended, lines=[ruling.line(UNIFORMS).pk])
        ruling.consent(again, *FIVE)
        ruling.close(again)
        became = {one.text: one.became for one in said(ruling.scene.viewer("rosa"))}
        assert became[NO_UNIFORM] == "It stands on the card of Rosa Lind."
        assert ruling.line(UNIFORMS).pk in fates_of(ruling.scene.viewer("rosa"), [ruling.line(UNIFORMS)])

    def test_whoever_drew_them_up_walks_from_the_objection_to_the_amended_rules(self, ruling: Ruling) -> None:
        decision = seconded(ruling, ruling.put(ruling.draw_up()))
        ruling.object(decision, words="Children are filmed there")
        place, rosa = ruling.scene.place, signed_in(ruling.scene, "rosa")
        amend = place_url(place, "amend_rules", decision=decision.pk)
        assert amend in rosa.get(decision.get_absolute_url()).content.decode()
        page = rosa.get(amend).content.decode()
        assert "Children are filmed there" in page
        assert PLAIN in page
        told = {"rules": "Nobody is filmed", "red_lines": "", "why": MEETS, "lines": [], "key": "k"}
        page = rosa.post(amend, told, follow=True).content.decode()
        assert "The group is asked about it as it stands now." in page
        assert MEETS in page
        assert "Nobody is filmed" in page
        other = place_url(place, "amend_absence", decision=decision.pk)
        assert rosa.get(other).status_code == 404

    def test_one_decision_about_an_issue_comes_after_the_other(self, ruling: Ruling) -> None:
        drawn = ruling.draw_up()
        seconded(ruling, ruling.put(drawn))
        assert refused(ruling.put, drawn) == "decision_under_way"

    @pytest.mark.parametrize(
        ("other", "code"),
        [
            ({"rules": "\u200b"}, "no_ground_rule"),
            ({"red_lines": "held by nobody"}, "red_line_unheld"),
            ({"reason": ""}, "left_empty"),
            ({"lines": ["00000000-0000-0000-0000-000000000000"]}, "lines_not_of_issue"),
        ],
    )
    def test_what_is_not_whole_is_not_drawn_up(
        self, ruling: Ruling, other: dict[str, Any], code: str
    ) -> None:
        assert refused(ruling.draw_up, **other) == code

    def test_while_the_issue_is_provisional_the_group_decides_nothing(self, saltmarsh: Scene) -> None:
        take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        few = {"issue": saltmarsh.issue(), "rules": PLAIN, "reason": "We met", "lines": []}
        assert refused(draw_up_rules, saltmarsh.actor("rosa"), **few) == "rules_not_yet_the_groups"

    def test_whoever_facilitates_draws_up_none(self, ruling: Ruling) -> None:
        wears(ruling.scene, "rosa")
        assert refused(ruling.draw_up) == "facilitates_here"


def seconded(group: Group, decision: Decision) -> Decision:
    return second_decision(group.actor("tariq"), decision=decision)
