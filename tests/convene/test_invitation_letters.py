"""Invitations by letter: one page each in the window of an envelope, a code that answers, and what the post is told."""

import io
import re

import pypdf
import pytest
from django.test import Client
from tests.convene.inviting import answer, asked, contact, main, posted
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.mediate.conversations.live import refusal_of
from tests.places.test_leaving import signed_in
from tests.places.test_personal_links import joined, written

from wholeplace.convene.invitations.codes import as_typed, new_code
from wholeplace.convene.invitations.jobs import forget_letters
from wholeplace.convene.invitations.models import IssueInvitation, LetterFile
from wholeplace.convene.invitations.names import Reply, Standing, State, Way
from wholeplace.convene.invitations.posting import ask_for_letters, draw_codes, letters_are_posted
from wholeplace.convene.invitations.queries import counted_by_standing
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.people import Membership
from wholeplace.places.invited.actions import invite
from wholeplace.places.invited.models import Invitation
from wholeplace.ui.paper import LINES, window_lines

__all__ = ["own_keys", "saltmarsh"]
CODE = "/saltmarsh/invitations/code/"
MM = 72 / 25.4
"""Points in a millimetre."""


def letters(scene: Scene) -> str:
    return f"/saltmarsh/invitations/issues/{scene.issue().pk}/letters/"


def set_and_read(scene: Scene, **said: str) -> pypdf.PdfReader:
    """Have the letters set, and open the file."""
    client = signed_in(scene, "amina")
    assert client.post(letters(scene), {"key": f"k{LetterFile.objects.count()}", **said}).status_code == 302
    assert "The letters are being set" in main(client.get(letters(scene)))
    run_all_now()
    return pypdf.PdfReader(io.BytesIO(client.get(f"{letters(scene)}letters.pdf").content))


def code_on(page: pypdf.PageObject) -> str:
    (code,) = re.findall(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", page.extract_text())
    return str(code)


def placed(page: pypdf.PageObject) -> list[tuple[float, float, str]]:
    """Return each text of a page with where it begins, from the left and from the bottom."""
    seen: list[tuple[float, float, str]] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        x, y = (tm[4] * cm[way] + tm[5] * cm[2 + way] + cm[4 + way] for way in (0, 1))
        seen.append((x, y, text.strip()))

    page.extract_text(visitor_text=visit)
    return [one for one in seen if one[2]]


def sized(page: pypdf.PageObject, words: str) -> float:
    """Return in how many points the line of a page is set in which some words stand."""
    seen: list[tuple[float, str]] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        seen.append((size * abs(tm[3] * cm[3]), text))

    page.extract_text(visitor_text=visit)
    return next(round(size, 1) for size, text in seen if words in text)


class TestThePaper:
    def test_each_letter_is_one_page_with_the_address_in_the_window(self, saltmarsh: Scene) -> None:
        people = [
            (
                "Zoë Çelik 🌊",
                "12 Long Name of a Street, Flat 3, The Old Harbour Works, Saltmarsh, Northshire, NS1 2AB, UK",
            ),
            ("ليلى حداد", "4 Quay"),
            ("王小明", "5 Quay"),
        ]
        for name, address in people:
            asked(
                saltmarsh, Way.LETTER, contact=contact(saltmarsh, name, address=address), words="Word. " * 160
            )
        found = set_and_read(saltmarsh)
        assert len(found.pages) == 3
        for page, (name, _address) in zip(found.pages, people, strict=True):
            shown = [(x / MM, 297 - y / MM, text) for x, y, text in placed(page)]
            window = [text for x, y, text in shown if 23.9 <= x <= 108 and 57 <= y <= 87]
            assert name[:3] in "".join(window) or name == people[1][0]
            assert [
                text for x, y, text in shown if 87 < y < 95 and x < 110
            ] == []  # nothing else shows in a window
        assert len(window_lines(*people[0])) == LINES

    def test_a_long_word_stays_on_the_paper_and_words_from_the_right_begin_there(
        self, saltmarsh: Scene
    ) -> None:
        hebrew = "\u05e7\u05d4\u05dc \u05e8\u05d1."
        asked(saltmarsh, Way.LETTER, contact=contact(saltmarsh, "Q" * 150, address="4 Quay"), words=hebrew)
        (page,) = set_and_read(saltmarsh).pages
        shown = [(x / MM, text) for x, _y, text in placed(page)]
        assert max(len(run) for _x, text in shown for run in re.findall("Q+", text)) < 100
        assert min(x for x, text in shown if "\u05e7" in text or "\u05dc" in text) > 100

    def test_it_is_set_in_twelve_points_as_long_as_it_fits_on_its_page(self, saltmarsh: Scene) -> None:
        short, long = (
            asked(
                saltmarsh, Way.LETTER, contact=contact(saltmarsh, name, address=f"{name} Quay"), words=words
            )
            for name, words in (("Ada", "Do come."), ("Bo", "Word. " * 160))
        )
        pages = set_and_read(saltmarsh).pages
        sizes = {
            one.name: sized(page, f"Dear {one.name},") for one, page in zip((short, long), pages, strict=True)
        }
        assert sizes["Ada"] == 12
        assert sizes["Bo"] < 12

    def test_no_font_lacks_a_letter_of_a_name(self, saltmarsh: Scene) -> None:
        asked(saltmarsh, Way.LETTER, contact=contact(saltmarsh, "ليلى 王小明 🌊", address="4 Quay"))
        fonts = str([page["/Resources"]["/Font"] for page in set_and_read(saltmarsh).pages])
        named = {
            str(one.get_object()["/BaseFont"])
            for page in set_and_read(saltmarsh).pages
            for one in page["/Resources"]["/Font"].values()
        }
        assert fonts
        for family in ("NotoNaskhArabic", "NotoSans", "NotoEmoji"):
            assert any(family in one.replace("-", "") for one in named), (family, named)

    def test_codes_are_drawn_anew_and_posting_counts_the_newest(self, saltmarsh: Scene) -> None:
        asked(saltmarsh, Way.LETTER)
        first, second = (code_on(set_and_read(saltmarsh).pages[0]) for _time in range(2))
        old = LetterFile.objects.earliest("made").made
        deed, said = letters_are_posted, {"issue": saltmarsh.issue(), "made": old}
        assert refusal_of(deed, saltmarsh.actor("amina"), **said) == "letters_set_anew"
        assert refusal_of(ask_for_letters, saltmarsh.actor("rosa"), issue=saltmarsh.issue()) == "needs_hat"
        assert refusal_of(draw_codes, saltmarsh.actor("rosa"), **said) == "needs_hat"
        assert refusal_of(deed, saltmarsh.actor("rosa"), **said) == "needs_hat"
        client = signed_in(saltmarsh, "amina")
        assert "letters printed before no longer work" in main(client.get(letters(saltmarsh)))
        assert client.post(f"{letters(saltmarsh)}posted/", {"key": "p"}).status_code == 302
        assert (IssueInvitation.objects.get().state, last(saltmarsh)["action"]) == (
            State.SENT,
            "issue_invitation.post",
        )
        assert (
            refusal_of(ask_for_letters, saltmarsh.actor("amina"), issue=saltmarsh.issue())
            == "no_letters_to_set"
        )
        for code, works in ((first, False), (second, True)):
            page = main(Client().post(CODE, {"code": code}, follow=True))
            assert (code, "Would you speak for" in page) == (code, works)

    def test_the_file_is_for_conveners_and_kept_a_day(self, saltmarsh: Scene) -> None:
        asked(saltmarsh, Way.LETTER)
        set_and_read(saltmarsh)
        assert signed_in(saltmarsh, "rosa").get(f"{letters(saltmarsh)}letters.pdf").status_code == 404
        with migrating():
            LetterFile.objects.update(made=LetterFile.objects.get().made.replace(year=2020))
        assert signed_in(saltmarsh, "amina").get(f"{letters(saltmarsh)}letters.pdf").status_code == 404
        forget_letters(None)
        assert LetterFile.objects.count() == 0


class TestTheCode:
    def test_it_has_no_letter_one_takes_for_another_and_is_read_however_it_is_typed(self) -> None:
        code = new_code()
        assert re.fullmatch(r"[A-HJ-NP-RT-Z2-46-9]{4}-[A-HJ-NP-RT-Z2-46-9]{4}", code)
        assert as_typed(f" {code.lower().replace('-', ' ')}") == as_typed(code) == code.replace("-", "")
        assert as_typed(code[:-1]) == as_typed("ABCD-EFG0") == ""

    def test_a_yes_by_code_is_a_yes_and_leads_in_by_an_address_that_is_given(self, saltmarsh: Scene) -> None:
        code, _link = posted(saltmarsh)
        client = Client()
        path = client.post(CODE, {"code": code})["Location"]
        onward = answer(path, client=client)["Location"]
        assert "You have no e-mail?" in main(client.get(onward))
        assert counted_by_standing(saltmarsh.viewer("amina"), saltmarsh.issue()) == {Standing.YES: 1}
        reply = client.post(onward, {"email": "nia@home.example", "key": "e"}, follow=True)
        assert "If a letter can go to this address" in main(reply)
        assert (
            "Give them time"
            in client.post(onward, {"email": "other@home.example", "key": "f"}).content.decode()
        )
        link = written(saltmarsh, Invitation.objects.get(email="nia@home.example"))
        assert "where you speak for: Young carers" in main(client.get(link))
        assert joined(link, client)["Location"] == saltmarsh.issue().get_absolute_url()
        one = IssueInvitation.objects.get()
        assert (one.member, one.perspective.speaker) == (
            Membership.objects.get(person__email="nia@home.example"),
        ) * 2

    def test_who_has_a_personal_link_already_gets_one_that_leads_where_their_yes_does(
        self, saltmarsh: Scene
    ) -> None:
        (general,) = invite(saltmarsh.actor("ben"), place=saltmarsh.place, people="nia@home.example")
        old = written(saltmarsh, general)
        _code, link = posted(saltmarsh)
        client = Client()
        onward = answer(link, client=client)["Location"]
        client.post(onward, {"email": "nia@home.example", "key": "e"})
        run_all_now()
        general.refresh_from_db()
        assert (general.onward, general.state) == (IssueInvitation.objects.get().pk, "sent")
        assert (client.get(old).status_code, Invitation.objects.count()) == (404, 1)

    @pytest.mark.parametrize("address", ["rosa@saltmarsh.example"])
    def test_an_address_that_may_not_be_written_to_is_told_apart_by_nobody(
        self, saltmarsh: Scene, address: str
    ) -> None:
        _code, link = posted(saltmarsh)
        onward = answer(link)["Location"]
        reply = Client().post(onward, {"email": address, "key": "e"}, follow=True)
        assert ("If a letter can go to this address" in main(reply), Invitation.objects.count()) == (True, 0)

    def test_a_member_who_holds_a_letter_takes_part_as_the_member_they_are(self, saltmarsh: Scene) -> None:
        _code, link = posted(saltmarsh)
        rosa = signed_in(saltmarsh, "rosa")
        onward = answer(link, client=rosa)["Location"]
        assert rosa.post(onward, {"key": "in"})["Location"] == saltmarsh.issue().get_absolute_url()
        assert IssueInvitation.objects.get().member == saltmarsh.people["rosa"]

    def test_guessing_codes_is_soon_stopped(self, saltmarsh: Scene) -> None:
        code, _link = posted(saltmarsh)
        guesser = Client(REMOTE_ADDR="192.0.2.9")
        tries = [
            guesser.post(CODE, {"code": f"ABCD-EF{one}{two}"}, follow=True).status_code
            for one in "2346789"
            for two in "234678"
        ]
        assert (tries[0], tries[-1]) == (200, 429)
        assert guesser.post(CODE, {"code": code}, follow=True).status_code == 429
        assert answer(Client().post(CODE, {"code": code})["Location"], Reply.MAYBE).status_code == 302
