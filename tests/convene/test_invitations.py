"""Asking people to speak for a perspective: one step from it, in whose words, how many in a day, and what they answer."""

import datetime as dt
import re

import pytest
from django.test import Client
from tests.convene.deciding import wears
from tests.convene.inviting import (
    NIA,
    WHO,
    answer,
    asked,
    carers,
    contact,
    later,
    link_in,
    main,
    program,
    sent,
    sponsored,
    stop_in,
)
from tests.convene.mapping import mapped
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.mediate.conversations.live import refusal_of
from tests.places.test_invited_kept_back import left
from tests.places.test_leaving import signed_in

from wholeplace.convene.invitations.actions import (
    invite_many,
    invite_to_speak,
    invite_to_speak_again,
    remind,
    take_back_to_speak,
    take_up_other,
)
from wholeplace.convene.invitations.calling import draw_code, record_call
from wholeplace.convene.invitations.jobs import forget, remind_those_silent
from wholeplace.convene.invitations.models import IssueInvitation
from wholeplace.convene.invitations.names import Called, Reply, Standing, State, Way
from wholeplace.convene.invitations.queries import calls_to_make, counted_by_standing, invitations_visible_to
from wholeplace.convene.invitations.replying import answer_own_invitation
from wholeplace.convene.invitations.sending import forget_who_was_asked, send_to_speak
from wholeplace.convene.invitations.vouching import (
    ask_for_words,
    take_sponsor_words_back,
    write_sponsor_words,
)
from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.issues.amending import move_issue
from wholeplace.convene.issues.conditions import taking_part_now
from wholeplace.convene.issues.names import Status
from wholeplace.convene.stakeholders.book import note_speaker, remove_contacts
from wholeplace.convene.stakeholders.models import Contact, CouldSpeak
from wholeplace.convene.stakeholders.names import Ground
from wholeplace.kernel import clock
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.models import Leaf
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.notices.models import Notice
from wholeplace.kernel.outbox.models import Mail
from wholeplace.kernel.people import Membership
from wholeplace.places.invited.actions import invite, send_invitation

__all__ = ["elsewhere", "own_keys", "saltmarsh"]


class TestAsking:
    def test_from_a_perspective_to_an_invitation_is_one_page(self, saltmarsh: Scene) -> None:
        perspective, client = carers(saltmarsh), signed_in(saltmarsh, "amina")
        path = f"/saltmarsh/invitations/perspectives/{perspective.pk}/"
        said = {
            "who": "new",
            "name": "Nia Rees",
            "email": NIA,
            "way": "email",
            "words": "Do come.",
            "key": "k",
        }
        said |= {"origin": "Met at the lunch club", "ground": "agreed"}
        page = main(client.post(path, said))
        for words in (
            "Look before it goes",
            "Dear Nia Rees",
            "Do come.",
            "speak there for: Young carers",
            "It can go today",
        ):
            assert words in page
        assert (IssueInvitation.objects.count(), Contact.objects.count(), Mail.objects.count()) == (0, 0, 0)
        assert "A test is on its way" in main(client.post(path, {**said, "do": "test"}))
        assert [one.to for one in Mail.objects.all()] == ["amina@saltmarsh.example"]
        for _press in range(2):
            made = client.post(path, {**said, "do": "sure"})
            assert made["Location"] == IssueInvitation.objects.get().get_absolute_url()
        assert CouldSpeak.objects.get().contact.email == NIA
        run_all_now()
        assert Mail.objects.filter(template="invitations/mail/asked.txt").exclude(sent=None).count() == 2
        assert "It is kept" in main(client.get(made["Location"]))

    def test_the_letter_says_who_asks_and_why_them_and_how_the_address_is_known(
        self, saltmarsh: Scene
    ) -> None:
        words = sponsored(saltmarsh)
        sent(saltmarsh, words="You told us so much.", sponsor=words)
        letter = Mail.objects.get(to=NIA)
        assert letter.subject == "Would you speak for “Young carers”?"
        for said in (
            "Amina Yusuf, who convenes the partnership of Saltmarsh, asks you",
            "Nobody speaks for them yet.",
            "Rosa Lind would like you there, and writes:\n\nShe knows what evenings are like.",
            "Amina Yusuf writes:\n\nYou told us so much.",
            "How we come to have your address: Met at the lunch club.",
        ):
            assert said in letter.text
        token = link_in().split("/")[4]
        kept = str(list(IssueInvitation.objects.values())) + "".join(
            Leaf.objects.values_list("data", flat=True)
        )
        assert (len(token) >= 43, token in kept, NIA in kept) == (True, False, True)
        run_all_now()
        assert not Mail.objects.filter(text__contains=token).exists()

    def test_only_who_convenes_asks_and_nobody_is_asked_twice(self, saltmarsh: Scene) -> None:
        made = sent(saltmarsh)
        assert refusal_of(asked, saltmarsh, by="rosa", contact=made.contact) == "needs_hat"
        assert refusal_of(asked, saltmarsh, contact=made.contact) == "is_asked_already"
        assert refusal_of(asked, saltmarsh, Way.PHONE, contact=made.contact) == "no_way_to_reach"
        assert refusal_of(asked, saltmarsh, invited=saltmarsh.people["amina"]) == "whom_to_ask"
        member = contact(saltmarsh, "Rosa", email="rosa@saltmarsh.example")
        assert refusal_of(asked, saltmarsh, contact=member) == "asks_a_member"
        move_issue(saltmarsh.actor("amina"), issue=saltmarsh.issue(), to=Status.ENDED, reason="Over")
        other = contact(saltmarsh, "Bo", email="bo@x.example")
        assert refusal_of(asked, saltmarsh, contact=other) == "issue_has_ended"
        assert last(saltmarsh)["action"] == "contact.add"

    def test_whoever_facilitates_says_yes_and_speaks_for_nobody(self, saltmarsh: Scene) -> None:
        made = asked(saltmarsh, invited=saltmarsh.people["rosa"])
        wears(saltmarsh, "rosa")
        answer_own_invitation(saltmarsh.actor("rosa"), issue_invitation=made, reply=Reply.YES)
        assert taking_part_now(saltmarsh.issue()).get().member == saltmarsh.people["rosa"]
        assert carers(saltmarsh).speaker is None

    def test_a_member_is_told_and_answers_signed_in(self, saltmarsh: Scene) -> None:
        made = asked(saltmarsh, invited=saltmarsh.people["rosa"])
        run_all_now()
        rosa = signed_in(saltmarsh, "rosa")
        assert (
            Notice.objects.filter(member=saltmarsh.people["rosa"]).get().title
            == "You are asked to speak for “Young carers”"
        )
        assert "You are asked to speak for somebody" in main(rosa.get(saltmarsh.issue().get_absolute_url()))
        assert "You are asked to speak for somebody" in main(rosa.get("/saltmarsh/"))
        assert "Amina Yusuf asks you to speak for them" in main(rosa.get("/saltmarsh/invitations/"))
        path = f"/saltmarsh/invitations/yours/{made.pk}/"
        assert signed_in(saltmarsh, "tariq").get(path).status_code == 404
        assert answer(path, client=rosa)["Location"] == saltmarsh.issue().get_absolute_url()
        perspective = carers(saltmarsh)
        assert perspective.speaker == saltmarsh.people["rosa"]
        assert taking_part_now(saltmarsh.issue()).get().member == saltmarsh.people["rosa"]
        tariq = saltmarsh.actor("tariq")
        made.refresh_from_db()
        deed = answer_own_invitation
        assert refusal_of(deed, tariq, issue_invitation=made, reply=Reply.NO) == "not_asked_of_you"
        answer(path, Reply.NO, rosa)
        assert "stop taking part" in main(rosa.get(path))
        assert taking_part_now(saltmarsh.issue()).count() == 1  # a no removes nobody from what they joined

    def test_many_are_asked_at_once_each_by_the_way_that_is_known(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("wholeplace.places.invited.queries.A_DAY", 2)
        perspective, convener = carers(saltmarsh), saltmarsh.actor("amina")
        spoken_for = mapped(saltmarsh, "The harbour office", whose="body", spoken_for_by="Its master")
        people = [
            contact(saltmarsh, "Nia", email=NIA),
            contact(saltmarsh, "Bo", address="1 Quay"),
            contact(saltmarsh, "Cy", phone="01632 960 002"),
            contact(saltmarsh, "Rosa", email="rosa@saltmarsh.example"),
            contact(saltmarsh, "Di", organisation="Tenants"),
        ]
        for one in people:
            note_speaker(convener, contact=one, perspective=perspective)
        note_speaker(convener, contact=people[0], perspective=spoken_for)
        client, path = (
            signed_in(saltmarsh, "amina"),
            f"/saltmarsh/invitations/issues/{saltmarsh.issue().pk}/many/",
        )
        page = main(client.get(path))
        assert ("Is a member already." in page, "We know neither" in page, "harbour office" in page) == (
            True,
            True,
            False,
        )
        chosen = {f"chosen_{one.pk}": "on" for one in CouldSpeak.objects.filter(perspective=perspective)}
        said = {**chosen, "words": "Do come.", "key": "k"}
        page = main(client.post(path, said))
        for words in (
            "3 people would be asked.",
            "By e-mail: 1 , By letter: 1 , By phone: 1",
            "2 can go on",
            "1 can go on",
        ):
            assert words in page
        assert "3 people would be asked." in main(client.post(path, {"everybody": "on", "key": "all"}))
        assert IssueInvitation.objects.count() == 0
        for _press in range(2):
            assert client.post(path, {**said, "do": "sure"}).status_code == 302
        made = IssueInvitation.objects.order_by("name")
        assert [(one.name, one.way) for one in made] == [("Bo", "letter"), ("Cy", "phone"), ("Nia", "email")]
        assert sorted((one.due - one.asked).days for one in made) == [0, 0, 1]
        page = main(client.get(path))
        assert "3 who are noted are asked already" in page
        assert ("Di" in page, "Bo" in page) == (True, False)
        assert refusal_of(invite_many, convener, issue=saltmarsh.issue(), guesses=[]) == "nobody_to_ask"
        assert (
            refusal_of(invite_many, saltmarsh.actor("rosa"), issue=saltmarsh.issue(), guesses=[])
            == "needs_hat"
        )

    def test_letters_of_both_rooms_and_all_ways_count_for_a_day(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("wholeplace.places.invited.queries.A_DAY", 2)
        invite(saltmarsh.actor("amina"), place=saltmarsh.place, people="a@x.example")
        first = asked(saltmarsh, Way.PHONE)
        second = asked(saltmarsh)
        (third,) = invite(saltmarsh.actor("amina"), place=saltmarsh.place, people="b@x.example")
        assert [(one.due - one.asked).days for one in (first, second, third)] == [0, 1, 1]
        other = asked(saltmarsh, by="ben", contact=contact(saltmarsh, "Bo", email="bo@x.example"))
        assert other.due == other.asked
        send_to_speak(program(saltmarsh), issue_invitation=second)
        later(days=3)
        second.refresh_from_db()
        assert refusal_of(remind, saltmarsh.actor("amina"), issue_invitation=second) == "enough_for_today"


class TestAfterwards:
    def test_what_is_taken_back_opens_nothing_and_can_be_asked_again(self, saltmarsh: Scene) -> None:
        made = sent(saltmarsh, words="Mine")
        path = link_in()
        assert (
            refusal_of(invite_to_speak_again, saltmarsh.actor("amina"), issue_invitation=made)
            == "invitation_still_waits"
        )
        assert refusal_of(take_back_to_speak, saltmarsh.actor("rosa"), issue_invitation=made) == "needs_hat"
        made = take_back_to_speak(saltmarsh.actor("ben"), issue_invitation=made)
        assert (Client().get(path).status_code, last(saltmarsh)["action"]) == (
            404,
            "issue_invitation.take_back",
        )
        assert (
            refusal_of(take_back_to_speak, saltmarsh.actor("ben"), issue_invitation=made)
            == "invitation_is_over"
        )
        assert (
            refusal_of(invite_to_speak_again, saltmarsh.actor("ben"), issue_invitation=made)
            == "written_to_lately"
        )
        later(days=3)
        again = invite_to_speak_again(saltmarsh.actor("ben"), issue_invitation=made)
        assert (again.pk, again.words, again.by.name) == (made.pk, "", "Ben Carter")
        send_to_speak(program(saltmarsh), issue_invitation=again)
        assert (Client().get(path).status_code, Client().get(link_in()).status_code) == (404, 200)

    def test_a_reminder_goes_by_itself_after_five_days_and_no_other(self, saltmarsh: Scene) -> None:
        convener, made = saltmarsh.actor("amina"), sent(saltmarsh, reminds=True)
        old = link_in()
        assert refusal_of(remind, convener, issue_invitation=made) == "written_to_lately"
        later(days=4, hours=23)
        remind_those_silent(None)
        assert Mail.objects.filter(to=NIA).count() == 1
        later(hours=2)
        for _round in range(2):
            remind_those_silent(None)
        assert [one.subject for one in Mail.objects.filter(to=NIA).order_by("asked")][1:] == [
            "Once more: would you speak for “Young carers”?"
        ]
        assert (Client().get(old).status_code, Client().get(link_in()).status_code) == (404, 200)
        later(days=2, seconds=1)
        made.refresh_from_db()
        assert refusal_of(remind, convener, issue_invitation=made) == "reminded_already"
        answer(link_in(), Reply.MAYBE)
        made.refresh_from_db()
        assert refusal_of(remind, convener, issue_invitation=made) == "nothing_to_remind"

    def test_nothing_goes_in_the_name_of_who_no_longer_convenes(self, saltmarsh: Scene) -> None:
        made = asked(saltmarsh)
        left(saltmarsh)
        run_all_now()
        made.refresh_from_db()
        assert (made.state, Mail.objects.filter(to=NIA).count()) == (State.KEPT_BACK, 0)
        assert "An invitation is kept back" in [
            one.title for one in Notice.objects.filter(member=saltmarsh.people["ben"])
        ]
        assert counted_by_standing(saltmarsh.viewer("ben"), saltmarsh.issue()) == {Standing.KEPT_BACK: 1}

    @pytest.mark.parametrize(("reply", "goes"), [(None, "goes"), (Reply.NO, "goes"), (Reply.MAYBE, "")])
    def test_who_did_not_come_is_forgotten_after_ninety_days(
        self, saltmarsh: Scene, reply: Reply | None, goes: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sent(saltmarsh, words="Dear neighbour")
        if reply is not None:
            answer(link_in(), reply, because="My knee is bad")
        start = clock.now()
        for days in (89, 91):
            assert IssueInvitation.objects.get().email == NIA
            day = start + dt.timedelta(days=days)
            monkeypatch.setattr(clock, "now", lambda day=day: day)
            forget(None)
        one = IssueInvitation.objects.get()
        assert ({one.name, one.email} == {ERASED}, one.because == ERASED) == (
            bool(goes),
            bool(goes) and reply is not None,
        )
        assert list(check_place(saltmarsh.place)) == []
        if goes:
            assert last(saltmarsh)["facts"]["count"] == 1
            assert forget_who_was_asked(program(saltmarsh), place=saltmarsh.place) == 0

    def test_conveners_and_the_sponsor_read_it_and_nobody_else(self, saltmarsh: Scene) -> None:
        made = sent(saltmarsh, sponsor=sponsored(saltmarsh))
        answer(link_in(), Reply.NO, because="My knee is bad")
        for name in ("amina", "ben", "rosa"):
            assert "My knee is bad" in main(signed_in(saltmarsh, name).get(made.get_absolute_url()))
            assert Notice.objects.filter(
                member=saltmarsh.people[name], title="Somebody you asked has answered"
            ).exists() == (name != "ben")
        assert invitations_visible_to(saltmarsh.viewer("tariq")).count() == 0
        assert signed_in(saltmarsh, "tariq").get(made.get_absolute_url()).status_code == 404
        listed = f"/saltmarsh/invitations/issues/{saltmarsh.issue().pk}/"
        assert NIA not in signed_in(saltmarsh, "tariq").get(listed).content.decode()
        page = main(signed_in(saltmarsh, "amina").get(f"{listed}?standing=no&way=email&words=nia"))
        assert ("1 invitation: 1 with a no." in page, "Nia Rees" in page) == (True, True)
        assert "No such invitation" in main(signed_in(saltmarsh, "amina").get(f"{listed}?standing=yes"))


class TestSponsors:
    def test_words_that_are_taken_back_go_in_no_letter_that_is_not_sent(self, saltmarsh: Scene) -> None:
        words = sponsored(saltmarsh)
        made = asked(saltmarsh, sponsor=words)
        assert (
            refusal_of(take_sponsor_words_back, saltmarsh.actor("amina"), sponsor_words=words)
            == "words_are_anothers"
        )
        words = take_sponsor_words_back(saltmarsh.actor("rosa"), sponsor_words=words)
        send_to_speak(program(saltmarsh), issue_invitation=made)
        assert "evenings" not in Mail.objects.get(to=NIA).text
        assert (
            refusal_of(take_sponsor_words_back, saltmarsh.actor("rosa"), sponsor_words=words)
            == "words_taken_back"
        )
        other = contact(saltmarsh, "Bo", email="bo@x.example")
        assert refusal_of(asked, saltmarsh, contact=other, sponsor=words) == "not_a_word_for_it"

    def test_a_convener_asks_for_words_and_nobody_writes_for_another(self, saltmarsh: Scene) -> None:
        perspective, rosa = carers(saltmarsh), saltmarsh.people["rosa"]
        ask = {"perspective": perspective, "member": rosa}
        assert refusal_of(ask_for_words, saltmarsh.actor("amina"), **ask) == "does_not_take_part"
        take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        assert refusal_of(ask_for_words, saltmarsh.actor("rosa"), **ask) == "needs_hat"
        path = f"/saltmarsh/invitations/perspectives/{perspective.pk}/words/"
        client = signed_in(saltmarsh, "amina")
        assert client.post(f"{path}ask/", {"member": str(rosa.pk), "key": "k"})["Location"] == path
        assert refusal_of(ask_for_words, saltmarsh.actor("ben"), **ask) == "words_asked_already"
        own = signed_in(saltmarsh, "rosa")
        assert "Your words would help" in main(own.get(saltmarsh.issue().get_absolute_url()))
        assert own.post(path, {"text": "We miss them.", "key": "w"})["Location"] == path
        assert "What you wrote We miss them." in main(own.get(path))
        assert "We miss them." in main(client.get(path))
        assert (
            Notice.objects.filter(member=saltmarsh.people["amina"]).get().title
            == "You have the words you asked for"
        )
        write = {"perspective": perspective, "text": "More"}
        assert refusal_of(write_sponsor_words, saltmarsh.actor("rosa"), **write) == "words_stand"
        assert refusal_of(write_sponsor_words, saltmarsh.actor("tariq"), **write) == "does_not_take_part"
        assert last(saltmarsh)["action"] == "sponsor_words.write"


class TestAnswering:
    @pytest.mark.parametrize(
        ("reply", "told"),
        [(Reply.NO, "Said no"), (Reply.MAYBE, "Said maybe"), (Reply.WITHDRAWN, "Took their answer back")],
    )
    def test_it_is_answered_without_an_account_and_changed_at_any_time(
        self, saltmarsh: Scene, reply: Reply, told: str
    ) -> None:
        made = sent(saltmarsh)
        path, client = link_in(), Client()
        assert "Would you speak for “Young carers”?" in main(client.get(path))
        assert answer(path, Reply.MAYBE, client)["Location"] == path
        if reply != Reply.MAYBE:
            answer(path, reply, client)
        later(days=40)  # an answer can be changed long after the invitation ran out
        page = main(client.get(path))
        assert ("You can change it here" in page) == (reply != Reply.WITHDRAWN)
        assert told in main(
            signed_in(saltmarsh, "amina").get(f"/saltmarsh/invitations/issues/{made.issue_id}/")
        )
        assert last(saltmarsh)["action"] == "issue_invitation.answer"
        move_issue(saltmarsh.actor("amina"), issue=saltmarsh.issue(), to=Status.ENDED, reason="Over")
        assert client.get(path).status_code == 404

    def test_after_a_yes_they_join_and_speak_where_nobody_does(self, saltmarsh: Scene) -> None:
        made = sent(saltmarsh)
        path, client = link_in(), Client()
        onward = answer(path, client=client)["Location"]
        assert onward == f"{path}come-in/"
        assert 'value="Nia Rees"' in client.get(onward).content.decode()
        assert client.post(onward, WHO)["Location"] == saltmarsh.issue().get_absolute_url()
        member = Membership.objects.get(person__email=NIA)
        made.refresh_from_db()
        assert (made.member, carers(saltmarsh).speaker) == (member, member)
        assert "You are now a member" in main(client.get(saltmarsh.issue().get_absolute_url()))
        assert client.get(path)["Location"] == f"/saltmarsh/invitations/yours/{made.pk}/"
        assert counted_by_standing(saltmarsh.viewer("amina"), saltmarsh.issue()) == {Standing.JOINED: 1}
        assert "issue_invitation.join" in str(last(saltmarsh))

    def test_whoever_names_another_is_taken_up_by_a_convener_alone(self, saltmarsh: Scene) -> None:
        made = sent(saltmarsh)
        page = answer(link_in(), Reply.ASK_OTHER, other_name="Gwen").content.decode()
        assert "Say whom we should ask instead" in page
        answer(link_in(), Reply.ASK_OTHER, other_name="Gwen", other_reach="gwen@x.example", key="again")
        assert Contact.objects.count() == 1
        made.refresh_from_db()
        said = {"issue_invitation": made, "name": "Gwen", "origin": "Named", "ground": Ground.AGREED}
        assert refusal_of(take_up_other, saltmarsh.actor("rosa"), **said) == "needs_hat"
        take_up_other(saltmarsh.actor("amina"), **said, email="gwen@x.example")
        assert CouldSpeak.objects.filter(contact__name="Gwen", perspective=carers(saltmarsh)).exists()
        made.refresh_from_db()
        assert refusal_of(take_up_other, saltmarsh.actor("amina"), **said) == "nobody_named"


class TestNoMore:
    @pytest.mark.parametrize("room", ["to join", "to speak"])
    def test_the_link_at_the_foot_stops_invitations_from_both_rooms(
        self, saltmarsh: Scene, room: str
    ) -> None:
        if room == "to join":
            (made,) = invite(saltmarsh.actor("amina"), place=saltmarsh.place, people=NIA)
            send_invitation(program(saltmarsh), invitation=made)
        else:
            sent(saltmarsh)
        path, client = stop_in(), Client()
        assert "Get no more invitations" in main(client.get(path))
        assert refusal_of(asked, saltmarsh, contact=contact(saltmarsh, "Bo", phone="1")) == "no_way_to_reach"
        assert "You get no more invitations from here" in main(client.post(path, {"key": "k"}))
        assert NIA not in str(last(saltmarsh))
        later(days=100)
        forget(None)
        known = Contact.objects.filter(email=NIA).first() or contact(saltmarsh)
        other = mapped(saltmarsh, "Night workers", whose="group")
        deed, said = invite_to_speak, {"perspective": other, "contact": known, "way": Way.EMAIL}
        assert refusal_of(deed, saltmarsh.actor("amina"), **said) == "wants_no_invitations"
        if room == "to speak":
            said = {"place": saltmarsh.place, "people": NIA}
            assert refusal_of(invite, saltmarsh.actor("amina"), **said) == "nobody_to_invite"

    def test_what_waits_does_not_go_and_members_are_told_as_ever(self, saltmarsh: Scene) -> None:
        sent(saltmarsh)
        path = stop_in()
        later(days=3)
        waits = invite_to_speak(
            saltmarsh.actor("amina"),
            perspective=mapped(saltmarsh, "Night workers", whose="group"),
            contact=Contact.objects.get(),
            way=Way.EMAIL,
        )
        Client().post(path, {"key": "k"})
        run_all_now()
        waits.refresh_from_db()
        assert (waits.state, Mail.objects.filter(template="invitations/mail/asked.txt").count()) == (
            State.REVOKED,
            1,
        )

    def test_nothing_goes_to_whom_a_convener_removed_from_the_book(self, saltmarsh: Scene) -> None:
        mailed, called = asked(saltmarsh), asked(saltmarsh, Way.PHONE)
        remove_contacts(
            saltmarsh.actor("ben"), place=saltmarsh.place, contacts=[mailed.contact.pk, called.contact.pk]
        )
        run_all_now()
        mailed.refresh_from_db()
        assert (mailed.state, Mail.objects.filter(template="invitations/mail/asked.txt").count()) == (
            State.REVOKED,
            0,
        )
        assert list(calls_to_make(saltmarsh.viewer("ben"), saltmarsh.issue())) == []

    def test_the_link_of_another_place_or_a_broken_one_does_nothing(
        self, saltmarsh: Scene, elsewhere: Scene
    ) -> None:
        sent(saltmarsh)
        for path in (stop_in().replace("saltmarsh", "elsewhere"), f"{stop_in()[:-2]}/"):
            assert (Client().get(path).status_code, Client().post(path, {"key": "k"}).status_code) == (
                404,
                404,
            )


class TestCalls:
    def test_whoever_calls_reads_a_script_and_types_in_what_was_said(self, saltmarsh: Scene) -> None:
        words = sponsored(saltmarsh)
        made = asked(saltmarsh, Way.PHONE, sponsor=words)
        rosa, tariq = signed_in(saltmarsh, "rosa"), signed_in(saltmarsh, "tariq")
        calls, path = (
            f"/saltmarsh/invitations/issues/{made.issue_id}/calls/",
            f"/saltmarsh/invitations/{made.pk}/call/",
        )
        assert "01632 960 001" in main(rosa.get(calls))
        assert ("No call waits for you" in main(tariq.get(calls)), tariq.get(path).status_code) == (True, 404)
        page = main(rosa.get(path))
        for said in (
            "May I speak with Nia Rees?",
            "“She knows what evenings are like.”",
            "Met at the lunch club",
        ):
            assert said in page
        rosa.post(path, {"call": "not_reached", "key": "1"})
        assert "Nobody answered: try again" in main(rosa.get(calls))
        rosa.post(path, {"call": "reached", "reply": "maybe", "because": "Her knee", "key": "2"})
        made.refresh_from_db()
        assert (made.tries, made.reply, made.reply_by, made.recorded_by) == (
            2,
            "maybe",
            "phone",
            saltmarsh.people["rosa"],
        )
        assert "typed in by whoever called: Rosa Lind" in main(rosa.get(made.get_absolute_url()))
        assert last(saltmarsh)["action"] == "issue_invitation.call"
        said = {"issue_invitation": made, "call": Called.REACHED}
        assert refusal_of(record_call, saltmarsh.actor("tariq"), **said) == "not_yours_to_call"
        (code,) = re.findall(
            r"<code dir=\"auto\">(.*?)</code>", rosa.post(f"{path}code/", {"key": "3"}).content.decode()
        )
        client = Client()
        onward = client.post("/saltmarsh/invitations/code/", {"code": f" {code.lower()} "})["Location"]
        assert "Maybe" in main(client.get(onward))
        answer(onward, Reply.NO, client)
        made.refresh_from_db()
        assert (made.reply, made.reply_by, made.recorded_by) == ("no", "code", None)
        assert code not in str(list(IssueInvitation.objects.values())) + str(last(saltmarsh))

    def test_a_wrong_number_is_called_no_more(self, saltmarsh: Scene) -> None:
        made = asked(saltmarsh, Way.PHONE)
        record_call(saltmarsh.actor("ben"), issue_invitation=made, call=Called.WRONG_NUMBER)
        assert list(calls_to_make(saltmarsh.viewer("ben"), saltmarsh.issue())) == []
        other = sent(saltmarsh)
        said = {"issue_invitation": other, "call": Called.REACHED}
        assert refusal_of(record_call, saltmarsh.actor("ben"), **said) == "not_by_phone"
        assert refusal_of(draw_code, saltmarsh.actor("ben"), issue_invitation=other) == "not_by_phone"
        assert refusal_of(draw_code, saltmarsh.actor("rosa"), issue_invitation=made) == "not_yours_to_call"
