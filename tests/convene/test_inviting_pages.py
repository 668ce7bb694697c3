"""What pages and letters tell those who invite, and those who are invited, before and after they press a button."""

import re

from django.test import Client
from tests.convene.inviting import NIA, WHENCE, asked, contact, main, posted, sent, take_part_once
from tests.convene.mapping import mapped
from tests.convene.test_invitation_letters import set_and_read
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import refusal_of
from tests.places.test_leaving import signed_in

from wholeplace.convene.invitations.actions import invite_to_speak
from wholeplace.convene.invitations.names import Way
from wholeplace.convene.invitations.posting import ask_for_letters
from wholeplace.convene.stakeholders.actions import speak_for

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


class TestALetter:
    def test_it_says_by_when_how_without_internet_and_how_no_more_come(self, saltmarsh: Scene) -> None:
        asked(saltmarsh, Way.LETTER)
        page = set_and_read(saltmarsh, address="The Guildhall, Saltmarsh", phone="01632 960 900").pages[0]
        text = " ".join(page.extract_text().split())
        for said in (
            "Saltmarsh, the partnership; The Guildhall, Saltmarsh",
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
