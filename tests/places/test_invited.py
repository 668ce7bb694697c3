"""Inviting by personal links: a list that is looked over, a letter, who joined, and what is forgotten."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.mediate.conversations.live import opened, refusal_of
from tests.places.test_leaving import signed_in

from wholeplace.convene.issues.conditions import taking_part_now
from wholeplace.kernel import clock
from wholeplace.kernel.actors import machine
from wholeplace.kernel.clock import now
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger import snapshots
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.models import Entry, Leaf, Opening
from wholeplace.kernel.outbox.models import Mail
from wholeplace.kernel.people import CivicVoice, HatKind, Membership
from wholeplace.kernel.places import Sector
from wholeplace.kernel.tables import Evidence, kind_of, table_of
from wholeplace.places.invited import conditions
from wholeplace.places.invited.actions import (
    accept_invitation,
    forget_invitations,
    invite,
    invite_again,
    send_invitation,
    take_back_invitation,
)
from wholeplace.places.invited.jobs import forget, send
from wholeplace.places.invited.models import Invitation
from wholeplace.places.invited.names import Standing
from wholeplace.places.invited.queries import (
    counted_by_standing,
    invitations_visible_to,
    rows_for,
)
from wholeplace.places.joining.models import Arrival
from wholeplace.places.joining.names import Office, Way
from wholeplace.places.yourself.actions import erase_person

__all__ = ["elsewhere", "own_keys", "saltmarsh"]
NEW = "new@x.example"
INVITE, INVITATIONS = "/saltmarsh/people/invite/", "/saltmarsh/people/invitations/"
WHO = {"name": "Nia New", "voice": CivicVoice.PUBLIC, "sector": Sector.RESIDENT}


def ask(scene: Scene, people: str = NEW, by: str = "amina", **other: Any) -> list[Invitation]:
    return invite(scene.actor(by), place=scene.place, people=people, **other)


def sent(scene: Scene, people: str = NEW, **other: Any) -> Invitation:
    """Invite somebody, and have the letter written."""
    (made,) = ask(scene, people, **other)
    return send_invitation(machine(scene.place, "invitations"), invitation=made)


def accepted(scene: Scene, invitation: Invitation, **other: Any) -> Membership:
    return accept_invitation(machine(scene.place, "invitations"), invitation=invitation, **{**WHO, **other})


def leaves(scene: Scene) -> str:
    """The whole record of a place, as anybody may read it."""
    return "\n".join(Leaf.objects.filter(place=scene.place).values_list("data", flat=True))


def later(**by: Any) -> None:
    """Let time go by for every invitation."""
    with migrating():
        for one in Invitation.objects.all():
            one.asked, one.due = one.asked - dt.timedelta(**by), one.due - dt.timedelta(**by)
            one.expires = one.expires and one.expires - dt.timedelta(**by)
            one.save()


class TestTheList:
    def test_each_line_is_told_what_it_leads_to_before_anybody_is_written_to(self, saltmarsh: Scene) -> None:
        said = "name;email\nNia;nia@x.example\nbroken\nROSA@saltmarsh.example\nnia@X.example\n\na@x\ty\n"
        client = signed_in(saltmarsh, "amina")
        page = client.post(INVITE, {"people": said, "words": "Do come", "key": "k"}).content.decode()
        assert "1 person can be invited. Nobody has been written to yet." in page
        told = re.findall(r"<li>Line (\d+): <strong dir=\"auto\">(.*?)</strong>\. (.*?)</li>", page)
        assert told == [
            ("3", "broken", "There is no e-mail address on this line."),
            ("4", "ROSA@saltmarsh.example", "Is a member already."),
            ("5", "nia@X.example", "The same address as on line 2."),
            ("7", "a@x, y", "This is not an e-mail address we can write to. Check it for a slip."),
        ]
        assert ("Amina Yusuf writes:\n\nDo come" in page, "Dear Nia," in page) == (True, True)
        assert (Invitation.objects.count(), Mail.objects.count()) == (0, 0)
        sure = {"people": said, "words": "Do come", "onward": "", "sure": "yes", "key": "k"}
        assert client.post(INVITE, sure)["Location"] == INVITATIONS
        assert [(one.email, one.name) for one in Invitation.objects.all()] == [("nia@x.example", "Nia")]
        assert "nia@x.example" in client.get(INVITATIONS).content.decode()

    def test_the_last_button_pressed_twice_invites_once_and_says_so_twice(self, saltmarsh: Scene) -> None:
        client = signed_in(saltmarsh, "amina")
        ask(saltmarsh, "before@x.example")
        sure = {
            "people": f"{NEW}\nnia@x.example\nbefore@x.example",
            "words": "",
            "onward": "",
            "sure": "yes",
            "key": "k",
        }
        for _press in range(2):
            assert client.post(INVITE, sure)["Location"] == INVITATIONS
            assert "2 people are invited. Each gets a letter" in client.get(INVITATIONS).content.decode()
        assert Invitation.objects.count() == 3

    @pytest.mark.parametrize(
        "content",
        [
            "Name,E-mail\nZoë,zoe@x.example".encode(),
            "\ufeffE-mail;Name\r\nzoe@x.example;Zoë".encode(),
            "E-mail\tName\nzoe@x.example\tZoë".encode("utf-16"),
            "zoe@x.example;Zoë".encode("cp1252"),
            '"Zoë" <ZOE@x.example>;'.encode(),
            "mailto:zoe@x.example Zoë".encode(),
        ],
    )
    def test_a_file_is_read_as_spreadsheets_and_address_books_save_it(
        self, saltmarsh: Scene, content: bytes
    ) -> None:
        client = signed_in(saltmarsh, "amina")
        file = SimpleUploadedFile("list.csv", content)
        page = client.post(INVITE, {"file": file, "key": "k"}).content.decode()
        assert ("1 person can be invited" in page, ">zoe@x.example</span>" in page) == (True, True)
        assert "Dear Zoë," in page

    def test_what_is_no_list_is_said_so_and_what_was_typed_is_kept(self, saltmarsh: Scene) -> None:
        client, file = signed_in(saltmarsh, "amina"), SimpleUploadedFile("list.xlsx", b"PK\x03\x04rest")
        said = {"people": NEW, "words": "Typed with care", "file": file, "key": "k"}
        page = client.post(INVITE, said).content.decode()
        assert ("cannot be read as a list" in page, NEW in page, "Typed with care" in page) == (True,) * 3
        assert (
            "Write at least one address" in client.post(INVITE, {"people": " ", "key": "k"}).content.decode()
        )
        page = client.post(
            INVITE, {"people": "nobody", "words": "Typed with care", "key": "k"}
        ).content.decode()
        assert ("0 people can be invited" in page, "Typed with care" in page) == (True, True)

    def test_several_addresses_on_a_line_are_several_people_and_a_heading_names_the_columns(
        self, saltmarsh: Scene
    ) -> None:
        amina = saltmarsh.viewer("amina")
        rows = rows_for(amina, "Ann Lee <ann@x.example>; bo@x.example, Bo Ng <x@x.example>")
        assert [(row.email, row.name) for row in rows] == [("ann@x.example", "Ann Lee"), ("", "")]
        rows = rows_for(amina, "Ward,First name,Last name,Mail\nNorth,Ann,Lee,ann@x.example")
        assert [(row.number, row.email, row.name) for row in rows] == [(2, "ann@x.example", "Ann Lee")]

    @pytest.mark.parametrize(
        "cell", ["=HYPERLINK(1)", "+44 7700 900", "-2+3", "@SUM(1)", "'=1+1", "\uff1dHYPERLINK(1)", "+A1"]
    )
    def test_a_cell_like_a_formula_is_neither_a_name_nor_an_address(
        self, saltmarsh: Scene, cell: str
    ) -> None:
        (row, *_others) = rows_for(saltmarsh.viewer("amina"), f"{cell};ann@x.example;Ann")[-1:]
        assert (row.email, row.name) == ("ann@x.example", "Ann")
        for line in ("=a@x.example", "=cmd|' /C calc'!A0a@x.example"):
            (bad,) = rows_for(saltmarsh.viewer("amina"), line)
            assert (bad.email, bool(bad.why_not)) == ("", True)

    def test_five_hundred_go_in_one_list_and_more_in_two_parts(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert (conditions.A_DAY, conditions.AT_ONCE) == (200, 500)
        monkeypatch.setattr("wholeplace.places.invited.actions.AT_ONCE", 1)
        two = "f@x.example\ng@x.example"
        assert refusal_of(ask, saltmarsh, two) == "too_many_to_invite"
        client = signed_in(saltmarsh, "amina")
        page = client.post(
            INVITE, {"people": two, "words": "Kept", "sure": "yes", "key": "k"}
        ).content.decode()
        assert ("Send it in two parts" in page, "g@x.example" in page, "Kept</textarea>" in page) == (
            True,
        ) * 3

    def test_whoever_does_not_convene_learns_nothing_of_a_list(self, saltmarsh: Scene) -> None:
        assert (
            rows_for(saltmarsh.viewer("amina"), "ben@saltmarsh.example")[0].why_not == "Is a member already."
        )
        assert rows_for(saltmarsh.viewer("rosa"), "ben@saltmarsh.example") == []
        page = signed_in(saltmarsh, "rosa").post(INVITE, {"people": "ben@saltmarsh.example", "key": "k"})
        assert "member already" not in page.content.decode()
        assert refusal_of(ask, saltmarsh, by="rosa") == "needs_hat"
        assert refusal_of(ask, saltmarsh, "nobody here") == "nobody_to_invite"


class TestTheLetter:
    def test_it_says_in_whose_name_and_why_and_that_doing_nothing_is_fine(self, saltmarsh: Scene) -> None:
        sent(saltmarsh, f"{NEW}, Nia", words="You know the harbour.")
        (letter,) = Mail.objects.filter(to=NEW)
        assert letter.subject == "You are invited to take part in Saltmarsh"
        for words in (
            "Dear Nia,",
            "Amina Yusuf, who convenes the partnership of Saltmarsh, invites you",
            "You know the harbour.",
            "you need do nothing",
            "You get this because Amina Yusuf put this address on a list of people to invite.",
        ):
            assert words in letter.text
        (link,) = re.findall(r"^http://localhost:8000/saltmarsh/join/(\S+)/$", letter.text, re.MULTILINE)
        kept = str(Invitation.objects.values().get()) + str(list(Opening.objects.values_list("content")))
        assert (len(link) >= 43, link in kept, NEW in kept) == (True, False, True)
        run_all_now()
        assert not Mail.objects.filter(text__contains=link).exists()

    def test_a_convener_has_so_many_sent_in_a_day_and_the_others_on_the_next(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("wholeplace.places.invited.queries.A_DAY", 2)
        for people in ("a@x.example\nb@x.example\nc@x.example", "d@x.example\ne@x.example"):
            ask(saltmarsh, people)
        days = [(one.due - one.asked).days for one in Invitation.objects.order_by("email")]
        assert days == [0, 0, 1, 1, 2]
        run_all_now()
        counts = counted_by_standing(saltmarsh.viewer("amina"))
        assert counts == {Standing.WAITING: 3, Standing.SENT: 2}
        page = signed_in(saltmarsh, "amina").post(INVITE, {"people": NEW, "key": "k"}).content.decode()
        day = timezone.localdate(now() + dt.timedelta(days=2))
        assert f"1 letter goes on {day.day} {day:%B}" in page

    def test_a_letter_counts_for_whoever_had_it_sent_also_when_another_sends_it_anew(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("wholeplace.places.invited.queries.A_DAY", 2)
        for by in ("amina", "ben"):
            for made in Invitation.objects.all():
                take_back_invitation(saltmarsh.actor(by), invitation=made)
            ask(saltmarsh, "a@x.example\nb@x.example", by=by)
            run_all_now()
        assert Entry.objects.filter(action="invitation.send").count() == 4
        for by in ("amina", "ben"):
            (made,) = ask(saltmarsh, f"{by}@x.example", by=by)
            assert (by, (made.due - made.asked).days) == (by, 1)
        tomorrow = now() + dt.timedelta(days=1, seconds=1)
        monkeypatch.setattr(clock, "now", lambda: tomorrow)
        (made,) = ask(saltmarsh, "tomorrow@x.example")
        assert made.due == made.asked

    def test_a_letter_that_was_taken_back_before_it_went_leaves_room_for_another(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("wholeplace.places.invited.queries.A_DAY", 1)
        (made,) = ask(saltmarsh, "a@x.example")
        take_back_invitation(saltmarsh.actor("amina"), invitation=made)
        first, second = ask(saltmarsh, "b@x.example\nc@x.example")
        assert ((first.due - first.asked).days, (second.due - second.asked).days) == (0, 1)

    def test_the_day_a_letter_goes_is_the_day_where_the_convener_is(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Half an hour after midnight in British summer time, it is still yesterday in UTC."""
        there = dt.datetime(2027, 6, 30, 23, 30, tzinfo=dt.UTC)
        monkeypatch.setattr(clock, "now", lambda: there)
        monkeypatch.setattr("wholeplace.places.invited.queries.A_DAY", 2)
        client = signed_in(saltmarsh, "amina")
        people = "a@x.example\nb@x.example\nc@x.example"
        page = client.post(INVITE, {"people": people, "key": "k"}).content.decode()
        assert "2 letters go on 1 July, 1 letter goes on 2 July." in page
        ask(saltmarsh, people)
        told = re.findall(r"The letter goes on (.*?)</td>", client.get(INVITATIONS).content.decode())
        assert sorted(told) == ["1 July", "1 July", "2 July"]

    def test_the_day_on_which_the_clocks_go_back_is_one_day(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        there = dt.datetime(2027, 10, 30, 23, 30, tzinfo=dt.UTC)
        monkeypatch.setattr(clock, "now", lambda: there)
        monkeypatch.setattr("wholeplace.places.invited.queries.A_DAY", 1)
        said = {"people": "a@x.example\nb@x.example", "key": "k"}
        page = signed_in(saltmarsh, "amina").post(INVITE, said).content.decode()
        assert "2 letters go on 31 October." in page

    def test_one_taken_back_before_its_letter_went_is_not_sent(self, saltmarsh: Scene) -> None:
        (made,) = ask(saltmarsh)
        take_back_invitation(saltmarsh.actor("amina"), invitation=made)
        run_all_now()
        assert Mail.objects.filter(to=NEW).count() == 0

    def test_one_taken_back_while_letters_are_being_sent_keeps_none_of_the_others(
        self, saltmarsh: Scene
    ) -> None:
        ask(saltmarsh, "a@x.example\nb@x.example\nc@x.example")
        _sent, next_one, _last = Invitation.objects.order_by("due", "pk")

        class Run:
            def progress(self, done: int, _of: int) -> None:
                if done == 1:
                    take_back_invitation(saltmarsh.actor("ben"), invitation=next_one)

        send(Run(), place=saltmarsh.place)
        states = Invitation.objects.order_by("due", "pk").values_list("state", flat=True)
        assert list(states) == ["sent", "revoked", "sent"]


class TestJoining:
    def test_an_elected_member_counts_with_the_public_until_it_is_checked(self, saltmarsh: Scene) -> None:
        member = accepted(saltmarsh, sent(saltmarsh), voice=CivicVoice.POLITICIAN)
        arrival = Arrival.objects.get(member=member)
        assert (member.voice, arrival.way, arrival.office) == (CivicVoice.PUBLIC, Way.LINK, Office.WAITING)
        page = signed_in(saltmarsh, "amina").get("/saltmarsh/people/joined/").content.decode()
        assert "By a personal link" in page

    def test_an_invitation_leads_into_its_conversation_and_its_issue(self, saltmarsh: Scene) -> None:
        talk = opened(saltmarsh)
        (made,) = ask(saltmarsh, onward=talk.pk)
        token = "t" * 43
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("wholeplace.kernel.tokens.secrets.token_urlsafe", lambda _size: token)
            send_invitation(machine(saltmarsh.place, "invitations"), invitation=made)
        assert talk.question in Mail.objects.get(to=NEW).text
        client = Client()
        path = f"/saltmarsh/join/{token}/"
        assert talk.question in client.get(path).content.decode()
        reply = client.post(path, {"name": "Nia", "voice": "public", "sector": "resident", "key": "k"})
        assert reply["Location"] == f"/saltmarsh/conversations/live/{talk.pk}/answer/"
        assert client.get(reply["Location"]).status_code == 200
        assert taking_part_now(talk.issue).filter(member__person__email=NEW).exists()

    def test_it_leads_nowhere_that_is_over_or_not_there(self, saltmarsh: Scene) -> None:
        talk = opened(saltmarsh)
        assert refusal_of(ask, saltmarsh, onward=saltmarsh.place.pk) == "leads_nowhere"
        with migrating():
            type(talk).objects.update(state="closed")
        assert refusal_of(ask, saltmarsh, onward=talk.pk) == "leads_nowhere"

    def test_only_the_program_sends_and_lets_in(self, saltmarsh: Scene) -> None:
        (made,) = ask(saltmarsh)
        amina = saltmarsh.actor("amina")
        assert refusal_of(send_invitation, amina, invitation=made) == "not_by_command"
        assert refusal_of(accept_invitation, amina, invitation=made, **WHO) == "not_by_command"
        assert refusal_of(forget_invitations, amina, place=saltmarsh.place) == "not_by_command"
        assert refusal_of(accepted, saltmarsh, made) == "link_does_not_work"


class TestTheConvener:
    def test_conveners_alone_see_who_was_invited_and_how_far_each_came(self, saltmarsh: Scene) -> None:
        accepted(saltmarsh, sent(saltmarsh, "joined@x.example"))
        sent(saltmarsh, "old@x.example")
        later(days=15)
        sent(saltmarsh, "works@x.example, Wil Works")
        take_back_invitation(saltmarsh.actor("ben"), invitation=ask(saltmarsh, "back@x.example")[0])
        ask(saltmarsh, "waits@x.example")
        client = signed_in(saltmarsh, "amina")
        page = client.get(INVITATIONS).content.decode()
        names = re.findall(r'wp-table__name" dir="auto">(?:[^<]*<br>)?(.*?)</th>', page)
        came = re.findall(r'data-label="How far it came" dir="auto">(.*?)(?: on .*| until .*)?</td>', page)
        rows = dict(zip(names, came, strict=True))
        assert rows == {
            "waits@x.example": "The letter goes",
            "back@x.example": "Taken back; was invited",
            "works@x.example": "Written to; the link works",
            "joined@x.example": "Joined",
            "old@x.example": "The link ran out",
        }
        assert (page.count("/take-back/"), page.count("/again/")) == (2, 2)
        shown = client.get(INVITATIONS, {"words": "wil", "standing": "sent"}).content.decode()
        assert ("works@x.example" in shown, "waits@x.example" in shown) == (True, False)
        for name, count in (("amina", 5), ("ben", 5), ("rosa", 0), ("olwen", 0)):
            assert invitations_visible_to(saltmarsh.viewer(name)).count() == count
        assert "x.example" not in signed_in(saltmarsh, "rosa").get(INVITATIONS).content.decode()

    def test_one_is_taken_back_once_and_by_a_convener(self, saltmarsh: Scene) -> None:
        made, client = sent(saltmarsh), signed_in(saltmarsh, "ben")
        operator = saltmarsh.actor("olwen", hat=HatKind.OPERATOR)
        assert refusal_of(take_back_invitation, operator, invitation=made) == "needs_hat"
        assert client.post(f"{INVITATIONS}{made.pk}/take-back/", {"key": "k"})["Location"] == INVITATIONS
        assert "invitation.take_back" in str(last(saltmarsh))
        made.refresh_from_db()
        assert (made.state, made.digest) == ("revoked", "")
        ben = saltmarsh.actor("ben")
        assert refusal_of(take_back_invitation, ben, invitation=made) == "invitation_is_settled"

    def test_one_whose_link_ran_out_is_invited_again_with_a_new_link(self, saltmarsh: Scene) -> None:
        made, client = sent(saltmarsh), signed_in(saltmarsh, "ben")
        assert refusal_of(invite_again, saltmarsh.actor("ben"), invitation=made) == "invitation_goes_on"
        assert refusal_of(invite_again, saltmarsh.actor("rosa"), invitation=made) == "needs_hat"
        later(days=15)
        old = Invitation.objects.get().digest
        assert client.post(f"{INVITATIONS}{made.pk}/again/", {"key": "k"})["Location"] == INVITATIONS
        run_all_now()
        again = Invitation.objects.get()
        assert (again.state, again.by, again.digest not in {"", old}) == (
            "sent",
            saltmarsh.people["ben"],
            True,
        )
        accepted(saltmarsh, again)
        again.refresh_from_db()
        assert refusal_of(invite_again, saltmarsh.actor("ben"), invitation=again) == "invitation_is_settled"

    def test_a_list_renews_what_ran_out_and_passes_over_who_joined_or_was_removed(
        self, saltmarsh: Scene
    ) -> None:
        member = accepted(saltmarsh, sent(saltmarsh, "in@x.example"))
        sent(saltmarsh, "old@x.example")
        later(days=15)
        assert [one.email for one in ask(saltmarsh, "in@x.example\nold@x.example")] == ["old@x.example"]
        assert Invitation.objects.count() == 2
        with migrating():
            Membership.objects.filter(pk=member.pk).update(ended=now(), removal_reason="Shouted")
        (row,) = rows_for(saltmarsh.viewer("amina"), "in@x.example")
        assert "removed by two" in str(row.why_not)
        with migrating():
            Membership.objects.filter(pk=member.pk).update(removal_reason="")
        assert [one.email for one in ask(saltmarsh, "in@x.example")] == ["in@x.example"]

    def test_nobody_is_invited_again_who_has_joined_otherwise(self, saltmarsh: Scene) -> None:
        made = sent(saltmarsh)
        take_back_invitation(saltmarsh.actor("amina"), invitation=made)
        accepted(saltmarsh, sent(saltmarsh))
        with migrating():
            Invitation.objects.update(state="revoked")
        made.refresh_from_db()
        assert refusal_of(invite_again, saltmarsh.actor("ben"), invitation=made) == "cannot_be_invited"


class TestPrivacy:
    def test_the_record_holds_no_address_and_says_what_was_done(
        self, saltmarsh: Scene, elsewhere: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        said = (NEW, "Nia", "Only for you")
        kind = Invitation.table
        with monkeypatch.context() as careless:
            shown = {table_of(Invitation): Evidence(open=(*kind.open, *kind.committed))}
            careless.setattr(snapshots, "kind_of", lambda table: shown.get(table) or kind_of(table))
            sent(elsewhere, f"{NEW}, Nia", words="Only for you")
        assert [words in leaves(elsewhere) for words in said] == [
            True
        ] * 3  # as it would be, were they not committed
        accepted(saltmarsh, sent(saltmarsh, f"{NEW}, Nia", words="Only for you"))
        take_back_invitation(saltmarsh.actor("ben"), invitation=sent(saltmarsh, "other@x.example, Nia"))
        assert [words in leaves(saltmarsh) for words in (*said, "other@x.example")] == [False] * 4
        for deed in ("invite", "send", "accept", "take_back"):
            assert f'"action":"invitation.{deed}"' in leaves(saltmarsh)
        assert not list(check_place(saltmarsh.place))

    def test_erasing_takes_the_address_out_of_the_invitation(self, saltmarsh: Scene) -> None:
        member = accepted(saltmarsh, sent(saltmarsh, f"{NEW}, Nia"))
        assert (Opening.objects.filter(content=NEW).exists(), Invitation.objects.get().email) == (True, NEW)
        erase_person(machine(saltmarsh.place, "privacy"), member=member, keeps_words=True)
        row = Invitation.objects.get()
        assert (row.email, row.name) == ("[erased]", "[erased]")
        assert not Opening.objects.filter(content__in=[NEW, "Nia"]).exists()
        assert not list(check_place(saltmarsh.place))

    def test_erasing_ends_a_link_that_was_still_open(self, saltmarsh: Scene) -> None:
        ask(saltmarsh, "tariq@x.example\nother@x.example")
        with migrating():
            for name, email in (("tariq", "tariq@x.example"), ("rosa", "other@x.example")):
                person = saltmarsh.people[name].person
                person.email = email
                person.save()
        for name in ("tariq", "rosa"):
            erase_person(machine(saltmarsh.place, "privacy"), member=saltmarsh.people[name], keeps_words=True)
        run_all_now()
        assert set(Invitation.objects.values_list("email", "state")) == {("[erased]", "waiting")}
        assert Mail.objects.filter(to__endswith="x.example").count() == 0
        (one, _other) = Invitation.objects.all()
        assert refusal_of(invite_again, saltmarsh.actor("ben"), invitation=one) == "invitation_is_forgotten"

    def test_whoever_never_answered_is_forgotten_after_ninety_days(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        begun = now()

        def on_day(number: int) -> None:
            there = begun + dt.timedelta(days=number, seconds=1)
            monkeypatch.setattr(clock, "now", lambda: there)

        accepted(saltmarsh, sent(saltmarsh, "in@x.example"))
        sent(saltmarsh, f"{NEW}, Nia", words="Do come")
        on_day(80)
        sent(saltmarsh, "young@x.example")
        on_day(89)
        forget(None)
        assert Invitation.objects.filter(email="[erased]").count() == 0
        assert Opening.objects.filter(content__in=[NEW, "Nia", "Do come"]).count() > 0
        on_day(91)
        forget(None)
        assert set(Invitation.objects.values_list("email", flat=True)) == {
            "in@x.example",
            "[erased]",
            "young@x.example",
        }
        assert not Opening.objects.filter(content__in=[NEW, "Nia", "Do come"]).exists()
        assert not list(check_place(saltmarsh.place))
        page = signed_in(saltmarsh, "amina").get(INVITATIONS).content.decode()
        assert (NEW in page, "[erased]" in page) == (False, True)
