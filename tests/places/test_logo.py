"""The place's logo: chosen and taken off by whoever convenes, shown to everybody, cleared once nothing shows it."""

from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.convene.files import checked, empty_shelves, everything_on_disk
from tests.kernel.pictures_made import moving, photograph, picture
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.logos import lies_there, logo
from tests.places.test_leaving import signed_in
from tests.places.test_people import refused

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.files.names import FileKind
from wholeplace.kernel.files.proving import files_kept, missing_from_disk
from wholeplace.kernel.files.shelves import clear, path_of
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.places import Place
from wholeplace.places.partnership.actions import describe_place, remove_logo, set_logo
from wholeplace.places.people.actions import confirm_hat, propose_hat
from wholeplace.places.yourself.actions import erase_person
from wholeplace.ui.polling import etag

__all__ = ["elsewhere", "empty_shelves", "own_keys", "saltmarsh"]

CHOOSE = "/saltmarsh/describe/logo/"
TAKE_OFF = "/saltmarsh/describe/logo/take-off/"
MARK = "wp-brand__mark"


@pytest.fixture
def amina(saltmarsh: Scene) -> Client:
    cache.clear()
    return signed_in(saltmarsh, "amina")


@pytest.fixture
def shown(saltmarsh: Scene) -> Place:
    """The place with a logo."""
    saltmarsh.place = set_logo(saltmarsh.actor("amina"), place=saltmarsh.place, logo=logo())
    return saltmarsh.place


def sent(content: bytes, name: str = "harbour.png") -> dict[str, Any]:
    return {"logo": SimpleUploadedFile(name, content), "key": ""}


def faults(scene: Scene) -> list[str]:
    return [fault.code for fault in check_place(scene.place)]


class TestChoosing:
    def test_it_lies_on_the_shelf_and_the_record_names_it(self, saltmarsh: Scene, shown: Place) -> None:
        entry = last(saltmarsh)
        assert (entry["action"], entry["facts"]) == ("place.set_logo", {"name": "Saltmarsh"})
        row = next(row["open"] for row in entry["rows"] if row["table"] == "wp_kernel_place")
        told = [row[name] for name in ("logo", "logo_kind", "logo_width", "logo_height")]
        assert told == [shown.logo, "png", 200, 80]
        assert path_of(shown.pk, shown.logo).read_bytes() == logo().content
        assert faults(saltmarsh) == []

    def test_only_whoever_convenes_chooses_it_or_takes_it_off(self, saltmarsh: Scene, shown: Place) -> None:
        for name in ("rosa", "olwen"):
            assert refused(set_logo, saltmarsh.actor(name), place=saltmarsh.place, logo=logo()) == "needs_hat"
            assert refused(remove_logo, saltmarsh.actor(name), place=saltmarsh.place) == "needs_hat"
        assert refused(set_logo, saltmarsh.operator, place=saltmarsh.place, logo=logo()) == "not_by_command"

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            (checked(), "logo_no_picture"),
            (logo(size=(64, 39)), "logo_too_low"),
            (logo(size=(2001, 64)), "logo_too_big"),
            (logo(size=(64, 1001)), "logo_too_big"),
            (logo(content=b"x" * 1_000_001), "logo_too_heavy"),
        ],
        ids=lambda one: one if isinstance(one, str) else "",
    )
    def test_what_could_not_stand_in_a_heading_is_refused(
        self, saltmarsh: Scene, given: Any, code: str
    ) -> None:
        assert refused(set_logo, saltmarsh.actor("amina"), place=saltmarsh.place, logo=given) == code
        assert everything_on_disk() == []

    def test_the_smallest_and_the_largest_are_taken(self, saltmarsh: Scene) -> None:
        for size in ((40, 40), (2000, 1000)):
            place = set_logo(saltmarsh.actor("amina"), place=saltmarsh.place, logo=logo(size=size))
            assert (place.logo_width, place.logo_height) == size

    def test_the_one_before_is_cleared_and_the_present_one_is_not(
        self, saltmarsh: Scene, shown: Place
    ) -> None:
        after = set_logo(saltmarsh.actor("amina"), place=shown, logo=logo(size=(90, 90)))
        assert lies_there(shown, shown.logo)
        run_all_now()
        assert not lies_there(shown, shown.logo)
        assert lies_there(shown, after.logo)
        assert clear(shown) == 0
        assert faults(saltmarsh) == []

    def test_describing_the_place_leaves_it_as_it_is(self, saltmarsh: Scene, shown: Place) -> None:
        said = {"name": "Salt", "summary": "", "colour": "#123456"}
        assert describe_place(saltmarsh.actor("amina"), place=Place.objects.get(), **said).logo == shown.logo

    def test_it_stays_when_whoever_chose_it_is_erased(self, saltmarsh: Scene, shown: Place) -> None:
        erase_who_chooses(saltmarsh, "ben")
        run_all_now()
        assert Client().get(shown.logo_url).status_code == 200
        assert faults(saltmarsh) == []


def erase_who_chooses(scene: Scene, name: str) -> None:
    """Have somebody choose the logo, and erase them, once two others convene."""
    set_logo(scene.actor(name), place=scene.place, logo=logo())
    hat = propose_hat(scene.actor("amina"), member=scene.people["rosa"], kind=HatKind.CONVENER)
    confirm_hat(scene.actor("ben"), hat=hat)
    erase_person(scene.operator, member=scene.people[name], keeps_words=False)


class TestTakingOff:
    def test_the_mark_is_shown_again_and_the_picture_is_deleted(self, saltmarsh: Scene, shown: Place) -> None:
        after = remove_logo(saltmarsh.actor("amina"), place=shown)
        assert last(saltmarsh)["facts"] == {"name": "Saltmarsh"}
        assert (after.logo, after.logo_kind, after.logo_width, after.logo_height) == ("", "", 0, 0)
        run_all_now()
        assert everything_on_disk() == []
        assert faults(saltmarsh) == []
        assert MARK in Client().get("/saltmarsh/").text

    def test_nobody_takes_off_what_is_not_there(self, saltmarsh: Scene) -> None:
        assert refused(remove_logo, saltmarsh.actor("amina"), place=saltmarsh.place) == "logo_is_missing"


class TestShowing:
    def test_it_stands_before_the_name_instead_of_the_mark_on_every_page(self, shown: Place) -> None:
        for path in ("/saltmarsh/", "/saltmarsh/issues/", "/saltmarsh/privacy/"):
            heading = Client().get(path).text.partition("</header>")[0]
            assert f'src="{shown.logo_url}" alt="" width="200" height="80"' in heading
            assert 'class="wp-brand__name" dir="auto">Saltmarsh<' in heading
            assert MARK not in heading

    def test_a_place_without_one_and_pages_of_no_place_show_the_mark(
        self, shown: Place, elsewhere: Scene
    ) -> None:
        for path in (f"/{elsewhere.place.slug}/", "/", "/source/"):
            heading = Client().get(path).text.partition("</header>")[0]
            assert MARK in heading
            assert "wp-plate" not in heading

    def test_anybody_may_keep_it_and_no_browser_guesses_what_it_is(self, shown: Place) -> None:
        reply = Client().get(shown.logo_url)
        assert (reply.status_code, reply.content) == (200, logo().content)
        assert {name: reply.headers[name] for name in ("Content-Type", "X-Content-Type-Options")} == {
            "Content-Type": "image/png", "X-Content-Type-Options": "nosniff",
        }  # fmt: skip
        assert reply.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert (
            reply.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
        )
        assert not reply.cookies

    def test_it_is_found_at_its_own_address_and_at_no_other(
        self, saltmarsh: Scene, shown: Place, elsewhere: Scene
    ) -> None:
        set_logo(saltmarsh.actor("amina"), place=shown, logo=logo(size=(90, 90)))
        now = Place.objects.get(pk=shown.pk)
        other = now.logo_url.replace("saltmarsh", elsewhere.place.slug)
        for path in (shown.logo_url, other, "/saltmarsh/logo/0/"):
            assert Client().get(path).status_code == 404
        assert Client().get(now.logo_url).status_code == 200

    def test_one_that_is_changed_or_missing_is_not_served_and_is_found_by_the_check(
        self, saltmarsh: Scene, shown: Place
    ) -> None:
        path = path_of(shown.pk, shown.logo)
        assert (len(files_kept()), missing_from_disk(files_kept())) == (1, 0)
        path.write_bytes(picture("PNG"))
        assert Client().get(shown.logo_url).status_code == 404
        assert faults(saltmarsh) == ["file_changed"]
        path.unlink()
        assert Client().get(shown.logo_url).status_code == 404
        assert faults(saltmarsh) == ["file_missing"]
        assert missing_from_disk(files_kept()) == 1


class TestPages:
    def test_a_convener_chooses_a_picture_and_sees_it_at_once(self, amina: Client) -> None:
        assert "Choose a logo" in amina.get("/saltmarsh/describe/").text
        page = amina.post(CHOOSE, sent(picture("PNG", size=(200, 80))), follow=True)
        assert page.redirect_chain == [("/saltmarsh/describe/", 302)]
        assert "You chose a logo." in page.text
        assert "Take the logo off" in page.text
        assert Place.objects.get().logo_url in page.text.partition("</header>")[0]

    @pytest.mark.parametrize("form", ["JPEG", "WEBP"])
    def test_other_pictures_are_taken_as_what_they_are(self, amina: Client, form: str) -> None:
        assert amina.post(CHOOSE, sent(picture(form, size=(90, 60)), "logo.png")).status_code == 302
        reply = Client().get(Place.objects.get().logo_url)
        assert reply.headers["Content-Type"] == f"image/{form.lower()}"

    def test_of_a_photograph_nothing_but_the_picture_is_kept(self, amina: Client) -> None:
        assert b"Secret Camera" in photograph()
        amina.post(CHOOSE, sent(photograph(), "photo.jpg"))
        place = Place.objects.get()
        kept = path_of(place.pk, place.logo).read_bytes()
        assert (b"Secret Camera" in kept, b"taken at home" in kept) == (False, False)
        assert (place.logo_kind, place.logo_width, place.logo_height) == (FileKind.JPEG, 48, 64)

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a drawing in SVG or a script. Save it as PDF or PNG."),
            (b"stop,bus\nPier,9\n", "A logo is a picture. Save it as PNG or JPEG"),
            (moving("GIF"), "Save it as JPEG or PNG."),
            (b"", "There is nothing in it."),
            (b"\x89PNG\r\n\x1a\n" + b"x" * 1_000_000, "A logo can be 1 MB at most"),
            (picture("PNG", size=(64, 39)), "It is 39 points high"),
            (picture("PNG", size=(2001, 64)), "It is 2001 points wide and 64 high. Make it at most 2000 wide"),
        ],
    )  # fmt: skip
    def test_what_is_not_taken_is_refused_by_its_name_with_what_to_do(
        self, amina: Client, content: bytes, says: str
    ) -> None:
        reply = amina.post(CHOOSE, sent(content, "mine.png"))
        assert reply.status_code == 400
        assert "“mine.png”: " in reply.text
        assert says in reply.text
        assert not Place.objects.get().logo

    def test_sent_without_a_picture_the_page_asks_for_one(self, amina: Client) -> None:
        asked = "There is a problem"
        assert asked not in amina.get(CHOOSE).text
        page = amina.post(CHOOSE, {"key": "once"}).text
        assert asked in page
        assert "Choose a picture." in page

    def test_nothing_is_looked_into_for_whoever_may_not_choose_it(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        looked: list[str] = []
        monkeypatch.setattr(
            "wholeplace.places.partnership.logo_forms.check_file", lambda name, _content: looked.append(name)
        )
        page = signed_in(saltmarsh, "rosa").post(CHOOSE, sent(picture("PNG"))).text
        assert "convener" in page.lower()
        assert looked == []

    def test_whoever_sends_pictures_without_end_is_asked_to_go_on_later(
        self, amina: Client, settings: Any
    ) -> None:
        settings.ACCOUNT_RATE_LIMITS = {"look_into_files": "1/h/key"}
        amina.post(CHOOSE, sent(picture("PNG")))
        reply = amina.post(CHOOSE, sent(picture("PNG", size=(90, 90))))
        assert reply.status_code == 429
        assert "You have sent files very often within the hour" in reply.text

    def test_taking_it_off_is_asked_once_with_what_follows(self, amina: Client, shown: Place) -> None:
        assert "The picture is deleted here" in amina.get(TAKE_OFF).text
        page = amina.post(TAKE_OFF, {"key": "once"}, follow=True)
        assert "You took the logo off." in page.text
        assert not Place.objects.get().logo
        assert "The place has no logo" in amina.get(TAKE_OFF).text

    def test_a_page_that_asks_again_by_itself_is_drawn_anew_with_another_logo(
        self, shown: Place, rf: Any
    ) -> None:
        tags = set()
        for digest in ("", shown.logo):
            request = rf.get("/saltmarsh/")
            request.session, shown.logo = {}, digest
            request.place, request.viewer = shown, Viewer(shown)
            tags.add(etag("1", request))
        assert len(tags) == 2
