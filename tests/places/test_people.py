"""Admitting people, and hats that take two people's word."""

from dataclasses import replace

import pytest
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last

from wholeplace.kernel.actors import Actor, Viewer
from wholeplace.kernel.conditions import Refusal, Refused
from wholeplace.kernel.outbox.queries import outbox_of
from wholeplace.kernel.people import CivicVoice, Hat, HatKind, HatState, Membership, Person
from wholeplace.kernel.places import Area, Sector
from wholeplace.places.organisations.actions import add_organisation
from wholeplace.places.organisations.queries import areas_visible_to, organisations_visible_to
from wholeplace.places.partnership.actions import add_area, describe_place, found_place, rename_area
from wholeplace.places.partnership.queries import members_by_voice
from wholeplace.places.people.actions import (
    NewMember,
    admit_member,
    admit_members,
    confirm_hat,
    decline_hat,
    end_hat,
    grant_first_hat,
    keep_hat,
    propose_end_of_hat,
    propose_hat,
    take_off_hat,
)
from wholeplace.places.people.conditions import kinds_proposed_by
from wholeplace.places.people.queries import hats_visible_to, members_visible_to

__all__ = ["elsewhere", "own_keys", "saltmarsh"]


def admit(scene: Scene, by: str = "amina", **other: object) -> Membership:
    said = {
        "email": "New@x.example ",
        "name": "New",
        "voice": CivicVoice.PUBLIC,
        "sector": Sector.RESIDENT,
        **other,
    }
    return admit_member(scene.actor(by), place=scene.place, **said)


def refused(deed, *arguments: object, **named: object) -> str:
    """Return the code with which a deed is refused."""
    with pytest.raises(Refused) as caught:
        deed(*arguments, **named)
    assert str(caught.value)
    return caught.value.refusal.code


def hats_of_conveners(scene: Scene) -> tuple[Hat, Hat]:
    """Return the hats of Amina and of Ben."""
    mine, other = (Hat.objects.get(membership=scene.people[name]) for name in ("amina", "ben"))
    return mine, other


class TestAdmitting:
    def test_a_convener_admits_somebody_with_voice_and_sector(self, saltmarsh: Scene) -> None:
        made = admit(saltmarsh, organisation=saltmarsh.organisations["Council"])
        assert (made.person.email, made.voice, made.organisation) == (
            "new@x.example", "public", saltmarsh.organisations["Council"],
        )  # fmt: skip
        told = str(last(saltmarsh))
        assert str(made.pk) in told
        assert not any(word in told for word in ("New", "public'", "resident"))

    def test_a_member_without_the_hat_admits_nobody(self, saltmarsh: Scene) -> None:
        assert refused(admit, saltmarsh, "rosa") == "needs_hat"
        assert not Person.objects.filter(name="New").exists()

    def test_nobody_is_admitted_twice_but_may_come_back(self, saltmarsh: Scene) -> None:
        first = admit(saltmarsh)
        assert refused(admit, saltmarsh, email="new@X.example") == "already_a_member"
        assert Membership.objects.filter(name="New").get() == first

    def test_whoever_has_the_address_already_is_named_and_not_what_was_typed(self, saltmarsh: Scene) -> None:
        with pytest.raises(Refused, match="Rosa Lind is already a member"):
            admit(saltmarsh, email="rosa@saltmarsh.example", name="Somebody Else")

    def test_one_who_is_admitted_is_told_where_to_sign_in_and_many_are_not(self, saltmarsh: Scene) -> None:
        many = [NewMember("kit@x.example", "Kit", "public", "resident")]
        admit_members(saltmarsh.actor("amina"), place=saltmarsh.place, people=many)
        admit(saltmarsh)
        (letter,) = outbox_of(saltmarsh.place)
        assert (letter.to, letter.subject) == (
            "new@x.example", "You are now a member of the partnership",
        )  # fmt: skip
        told = ("partnership of Saltmarsh", "You need no password", "/sign-in/?next=/saltmarsh/")
        assert [words for words in told if words not in letter.text] == []
        assert not any(name in letter.text for name in ("Amina", "New"))

    def test_the_same_person_may_belong_to_two_places(self, saltmarsh: Scene, elsewhere: Scene) -> None:
        assert admit(saltmarsh).person == admit(elsewhere).person

    def test_many_are_admitted_in_one_deed_and_members_stay_as_they_are(self, saltmarsh: Scene) -> None:
        people = [
            NewMember(f"{name}@saltmarsh.example", name, "public", "resident") for name in ("rosa", "kit")
        ]
        admit_members(saltmarsh.actor("amina"), place=saltmarsh.place, people=people)
        assert last(saltmarsh)["facts"] == {"count": 1}
        assert saltmarsh.people["rosa"] in Membership.objects.filter(name="Rosa Lind")

    def test_somebody_named_twice_in_a_list_is_admitted_once(self, saltmarsh: Scene) -> None:
        people = [
            NewMember(email, "Kit", "public", "resident") for email in ("kit@x.example", " KIT@x.example")
        ]
        admit_members(saltmarsh.actor("amina"), place=saltmarsh.place, people=people)
        assert Membership.objects.filter(name="Kit").count() == 1

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"email": "kit at x.example"}, "address_is_wrong"),
            ({"email": "kit@x.example\nBcc: all@x.example"}, "address_is_wrong"),
            ({"email": f"{'k' * 60}@{'x' * 60}.{'y' * 60}.{'z' * 60}.{'w' * 60}.example"}, "does_not_fit"),
            ({"name": "K" * 201}, "does_not_fit"),
            ({"name": " "}, "left_empty"),
            ({"name": "\u200b\u2067\u200d"}, "left_empty"),
        ],
    )
    def test_one_and_many_are_refused_for_the_same_reasons_and_the_row_is_named(
        self, saltmarsh: Scene, said: dict[str, str], code: str
    ) -> None:
        assert refused(admit, saltmarsh, **said) == code
        wrong = NewMember(
            **{"email": "kit@x.example", "name": "Kit", "voice": "public", "sector": "resident", **said}
        )
        right = NewMember("new@x.example", "New", "public", "resident")
        with pytest.raises(Refused) as caught:
            admit_members(saltmarsh.actor("amina"), place=saltmarsh.place, people=[right, right, wrong])
        assert caught.value.refusal.code == "row_is_wrong"
        assert (
            str(caught.value) == f"Row 3 of the list cannot be admitted, and so nobody was. {Refusal(code)}"
        )
        assert not Person.objects.filter(name__in=["New", wrong.name]).exists()

    def test_nobody_joins_on_behalf_of_another_places_organisation(
        self, saltmarsh: Scene, elsewhere: Scene
    ) -> None:
        theirs = elsewhere.organisations["Council"]
        assert refused(admit, saltmarsh, organisation=theirs) == "gone"
        people = [NewMember("new@x.example", "New", "public", "resident", theirs)]
        assert (
            refused(admit_members, saltmarsh.actor("amina"), place=saltmarsh.place, people=people)
            == "row_is_wrong"
        )

    def test_many_are_not_admitted_by_a_member_without_the_hat(self, saltmarsh: Scene) -> None:
        assert (
            refused(admit_members, saltmarsh.actor("rosa"), place=saltmarsh.place, people=[]) == "needs_hat"
        )


class TestHats:
    def test_a_hat_takes_two_peoples_word(self, saltmarsh: Scene) -> None:
        hat = propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people["rosa"], kind=HatKind.CONVENER)
        assert not saltmarsh.viewer("rosa").wears(HatKind.CONVENER)
        confirm_hat(saltmarsh.actor("ben"), hat=hat)
        assert saltmarsh.viewer("rosa").wears(HatKind.CONVENER)
        assert last(saltmarsh)["facts"] == {"kind": "convener"}

    def test_whom_a_hat_is_proposed_for_and_who_gets_it_is_told(self, saltmarsh: Scene) -> None:
        hat = propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people["rosa"], kind=HatKind.MEDIATOR)
        confirm_hat(saltmarsh.actor("ben"), hat=hat)
        propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people["amina"], kind=HatKind.MEDIATOR)
        letters = list(reversed(outbox_of(saltmarsh.place)))
        assert sorted((one.to, one.subject) for one in letters) == [
            ("rosa@saltmarsh.example", "Somebody proposes a hat for you: Mediator"),
            ("rosa@saltmarsh.example", "You now wear a hat: Mediator"),
        ]
        assert not any(name in one.text for one in letters for name in ("Amina", "Ben"))

    def test_a_hat_nobody_but_its_wearers_may_give_is_not_offered_and_the_refusal_says_who_can(
        self, saltmarsh: Scene
    ) -> None:
        offered = {name: kinds_proposed_by(saltmarsh.actor(name)) for name in ("amina", "olwen", "rosa")}
        others = set(HatKind) - {HatKind.PARTICIPANT, HatKind.CONVENER, HatKind.OPERATOR}
        assert {name: set(kinds) for name, kinds in offered.items()} == {
            "amina": others | {HatKind.CONVENER}, "olwen": others | {HatKind.OPERATOR}, "rosa": set(),
        }  # fmt: skip
        with pytest.raises(Refused, match="Only an operator"):
            propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people["rosa"], kind=HatKind.OPERATOR)
        to_rosa = {"member": saltmarsh.people["rosa"], "kind": HatKind.CONVENER}
        assert refused(propose_hat, saltmarsh.actor("olwen"), **to_rosa) == "needs_hat"

    def test_hats_that_wait_for_a_word_stand_first(self, saltmarsh: Scene) -> None:
        mine, other = hats_of_conveners(saltmarsh)
        waiting = propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people["rosa"], kind=HatKind.SPONSOR)
        propose_end_of_hat(saltmarsh.actor("ben"), hat=mine)
        shown = list(hats_visible_to(saltmarsh.viewer("rosa")))
        assert shown[:2] == [waiting, mine]
        assert other in shown[2:]

    def test_ones_own_word_counts_once(self, saltmarsh: Scene) -> None:
        hat = propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people["rosa"], kind=HatKind.MEDIATOR)
        assert refused(confirm_hat, saltmarsh.actor("amina"), hat=hat) == "own_word_counts_once"
        mine = propose_hat(saltmarsh.actor("ben"), member=saltmarsh.people["amina"], kind=HatKind.MEDIATOR)
        assert refused(confirm_hat, saltmarsh.actor("amina"), hat=mine) == "would_be_ones_own"

    def test_a_proposal_is_declined_by_whom_it_is_for_and_withdrawn_by_who_made_it(
        self, saltmarsh: Scene
    ) -> None:
        for name in ("rosa", "amina"):
            hat = propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people["rosa"], kind=HatKind.SPONSOR)
            assert refused(decline_hat, saltmarsh.actor("tariq"), hat=hat) == "needs_hat"
            assert decline_hat(saltmarsh.actor(name), hat=hat).state == HatState.DECLINED

    def test_the_record_names_the_hat_that_let_one_do_it(self, saltmarsh: Scene) -> None:
        both = replace(saltmarsh.actor("olwen"), hat=None)
        mine = propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people["olwen"], kind=HatKind.CONVENER)
        confirm_hat(saltmarsh.actor("ben"), hat=mine)
        propose_hat(
            Actor(both.place, both.door, both.membership),
            member=saltmarsh.people["rosa"],
            kind=HatKind.OPERATOR,
        )
        assert last(saltmarsh)["actor"]["hat"] == "operator"

    def test_only_a_convener_or_operator_proposes_and_only_such_a_one_confirms(
        self, saltmarsh: Scene
    ) -> None:
        to_rosa = {"member": saltmarsh.people["rosa"]}
        assert refused(propose_hat, saltmarsh.actor("tariq"), kind=HatKind.CONVENER, **to_rosa) == "needs_hat"
        grant_first_hat(saltmarsh.operator, member=saltmarsh.people["cllr"], kind=HatKind.OPERATOR)
        hat = propose_hat(saltmarsh.actor("olwen"), kind=HatKind.OPERATOR, **to_rosa)
        assert refused(confirm_hat, saltmarsh.actor("ben"), hat=hat) == "operators_hat"

    def test_a_settled_hat_is_not_settled_again(self, saltmarsh: Scene) -> None:
        hat = propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people["rosa"], kind=HatKind.SPONSOR)
        decline_hat(saltmarsh.actor("ben"), hat=hat)
        assert refused(confirm_hat, saltmarsh.actor("ben"), hat=hat) == "hat_is_settled"
        assert not saltmarsh.viewer("rosa").wears(HatKind.SPONSOR)

    def test_a_hat_is_not_proposed_to_one_who_holds_it(self, saltmarsh: Scene) -> None:
        amina = saltmarsh.people["amina"]
        assert (
            refused(propose_hat, saltmarsh.actor("ben"), member=amina, kind=HatKind.CONVENER) == "hat_already"
        )

    def test_ones_own_hat_comes_off_at_once_and_nobody_elses_does(self, saltmarsh: Scene) -> None:
        mine, other = hats_of_conveners(saltmarsh)
        assert refused(take_off_hat, saltmarsh.actor("ben"), hat=mine) == "own_hat_only"
        third = propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people["cllr"], kind=HatKind.CONVENER)
        confirm_hat(saltmarsh.actor("ben"), hat=third)
        take_off_hat(saltmarsh.actor("ben"), hat=other)
        assert last(saltmarsh)["facts"] == {"kind": "convener"}
        assert refused(take_off_hat, saltmarsh.actor("ben"), hat=other) == "hat_is_not_held"

    def test_the_last_convener_keeps_the_hat(self, saltmarsh: Scene) -> None:
        mine, other = hats_of_conveners(saltmarsh)
        end_hat(saltmarsh.actor("olwen"), hat=propose_end_of_hat(saltmarsh.actor("amina"), hat=other))
        assert refused(take_off_hat, saltmarsh.actor("amina"), hat=mine) == "hat_needs_others"
        assert refused(propose_end_of_hat, saltmarsh.actor("olwen"), hat=mine) == "last_of_its_kind"
        assert Hat.objects.get(pk=mine.pk).state == HatState.HELD

    def test_where_one_convener_is_left_an_operator_gives_the_second_word_for_another(
        self, saltmarsh: Scene
    ) -> None:
        _mine, other = hats_of_conveners(saltmarsh)
        asked = {"member": saltmarsh.people["rosa"], "kind": HatKind.CONVENER}
        waiting = propose_hat(saltmarsh.actor("amina"), **asked)
        assert refused(confirm_hat, saltmarsh.actor("olwen"), hat=waiting) == "needs_hat"
        end_hat(saltmarsh.actor("olwen"), hat=propose_end_of_hat(saltmarsh.actor("amina"), hat=other))
        assert refused(confirm_hat, saltmarsh.actor("amina"), hat=waiting) == "own_word_counts_once"
        assert confirm_hat(saltmarsh.actor("olwen"), hat=waiting).state == HatState.HELD
        assert last(saltmarsh)["actor"]["hat"] == "operator"
        sponsor = propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people["rosa"], kind=HatKind.SPONSOR)
        assert refused(confirm_hat, saltmarsh.actor("olwen"), hat=sponsor) == "needs_hat"
        again = propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people["cllr"], kind=HatKind.CONVENER)
        assert refused(confirm_hat, saltmarsh.actor("olwen"), hat=again) == "needs_hat"

    def test_somebody_elses_hat_comes_off_by_two_peoples_word(self, saltmarsh: Scene) -> None:
        mine, _other = hats_of_conveners(saltmarsh)
        propose_end_of_hat(saltmarsh.actor("ben"), hat=mine)
        assert saltmarsh.viewer("amina").wears(HatKind.CONVENER)
        assert refused(propose_end_of_hat, saltmarsh.actor("olwen"), hat=mine) == "end_is_proposed"
        assert refused(end_hat, saltmarsh.actor("ben"), hat=mine) == "own_word_counts_once"
        assert refused(end_hat, saltmarsh.actor("amina"), hat=mine) == "not_from_oneself"
        assert refused(end_hat, saltmarsh.actor("rosa"), hat=mine) == "needs_hat"
        ended = end_hat(saltmarsh.actor("olwen"), hat=mine)
        assert (ended.state, ended.end_proposed_by, ended.decided_by) == (
            HatState.ENDED, saltmarsh.people["ben"], saltmarsh.people["olwen"],
        )  # fmt: skip
        assert not saltmarsh.viewer("amina").wears(HatKind.CONVENER)
        assert last(saltmarsh)["action"] == "hat.end"

    def test_a_hat_nobody_proposed_to_take_off_needs_no_second_word(self, saltmarsh: Scene) -> None:
        mine, _other = hats_of_conveners(saltmarsh)
        assert refused(end_hat, saltmarsh.actor("ben"), hat=mine) == "end_is_not_proposed"
        assert refused(keep_hat, saltmarsh.actor("ben"), hat=mine) == "end_is_not_proposed"
        assert refused(propose_end_of_hat, saltmarsh.actor("amina"), hat=mine) == "not_from_oneself"

    def test_a_hat_is_left_on_by_who_proposed_or_by_the_second(self, saltmarsh: Scene) -> None:
        mine, _other = hats_of_conveners(saltmarsh)
        for name in ("ben", "olwen"):
            propose_end_of_hat(saltmarsh.actor("ben"), hat=mine)
            assert keep_hat(saltmarsh.actor(name), hat=mine).end_proposed_by is None
        assert saltmarsh.viewer("amina").wears(HatKind.CONVENER)
        assert refused(end_hat, saltmarsh.actor("olwen"), hat=mine) == "end_is_not_proposed"

    def test_the_first_two_come_from_the_command_line_alone(self, saltmarsh: Scene) -> None:
        rosa = saltmarsh.people["rosa"]
        assert (
            refused(grant_first_hat, saltmarsh.operator, member=rosa, kind=HatKind.CONVENER)
            == "hat_needs_two"
        )
        page = saltmarsh.actor("amina")
        assert (
            refused(grant_first_hat, page, member=rosa, kind=HatKind.MEDIATOR) == "only_at_the_command_line"
        )

    def test_another_places_hat_cannot_be_decided(self, saltmarsh: Scene, elsewhere: Scene) -> None:
        theirs = Hat.objects.get(membership=elsewhere.people["amina"])
        assert refused(take_off_hat, saltmarsh.actor("amina"), hat=theirs) == "gone"


class TestThePlace:
    def test_a_convener_describes_the_place(self, saltmarsh: Scene) -> None:
        said = {"name": "Saltmarsh and Mill", "summary": "Together", "colour": "#123456"}
        place = describe_place(saltmarsh.actor("amina"), place=saltmarsh.place, **said)
        place.refresh_from_db()
        assert (place.name, place.summary, place.colour) == tuple(said.values())
        assert last(saltmarsh)["rows"][0]["open"]["name"] == "Saltmarsh and Mill"

    @pytest.mark.parametrize(
        ("colour", "code"),
        [("#ffff00", "colour_unreadable"), ("teal", "colour_unknown"), ("#12345", "colour_unknown")],
    )
    def test_white_text_must_be_readable_on_its_colour(
        self, saltmarsh: Scene, colour: str, code: str
    ) -> None:
        said = {"name": "Saltmarsh", "summary": "", "colour": colour}
        assert refused(describe_place, saltmarsh.actor("amina"), place=saltmarsh.place, **said) == code

    def test_somebody_without_the_hat_describes_nothing(self, saltmarsh: Scene) -> None:
        said = {"name": "Mine", "summary": "", "colour": "#123456"}
        assert refused(describe_place, saltmarsh.actor("rosa"), place=saltmarsh.place, **said) == "needs_hat"

    def test_a_place_is_founded_at_the_command_line_once(self, saltmarsh: Scene) -> None:
        said = {"name": "S", "summary": "", "languages": ["en-gb"], "colour": "#123456"}
        assert refused(found_place, saltmarsh.operator, **said) == "short_name_taken"
        assert refused(found_place, saltmarsh.actor("amina"), **said) == "only_at_the_command_line"

    def test_areas_and_organisations_have_names_of_their_own(self, saltmarsh: Scene) -> None:
        convener, place = saltmarsh.actor("amina"), saltmarsh.place
        area = add_area(convener, place=place, name="Mill")
        assert last(saltmarsh)["facts"] == {"name": "Mill"}
        assert refused(add_area, convener, place=place, name="Mill") == "area_taken"
        dock = add_area(convener, place=place, name="Dock")
        assert refused(rename_area, convener, area=dock, name="Mill") == "area_taken"
        assert refused(rename_area, saltmarsh.actor("rosa"), area=dock, name="Quay") == "needs_hat"
        assert rename_area(convener, area=dock, name="Quay").name == Area.objects.get(pk=dock.pk).name
        assert last(saltmarsh)["facts"] == {"before": "Dock", "name": "Quay"}
        assert refused(add_area, saltmarsh.actor("rosa"), place=place, name="Pier") == "needs_hat"
        taken = {"place": place, "name": "saltmarsh Council", "sector": Sector.COUNCIL}
        assert refused(add_organisation, convener, **taken) == "organisation_taken"
        assert refused(add_organisation, saltmarsh.actor("rosa"), **taken | {"name": "X"}) == "needs_hat"
        assert list(areas_visible_to(Viewer(place))) == [area, dock]


class TestReading:
    def test_a_visitor_sees_organisations_and_numbers_and_no_person(self, saltmarsh: Scene) -> None:
        rosa, visitor = saltmarsh.viewer("rosa"), Viewer(saltmarsh.place)
        assert (members_visible_to(rosa).count(), hats_visible_to(rosa).count()) == (6, 3)
        assert (members_visible_to(visitor).count(), hats_visible_to(visitor).count()) == (0, 0)
        assert {one.name: one.people for one in organisations_visible_to(visitor)} == {
            "saltmarsh Council": 3, "saltmarsh Health Trust": 2,
        }  # fmt: skip
        assert members_by_voice(visitor) == {"Public": 2, "Politicians": 1, "Professionals": 3}

    def test_nothing_of_another_place_is_seen(self, saltmarsh: Scene, elsewhere: Scene) -> None:
        theirs = Viewer(elsewhere.place, elsewhere.people["amina"])
        assert members_visible_to(theirs).count() == 1
        assert not members_visible_to(theirs).filter(place=saltmarsh.place).exists()
        assert members_by_voice(theirs)["Public"] == 0
