"""Mandates: asked for by a member, given by their manager in a letter's link, and as far as they go."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any, cast

import pytest
from django.core import mail
from tests.convene.asking import (
    BOSS,
    GIVER,
    SAID,
    UNTIL,
    ask,
    given,
    later,
    program,
    published,
    said_for_all,
    sent,
    terms,
    to_withdraw,
)
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.taking_away import statements_for
from tests.kernel.test_ledger_entries import last
from tests.places.test_people import refused

from wholeplace.convene.invitations.needing import say_needs
from wholeplace.convene.mandates.actions import (
    ask_statement,
    ask_withdrawal,
    lay_down_mandate,
    take_back_asking,
)
from wholeplace.convene.mandates.answering import (
    decline_asking,
    give_mandate,
    renew_mandate,
    revoke_mandate,
    send_asking,
)
from wholeplace.convene.mandates.conditions import mandate_standing, mandates_of, statement_of
from wholeplace.convene.mandates.jobs import forget
from wholeplace.convene.mandates.models import Asking, Mandate, StandingStatement
from wholeplace.convene.mandates.queries import (
    askings_visible_to,
    limits_of,
    mandates_visible_to,
    shown_mandated,
)
from wholeplace.convene.mandates.standing import (
    publish_statement,
    second_statement,
    take_back_statement,
    withdraw_statement,
)
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.acts import Act
from wholeplace.kernel.behalf import Resource
from wholeplace.kernel.clock import now, telling_of
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.models import Leaf, Opening
from wholeplace.kernel.notices.models import Notice
from wholeplace.kernel.outbox.models import Mail
from wholeplace.places.people.leaving import leave
from wholeplace.places.yourself.actions import erase_person

__all__ = ["elsewhere", "own_keys", "saltmarsh"]


def stands(scene: Scene, name: str = "tariq", at: dt.datetime | None = None) -> list[Mandate]:
    return list(mandates_of(scene.people[name], at or now()))


def entries(action: str) -> list[dict[str, Any]]:
    """Return the entries of an action, the oldest first."""
    leaves = Leaf.objects.filter(entry__action=action, part=0).order_by("pk")
    return [json.loads(one) for one in leaves.values_list("data", flat=True)]


def told(scene: Scene, name: str = "tariq") -> list[str]:
    """Return what somebody was told, the newest last."""
    return [one.title for one in Notice.objects.filter(member=scene.people[name]).order_by("happened")]


class TestAsking:
    def test_a_member_asks_and_the_letter_goes_by_the_outbox(self, saltmarsh: Scene) -> None:
        made = ask(saltmarsh, email=f" {BOSS.upper()} ")
        assert (made.email, made.state, made.digest) == (BOSS, "waiting", "")
        row = last(saltmarsh)["rows"][0]
        assert {"by", "email", "manager", "words", "digest", "money"} <= set(row["committed"])
        assert str(saltmarsh.people["tariq"].pk) not in str(last(saltmarsh))
        run_all_now()
        (letter,) = [one for one in mail.outbox if one.to == [BOSS]]
        assert letter.subject == "Tariq Aziz asks you whether they may take part"
        assert "They need a nurse" in letter.body
        assert "Promise at most: £500 and 20 hours" in letter.body
        made.refresh_from_db()
        assert (made.state, len(made.digest)) == ("sent", 64)

    def test_who_belongs_to_no_organisation_has_nobody_to_ask(self, saltmarsh: Scene) -> None:
        assert refused(ask, saltmarsh, "rosa") == "belongs_to_no_body"
        named = {"place": saltmarsh.place, "email": BOSS}
        assert refused(ask_statement, saltmarsh.actor("rosa"), text=SAID, **named) == "belongs_to_no_body"
        assert refused(ask_withdrawal, saltmarsh.actor("rosa"), **named) == "belongs_to_no_body"
        assert refused(ask_withdrawal, saltmarsh.actor("ben"), **named) == "no_statement"

    @pytest.mark.parametrize(
        ("other", "code"),
        [
            ({"email": "tariq@saltmarsh.example"}, "asks_oneself"),
            ({"email": "head@x.example\nBcc: all@x.example"}, "address_is_wrong"),
            ({"email": "nobody"}, "address_is_wrong"),
            ({"until": now().date() - dt.timedelta(days=2)}, "day_is_past"),
            ({"until": now().date() + dt.timedelta(days=733)}, "day_is_far"),
            ({"money": Decimal(-1)}, "amount_is_wrong"),
            ({"money": Decimal("NaN")}, "amount_is_wrong"),
            ({"hours": Decimal("0.001")}, "amount_is_wrong"),
            ({"goods": Decimal(10) ** 10}, "does_not_fit"),
            ({"manager": "x" * 201}, "does_not_fit"),
        ],
    )
    def test_what_cannot_be_asked_is_refused(
        self, saltmarsh: Scene, other: dict[str, Any], code: str
    ) -> None:
        assert refused(ask, saltmarsh, **other) == code

    def test_at_most_three_are_open_and_one_taken_back_counts_for_two_days(self, saltmarsh: Scene) -> None:
        asked = [ask(saltmarsh, email=f"{number}@x.example") for number in range(3)]
        assert refused(ask, saltmarsh, email="4@x.example") == "too_many_askings"
        assert ask(saltmarsh, "ben", email="4@x.example").state == "waiting"
        take_back_asking(saltmarsh.actor("tariq"), asking=asked[0])
        assert refused(ask, saltmarsh, email="4@x.example") == "too_many_askings"
        later(hours=49)
        assert ask(saltmarsh, email="4@x.example").state == "waiting"

    def test_nobody_writes_to_the_same_address_again_within_two_days(self, saltmarsh: Scene) -> None:
        before = sent(saltmarsh)
        assert refused(ask, saltmarsh, email=BOSS.title()) == "asked_lately"
        later(hours=49)
        ask(saltmarsh)
        before.refresh_from_db()
        assert (before.state, before.digest) == ("taken_back", "")

    def test_only_whoever_asked_takes_it_back_and_only_while_it_is_open(self, saltmarsh: Scene) -> None:
        asked = ask(saltmarsh)
        assert refused(take_back_asking, saltmarsh.actor("ben"), asking=asked) == "asked_by_another"
        take_back_asking(saltmarsh.actor("tariq"), asking=asked)
        assert refused(take_back_asking, saltmarsh.actor("tariq"), asking=asked) == "asking_is_settled"
        run_all_now()  # its letter waits in vain
        assert not Mail.objects.filter(to=BOSS).exists()

    def test_nobody_else_reads_whom_somebody_asked(self, saltmarsh: Scene) -> None:
        asked = ask(saltmarsh)
        assert list(askings_visible_to(saltmarsh.viewer("tariq"))) == [asked]
        for other in (saltmarsh.viewer("ben"), saltmarsh.viewer("amina"), Viewer(saltmarsh.place)):
            assert not askings_visible_to(other).exists()

    def test_its_entries_tell_neither_of_whose_organisation_nor_what_else_the_same_person_did(
        self, saltmarsh: Scene
    ) -> None:
        made = given(saltmarsh)
        decline_asking(program(saltmarsh), asking=sent(saltmarsh, email="o@x.example"), reason="No")
        declined = last(saltmarsh)
        body = saltmarsh.organisations["Health Trust"]
        for named in (str(body.pk), body.name, str(made.asking_id)):
            assert (named in str(entries("mandate.give")), named in str(declined)) == (True, False)
        say_needs(saltmarsh.actor("tariq"), place=saltmarsh.place, access="No steps")
        actors = [one["actor"]["as"] for name in ("mandate.ask", "needs.say") for one in entries(name)]
        assert (len(actors), len(set(actors))) == (3, 3)


class TestGiving:
    def test_a_manager_gives_as_much_as_was_asked_or_less_and_a_letter_confirms_it(
        self, saltmarsh: Scene
    ) -> None:
        less = terms(
            own_words=False, money=Decimal(200), until=UNTIL - dt.timedelta(days=9), limits="No press"
        )
        made = given(saltmarsh, said=less)
        assert (made.terms, made.giver, made.member.name) == (less, GIVER, "Tariq Aziz")
        assert stands(saltmarsh) == [made]
        assert [row["table"] for row in last(saltmarsh)["rows"]] == [
            "wp_convene_mandate",
            "wp_convene_asking",
        ]
        assert str(saltmarsh.people["tariq"].pk) not in str(last(saltmarsh))
        letter = Mail.objects.filter(to=BOSS).latest("asked")
        assert ("keep this letter" in letter.subject, "/mandates/given/" in letter.text) == (True, True)
        assert told(saltmarsh) == ["saltmarsh Health Trust gave you the mandate you asked for"]

    @pytest.mark.parametrize(
        "further", [{"money": Decimal(501)}, {"goods": Decimal(1)}, {"until": UNTIL + dt.timedelta(days=1)}]
    )
    def test_no_further_than_was_asked_for(self, saltmarsh: Scene, further: dict[str, Any]) -> None:
        asked = sent(saltmarsh)
        said = {"asking": asked, "giver": GIVER, "terms": terms(**further)}
        assert refused(give_mandate, program(saltmarsh), **said) == "more_than_asked"

    def test_nobody_gives_it_by_hand_nor_without_a_role_nor_twice(self, saltmarsh: Scene) -> None:
        asked = sent(saltmarsh)
        said = {"asking": asked, "terms": terms()}
        assert refused(give_mandate, saltmarsh.actor("amina"), giver=GIVER, **said) == "not_by_command"
        assert refused(give_mandate, program(saltmarsh), giver="\u2800", **said) == "left_empty"
        give_mandate(program(saltmarsh), giver=GIVER, **said)
        assert refused(give_mandate, program(saltmarsh), giver=GIVER, **said) == "the_link_is_of_no_use"
        statement = {"asking": asked, "giver": GIVER}
        assert refused(publish_statement, program(saltmarsh), **statement) == "the_link_is_of_no_use"

    def test_a_link_answers_what_was_asked_and_nothing_else(self, saltmarsh: Scene) -> None:
        asked = sent(saltmarsh)
        for deed in (publish_statement, withdraw_statement):
            assert refused(deed, program(saltmarsh), asking=asked, giver=GIVER) == "not_what_was_asked"

    def test_a_manager_declines_and_the_reason_is_told(self, saltmarsh: Scene) -> None:
        asked = sent(saltmarsh)
        assert refused(decline_asking, program(saltmarsh), asking=asked, reason=" ") == "left_empty"
        decline_asking(program(saltmarsh), asking=asked, reason="Not this winter")
        (notice,) = Notice.objects.filter(member=saltmarsh.people["tariq"])
        assert (notice.title, notice.text) == (
            "saltmarsh Health Trust declined what you asked for",
            "They say: Not this winter",
        )
        assert "Not this winter" not in "".join(Leaf.objects.values_list("data", flat=True))
        asked.refresh_from_db()
        assert (asked.state, asked.digest) == ("declined", "")

    def test_it_is_for_whoever_still_belongs_to_the_organisation(self, saltmarsh: Scene) -> None:
        asked, waiting = sent(saltmarsh), ask(saltmarsh, email="other@x.example")
        leave(saltmarsh.actor("tariq"), member=saltmarsh.people["tariq"])
        said = {"asking": asked, "giver": GIVER, "terms": terms()}
        assert refused(give_mandate, program(saltmarsh), **said) == "the_link_is_of_no_use"
        assert refused(send_asking, program(saltmarsh), asking=waiting) == "asking_is_settled"


class TestEnding:
    def test_it_is_revoked_from_that_moment_on_and_stays_valid_before(self, saltmarsh: Scene) -> None:
        made = given(saltmarsh)
        before = now()
        revoke_mandate(program(saltmarsh), asking=made.asking, reason="He works elsewhere now")
        assert (stands(saltmarsh), stands(saltmarsh, at=before)) == ([], [made])
        assert limits_of(saltmarsh.people["tariq"], made.organisation, before, ())[Resource.MONEY] == 500
        assert limits_of(saltmarsh.people["tariq"], made.organisation, now(), ()) == {}
        assert refused(revoke_mandate, program(saltmarsh), asking=made.asking) == "the_link_is_of_no_use"
        assert told(saltmarsh)[-1] == "saltmarsh Health Trust revoked your mandate"

    def test_a_member_lays_down_their_own_and_no_other(self, saltmarsh: Scene) -> None:
        made = given(saltmarsh)
        assert refused(lay_down_mandate, saltmarsh.actor("ben"), mandate=made) == "not_your_mandate"
        lay_down_mandate(saltmarsh.actor("tariq"), mandate=made)
        assert stands(saltmarsh) == []
        assert refused(lay_down_mandate, saltmarsh.actor("tariq"), mandate=made) == "mandate_is_over"
        made.asking.refresh_from_db()
        assert (made.asking.state, made.asking.digest) == ("over", "")

    def test_it_ends_when_its_member_leaves_the_partnership_or_the_organisation(
        self, saltmarsh: Scene
    ) -> None:
        made, other = given(saltmarsh), given(saltmarsh, name="ben")
        before = now()
        leave(saltmarsh.actor("tariq"), member=saltmarsh.people["tariq"])
        saltmarsh.people["tariq"].refresh_from_db()
        assert (stands(saltmarsh), stands(saltmarsh, at=before)) == ([], [made])
        ben = saltmarsh.people["ben"]
        ben.organisation = other.member.organisation = saltmarsh.organisations["Council"]
        assert mandate_standing(other, now()) == "left"
        assert limits_of(ben, saltmarsh.organisations["Council"], now(), ()) == {}

    def test_its_time_runs_out_after_its_last_day(self, saltmarsh: Scene) -> None:
        made = given(saltmarsh)
        later(days=300)
        made.refresh_from_db()
        assert (made.last_day, stands(saltmarsh)) == (now().date(), [made])
        later(days=1)
        made.refresh_from_db()
        assert (mandate_standing(made, now()), stands(saltmarsh)) == ("over", [])
        assert refused(revoke_mandate, program(saltmarsh), asking=Asking.objects.get()) == "mandate_is_over"


class TestRenewing:
    @pytest.mark.parametrize("days", [10, 305])
    def test_its_giver_renews_it_before_it_is_over_and_shortly_after(
        self, saltmarsh: Scene, days: int
    ) -> None:
        made = given(saltmarsh)
        later(days=days)
        until = now().date() + dt.timedelta(days=365)
        asked = Asking.objects.get()
        assert refused(
            renew_mandate, program(saltmarsh), asking=asked, giver=GIVER, terms=terms(money=Decimal(501), until=until)
        ) == "more_than_asked"  # fmt: skip
        new = renew_mandate(program(saltmarsh), asking=asked, giver=GIVER, terms=terms(until=until))
        made.refresh_from_db()
        assert (new.renews, made.ending) == (made, "renewed" if days == 10 else "")
        assert stands(saltmarsh) == [new]
        assert told(saltmarsh)[-1] == "saltmarsh Health Trust renewed your mandate"

    def test_a_member_asks_for_more_and_the_one_before_stands_until_it_is_given(
        self, saltmarsh: Scene
    ) -> None:
        made = given(saltmarsh)
        asked = sent(saltmarsh, ask(saltmarsh, email="chief@x.example", money=Decimal(900), renews=made))
        assert stands(saltmarsh) == [made]
        new = give_mandate(program(saltmarsh), asking=asked, giver="Chief", terms=asked.terms)
        assert stands(saltmarsh) == [new]
        made.asking.refresh_from_db()
        assert (made.asking.state, made.asking.digest) == ("over", "")

    def test_nobody_renews_anothers(self, saltmarsh: Scene) -> None:
        made = given(saltmarsh)
        assert refused(ask, saltmarsh, "ben", renews=made) == "not_your_mandate"


class TestLimits:
    def test_where_several_stand_the_widest_counts_for_each_kind(self, saltmarsh: Scene) -> None:
        given(saltmarsh)
        given(saltmarsh, email="b@x.example", money=Decimal(50), hours=Decimal(99))
        issue = saltmarsh.issue()
        given(saltmarsh, email="c@x.example", issue=issue, goods=Decimal(70), money=Decimal(900))
        tariq, body = saltmarsh.people["tariq"], saltmarsh.organisations["Health Trust"]
        assert limits_of(tariq, body, now(), ()) == {Resource.MONEY: 500, Resource.TIME: 99}
        there = {Resource.MONEY: 900, Resource.TIME: 99, Resource.GOODS: 70}
        assert limits_of(tariq, body, now(), (issue.pk,)) == there

    def test_a_promise_beyond_it_is_refused_and_says_what_to_ask_for_and_of_whom(
        self, saltmarsh: Scene
    ) -> None:
        given(saltmarsh)
        act = Act("need.pledge", saltmarsh.actor("tariq"), now(), saltmarsh.place)
        body = saltmarsh.organisations["Health Trust"]
        act.within_limits(Resource.MONEY, Decimal(500), body=body)
        with pytest.raises(Refused) as caught:
            act.within_limits(Resource.MONEY, Decimal(501), body=body)
        assert "For saltmarsh Health Trust you may promise at most this of “Money, in pounds”: 500." in str(
            caught.value
        )
        assert "Ask whoever may say so there for a mandate that goes further" in str(caught.value)
        assert caught.value.refusal.params["wanted"] == "501"


class TestWordForAll:
    def test_it_takes_a_member_who_asks_and_a_manager_who_says_yes(self, saltmarsh: Scene) -> None:
        made = published(saltmarsh)
        assert (made.version, made.text, made.giver) == (1, SAID, GIVER)
        assert statement_of(made.organisation_id) == made
        said = {"place": saltmarsh.place, "email": "x@x.example", "text": SAID}
        assert refused(ask_statement, saltmarsh.actor("tariq"), **said) == "same_statement"
        assert refused(ask_statement, saltmarsh.actor("tariq"), **{**said, "text": " "}) == "left_empty"
        assert (
            refused(publish_statement, saltmarsh.actor("amina"), asking=made.asking, giver="x")
            == "not_by_command"
        )

    def test_the_second_word_is_of_a_third_who_belongs_to_it_or_convenes(self, saltmarsh: Scene) -> None:
        made = said_for_all(saltmarsh, email=saltmarsh.people["ben"].person.email)
        assert (statement_of(made.organisation_id), made.audience) == (None, "partnership")

        def second(name: str) -> str:
            return refused(second_statement, saltmarsh.actor(name), for_all=made)

        of_the_two = "second_word_of_another"
        assert [second(name) for name in ("tariq", "ben")] == [of_the_two, of_the_two]
        assert second("rosa") == "second_word_of_the_body"
        waits = "What saltmarsh Health Trust says for all of its people waits for a second word"
        assert [waits in told(saltmarsh, name) for name in ("ben", "amina", "rosa")] == [True, True, False]
        stands = second_statement(saltmarsh.actor("amina"), for_all=made)
        assert (statement_of(made.organisation_id), stands.audience) == (made, "public")
        assert last(saltmarsh)["facts"] == {"organisation": "saltmarsh Health Trust", "version": 1}
        assert second("amina") == "statement_waits_no_more"

    def test_what_stands_goes_on_standing_until_another_has_its_second_word(self, saltmarsh: Scene) -> None:
        first = published(saltmarsh)
        later(hours=49)
        newer = said_for_all(saltmarsh, "They may, and in work time.")
        assert statement_of(first.organisation_id) == first
        take_back_statement(program(saltmarsh), asking=newer.asking)
        assert statement_of(first.organisation_id) == first

    def test_a_newer_version_takes_its_place_and_the_old_link_is_of_no_use(self, saltmarsh: Scene) -> None:
        first = published(saltmarsh)
        later(hours=49)
        second = published(saltmarsh, "They may, and in work time.")
        assert [one.version for one in StandingStatement.objects.all()] == [2, 1]
        assert statement_of(first.organisation_id) == second
        first.asking.refresh_from_db()
        assert (
            refused(take_back_statement, program(saltmarsh), asking=first.asking) == "the_link_is_of_no_use"
        )

    def test_whoever_said_it_withdraws_it_and_so_does_another_whom_a_member_asks(
        self, saltmarsh: Scene
    ) -> None:
        first = published(saltmarsh)
        take_back_statement(program(saltmarsh), asking=first.asking, reason="A mistake")
        assert statement_of(first.organisation_id) is None
        later(hours=49)
        second = published(saltmarsh, "They may.")
        asked = to_withdraw(saltmarsh)
        withdraw_statement(program(saltmarsh), asking=asked, giver="Chief")
        assert statement_of(second.organisation_id) is None
        second.asking.refresh_from_db()
        assert (second.asking.state, second.asking.digest) == ("over", "")
        assert told(saltmarsh, "ben")[-1] == "saltmarsh Health Trust withdrew its word for all of its people"
        assert (
            refused(withdraw_statement, program(saltmarsh), asking=asked, giver="x")
            == "the_link_is_of_no_use"
        )

    def test_it_can_be_withdrawn_after_whoever_asked_has_left(self, saltmarsh: Scene) -> None:
        made = published(saltmarsh)
        leave(saltmarsh.actor("tariq"), member=saltmarsh.people["tariq"])
        made.asking.refresh_from_db()
        assert take_back_statement(program(saltmarsh), asking=made.asking).withdrawn is not None


class TestForgetting:
    def test_managers_are_forgotten_ninety_days_after_it_was_not_answered_or_is_over(
        self, saltmarsh: Scene
    ) -> None:
        made, run = given(saltmarsh), cast("Any", None)
        unanswered = sent(saltmarsh, email="silent@x.example")

        def forgotten_after(days: int) -> list[str]:
            with telling_of(now() + dt.timedelta(days=days)):
                forget(run)
            return [one.email for one in Asking.objects.order_by("asked") if one.email == "[erased]"]

        assert (len(forgotten_after(103)), len(forgotten_after(105))) == (0, 1)
        unanswered.refresh_from_db()
        assert (unanswered.manager, unanswered.words) == ("[erased]", "[erased]")
        assert (len(forgotten_after(300 + 89)), len(forgotten_after(300 + 92))) == (1, 2)
        assert last(saltmarsh)["facts"]["count"] == 1
        assert not Opening.objects.filter(content__contains=BOSS).exists()
        assert mandates_visible_to(saltmarsh.viewer("rosa")).get() == made
        assert list(check_place(saltmarsh.place)) == []

    def test_an_erased_member_takes_whom_they_asked_along(self, saltmarsh: Scene) -> None:
        given(saltmarsh)
        assert statements_for(saltmarsh.people["tariq"]) > 0
        erase_person(program(saltmarsh), member=saltmarsh.people["tariq"], keeps_words=False)
        assert not Opening.objects.filter(content__contains=BOSS).exists()
        assert Asking.objects.get().email == "[erased]"
        assert list(check_place(saltmarsh.place)) == []


@pytest.mark.parametrize(
    ("mandated", "people", "shown"), [(4, 40, None), (5, 10, 5), (5, 9, None), (6, 6, 6), (0, 3, None)]
)
def test_figures_about_people_are_shown_from_five_up_and_never_leave_a_few(
    mandated: int, people: int, shown: int | None
) -> None:
    assert shown_mandated(mandated, people=people) == shown


def test_visitors_and_other_places_read_no_mandate(saltmarsh: Scene, elsewhere: Scene) -> None:
    made = given(saltmarsh)
    assert list(mandates_visible_to(saltmarsh.viewer("rosa"))) == [made]
    for other in (Viewer(saltmarsh.place), elsewhere.viewer("amina")):
        assert not mandates_visible_to(other).exists()
