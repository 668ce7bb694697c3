"""Pages of no feature."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from wholeplace.kernel.people import Membership
from wholeplace.kernel.places import Place
from wholeplace.ui import pages


def test_a_visitor_reads_what_wholeplace_is_and_which_places_work_here(
    client: Client, harbourside: Place
) -> None:
    page = client.get("/").text
    assert "Work on what no one can solve alone" in page
    assert "Harbourside" in page


def test_a_member_finds_their_places_first(client: Client, amina: Membership) -> None:
    client.force_login(amina.person)
    page = client.get("/").text
    assert page.index("Your places") < page.index("Harbourside")
    assert "Other places you may read" not in page


def test_the_header_says_who_one_is_in_which_hat_and_on_whose_behalf(
    client: Client, amina: Membership
) -> None:
    client.force_login(amina.person)
    page = client.get("/harbourside/").text
    assert "Amina Yusuf" in page
    assert "Participant, for myself" in page


def test_the_menu_holds_what_the_reader_may_open(client: Client, amina: Membership) -> None:
    assert "Members</a>" not in client.get("/harbourside/").text
    client.force_login(amina.person)
    page = client.get("/harbourside/").text
    assert 'href="/harbourside/" aria-current="page">Now</a>' in page
    assert 'href="/harbourside/members/">Members</a>' in page
    assert page.index("Your part</a>") < page.index('id="main"') < page.index("Check our record</a>")


def test_a_visitor_comes_back_from_signing_in(client: Client, harbourside: Place) -> None:
    assert 'href="/sign-in/?next=/harbourside/"' in client.get("/harbourside/").text


def test_a_failure_is_told_without_asking_the_database(client: Client) -> None:
    client.raise_request_exception = False
    answer = pages.failed(RequestFactory().get("/"))  # no database mark: a query here would be an error
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.text


def test_a_page_that_crashes_answers_plainly(client: Client, harbourside: Place) -> None:
    client.raise_request_exception = False
    answer = client.get("/failing/")
    assert (answer.status_code, "Something went wrong here" in answer.text) == (500, True)


def test_a_busy_moment_says_when_to_come_back(client: Client, harbourside: Place) -> None:
    answer = client.get("/busy/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "Too many people are saving at this moment" in answer.text


def test_a_page_that_does_not_exist_says_so(client: Client, harbourside: Place) -> None:
    answer = client.get("/nothing/here/")
    assert (answer.status_code, "There is nothing here" in answer.text) == (404, True)


def test_a_form_from_elsewhere_is_refused_kindly(client: Client, harbourside: Place) -> None:
    request = client.get("/").wsgi_request
    answer = pages.not_from_here(request)
    assert (answer.status_code, "Please send that again" in answer.text) == (403, True)


def test_the_gallery_is_shut_where_people_really_work(client: Client, db: None, settings: Any) -> None:
    assert client.get("/gallery/").status_code == 200
    settings.DEMO = settings.DEBUG = False
    assert client.get("/gallery/").status_code == 404


@pytest.mark.django_db
def test_health_is_told_in_one_word(client: Client) -> None:
    answer = client.get("/healthz/")
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_everybody_can_read_where_the_source_code_is(client: Client, db: None) -> None:
    assert client.get("/source/").status_code == 200


def test_a_demonstration_says_which_place_is_made_up_and_nothing_else_does(
    client: Client, harbourside: Place, settings: Any
) -> None:
    told = "This is a demonstration: Tarrowmouth and its people are made up."
    shown = [told in client.get("/harbourside/").text]
    settings.DEMO = False
    assert [*shown, told in client.get("/harbourside/").text] == [True, False]
