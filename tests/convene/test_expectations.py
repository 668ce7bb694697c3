"""Cards on which each party says what it expects, can offer and cannot accept."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from tests.convene.deciding import wears
from tests.convene.parties import EVENING, LAMPS, NO_UNIFORM, UNIFORMS, Parties
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_people import refused

from wholeplace.convene.expectations.actions import say_how_much, write_card
from wholeplace.convene.expectations.models import Card, CardLine
from wholeplace.convene.expectations.names import LineKind, PairingKind
from wholeplace.convene.expectations.panel import fill_in_card, panel_context
from wholeplace.convene.expectations.queries import cards_visible_to, how_far_met, lines_visible_to
from wholeplace.convene.expectations.telling import before
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.kernel import behalf
from wholeplace.kernel.actors import Door, Viewer
from wholeplace.kernel.behalf import Resource
from wholeplace.kernel.privacy.personal import holdings, subject_of
from wholeplace.kernel.records import Audience

__all__ = ["elsewhere", "own_keys", "saltmarsh"]


@pytest.fixture
def parties(saltmarsh: Scene) -> Parties:
    """The people of a place, who take part in its issue."""
    together = Parties(saltmarsh)
    together.come_together()
    return together


def standing(parties: Parties) -> list[tuple[str, str]]:
    lines = CardLine.objects.filter(dropped=None).order_by("card__begun", "kind", "number")
    return [(one.kind, one.text) for one in lines]


class TestFillingIn:
    def test_whoever_takes_part_writes_for_their_organisation_and_any_of_it_changes_it(
        self, parties: Parties
    ) -> None:
        card = parties.card("amina", expects=LAMPS)
        assert (card.organisation, card.member, card.version) == (
            parties.scene.organisations["Council"], None, 1,
        )  # fmt: skip
        assert [row["table"] for row in last(parties.scene)["rows"]] == [
            "wp_convene_card",
            "wp_convene_cardline",
        ]
        assert sorted(last(parties.scene)["rows"][1]["committed"]) == [
            "because", "by", "dropped_by", "quantity", "text",
        ]  # fmt: skip
        again = parties.card("cllr", after=1, expects=LAMPS, offers=EVENING)
        assert (again.pk, again.version) == (card.pk, 2)
        written = {one.text: one.by.name for one in CardLine.objects.all()}
        assert written == {LAMPS: "Amina Yusuf", EVENING: "Cllr Dee Marsh"}

    @pytest.mark.parametrize("door", [Door.PAGE, Door.API, Door.COMMAND])
    def test_nobody_writes_for_another_body_by_whichever_door(self, parties: Parties, door: Door) -> None:
        forged = replace(parties.actor("ben"), door=door, on_behalf_of=parties.scene.organisations["Council"])
        assert refused(write_card, forged, issue=parties.issue, expects=LAMPS) == "not_of_that_body"
        assert not Card.objects.exists()

    def test_whoever_speaks_for_themselves_has_a_card_of_their_own_beside_their_organisations(
        self, parties: Parties
    ) -> None:
        theirs = parties.card("cllr", expects=LAMPS)
        alone = replace(parties.actor("cllr"), on_behalf_of=None)
        own = write_card(alone, issue=parties.issue, offers=EVENING)
        assert (own.organisation, str(own)) == (None, "Cllr Dee Marsh")
        said = {"resource": Resource.TIME, "quantity": Decimal(1)}
        assert (
            refused(say_how_much, parties.actor("cllr"), line=parties.line(EVENING), **said)
            == "card_of_another"
        )
        write_card(alone, issue=parties.issue, offers=EVENING, expects="Tea", after=1)
        theirs.refresh_from_db()
        assert (theirs.version, Card.objects.count()) == (1, 2)

    def test_somebody_of_no_organisation_has_a_card_of_their_own(self, parties: Parties) -> None:
        card = parties.card("rosa", refuses=NO_UNIFORM)
        assert (card.organisation, str(card)) == (None, "Rosa Lind")
        assert str(parties.scene.people["rosa"].pk) not in str(last(parties.scene))

    def test_whoever_does_not_take_part_or_facilitates_writes_none(self, parties: Parties) -> None:
        assert refused(parties.card, "olwen", expects=LAMPS) == "does_not_take_part"
        wears(parties.scene, "rosa")
        assert refused(parties.card, "rosa", expects=LAMPS) == "facilitates_here"

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({}, "card_is_empty"),
            ({"expects": "\u200b"}, "left_empty"),
            ({"offers": "\n".join(map(str, range(11)))}, "too_many_lines"),
            ({"refuses": "short\n" + "x" * 301}, "line_too_long"),
        ],
    )
    def test_a_card_holds_ten_short_lines_of_each_kind_and_at_least_one(
        self, parties: Parties, said: dict[str, str], code: str
    ) -> None:
        assert refused(parties.card, "rosa", **said) == code
        assert standing(parties) == []

    def test_two_of_one_organisation_do_not_write_over_each_other(self, parties: Parties) -> None:
        parties.card("amina", expects=LAMPS)
        parties.card("cllr", after=1, expects=f"{LAMPS}\n{UNIFORMS}")
        assert refused(parties.card, "amina", after=1, expects="Nothing of that") == "card_changed_meanwhile"
        assert refused(parties.card, "amina", expects="As if there were none") == "card_changed_meanwhile"

    def test_lines_that_are_said_again_stay_themselves_in_their_new_order(self, parties: Parties) -> None:
        parties.card("amina", expects=f"{LAMPS}\n{UNIFORMS}")
        before_it = parties.line(UNIFORMS).pk
        parties.card("amina", after=1, expects=f"{UNIFORMS}\n{LAMPS}\n{LAMPS}")
        assert standing(parties) == [("expects", UNIFORMS), ("expects", LAMPS)]
        assert parties.line(UNIFORMS).pk == before_it
        assert refused(parties.card, "amina", after=2, expects=f"{UNIFORMS}\n{LAMPS}") == "nothing_changed"


class TestWhatStoodBefore:
    def test_a_line_others_had_gone_by_changes_with_a_reason_and_stays_readable(
        self, parties: Parties
    ) -> None:
        parties.differ()
        said = {"expects": LAMPS, "offers": EVENING}
        assert refused(parties.card, "cllr", after=1, **said) == "say_why_card_changed"
        parties.card("cllr", after=1, **said, reason="The officers asked us to drop it")
        lines = list(lines_visible_to(parties.scene.viewer("rosa")))
        (told,) = before(lines)
        assert ([one.text for one in told.lines], told.by, told.because) == (
            [UNIFORMS], "Cllr Dee Marsh", "The officers asked us to drop it",
        )  # fmt: skip

    def test_what_nobody_had_gone_by_leaves_without_a_word(self, parties: Parties, client: Any) -> None:
        parties.differ()
        card = parties.card("ben", after=1, expects="A room")
        client.force_login(
            parties.scene.people["rosa"].person, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        page = client.get(card.get_absolute_url()).text
        assert "A room" in page
        assert "A nurse on Tuesdays" not in page


class TestHowMuch:
    def test_an_offer_for_a_body_goes_as_far_as_the_body_lets_whoever_makes_it(
        self, parties: Parties, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(behalf, "_told", [lambda *_asked: {Resource.TIME: Decimal(20)}])
        parties.fill_in()
        offer, amina = parties.line(EVENING), parties.actor("amina")
        said = {"line": offer, "resource": Resource.TIME}
        assert refused(say_how_much, amina, **said, quantity=Decimal(21)) == "beyond_mandate"
        made = say_how_much(amina, **said, quantity=Decimal(20))
        assert (made.pk, str(made.amount), Card.objects.get(pk=made.card_id).version) == (offer.pk, "20", 2)
        monkeypatch.setattr(behalf, "_told", [])
        assert refused(say_how_much, amina, **said, quantity=Decimal(21)) == "beyond_mandate"
        assert str(say_how_much(amina, **said, quantity=Decimal(5)).amount) == "5"

    def test_all_that_stands_on_a_card_together_goes_no_further_than_that(
        self, parties: Parties, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(behalf, "_told", [lambda *_asked: dict.fromkeys(Resource, Decimal(20))])
        parties.card("amina", offers=f"{EVENING}\nTwo mornings")
        evening, morning, amina = parties.line(EVENING), parties.line("Two mornings"), parties.actor("amina")
        say_how_much(amina, line=evening, resource=Resource.TIME, quantity=Decimal(12))
        more = {"line": morning, "quantity": Decimal(9)}
        assert refused(say_how_much, amina, **more, resource=Resource.TIME) == "beyond_mandate"
        say_how_much(amina, **more, resource=Resource.GOODS)
        say_how_much(amina, line=evening, resource=Resource.TIME, quantity=Decimal(20))

    def test_whoever_is_of_no_organisation_offers_what_they_like_and_only_an_offer_has_an_amount(
        self, parties: Parties
    ) -> None:
        parties.card("rosa", offers="Tea for everybody", refuses=NO_UNIFORM)
        rosa, tea = parties.actor("rosa"), parties.line("Tea for everybody")
        said = {"line": tea, "resource": Resource.GOODS}
        assert say_how_much(rosa, **said, quantity=Decimal("12.50")).quantity == Decimal("12.50")
        assert refused(say_how_much, rosa, **said, quantity=Decimal("0.001")) == "amount_out_of_range"
        other = {"line": parties.line(NO_UNIFORM), "resource": Resource.TIME, "quantity": Decimal(1)}
        assert refused(say_how_much, rosa, **other) == "not_an_offer"
        assert refused(say_how_much, parties.actor("ben"), **other) == "card_of_another"

    def test_an_amount_others_had_gone_by_stays_readable_too(self, parties: Parties) -> None:
        parties.card("rosa", offers="Tea for everybody")
        parties.card("ben", expects="Something warm to drink")
        rosa, tea = parties.actor("rosa"), parties.line("Tea for everybody")
        said = {"resource": Resource.GOODS, "quantity": Decimal(40)}
        say_how_much(rosa, line=tea, **said)
        parties.mark("Something warm to drink", "Tea for everybody", PairingKind.MATCH)
        less = {**said, "quantity": Decimal(10)}
        assert refused(say_how_much, rosa, line=tea, **less) == "say_why_card_changed"
        anew = say_how_much(rosa, line=tea, **less, reason="The kettle broke")
        tea.refresh_from_db()
        assert (tea.quantity, tea.because, anew.quantity) == (Decimal(40), "The kettle broke", Decimal(10))


class TestReading:
    def test_cards_of_a_public_issue_are_for_members_alone(self, saltmarsh: Scene, elsewhere: Scene) -> None:
        saltmarsh.name_issue(audience=Audience.PUBLIC)
        parties = Parties(saltmarsh)
        parties.come_together()
        parties.fill_in()
        visitor = Viewer(saltmarsh.place)
        assert issues_visible_to(visitor).exists()
        assert cards_visible_to(saltmarsh.viewer("olwen")).count() == 3
        for viewer in (visitor, elsewhere.viewer("amina")):
            assert not cards_visible_to(viewer).exists()
            assert not lines_visible_to(viewer).exists()
        assert panel_context(visitor, issues_visible_to(visitor).get())["told"] == ""

    def test_the_panel_counts_parties_and_the_next_step_asks_those_without_a_card(
        self, parties: Parties
    ) -> None:
        viewer = parties.scene.viewer("rosa")
        step = fill_in_card(viewer, issues_visible_to(viewer).get())
        assert step is not None
        assert step.title == "Say what you expect, offer and cannot accept"
        parties.differ()
        told = panel_context(viewer, issues_visible_to(viewer).get())["told"]
        assert told == "3 parties have said what they expect. 1 mismatch is open."
        assert fill_in_card(viewer, issues_visible_to(viewer).get()) is None
        assert how_far_met(parties.scene.viewer("tariq"), parties.issue).mine is not None
        assert how_far_met(parties.scene.viewer("olwen"), parties.issue).mine is not None

    def test_what_somebody_wrote_on_their_own_card_is_theirs_to_take_along_and_to_erase(
        self, parties: Parties
    ) -> None:
        parties.fill_in()
        for name, words in (("rosa", {"text", "because"}), ("amina", set())):
            subject = subject_of(parties.scene.people[name])
            (held,) = [one for one in holdings() if one.model is CardLine and one.of(subject).exists()]
            assert (held.of(subject).count(), set(held.words)) == (
                CardLine.objects.filter(by=parties.scene.people[name]).count(), words,
            )  # fmt: skip


def test_every_list_of_a_card_is_filled_in_by_the_name_of_its_kind() -> None:
    assert list(write_card.parameters)[1:4] == LineKind.values
