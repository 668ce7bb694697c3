"""What a page is handed."""

import re

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.ui.scene import end, end_hat, give_hat

from wholeplace.kernel.people import HatKind, Membership, Person
from wholeplace.kernel.places import Organisation, Place
from wholeplace.ui.requests import get_or_404


def test_a_place_nobody_founded_is_not_found(client: Client, harbourside: Place) -> None:
    assert client.get("/harbourside/").status_code == 200
    assert client.get("/hillside/").status_code == 404


def test_a_visitor_is_led_to_sign_in_and_back(client: Client, harbourside: Place) -> None:
    for address in ("/harbourside/members/?page=2", "/harbourside/acting/?page=2"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"] == f"/sign-in/?next={address.replace('?', '%3F').replace('=', '%3D')}"


def test_a_fragment_leads_the_whole_page_to_sign_in(client: Client, harbourside: Place) -> None:
    answer = client.get("/harbourside/acting/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/sign-in/?next=/harbourside/acting/")


def test_a_member_acts_as_participant_until_they_choose_a_hat(client: Client, amina: Membership) -> None:
    client.force_login(amina.person)
    assert client.get("/harbourside/members/").text == "Amina Yusuf as participant"


def test_somebody_who_belongs_elsewhere_is_told_so(
    client: Client, harbourside: Place, stranger: Person
) -> None:
    client.force_login(stranger)
    answer = client.get("/harbourside/members/")
    assert answer.status_code == 403
    assert "you are not a member of the partnership of Harbourside" in answer.text


def test_a_membership_that_ended_counts_no_more(client: Client, amina: Membership) -> None:
    client.force_login(amina.person)
    assert client.get("/harbourside/members/").status_code == 200
    end(amina)
    assert client.get("/harbourside/members/").status_code == 403


def test_a_member_acts_in_the_hat_they_chose(client: Client, amina: Membership) -> None:
    give_hat(amina, HatKind.CONVENER)
    client.force_login(amina.person)
    answer = client.post("/harbourside/hat/", {"hat": "convener", "next": "/harbourside/members/"})
    assert answer["Location"] == "/harbourside/members/"
    assert client.get("/harbourside/members/").text == "Amina Yusuf as convener"


def test_a_hat_that_is_not_held_is_not_worn(client: Client, amina: Membership) -> None:
    client.force_login(amina.person)
    client.post("/harbourside/hat/", {"hat": "convener"})
    assert client.get("/harbourside/members/").text == "Amina Yusuf as participant"


def test_a_hat_taken_away_is_off_at_once(client: Client, amina: Membership) -> None:
    hat = give_hat(amina, HatKind.CONVENER)
    client.force_login(amina.person)
    client.post("/harbourside/hat/", {"hat": "convener"})
    end_hat(hat)
    assert client.get("/harbourside/members/").text == "Amina Yusuf as participant"


def test_changing_hats_never_leads_to_another_site(client: Client, amina: Membership) -> None:
    client.force_login(amina.person)
    answer = client.post("/harbourside/hat/", {"hat": "participant", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/harbourside/"


def test_a_hat_nobody_knows_is_not_found(client: Client, amina: Membership) -> None:
    client.force_login(amina.person)
    assert client.post("/harbourside/hat/", {"hat": "king"}).status_code == 404


def test_what_a_signed_in_person_sees_is_kept_by_no_cache(client: Client, amina: Membership) -> None:
    assert not client.get("/harbourside/").has_header("Cache-Control")
    client.force_login(amina.person)
    assert client.get("/harbourside/")["Cache-Control"] == "private, no-store"


def test_the_colours_of_a_place_may_be_kept_by_everybody(client: Client, amina: Membership) -> None:
    client.force_login(amina.person)
    answer = client.get("/harbourside/place.css")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "--wp-place:#0f5e6e" in answer.text


@pytest.mark.parametrize("asked", ["not an id", "", "00000000-0000-0000-0000-000000000000"])
def test_what_does_not_exist_is_not_found(amina: Membership, asked: str) -> None:
    with pytest.raises(Http404):
        get_or_404(Organisation.objects.all(), asked)


def test_what_the_viewer_may_see_is_found(amina: Membership) -> None:
    assert amina.organisation is not None
    assert get_or_404(Organisation.objects.all(), str(amina.organisation.pk)) == amina.organisation


def test_a_page_asks_who_is_there_only_once(client: Client, amina: Membership) -> None:
    give_hat(amina, HatKind.CONVENER)
    client.force_login(amina.person)
    client.post("/harbourside/hat/", {"hat": "convener"})
    with CaptureQueriesContext(connection) as asked:
        client.get("/harbourside/")
    told = [query["sql"] for query in asked.captured_queries if "wp_kernel_" in query["sql"]]
    tables = [table for query in told for table in re.findall(r'FROM "wp_kernel_(\w+)"', query)]
    assert [tables.count(table) for table in ("place", "membership", "hat")] == [1, 1, 1]


def test_only_whoever_sent_something_is_told_that_it_was_not_kept(
    client: Client, harbourside: Place, stranger: Person
) -> None:
    told = "What you have just sent was not kept"
    assert told not in client.get("/harbourside/members/", follow=True).text
    assert told in client.post("/harbourside/members/", follow=True).text
    client.force_login(stranger)
    assert told not in client.get("/harbourside/members/").text
    assert told in client.post("/harbourside/members/").text


def test_somebody_who_is_no_member_reads_how_one_becomes_one(
    client: Client, harbourside: Place, stranger: Person
) -> None:
    client.force_login(stranger)
    page = client.get("/harbourside/members/").text
    assert "A convener of this place admits members: ask one, or whoever told you about it." in page
