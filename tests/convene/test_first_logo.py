"""The logo that is chosen while the first place is set up: kept with the draft, there from the first page."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.convene.test_first_run import answered, browser, let_in, nothing_yet, press
from tests.kernel.pictures_made import picture
from tests.kernel.scene import own_keys

from wholeplace.convene.first_run.draft import Draft, draft_kept
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.models import Entry
from wholeplace.kernel.places import Place

__all__ = ["browser", "nothing_yet", "own_keys"]


@pytest.fixture(autouse=True)
def own_shelves(tmp_path, settings) -> None:
    settings.FILES = tmp_path / "shelves"


def send(browser, content=None, **said):
    drawn = picture("PNG", size=(200, 80)) if content is None else content
    sent = {"chosen": "#1d4e89", "other": "", "logo": SimpleUploadedFile("harbour.png", drawn), **said}
    return browser.post("/setup/colour/", sent)


def test_it_is_chosen_beside_the_colour_shown_before_it_counts_and_there_from_the_first_page(browser):
    answered()
    assert "You can add a logo later." in browser.get("/setup/colour/").text
    assert browser.get("/setup/logo/").status_code == 404
    assert send(browser).headers["Location"] == "/setup/check/"
    other = let_in(Client())
    assert '<img class="wp-plate__logo" src="/setup/logo/"' in other.get("/setup/check/").text
    reply = other.get("/setup/logo/")
    assert (reply.headers["Content-Type"], reply.content[:4]) == ("image/png", b"\x89PNG")
    assert "no-store" in reply.headers["Cache-Control"]
    press(other)
    place = Place.objects.get()
    assert (place.logo_width, place.logo_height, place.colour) == (200, 80, "#1d4e89")
    assert Client().get(place.logo_url).content == reply.content
    entry = Entry.objects.get(action="place.set_logo")
    assert "convener" in str(entry.leaves.get(part=0).data)
    assert draft_kept() == Draft()
    assert list(check_place(place)) == []


def test_without_one_the_place_begins_with_the_mark(browser):
    answered()
    assert "None yet" in browser.get("/setup/check/").text
    press(browser)
    assert Place.objects.get().logo == ""
    assert not Entry.objects.filter(action="place.set_logo").exists()


def test_it_is_kept_while_the_colour_is_put_right_and_may_be_left_out_again(browser):
    answered()
    page = send(browser, chosen="other", other="teal")
    assert "is no colour" in page.text
    assert "The logo you chose" in page.text
    assert browser.post("/setup/colour/", {"chosen": "#1d4e89", "other": ""}).status_code == 302
    assert draft_kept().logo["width"] == 200
    assert browser.post("/setup/colour/", {"deed": "leave_logo_out"}).status_code == 302
    assert draft_kept().logo == {}


def test_one_chosen_in_another_window_is_seen_before_the_place_is_founded(browser):
    draft = answered()
    send(let_in(Client()), chosen="#0f5e6e")
    page = browser.post("/setup/check/", {"seen": draft.digest}).text
    assert "An answer was changed meanwhile" in page
    assert not Place.objects.exists()


def test_what_is_no_picture_for_a_heading_is_refused_and_not_kept(browser):
    answered()
    for content, says in (
        (b"<svg/>", "a drawing in SVG"),
        (picture("PNG", size=(9, 9)), "9 points high"),
    ):
        reply = send(browser, content)
        assert (reply.status_code, says in reply.text) == (400, True)
    assert draft_kept().logo == {}


def test_nobody_sees_it_without_the_code(browser, client):
    answered()
    send(browser)
    assert client.get("/setup/logo/").headers["Location"] == "/setup/"


def test_a_founding_that_fails_after_it_founds_nothing(browser, monkeypatch):
    answered()
    send(browser)

    def refuse(*_args, **_said):
        raise Refused("left_empty")

    monkeypatch.setattr("wholeplace.convene.first_run.founding.name_issue", refuse)
    assert press(browser).status_code == 200
    assert (Place.objects.count(), Entry.objects.count()) == (0, 0)
    assert draft_kept().logo["width"] == 200


def test_the_step_begins_with_the_first_colour_chosen_and_with_nothing_wrong(browser):
    page = browser.get("/setup/colour/").text
    assert "There is a problem" not in page
    assert re.search(r'value="#0f5e6e"[^>]*checked', page)
    assert page.index("Which colour?") < page.index("A logo")
