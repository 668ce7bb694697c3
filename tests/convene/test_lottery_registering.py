"""Coming into a pool on the open page, and out of it again: one registration a person, and nothing kept of whoever withdraws."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from tests.convene.pooling import (
    KEY,
    NIA,
    answers,
    form_of,
    later,
    link_in,
    link_of,
    main,
    opened,
    program,
    public,
    registered,
    set_up,
    typed,
    visitor,
)
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.mediate.conversations.live import refusal_of

from wholeplace.convene.lottery import registering
from wholeplace.convene.lottery.actions import close_registration, end_lottery
from wholeplace.convene.lottery.models import Registration
from wholeplace.convene.lottery.registering import (
    Details,
    declare_withdrawal,
    register,
    take_out,
    withdraw,
)
from wholeplace.convene.lottery.typing_in import send_link
from wholeplace.kernel import clock
from wholeplace.kernel.ledger.models import Entry, Leaf, Opening
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.outbox.models import Mail

__all__ = ["elsewhere", "own_keys", "saltmarsh"]


def page(lottery: Any) -> str:
    return f"/saltmarsh/lotteries/{lottery.pk}/register/"


def send(lottery: Any, details: Details = NIA, client: Client | None = None, **other: str) -> Any:
    return (client or visitor()).post(page(lottery), form_of(lottery, details, step="sure", **other))


class TestRegistering:
    def test_somebody_without_account_is_asked_shown_what_they_typed_and_kept_once_they_say_so(
        self, saltmarsh: Scene
    ) -> None:
        lottery, client = public(saltmarsh), visitor()
        asked = main(client.get(page(lottery)))
        assert "Register for the draw" in asked
        assert "Your age?" in asked
        assert "Kept for the draw." in asked
        shown = client.post(page(lottery), form_of(lottery))
        assert "Is this right?" in main(shown)
        assert "nia@quay.example" in main(shown)
        assert not Registration.objects.exists()
        assert client.post(page(lottery), form_of(lottery, step="sure")).status_code == 302
        (made,) = Registration.objects.all()
        assert (made.name, made.email, made.source, made.answers) == (
            NIA.name,
            NIA.email,
            "page",
            answers(lottery),
        )
        assert len(made.household) == 32

    def test_the_letter_leads_to_their_own_page(self, saltmarsh: Scene) -> None:
        lottery = public(saltmarsh)
        response = send(lottery)
        assert response.url == f"{page(lottery)}thank-you/"
        made = Registration.objects.get()
        own = main(visitor().get(link_in()))
        assert made.ticket in own
        assert "Under 40" in own
        assert made.ticket in Mail.objects.get().text

    def test_whoever_gives_no_address_is_shown_their_link_once_with_a_square(self, saltmarsh: Scene) -> None:
        lottery = public(saltmarsh)
        response = send(lottery, Details("Ann", "", "", "2 Quay"))
        assert response.status_code == 302
        shown = visitor().get(response.url)
        assert "Keep this page" in main(shown)
        assert "wp-flyer__square" in shown.content.decode()
        assert "Keep this page" not in main(visitor().get(response.url.partition("?")[0]))

    def test_nobody_learns_whether_an_address_is_in_the_pool(self, saltmarsh: Scene) -> None:
        lottery = public(saltmarsh)
        first, again = send(lottery), send(lottery, key="m" * 32)
        new = send(lottery, Details("Bo", "bo@quay.example", "", "3 Quay"))
        assert {one.url for one in (first, again, new)} == {f"{page(lottery)}thank-you/"}
        assert {main(visitor().get(one.url)) for one in (first, again, new)} == {
            main(visitor().get(first.url))
        }
        assert Registration.objects.count() == 2

    def test_the_same_address_again_is_sent_a_link_and_those_before_lead_there_still(
        self, saltmarsh: Scene
    ) -> None:
        lottery, links = public(saltmarsh), []
        for number, who in enumerate((NIA, *[Details("Somebody", NIA.email.upper(), "", "9 Other")] * 2)):
            send(lottery, who, key=f"{number}" * 32)
            links.append(link_in())
        assert len(set(links)) == 2  # the first, and another
        for link in links:
            own = main(visitor().get(link))
            assert NIA.name in own
            assert "9 Other" not in own
        assert "The links you have had until now work as well." in Mail.objects.latest("asked").text

    def test_a_link_that_a_convener_sends_anew_is_the_only_one(self, saltmarsh: Scene) -> None:
        lottery, links = public(saltmarsh), []
        for key in ("k", "m"):
            send(lottery, key=key * 32)
            links.append(link_in())
        assert [visitor().get(one).status_code for one in links] == [200, 200]
        send_link(saltmarsh.actor("amina"), registration=Registration.objects.get())
        assert [visitor().get(one).status_code for one in (*links, link_in())] == [404, 404, 200]
        assert "Earlier links do not work any more" in Mail.objects.latest("asked").text
        send(lottery, key="n" * 32)
        assert visitor().get(links[1]).status_code == 404

    def test_the_same_answers_sent_twice_are_one_registration(self, saltmarsh: Scene) -> None:
        lottery = public(saltmarsh)
        ann = Details("Ann", "", "01632 960 009", "2 Quay")
        first, again = send(lottery, ann), send(lottery, ann)
        assert first.url == again.url
        assert Registration.objects.count() == 1
        entries = Entry.objects.filter(action="registration.make").count()
        assert entries == 1
        send(lottery, Details("Ben", "", "01632 960 009", "2 Quay"))  # the next person at the same device
        assert Registration.objects.count() == 2

    def test_what_is_missing_is_said_and_all_that_was_typed_stays(self, saltmarsh: Scene) -> None:
        lottery = public(saltmarsh)
        sent = form_of(lottery, Details("Zoë 🌊", "not an address", "", ""))
        del sent["agreed"]
        told = visitor().post(page(lottery), sent).content.decode()
        assert "Zoë 🌊" in told
        assert "not an address" in told
        assert "Tick the box if you agree" in told
        assert "Fill in “Postal address”." in told
        assert not Registration.objects.exists()

    def test_one_way_to_be_reached_is_enough_where_homes_are_not_asked_for(self, saltmarsh: Scene) -> None:
        lottery = later(public(saltmarsh), one_of_a_household=False)
        told = main(visitor().post(page(lottery), form_of(lottery, Details("Ann"))))
        assert "Give at least one way in which we can reach you" in told
        assert "Is this right?" in main(
            visitor().post(page(lottery), form_of(lottery, Details("Ann", phone="1")))
        )

    @pytest.mark.parametrize("name", ["نورة القحطاني", "👩🏽‍🚀 Ola", "Þórdís"])
    def test_every_name_is_a_name(self, saltmarsh: Scene, name: str) -> None:
        lottery = public(saltmarsh)
        send(lottery, Details(name, "a@b.example", "", "1 Quay"))
        assert Registration.objects.get().name == name
        assert name in main(visitor().get(link_in("a@b.example")))

    def test_changing_something_shows_the_form_as_it_was_filled_in(self, saltmarsh: Scene) -> None:
        lottery = public(saltmarsh)
        back = visitor().post(page(lottery), form_of(lottery, step="change")).content.decode()
        assert 'value="Nia Rees"' in back
        assert back.count("checked") == 3
        assert "Error" not in back

    def test_answers_to_questions_that_are_no_more_are_refused(self, saltmarsh: Scene) -> None:
        lottery = public(saltmarsh)
        said = {"details": NIA, "link": "x" * 43, "lottery": lottery}
        other = dict.fromkeys(answers(lottery), "no target")
        assert (
            refusal_of(lambda **more: register(program(saltmarsh), **said, **more), answers=other)
            == "answers_do_not_fit"
        )
        assert (
            refusal_of(lambda **more: register(program(saltmarsh), **said, **more), answers={})
            == "answers_do_not_fit"
        )

    def test_many_from_one_address_are_refused_and_keep_what_they_typed(
        self, saltmarsh: Scene, settings: Any
    ) -> None:
        settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "register_for_lottery": "2/h/ip"}
        lottery = public(saltmarsh)
        sent = [send(lottery, Details(f"P{one}", f"p{one}@b.example", "", "1 Quay")) for one in range(3)]
        assert [one.status_code for one in sent] == [302, 302, 429]
        assert "p2@b.example" in sent[2].content.decode()

    def test_nobody_is_sent_letters_without_end(self, saltmarsh: Scene, settings: Any) -> None:
        settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "register_address": "2/h/key"}
        lottery = public(saltmarsh)
        sent = [send(lottery, key=f"{one}" * 32) for one in range(4)]
        assert [one.status_code for one in sent] == [302, 302, 429, 429]
        assert Mail.objects.count() == 2


class TestWhoAndWhen:
    def test_nobody_but_the_program_registers_others(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        said = {"lottery": lottery, "details": NIA, "answers": answers(lottery), "link": "x"}
        for who in ("amina", "rosa"):
            assert refusal_of(lambda who=who: register(saltmarsh.actor(who), **said)) == "not_by_command"

    @pytest.mark.parametrize("stage", ["setting up", "over", "closed", "ended"])
    def test_nobody_registers_but_while_it_is_open(self, saltmarsh: Scene, stage: str) -> None:
        lottery = set_up(saltmarsh) if stage == "setting up" else opened(saltmarsh)
        if stage == "over":
            lottery = later(lottery, closes=clock.now() - dt.timedelta(minutes=1))
        if stage == "closed":
            close_registration(saltmarsh.actor("amina"), lottery=lottery)
        if stage == "ended":
            end_lottery(saltmarsh.actor("amina"), lottery=lottery)
        assert refusal_of(registered, saltmarsh, lottery) == "registration_not_open"

    def test_the_page_says_so_too(self, saltmarsh: Scene) -> None:
        lottery = public(saltmarsh)
        close_registration(saltmarsh.actor("amina"), lottery=lottery)
        assert "Registration is over" in main(visitor().get(page(lottery)))
        assert "Registration is over" in main(send(lottery))
        assert not Registration.objects.exists()

    def test_what_only_members_read_of_takes_nobody_else_in(self, saltmarsh: Scene) -> None:
        assert visitor().get(page(opened(saltmarsh))).status_code == 404

    def test_a_pool_of_another_place_is_not_there(self, saltmarsh: Scene, elsewhere: Scene) -> None:
        lottery = public(saltmarsh)
        assert visitor().get(page(lottery).replace("saltmarsh", "elsewhere")).status_code == 404
        assert refusal_of(lambda: registered(elsewhere, lottery)) == "gone"

    def test_the_record_says_that_somebody_registered_and_not_who(self, saltmarsh: Scene) -> None:
        made = registered(saltmarsh, opened(saltmarsh))
        entry = Entry.objects.get(action="registration.make")
        told = "".join(Leaf.objects.filter(entry=entry).values_list("data", flat=True))
        assert str(made.pk) in told
        assert not any(one in told for one in (NIA.name, NIA.email, made.ticket))
        assert Opening.objects.filter(row=str(made.pk), content=NIA.name).exists()


class TestWithdrawing:
    def test_whoever_withdraws_leaves_an_empty_ticket(self, saltmarsh: Scene) -> None:
        lottery = public(saltmarsh)
        send(lottery)
        made, link = Registration.objects.get(), link_in()
        openings = Opening.objects.filter(row=str(made.pk))
        assert openings.filter(content=NIA.name).exists()  # it was there
        client = visitor()
        asked = client.get(f"{link}withdraw/")
        assert "Do you want to withdraw?" in main(asked)
        assert Registration.objects.get().withdrawn is None
        assert client.post(f"{link}withdraw/", {"key": "k"}).status_code == 302
        gone = Registration.objects.get()
        assert gone.ticket == made.ticket
        assert gone.withdrawn is not None
        assert {gone.name, gone.email, gone.phone, gone.address, gone.household, gone.answers} == {ERASED}
        for told in (NIA.name, NIA.email, NIA.phone, NIA.address):
            assert not openings.filter(content=told).exists()
        after = main(visitor().get(link))
        assert "What you told us is erased" in after
        assert NIA.name not in after

    def test_a_last_letter_says_so_where_there_is_an_address(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        withdraw(program(saltmarsh), registration=registered(saltmarsh, lottery))
        letter = Mail.objects.get(subject="You have withdrawn from “Seafront panel”")
        assert letter.to == NIA.email
        assert lottery.get_absolute_url() in letter.text
        before = Mail.objects.count()
        withdraw(
            program(saltmarsh), registration=typed(saltmarsh, lottery, Details("Bo", "", "01632 960 009"))
        )
        assert Mail.objects.count() == before

    def test_what_was_corrected_before_is_gone_too(self, saltmarsh: Scene) -> None:
        made = registered(saltmarsh, opened(saltmarsh))
        send_again = registered(saltmarsh, made.lottery, key="m" * 32)
        withdraw(program(saltmarsh), registration=send_again)
        kept = Opening.objects.filter(row=str(made.pk), field__in=("name", "email", "answers")).exclude(
            content=None
        )
        assert {one.content for one in kept} <= {ERASED, f'"{ERASED}"'}

    def test_they_can_register_anew(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        withdraw(program(saltmarsh), registration=registered(saltmarsh, lottery))
        registered(saltmarsh, lottery, key="m" * 32)
        assert Registration.objects.filter(withdrawn=None).count() == 1

    def test_withdrawing_after_closing_works_and_after_the_end_is_no_longer_needed(
        self, saltmarsh: Scene
    ) -> None:
        lottery = opened(saltmarsh)
        first = registered(saltmarsh, lottery)
        other = registered(saltmarsh, lottery, Details("Bo", "bo@quay.example"))
        close_registration(saltmarsh.actor("amina"), lottery=lottery)
        assert withdraw(program(saltmarsh), registration=first).withdrawn
        assert (
            refusal_of(lambda: withdraw(program(saltmarsh), registration=first)) == "registration_withdrawn"
        )
        end_lottery(saltmarsh.actor("amina"), lottery=lottery)
        assert refusal_of(lambda: withdraw(program(saltmarsh), registration=other)) == "lottery_has_ended"
        own = main(
            visitor().get(
                f"/saltmarsh/lotteries/ticket/{link_of(Details('Bo', 'bo@quay.example'), lottery)}/"
            )
        )
        assert "erased 90 days after it ended" in own

    def test_a_convener_takes_out_whoever_asks_and_nobody_else_does(self, saltmarsh: Scene) -> None:
        made = registered(saltmarsh, opened(saltmarsh))
        assert refusal_of(lambda: take_out(saltmarsh.actor("rosa"), registration=made)) == "needs_hat"
        assert refusal_of(lambda: withdraw(saltmarsh.actor("amina"), registration=made)) == "not_by_command"
        assert take_out(saltmarsh.actor("amina"), registration=made).withdrawn
        assert Registration.objects.get().name == ERASED

    def test_whoever_is_taken_out_is_told_so(self, saltmarsh: Scene) -> None:
        made = registered(saltmarsh, opened(saltmarsh))
        without = registered(saltmarsh, made.lottery, Details("Ann", "", "01632 960 009", "2 Quay"))
        for one in (made, without):
            take_out(saltmarsh.actor("amina"), registration=one)
        letter = Mail.objects.get(template="lottery/mail/taken_out.txt")
        assert (letter.to, letter.subject) == (
            NIA.email,
            "Your registration for “Seafront panel” was taken out",
        )
        assert made.ticket in letter.text
        withdraw(program(saltmarsh), registration=registered(saltmarsh, made.lottery, key="m" * 32))
        assert Mail.objects.filter(subject=letter.subject).count() == 1  # whoever withdraws knows

    def test_whatever_they_held_is_seen_to_in_the_same_deed(self, saltmarsh: Scene, monkeypatch: Any) -> None:
        seen: list[tuple[str, object]] = []
        monkeypatch.setattr(registering, "WITHDRAWING", [])
        declare_withdrawal(lambda act, one, _erased: seen.append((act.name, one.pk)))
        made = registered(saltmarsh, opened(saltmarsh))
        withdraw(program(saltmarsh), registration=made)
        assert seen == [("registration.withdraw", made.pk)]


class TestTheLink:
    @pytest.mark.parametrize("spoil", [lambda one: one[:-1], str.swapcase, lambda _one: "A" * 43])
    def test_a_link_that_is_not_there_opens_nothing(self, saltmarsh: Scene, spoil: Any) -> None:
        lottery = public(saltmarsh)
        registered(saltmarsh, lottery)
        secret = link_of(NIA, lottery)
        path = "/saltmarsh/lotteries/ticket/{}/"
        assert visitor().get(path.format(secret)).status_code == 200  # it would have worked
        wrong = visitor().get(path.format(spoil(secret)))
        assert (wrong.status_code, wrong.headers["Cache-Control"]) == (404, "private, no-store")
        assert visitor().post(path.format(spoil(secret)) + "withdraw/", {"key": "k"}).status_code == 404
        assert Registration.objects.get().withdrawn is None

    def test_a_link_of_another_place_opens_nothing(self, saltmarsh: Scene, elsewhere: Scene) -> None:
        lottery = public(saltmarsh)
        registered(saltmarsh, lottery)
        assert visitor().get(f"/elsewhere/lotteries/ticket/{link_of(NIA, lottery)}/").status_code == 404

    def test_pages_of_links_are_kept_nowhere_and_told_to_nobody(self, saltmarsh: Scene) -> None:
        lottery = public(saltmarsh)
        registered(saltmarsh, lottery)
        own = visitor().get(f"/saltmarsh/lotteries/ticket/{link_of(NIA, lottery)}/")
        assert own.headers["Cache-Control"] == "private, no-store"
        assert own.headers["Referrer-Policy"] == "strict-origin"

    def test_a_link_is_made_of_a_key_with_enough_chance_or_drawn(self, saltmarsh: Scene) -> None:
        lottery = opened(saltmarsh)
        assert link_of(NIA, lottery) == link_of(NIA, lottery)
        assert link_of(NIA, lottery, key="short") != link_of(NIA, lottery, key="short")
        assert link_of(NIA, lottery, key=KEY[:-1] + "z") != link_of(NIA, lottery)
