"""What is promised about invitations to speak for perspectives is kept: who reads what, how often is written, what is forgotten."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db.models import Q
from django.test import Client
from tests.convene.inviting import (
    NIA,
    answer,
    asked,
    carers,
    contact,
    later,
    link_in,
    main,
    posted,
    program,
    sent,
    sponsored,
    stop_in,
)
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.mediate.conversations.live import refusal_of
from tests.places.test_invited_kept_back import left
from tests.places.test_leaving import signed_in

from wholeplace.convene.invitations.actions import (
    invite_many,
    invite_to_speak_again,
    remind,
    take_back_to_speak,
)
from wholeplace.convene.invitations.calling import draw_code, record_call
from wholeplace.convene.invitations.jobs import forget
from wholeplace.convene.invitations.models import IssueInvitation, LetterFile
from wholeplace.convene.invitations.names import Called, Reply, Standing, State, Way
from wholeplace.convene.invitations.posting import ask_for_letters, draw_codes
from wholeplace.convene.invitations.queries import (
    calls_to_make,
    counted_by_standing,
    invitations_found,
    waiting_of,
)
from wholeplace.convene.invitations.replying import answer_own_invitation
from wholeplace.convene.invitations.sending import send_to_speak
from wholeplace.convene.invitations.vouching import take_sponsor_words_back
from wholeplace.convene.stakeholders.actions import set_perspective_aside
from wholeplace.convene.stakeholders.book import note_speaker, remove_contacts
from wholeplace.convene.stakeholders.models import Contact, CouldSpeak
from wholeplace.kernel import clock
from wholeplace.kernel.clock import telling_of
from wholeplace.kernel.guard import deriving, migrating
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.models import Entry, Opening
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.notices.models import Notice
from wholeplace.kernel.outbox.models import Mail
from wholeplace.places.invited.actions import invite as ask_to_join
from wholeplace.places.yourself.actions import erase_person

__all__ = ["own_keys", "saltmarsh"]


class TestWhoReads:
    def test_a_sponsor_who_took_their_words_back_reads_and_calls_no_more(self, saltmarsh: Scene) -> None:
        words = sponsored(saltmarsh)
        made, to_call = sent(saltmarsh, sponsor=words), asked(saltmarsh, Way.PHONE, sponsor=words)
        rosa, calls = signed_in(saltmarsh, "rosa"), f"/saltmarsh/invitations/issues/{made.issue_id}/calls/"
        assert rosa.get(made.get_absolute_url()).status_code == 200
        assert "01632 960 001" in main(rosa.get(calls))
        take_sponsor_words_back(saltmarsh.actor("rosa"), sponsor_words=words)
        answer(link_in(), Reply.NO, because="My knee is bad")
        assert rosa.get(made.get_absolute_url()).status_code == 404
        assert "01632 960 001" not in main(rosa.get(calls))
        said = {"issue_invitation": to_call, "call": Called.REACHED}
        assert refusal_of(record_call, saltmarsh.actor("rosa"), **said) == "not_yours_to_call"
        told = Notice.objects.filter(title="Somebody you asked has answered")
        assert [one.member for one in told] == [saltmarsh.people["amina"]]


def _wants_no_more(_scene: Scene) -> str:
    Client().post(stop_in(), {"key": "stop"})
    return "wants_no_invitations"


def _is_removed_from_the_book(scene: Scene) -> str:
    remove_contacts(scene.actor("ben"), place=scene.place, contacts=[Contact.objects.get().pk])
    return "nothing_to_remind"


def _was_asked_by_somebody_who_left(scene: Scene) -> str:
    left(scene)
    return "inviter_convenes_no_more"


class TestReminders:
    def test_one_goes_by_hand_and_moves_no_day_by_which_to_answer(self, saltmarsh: Scene) -> None:
        made = sent(saltmarsh)
        later(days=3)
        made.refresh_from_db()
        assert refusal_of(remind, saltmarsh.actor("rosa"), issue_invitation=made) == "needs_hat"
        reminded = remind(saltmarsh.actor("ben"), issue_invitation=made)
        assert (reminded.expires, last(saltmarsh)["action"]) == (made.expires, "issue_invitation.remind")
        later(days=3)
        assert refusal_of(remind, saltmarsh.actor("ben"), issue_invitation=made) == "reminded_already"
        assert Mail.objects.filter(to=NIA).count() == 2

    @pytest.mark.parametrize(
        "stopped", [_wants_no_more, _is_removed_from_the_book, _was_asked_by_somebody_who_left]
    )
    def test_none_goes_by_hand_to_who(self, saltmarsh: Scene, stopped: Callable[[Scene], str]) -> None:
        made = sent(saltmarsh)
        later(days=3)
        assert remind.refusal(saltmarsh.actor("ben"), IssueInvitation.objects.get()) is None
        why = stopped(saltmarsh)
        assert refusal_of(remind, saltmarsh.actor("ben"), issue_invitation=made) == why


class TestHowOften:
    def test_nobody_is_written_to_twice_in_two_days_by_taking_it_back(self, saltmarsh: Scene) -> None:
        made = sent(saltmarsh)
        take_back_to_speak(saltmarsh.actor("amina"), issue_invitation=made)
        assert refusal_of(asked, saltmarsh, contact=made.contact) == "written_to_lately"
        (guess,) = CouldSpeak.objects.all()
        many = {"issue": made.issue, "guesses": [guess.pk]}
        assert refusal_of(invite_many, saltmarsh.actor("amina"), **many) == "nobody_to_ask"
        later(days=2, seconds=1)
        assert invite_many(saltmarsh.actor("amina"), **many)[0].pk == made.pk

    def test_letters_count_for_the_day_also_when_they_were_asked_for_anew(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("wholeplace.places.invited.queries.A_DAY", 2)
        take_back_to_speak(saltmarsh.actor("amina"), issue_invitation=sent(saltmarsh))
        later(days=3)  # the rows are older now, and the record is not
        made = asked(saltmarsh, contact=Contact.objects.get())
        assert made.due == made.asked
        sent_again = send_to_speak(program(saltmarsh), issue_invitation=made)
        take_back_to_speak(saltmarsh.actor("amina"), issue_invitation=sent_again)
        other = asked(saltmarsh, contact=contact(saltmarsh, "Bo", email="bo@x.example"))
        assert (other.due - other.asked).days == 1

    def test_a_worker_that_catches_up_sends_no_more_than_fit_a_day(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("wholeplace.places.invited.queries.A_DAY", 2)
        ask_to_join(saltmarsh.actor("amina"), place=saltmarsh.place, people="\n".join(map(address, range(3))))
        for number in range(3, 6):
            asked(saltmarsh, contact=contact(saltmarsh, f"P{number}", email=address(number)))
        start = clock.now()
        for day, gone in ((4, 2), (5, 4), (6, 6)):
            for hours in (0, 2):
                with telling_of(start + dt.timedelta(days=day, hours=hours)):
                    run_all_now()
            assert (day, Entry.objects.filter(action__endswith="invitation.send").count()) == (day, gone)


def address(number: int) -> str:
    return f"p{number}@many.example"


class TestLetters:
    def test_one_that_is_answered_before_it_is_marked_as_posted_was_sent(self, saltmarsh: Scene) -> None:
        asked(saltmarsh, Way.LETTER)
        asked(saltmarsh, Way.LETTER, contact=contact(saltmarsh, "Bo", address="2 Quay"))
        file = ask_for_letters(saltmarsh.actor("amina"), issue=saltmarsh.issue())
        drawn = draw_codes(saltmarsh.actor("amina"), issue=saltmarsh.issue(), made=file.made)
        with deriving():
            LetterFile.objects.update(set=file.made)
        rosa, link = signed_in(saltmarsh, "rosa"), drawn[0][2]
        assert rosa.post(answer(link, client=rosa)["Location"], {"key": "in"}).status_code == 302
        assert "You said this." in main(rosa.get(link, follow=True))
        assert "Young carers" in main(rosa.get("/saltmarsh/invitations/"))
        assert waiting_of(saltmarsh.people["amina"]) == 1
        page = f"/saltmarsh/invitations/issues/{saltmarsh.issue().pk}/letters/"
        assert "They are posted" in main(signed_in(saltmarsh, "ben").get(page))
        answer(drawn[1][2], Reply.MAYBE)
        assert "No letter waits" in main(signed_in(saltmarsh, "ben").get(page))
        assert waiting_of(saltmarsh.people["amina"]) == 0

    def test_what_is_no_code_is_said_beside_the_field(self, saltmarsh: Scene) -> None:
        assert posted(saltmarsh)
        page = Client().post("/saltmarsh/invitations/code/", {"code": "/"})
        assert (page.status_code, "A code has eight letters and figures" in main(page)) == (200, True)


class TestForgetting:
    def test_who_is_removed_from_the_book_is_gone_from_invitations_too(self, saltmarsh: Scene) -> None:
        said, waits = sent(saltmarsh), asked(saltmarsh, Way.LETTER)
        answer(link_in(), Reply.ASK_OTHER, other_name="Gwen", other_reach="gwen@x.example")
        gwen = contact(saltmarsh, "Gwen", email="gwen@x.example")
        with migrating():
            IssueInvitation.objects.filter(pk=said.pk).update(other=gwen)
        ask_for_letters(saltmarsh.actor("amina"), issue=saltmarsh.issue())
        run_all_now()
        path, amina = (
            f"/saltmarsh/invitations/issues/{said.issue_id}/letters/letters.pdf",
            signed_in(saltmarsh, "amina"),
        )
        known = Opening.objects.filter(
            Q(content__in=["Nia Rees", NIA, "Gwen", "gwen@x.example"]) | Q(content__contains="1 Quay")
        )
        assert (known.exists(), amina.get(path).status_code) == (True, 200)
        remove_contacts(saltmarsh.actor("ben"), place=saltmarsh.place, contacts=[gwen.pk])
        assert IssueInvitation.objects.get(pk=said.pk).other_name == ERASED
        people = [one.contact.pk for one in (said, waits) if one.contact]
        remove_contacts(saltmarsh.actor("ben"), place=saltmarsh.place, contacts=people)
        assert NIA not in main(amina.get(said.get_absolute_url()))
        assert (list(known), amina.get(path).status_code) == ([], 404)
        waits.refresh_from_db()
        assert (waits.state, waits.name) == (State.REVOKED, ERASED)
        assert list(check_place(saltmarsh.place)) == []

    def test_whom_somebody_named_is_forgotten_though_a_member_named_them(self, saltmarsh: Scene) -> None:
        made = sent(saltmarsh, invited=saltmarsh.people["tariq"])
        said = {
            "reply": Reply.ASK_OTHER,
            "because": "Ill",
            "other_name": "Gwen",
            "other_reach": "g@x.example",
        }
        answer_own_invitation(saltmarsh.actor("tariq"), issue_invitation=made, **said)
        start = clock.now()
        for days, kept in ((89, "Gwen"), (91, ERASED)):
            with telling_of(start + dt.timedelta(days=days)):
                forget(None)
            made.refresh_from_db()
            assert (days, made.other_name) == (days, kept)
        assert (made.because, made.other_reach, made.invited) == (ERASED, ERASED, saltmarsh.people["tariq"])

    def test_who_is_erased_is_gone_where_another_named_them(self, saltmarsh: Scene) -> None:
        made, rosa = sent(saltmarsh), saltmarsh.people["rosa"]
        answer(link_in(), Reply.ASK_OTHER, other_name="Rosa", other_reach="Rosa@saltmarsh.example")
        erase_person(program(saltmarsh), member=rosa, keeps_words=True)
        made.refresh_from_db()
        assert (made.other_name, made.other_reach, made.name) == (ERASED, ERASED, "Nia Rees")


class TestAnswers:
    def test_one_that_is_taken_back_keeps_no_words_and_leaves_the_way_open(self, saltmarsh: Scene) -> None:
        made, client, convener = sent(saltmarsh), Client(), saltmarsh.actor("amina")
        answer(path := link_in(), Reply.NO, client, because="My knee is bad")
        again = {"issue_invitation": made}
        assert refusal_of(invite_to_speak_again, convener, **again) == "invitation_is_over"
        assert refusal_of(asked, saltmarsh, contact=made.contact) == "has_answered"
        knee = Opening.objects.filter(content="My knee is bad")
        assert knee.exists()
        answer(path, Reply.WITHDRAWN, client, because="My knee is bad")
        made.refresh_from_db()
        assert (made.reply, made.because, knee.exists()) == (Reply.WITHDRAWN, "", False)
        assert take_back_to_speak.refusal(convener, made) is None
        assert refusal_of(invite_to_speak_again, convener, **again) == "written_to_lately"
        later(days=3)
        one = send_to_speak(program(saltmarsh), issue_invitation=invite_to_speak_again(convener, **again))
        assert (one.pk, one.reply, one.replied, Client().get(path).status_code) == (made.pk, "", None, 404)
        answer(link_in(), Reply.MAYBE)
        assert list(check_place(saltmarsh.place)) == []

    def test_what_was_said_already_is_recorded_once_and_told_once_an_hour(self, saltmarsh: Scene) -> None:
        sent(saltmarsh)
        path, client = link_in(), Client()
        told = Notice.objects.filter(title="Somebody you asked has answered")
        answers = Entry.objects.filter(action="issue_invitation.answer")
        for _press in range(2):
            assert answer(path, Reply.NO, client, because="My knee").status_code == 302
        assert (answers.count(), told.count()) == (1, 1)
        answer(path, Reply.MAYBE, client)
        assert (answers.count(), told.count()) == (2, 1)
        later(hours=2)
        answer(path, Reply.NO, client)
        assert (answers.count(), told.count()) == (3, 2)

    def test_no_call_overwrites_what_somebody_said_themselves(self, saltmarsh: Scene) -> None:
        made, amina = asked(saltmarsh, Way.PHONE), saltmarsh.actor("amina")
        said = {"issue_invitation": made, "call": Called.REACHED}
        assert record_call(amina, **said, reply=Reply.MAYBE).reply == Reply.MAYBE
        assert record_call(amina, **said, reply=Reply.YES).reply == Reply.YES
        path = Client().post(
            "/saltmarsh/invitations/code/", {"code": draw_code(amina, issue_invitation=made)}
        )
        answer(path["Location"], Reply.NO)
        assert refusal_of(record_call, amina, **said, reply=Reply.YES) == "answered_themselves"
        assert draw_code(amina, issue_invitation=made)

    def test_a_wrong_number_stands_as_one_and_can_be_asked_anew(self, saltmarsh: Scene) -> None:
        made, amina = asked(saltmarsh, Way.PHONE), saltmarsh.people["amina"]
        assert waiting_of(amina) == 1
        record_call(saltmarsh.actor("ben"), issue_invitation=made, call=Called.WRONG_NUMBER)
        viewer, listed = saltmarsh.viewer("amina"), f"/saltmarsh/invitations/issues/{made.issue_id}/"
        assert counted_by_standing(viewer, made.issue) == {Standing.WRONG_NUMBER: 1}
        assert invitations_found(viewer, made.issue, standing="wrong_number").get() == made
        assert not invitations_found(viewer, made.issue, standing="waiting").exists()
        page = main(signed_in(saltmarsh, "amina").get(listed))
        assert ("The number is wrong" in page, "To be called" in page, waiting_of(amina)) == (True, False, 0)
        many = main(signed_in(saltmarsh, "amina").get(f"{listed}many/"))
        assert ("The number is wrong. Put the right one in the book." in many, "By phone" in many) == (
            True,
            False,
        )
        again = invite_to_speak_again(saltmarsh.actor("amina"), issue_invitation=made)
        assert list(calls_to_make(viewer, made.issue)) == [again]

    def test_nobody_is_asked_for_a_perspective_that_was_set_aside(self, saltmarsh: Scene) -> None:
        convener, perspective = saltmarsh.actor("amina"), carers(saltmarsh)
        guess = note_speaker(convener, contact=contact(saltmarsh), perspective=perspective)
        set_perspective_aside(convener, perspective=perspective, because="Not needed")
        many = {"issue": saltmarsh.issue(), "guesses": [guess.pk]}
        assert refusal_of(invite_many, convener, **many) == "nobody_to_ask"
