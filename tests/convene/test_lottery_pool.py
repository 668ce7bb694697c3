"""A pool in conveners' hands: typing in, correcting, who is the same person, who lives together, and forgetting in time."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.convene.pooling import (
    NIA,
    answers,
    form_of,
    later,
    link_in,
    main,
    opened,
    program,
    public,
    registered,
    typed,
    visitor,
)
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import refusal_of
from tests.places.test_leaving import signed_in

from wholeplace.convene.lottery.actions import end_lottery
from wholeplace.convene.lottery.alike import homes_to_settle, in_pool_of, pairs_to_settle
from wholeplace.convene.lottery.forgetting import KEPT, forget_pools
from wholeplace.convene.lottery.models import Apart, Draw, Lottery, Registration
from wholeplace.convene.lottery.names import Differ
from wholeplace.convene.lottery.pool_jobs import forget
from wholeplace.convene.lottery.registering import Details, withdraw
from wholeplace.convene.lottery.settling import bring_back, live_together, lives_alone, say_apart, set_aside
from wholeplace.convene.lottery.typing_in import change_registration, send_link, type_in
from wholeplace.kernel import actions, clock
from wholeplace.kernel.actors import machine
from wholeplace.kernel.acts import Act
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.models import Entry, Opening
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.outbox.models import Mail
from wholeplace.places.yourself.actions import erase_person

__all__ = ["own_keys", "saltmarsh"]
BO = Details("Bo Lee", "bo@hill.example", "01632 960 002", "7 Hill Road, SA1 9ZZ")


def committed(lottery: Lottery) -> Lottery:
    """Have a draw be committed to, as other deeds do it."""
    digests = dict.fromkeys(("terms_digest", "pool_digest", "panels_digest", "commitment"), "0" * 64)
    with migrating():
        Draw.objects.create(
            place=lottery.place,
            lottery=lottery,
            number=1,
            by=lottery.by,
            seats=4,
            method="leximin",
            committed=clock.now(),
            terms={},
            pool=[],
            tickets=[],
            answers_digest="0" * 64,
            panels={},
            kinds=[],
            least=0,
            bound=0,
            people=0,
            **{"never": 0, "awaits": "Lotto", "awaited": clock.now() + dt.timedelta(days=2), **digests},
        )
    return Lottery.objects.get(pk=lottery.pk)


class TestTypingIn:
    def test_forms_are_typed_in_one_after_another(self, saltmarsh: Scene) -> None:
        lottery, client = opened(saltmarsh), signed_in(saltmarsh, "amina")
        path = f"/saltmarsh/lotteries/{lottery.pk}/pool/type-in/"
        assert "One form after another" in main(client.get(path))
        sent = {**form_of(lottery, key="one"), "signed": "on"}
        told = main(client.post(path, sent, follow=True))
        made = Registration.objects.get()
        assert f"Nia Rees is in the pool with the ticket {made.ticket}. Type in the next" in told
        assert "You have typed in 1 registration." in told
        assert (made.source, made.typed_in_by) == ("paper", saltmarsh.people["amina"])
        client.post(path, {**form_of(lottery, BO, key="two"), "signed": "on"})
        assert "You have typed in 2 registrations." in main(client.get(path))

    def test_without_their_consent_nobody_is_typed_in(self, saltmarsh: Scene) -> None:
        lottery, client = opened(saltmarsh), signed_in(saltmarsh, "amina")
        told = client.post(f"/saltmarsh/lotteries/{lottery.pk}/pool/type-in/", form_of(lottery))
        assert "Without their consent nothing of them may be kept." in main(told)
        assert not Registration.objects.exists()

    def test_whoever_gave_an_address_is_sent_their_link(self, saltmarsh: Scene) -> None:
        typed(saltmarsh, public(saltmarsh))
        assert "You filled in a form on paper" in Mail.objects.get().text
        assert NIA.name in main(visitor().get(link_in()))
        typed(saltmarsh, Lottery.objects.get(), Details("Ann"))
        assert Mail.objects.count() == 1

    def test_typing_in_is_for_conveners_until_a_draw_is_committed_to(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        said = {"lottery": lottery, "details": NIA, "answers": answers(lottery)}
        assert refusal_of(lambda: type_in(saltmarsh.actor("rosa"), **said)) == "needs_hat"
        committed(lottery)
        assert refusal_of(lambda: typed(saltmarsh, lottery)) == "draw_is_committed"
        with migrating():
            Draw.objects.all().delete()
        end_lottery(saltmarsh.actor("amina"), lottery=lottery)
        assert refusal_of(lambda: typed(saltmarsh, lottery)) == "lottery_has_ended"

    def test_who_shares_an_address_with_somebody_typed_in_is_sent_that_ones_link(
        self, saltmarsh: Scene
    ) -> None:
        lottery = opened(saltmarsh)
        first = typed(saltmarsh, lottery)
        assert registered(saltmarsh, lottery) == first


class TestCorrecting:
    def test_a_convener_corrects_what_somebody_says_on_the_phone(self, saltmarsh: Scene) -> None:
        made = registered(saltmarsh, opened(saltmarsh))
        client, path = signed_in(saltmarsh, "amina"), f"/saltmarsh/lotteries/registrations/{made.pk}/"
        shown = client.get(f"{path}change/").content.decode()
        assert 'value="Nia Rees"' in shown
        assert shown.count(" checked") == 2
        sent = form_of(made.lottery, Details("Nia Rees", "nia@new.example", "", "2 Quay"), "Hill", key="k")
        assert "It is corrected" in main(client.post(f"{path}change/", sent, follow=True))
        now = Registration.objects.get()
        assert (now.email, now.phone, now.address) == ("nia@new.example", "", "2 Quay")
        assert now.answers == answers(made.lottery, "Hill")
        assert now.household != made.household
        assert Entry.objects.filter(action="registration.change").count() == 1

    def test_whose_address_is_changed_is_told_so_at_the_one_before(self, saltmarsh: Scene) -> None:
        made, amina = registered(saltmarsh, opened(saltmarsh)), saltmarsh.actor("amina")

        def corrected(email: str, phone: str = "") -> None:
            details = Details(NIA.name, email, phone, NIA.address)
            change_registration(amina, registration=made, details=details, answers=made.answers)

        corrected(NIA.email.upper(), "1")
        assert Mail.objects.count() == 1  # the one that they registered
        corrected("nia@new.example")
        letter = Mail.objects.get(template="lottery/mail/moved.txt")
        assert (letter.to, letter.subject) == (
            NIA.email,
            "Your e-mail address for “Seafront panel” was changed",
        )
        assert "nia@new.example" not in letter.text

    def test_once_a_draw_is_committed_to_only_how_to_reach_them_changes(self, saltmarsh: Scene) -> None:
        made = registered(saltmarsh, opened(saltmarsh))
        lottery = committed(made.lottery)

        def corrected(details: Details, *values: str) -> Registration:
            said = {"details": details, "answers": answers(lottery, *values)}
            return change_registration(saltmarsh.actor("amina"), registration=made, **said)

        assert corrected(Details(NIA.name, NIA.email, "1", NIA.address)).phone == "1"
        assert refusal_of(lambda: corrected(NIA, "Hill")) == "draw_is_committed"
        assert (
            refusal_of(lambda: corrected(Details(NIA.name, NIA.email, "1", "9 Hill"))) == "draw_is_committed"
        )

    def test_two_who_registered_on_the_page_keep_two_addresses(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        registered(saltmarsh, lottery)
        other = registered(saltmarsh, lottery, BO)
        said = {"registration": other, "details": NIA, "answers": other.answers}
        assert (
            refusal_of(lambda: change_registration(saltmarsh.actor("amina"), **said)) == "is_in_pool_already"
        )

    def test_correcting_is_for_conveners_and_of_whoever_stands(self, saltmarsh: Scene) -> None:
        made = registered(saltmarsh, opened(saltmarsh))
        said = {"registration": made, "details": BO, "answers": made.answers}
        assert refusal_of(lambda: change_registration(saltmarsh.actor("rosa"), **said)) == "needs_hat"
        end_lottery(saltmarsh.actor("amina"), lottery=made.lottery)
        assert (
            refusal_of(lambda: change_registration(saltmarsh.actor("amina"), **said)) == "lottery_has_ended"
        )

    def test_somebody_who_lost_their_link_is_sent_another(self, saltmarsh: Scene) -> None:
        made = registered(saltmarsh, public(saltmarsh))
        before = link_in()
        assert refusal_of(lambda: send_link(saltmarsh.actor("rosa"), registration=made)) == "needs_hat"
        client = signed_in(saltmarsh, "amina")
        client.post(f"/saltmarsh/lotteries/registrations/{made.pk}/link/", {"key": "k"})
        assert (visitor().get(before).status_code, visitor().get(link_in()).status_code) == (404, 200)
        without = typed(saltmarsh, made.lottery, Details("Ann"))
        assert refusal_of(lambda: send_link(saltmarsh.actor("amina"), registration=without)) == "has_no_email"


class TestTheSamePerson:
    @pytest.mark.parametrize(
        ("other", "because"),
        [
            (Details("N. Rees", NIA.email, "", ""), ("email",)),
            (Details("N. Rees", "", "+44 1632 960001", ""), ("phone",)),
            (Details("REES  nia", "", "", "1, quay street SA12AB"), ("name",)),
            (Details("Nia Rees", NIA.email, NIA.phone, NIA.address), ("email", "phone", "name")),
        ],
    )
    def test_those_who_share_a_thing_are_shown_as_a_pair(
        self, saltmarsh: Scene, other: Details, because: tuple[str, ...]
    ) -> None:
        lottery = opened(saltmarsh)
        first, second = registered(saltmarsh, lottery), typed(saltmarsh, lottery, other)
        typed(saltmarsh, lottery, BO)
        (pair,) = pairs_to_settle(lottery, in_pool_of(lottery))
        assert (pair.first, pair.second, pair.because) == (first.pk, second.pk, because)

    def test_one_of_them_is_set_aside_and_can_be_brought_back(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        first, second = registered(saltmarsh, lottery), typed(saltmarsh, lottery)
        client, path = signed_in(saltmarsh, "amina"), f"/saltmarsh/lotteries/{lottery.pk}/pool/alike/"
        shown = main(client.get(path))
        assert "the same e-mail, the same phone, the same name and address" in shown
        told = client.post(
            path, {"first": first.pk, "second": second.pk, "settle": "keep_first", "key": "k"}, follow=True
        )
        assert f"One ticket is kept, {first.ticket}. {second.ticket} is set aside" in main(told)
        assert "Nobody looks like anybody else" in main(told)
        aside = Registration.objects.get(pk=second.pk)
        assert (aside.counts, aside.same_as) == (False, first)
        client.post(f"/saltmarsh/lotteries/registrations/{second.pk}/bring-back/", {"key": "k"})
        assert Registration.objects.get(pk=second.pk).counts
        assert [
            one.action for one in Entry.objects.filter(action__startswith="registration.").order_by("at")
        ][-2:] == [
            "registration.set_aside",
            "registration.bring_back",
        ]

    def test_two_people_are_not_shown_together_again(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        first, second = registered(saltmarsh, lottery), typed(saltmarsh, lottery)
        client, path = signed_in(saltmarsh, "amina"), f"/saltmarsh/lotteries/{lottery.pk}/pool/alike/"
        said = {"first": first.pk, "second": second.pk, "settle": "apart"}
        assert "They are two people" in main(client.post(path, {**said, "key": "k"}, follow=True))
        client.post(path, {**said, "key": "other"})
        assert pairs_to_settle(lottery, in_pool_of(lottery)) == []
        assert Apart.objects.count() == 1

    def test_settling_is_for_conveners_within_one_pool_until_a_draw(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        one, other = registered(saltmarsh, lottery), typed(saltmarsh, lottery)

        def deeds(by: Any) -> dict[str, str]:
            asked: dict[str, Callable[[], Any]] = {
                "set aside": lambda: set_aside(by, registration=other, kept=one),
                "apart": lambda: say_apart(by, lottery=lottery, first=one, second=other, about=Differ.PERSON),
                "together": lambda: live_together(by, registration=one, other=other),
                "alone": lambda: lives_alone(by, registration=one),
            }
            return {name: refusal_of(deed) for name, deed in asked.items()}

        assert set(deeds(saltmarsh.actor("rosa")).values()) == {"needs_hat"}
        amina = saltmarsh.actor("amina")
        assert refusal_of(lambda: bring_back(amina, registration=one)) == "is_not_set_aside"
        assert refusal_of(lambda: set_aside(amina, registration=one, kept=one)) == "gone"
        assert (
            refusal_of(lambda: say_apart(amina, lottery=lottery, first=one, second=one, about=Differ.HOME))
            == "gone"
        )
        committed(lottery)
        assert set(deeds(amina).values()) == {"draw_is_committed"}

    def test_whoever_registered_again_meanwhile_is_not_in_it_twice(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        kept, aside = typed(saltmarsh, lottery, BO), registered(saltmarsh, lottery)
        set_aside(saltmarsh.actor("amina"), registration=aside, kept=kept)
        registered(saltmarsh, lottery, key="m" * 32)
        assert (
            refusal_of(lambda: bring_back(saltmarsh.actor("amina"), registration=aside))
            == "is_in_pool_already"
        )
        assert (
            refusal_of(lambda: set_aside(saltmarsh.actor("amina"), registration=aside, kept=kept))
            == "is_set_aside"
        )


class TestADrawThatIsCommittedToMeanwhile:
    """Somebody commits to a draw just after a deed was allowed, and before it is done."""

    @pytest.fixture
    def meanwhile(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[Lottery], None]:
        def commits(lottery: Lottery) -> None:
            def after(**said: Any) -> Act:
                if not lottery.draws.exists():
                    committed(lottery)
                return Act(**said)

            monkeypatch.setattr(actions, "Act", after)

        return commits

    @pytest.mark.parametrize("deed", ["set aside", "bring back", "together", "alone", "answers", "home"])
    def test_finds_the_pool_as_it_was_committed_to(
        self, saltmarsh: Scene, meanwhile: Callable[[Lottery], None], deed: str
    ) -> None:
        lottery, amina = opened(saltmarsh), saltmarsh.actor("amina")
        one, other = registered(saltmarsh, lottery), typed(saltmarsh, lottery, BO)
        aside = set_aside(amina, registration=typed(saltmarsh, lottery), kept=one)
        moved = Details(NIA.name, NIA.email, NIA.phone, "9 Hill")
        deeds: dict[str, Callable[[], Any]] = {
            "set aside": lambda: set_aside(amina, registration=one, kept=other),
            "bring back": lambda: bring_back(amina, registration=aside),
            "together": lambda: live_together(amina, registration=one, other=other),
            "alone": lambda: lives_alone(amina, registration=one),
            "answers": lambda: change_registration(
                amina, registration=one, details=NIA, answers=answers(lottery, "Hill")
            ),
            "home": lambda: change_registration(
                amina, registration=one, details=moved, answers=answers(lottery)
            ),
        }
        meanwhile(lottery)
        assert refusal_of(deeds[deed]) == "draw_is_committed"


class TestWhoLivesTogether:
    def test_the_same_address_is_one_household_however_it_is_written(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        one = registered(saltmarsh, lottery)
        other = typed(saltmarsh, lottery, Details("Ann", address="1 QUAY STREET\nSA1-2AB"))
        away = typed(saltmarsh, lottery, Details("Una", address="11 Quay Street, SA1 2AB"))
        none = typed(saltmarsh, lottery, Details("Ole"))
        assert one.household == other.household
        assert away.household not in {one.household, ""}
        assert none.household == ""

    @pytest.mark.parametrize("address", ["1 Quay St, SA1 2AB", "1 Quay Street", "1 Quay Streeet, SA1 2AB"])
    def test_addresses_that_are_nearly_the_same_are_shown(self, saltmarsh: Scene, address: str) -> None:
        lottery = opened(saltmarsh)
        one, other = (
            registered(saltmarsh, lottery),
            typed(saltmarsh, lottery, Details("Ann", address=address)),
        )
        (pair,) = homes_to_settle(lottery, in_pool_of(lottery))
        assert {pair.first, pair.second} == {one.pk, other.pk}

    @pytest.mark.parametrize(
        "address",
        [
            "2 Quay Street, SA1 2AB",
            "1 Mountain View, SA1 2AB",
            "11 Quay Street, SA 2AB",
            "1 Quay Street, SA1 3AB",
        ],
    )
    def test_other_addresses_are_not(self, saltmarsh: Scene, address: str) -> None:
        lottery = opened(saltmarsh)
        registered(saltmarsh, lottery)
        typed(saltmarsh, lottery, Details("Ann", address=address))
        assert homes_to_settle(lottery, in_pool_of(lottery)) == []

    def test_a_convener_says_whether_they_do(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        one = registered(saltmarsh, lottery)
        other = typed(saltmarsh, lottery, Details("Ann", address="1 Quay St, SA1 2AB"))
        third = typed(saltmarsh, lottery, Details("Abe", address="1 Quay St, SA1 2AB"))
        client, path = signed_in(saltmarsh, "amina"), f"/saltmarsh/lotteries/{lottery.pk}/pool/homes/"
        assert "They live together" in main(client.get(path))
        said = {"first": one.pk, "second": other.pk, "settle": "together", "key": "k"}
        assert "They are one household now." in main(client.post(path, said, follow=True))
        assert len(set(Registration.objects.values_list("household", flat=True))) == 1
        home = main(client.get(f"/saltmarsh/lotteries/registrations/{third.pk}/"))
        assert "Lives with" in home
        client.post(f"/saltmarsh/lotteries/registrations/{third.pk}/alone/", {"key": "k"})
        assert Registration.objects.get(pk=third.pk).household == ""

    def test_whoever_does_not_is_not_asked_of_again(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        one = registered(saltmarsh, lottery)
        other = typed(saltmarsh, lottery, Details("Nia Rees", address="1 Quay St, SA1 2AB"))
        say_apart(saltmarsh.actor("amina"), lottery=lottery, first=other, second=one, about=Differ.HOME)
        assert homes_to_settle(lottery, in_pool_of(lottery)) == []
        assert Apart.objects.get().about == "home"

    def test_two_without_an_address_can_be_put_in_one_household(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        one, other = (typed(saltmarsh, lottery, Details(name)) for name in ("Ann", "Abe"))
        live_together(saltmarsh.actor("amina"), registration=one, other=other)
        (home,) = set(Registration.objects.values_list("household", flat=True))
        assert home


class TestThePool:
    def test_conveners_find_people_and_see_how_far_the_pool_reaches(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        registered(saltmarsh, lottery)
        typed(saltmarsh, lottery, BO, "Hill")
        client, path = signed_in(saltmarsh, "amina"), f"/saltmarsh/lotteries/{lottery.pk}/pool/"
        whole = main(client.get(path))
        assert "2 people are in the pool." in whole
        assert "Age: Under 40 1 to 3 2" in whole
        hill = next(one for one, words in _answers(lottery).items() if words == "Hill")
        for asked in ({"q": "bo l"}, {"source": "paper"}, {"answer": hill}, {"q": "SA1 9"}):
            found = main(client.get(path, asked))
            assert "Bo Lee" in found
            assert "Nia Rees" not in found
        assert "Nobody like that" in main(client.get(path, {"standing": "withdrawn"}))

    def test_in_a_large_pool_one_looks_for_pairs_on_their_own_pages(
        self, saltmarsh: Scene, monkeypatch: Any
    ) -> None:
        lottery = opened(saltmarsh)
        registered(saltmarsh, lottery)
        typed(saltmarsh, lottery)
        client, path = signed_in(saltmarsh, "amina"), f"/saltmarsh/lotteries/{lottery.pk}/pool/"
        assert "1 pair may be the same person" in main(client.get(path))
        monkeypatch.setattr("wholeplace.convene.lottery.alike.COMPARED_AT_ONCE", 1)
        assert "Look for people who may be in it twice" in main(client.get(path))

    def test_the_pool_can_be_taken_away_and_no_cell_is_a_formula(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        made = typed(saltmarsh, lottery, Details("=cmd|' /C calc'!A0"))
        client = signed_in(saltmarsh, "amina")
        sent = client.get(f"/saltmarsh/lotteries/{lottery.pk}/pool/pool.csv").content.decode("utf-8-sig")
        head, row = sent.splitlines()
        assert head == "external_id,ticket,name,email,phone,address,household,source,registered_at,Age,Area"
        assert row.startswith(f"{made.ticket},{made.ticket},'=cmd|")
        assert row.endswith(",Under 40,Harbour")

    def test_nobody_else_reads_any_of_it(self, saltmarsh: Scene) -> None:
        made = registered(saltmarsh, public(saltmarsh))
        pages = [
            f"{made.lottery.pk}/{one}"
            for one in (
                "pool/",
                "pool/pool.csv",
                "pool/alike/",
                "pool/homes/",
                "pool/type-in/",
                "pool/file/",
                "change/",
                "open/",
                "close/",
                "end/",
                "poster/",
                "form/",
            )
        ]
        pages += [
            f"registrations/{made.pk}/{one}"
            for one in ("", "change/", "take-out/", "link/", "bring-back/", "alone/")
        ]
        convener, member = signed_in(saltmarsh, "amina"), signed_in(saltmarsh, "rosa")
        for one in pages:
            assert convener.get(f"/saltmarsh/lotteries/{one}").status_code == 200, one
            assert member.get(f"/saltmarsh/lotteries/{one}").status_code == 404, one
            assert visitor().get(f"/saltmarsh/lotteries/{one}").status_code == 302, one


def _answers(lottery: Lottery) -> dict[str, str]:
    return {str(one.pk): one.value for each in lottery.features.all() for one in each.targets.all()}


class TestForgetting:
    def test_everybody_is_forgotten_ninety_days_after_the_end(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        made = registered(saltmarsh, lottery)
        end_lottery(saltmarsh.actor("amina"), lottery=lottery)
        later(lottery, ended=clock.now() - KEPT + dt.timedelta(hours=1))
        forget(None)
        assert Registration.objects.get().name == NIA.name
        later(lottery, ended=clock.now() - KEPT - dt.timedelta(hours=1))
        forget(None)
        gone = Registration.objects.get()
        assert (gone.name, gone.email, gone.answers, gone.ticket) == (ERASED, ERASED, ERASED, made.ticket)
        assert not Opening.objects.filter(row=str(made.pk), content=NIA.name).exists()
        forget(None)
        assert Entry.objects.filter(action="lottery.forget").count() == 1

    def test_the_marks_of_those_who_withdrew_go_with_the_pool(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        gone = withdraw(program(saltmarsh), registration=registered(saltmarsh, lottery))
        marks = json.dumps(gone.gone_as, separators=(",", ":"))
        assert Opening.objects.filter(row=str(gone.pk), field="gone_as", content=marks).exists()
        later(lottery, ended=clock.now() - KEPT - dt.timedelta(hours=1))
        forget(None)
        forget(None)
        after = Registration.objects.get()
        assert (after.gone_as, after.withdrawn) == ([], gone.withdrawn)
        assert not Opening.objects.filter(row=str(gone.pk), content=marks).exists()
        assert Entry.objects.filter(action="lottery.forget").count() == 1
        assert "wp_convene_registration" not in {one.table for one in check_place(saltmarsh.place)}

    def test_a_member_who_has_themselves_erased_is_no_longer_drawn(self, saltmarsh: Scene) -> None:
        member = saltmarsh.people["tariq"]
        made = registered(saltmarsh, opened(saltmarsh), Details("Tariq", member.person.email))
        erase_person(machine(saltmarsh.place, "privacy"), member=member, keeps_words=True)
        assert Registration.objects.get().name == ERASED
        forget(None)
        gone = Registration.objects.get()
        assert (gone.counts, gone.ticket) == (False, made.ticket)
        assert list(check_place(saltmarsh.place)) == []

    def test_the_link_of_a_member_who_had_themselves_erased_says_that_nothing_is_kept(
        self, saltmarsh: Scene
    ) -> None:
        member = saltmarsh.people["tariq"]
        made = registered(saltmarsh, public(saltmarsh), Details("Tariq", member.person.email))
        link = link_in(member.person.email)
        assert "Under 40" in main(visitor().get(link))  # it led to what they answered
        erase_person(machine(saltmarsh.place, "privacy"), member=member, keeps_words=True)
        own = visitor().get(link)
        assert (own.status_code, "What you told us is erased" in main(own)) == (200, True)
        assert made.ticket in main(own)
        assert visitor().post(f"{link}withdraw/", {"key": "k"}).status_code == 404
        refused = refusal_of(lambda: withdraw(program(saltmarsh), registration=made))
        assert refused == "registration_withdrawn"

    def test_nobody_but_the_program_forgets(self, saltmarsh: Scene) -> None:
        assert (
            refusal_of(lambda: forget_pools(saltmarsh.actor("amina"), place=saltmarsh.place))
            == "not_by_command"
        )
        assert forget_pools(program(saltmarsh), place=saltmarsh.place) == 0
