"""What pages and letters tell those who invite, and those who are invited, before and after they press a button."""

import re

from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from tests.convene.inviting import (
    NIA,
    WHENCE,
    answer,
    asked,
    carers,
    contact,
    later,
    link_in,
    main,
    posted,
    sent,
    sponsored,
    take_part_once,
)
from tests.convene.mapping import mapped
from tests.convene.test_invitation_letters import set_and_read
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import refusal_of
from tests.places.test_leaving import signed_in
from tests.places.test_personal_links import written

from wholeplace.convene.invitations.actions import invite_to_speak
from wholeplace.convene.invitations.models import IssueInvitation
from wholeplace.convene.invitations.names import Reply, Way
from wholeplace.convene.invitations.posting import ask_for_letters
from wholeplace.convene.invitations.queries import invitations_found
from wholeplace.convene.stakeholders.actions import speak_for
from wholeplace.convene.stakeholders.book import note_speaker
from wholeplace.convene.stakeholders.models import Contact
from wholeplace.kernel.outbox.models import Mail
from wholeplace.places.invited.models import Invitation

__all__ = ["own_keys", "saltmarsh"]


class TestInvitingOne:
    def test_what_would_be_refused_is_said_before_anything_is_shown(self, saltmarsh: Scene) -> None:
        made, client = sent(saltmarsh), signed_in(saltmarsh, "amina")
        path = f"/saltmarsh/invitations/perspectives/{made.perspective_id}/"
        assert f"Nia Rees, {NIA} (asked already)" in main(client.get(path))
        again = main(client.post(path, {"who": f"contact {made.contact_id}", "way": "email", "key": "k"}))
        assert "They are asked already to speak for this perspective." in again
        new = {"who": "new", "name": "Nia", "email": NIA, "way": "email", "key": "k2", **WHENCE}
        page = main(client.post(path, new))
        assert "Nia Rees" in page
        assert "It can go today" not in again + page
        take_part_once(saltmarsh, "rosa")
        speak_for(saltmarsh.actor("rosa"), perspective=made.perspective)
        assert "Rosa Lind (speaks for them already)" in main(client.get(path, {"q": "Rosa"}))
        rosa = saltmarsh.actor("rosa").membership
        assert refusal_of(asked, saltmarsh, invited=rosa) == "speaks_for_them_already"

    def test_what_is_needed_of_somebody_new_is_not_called_free(self, saltmarsh: Scene) -> None:
        made, client = asked(saltmarsh), signed_in(saltmarsh, "amina")
        page = main(client.get(f"/saltmarsh/invitations/perspectives/{made.perspective_id}/"))
        for needed in (
            "Name of somebody new",
            "How do you come to have this address?",
            "On what ground is it kept?",
        ):
            assert f"{needed} (you may leave this out)" not in page
        assert "Phone (you may leave this out)" in page
        assert "Somebody who knows them named them" in page

    def test_by_hand_a_reminder_waits_for_its_day_and_the_page_says_so(self, saltmarsh: Scene) -> None:
        made, client = sent(saltmarsh), signed_in(saltmarsh, "amina")
        assert "written to within the last two days" in main(client.get(made.get_absolute_url()))
        later(days=3)
        assert "Remind them" in main(client.get(made.get_absolute_url()))


class TestInvitingMany:
    def test_the_first_by_each_way_is_shown_and_a_test_of_the_e_mail_goes(self, saltmarsh: Scene) -> None:
        perspective, client = carers(saltmarsh), signed_in(saltmarsh, "amina")
        for name, reach in (("Nia", {"email": NIA}), ("Bo", {"address": "2 Quay"}), ("Cy", {"phone": "1"})):
            note_speaker(
                saltmarsh.actor("amina"), contact=contact(saltmarsh, name, **reach), perspective=perspective
            )
        path = f"/saltmarsh/invitations/issues/{perspective.issue_id}/many/"
        said = {"everybody": "on", "words": "Do come.", "key": "k"}
        page = main(client.post(path, said))
        for shown in ("Dear Nia", "Dear Bo", "May I speak with Cy?", "XXXX-XXXX"):
            assert shown in page
        assert "A test is on its way" in main(client.post(path, {**said, "do": "test"}))
        assert client.post(path, {**said, "do": "paper"})["Content-Type"] == "application/pdf"
        assert [one.to for one in Mail.objects.all()] == ["amina@saltmarsh.example"]
        assert IssueInvitation.objects.count() == 0


class TestALetter:
    def test_it_says_by_when_how_without_internet_and_how_no_more_come(self, saltmarsh: Scene) -> None:
        asked(saltmarsh, Way.LETTER)
        page = set_and_read(saltmarsh, address="The Guildhall, Saltmarsh", phone="01632 960 900").pages[0]
        text = " ".join(page.extract_text().split())
        for said in (
            "Saltmarsh, The Guildhall, Saltmarsh",
            "Please answer by",
            "No internet? Call 01632 960 900, or write to The Guildhall, Saltmarsh.",
            "after 90 days we forget your name and address",
            "If no more letters from Saltmarsh should come here",
        ):
            assert said in text
        assert "No internet" not in set_and_read(saltmarsh).pages[0].extract_text()

    def test_its_page_stops_letters_to_that_address(self, saltmarsh: Scene) -> None:
        who = contact(saltmarsh, address="1 Quay, Saltmarsh")
        waits = asked(saltmarsh, Way.LETTER, contact=who)
        other = mapped(saltmarsh, "Night workers", whose="group")
        _code, path = posted(saltmarsh, waits)
        asked(saltmarsh, Way.LETTER, contact=contact(saltmarsh, "Bo", address="1 quay, saltmarsh"))
        (stop,) = re.findall(r'href="(\S+/stop/\S+/)"', Client().get(path).content.decode())
        Client().post(stop, {"key": "k"})
        said = {"perspective": other, "contact": who, "way": Way.LETTER}
        assert refusal_of(invite_to_speak, saltmarsh.actor("amina"), **said) == "wants_no_invitations"
        said = {"issue": saltmarsh.issue()}
        assert refusal_of(ask_for_letters, saltmarsh.actor("amina"), **said) == "no_letters_to_set"

    def test_a_slip_in_its_code_is_shown_beside_the_code(self, saltmarsh: Scene) -> None:
        code, _link = posted(saltmarsh)
        client, path = Client(), "/saltmarsh/invitations/code/"
        for slip, said in ((code[:-1], "A code has eight letters"), ("ABCD-EFGH", "This code does not work")):
            page = main(client.post(path, {"code": slip}))
            assert (said in page, "Answer a letter" in page) == (True, True)
        assert client.post(path, {"code": code.lower()}).status_code == 302

    def test_after_an_address_is_given_it_says_what_follows_and_why_the_letter_came(
        self, saltmarsh: Scene
    ) -> None:
        _code, link = posted(saltmarsh)
        onward = answer(link)["Location"]
        page = main(Client().get(onward))
        assert "Every member of the partnership then reads that you speak for “Young carers”." in page
        Client().post(onward, {"email": "nia@home.example", "key": "e"})
        page = main(Client().get(link))
        assert ("You gave an e-mail address" in page, "Go on, and come in" in page) == (True, False)
        written(saltmarsh, Invitation.objects.get())
        letter = Mail.objects.get(to="nia@home.example").text
        assert ("given with a yes to Amina Yusuf" in letter, "on a list" in letter) == (True, False)


class TestAnswers:
    def test_whoever_says_yes_after_all_still_names_whom_they_named(self, saltmarsh: Scene) -> None:
        made, path = sent(saltmarsh), link_in()
        answer(path, Reply.ASK_OTHER, other_name="Mavis", other_reach="mavis@x.example")
        answer(path, Reply.YES, other_name="Mavis", other_reach="mavis@x.example")
        client = signed_in(saltmarsh, "amina")
        assert "They also name Mavis" in main(client.get(made.get_absolute_url()))
        take_up = f"{made.get_absolute_url()}take-up/"
        page = client.post(
            take_up,
            {"name": "Mavis", "phone": "01632 960 5", "origin": "Named", "ground": "named", "key": "t"},
            follow=True,
        )
        invites = f"/saltmarsh/invitations/perspectives/{made.perspective_id}/"
        assert page.redirect_chain[0][0].startswith(invites)
        mavis = Contact.objects.get(name="Mavis")
        (box,) = re.findall(rf'<input[^>]*value="contact {mavis.pk}"[^>]*>', page.content.decode())
        (way,) = re.findall(r'<input[^>]*name="way"[^>]*checked[^>]*>', page.content.decode())
        assert ("checked" in box, 'value="phone"' in way) == (True, True)
        answer(path, Reply.WITHDRAWN, other_name="Mavis")
        assert "They said" not in main(client.get(take_up))

    def test_what_was_said_on_a_call_is_not_dropped_where_nobody_was_reached(self, saltmarsh: Scene) -> None:
        made, client = asked(saltmarsh, Way.PHONE), signed_in(saltmarsh, "amina")
        page = main(client.get(made.get_absolute_url()))
        assert ("To be called" in page, "Goes out on" in page) == (True, False)
        path = f"{made.get_absolute_url()}call/"
        page = main(client.post(path, {"call": "not_reached", "reply": "yes", "key": "1"}))
        assert "You wrote down what they said" in page
        made.refresh_from_db()
        assert (made.tries, made.reply) == (0, "")

    def test_a_sponsor_reads_the_answer_and_no_address(self, saltmarsh: Scene) -> None:
        made = sent(saltmarsh, sponsor=sponsored(saltmarsh))
        answer(link_in(), Reply.NO, because="My knee")
        for name, reads in (("rosa", False), ("amina", True)):
            page = main(signed_in(saltmarsh, name).get(made.get_absolute_url()))
            assert ("My knee" in page, NIA in page) == (True, reads)

    def test_invitations_are_sorted_by_how_they_stand(self, saltmarsh: Scene) -> None:
        sent(saltmarsh)
        asked(saltmarsh, Way.PHONE, contact=contact(saltmarsh, "Bo", phone="1"))
        answer(link_in(), Reply.YES)
        found = invitations_found(saltmarsh.viewer("amina"), saltmarsh.issue())
        assert [str(one) for one in found.order_by("stood")] == ["Bo", "Nia Rees"]
        assert [str(one) for one in found.order_by("-stood")] == ["Nia Rees", "Bo"]


class TestTheRecordOfParticipation:
    def test_whoever_does_not_convene_reads_each_perspective_with_its_day_and_no_answer(
        self, saltmarsh: Scene
    ) -> None:
        made = sent(saltmarsh)
        answer(link_in(), Reply.NO, because="My knee")
        path = f"/saltmarsh/invitations/issues/{made.issue_id}/participation/"
        day = date_format(timezone.localtime(made.perspective.added), "j F Y")
        page = main(signed_in(saltmarsh, "tariq").get(path))
        assert f"{day} Nobody speaks for it yet" in page
        assert ("Asked" in main(signed_in(saltmarsh, "amina").get(path)), "Asked" in page) == (True, False)
