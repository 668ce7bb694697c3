"""What leaves the program, or comes in as a file, repeats what people wrote as words: letters, packs, pictures, reports."""

import io
import zipfile
from html import escape, unescape
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client, override_settings
from playwright.sync_api import Browser
from tests.account.exchange.exports import make_export
from tests.house.map import BACKEND
from tests.house.source import SRC
from tests.journeys.canned import window
from tests.journeys.hostile import SLUG, Hostile
from tests.journeys.payloads import corpus, tame, tamed

from wholeplace.kernel.outbox.letters import write_letter

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

EVERYTHING = "\n\n".join(corpus())


def test_an_import_that_is_refused_repeats_cells_as_words(
    hostile: Hostile, convener: Client, chromium: Browser
) -> None:
    made = make_export(1, people=30, statements=4)
    comments = made.files["comments.csv"].decode()

    def uploaded(path: str) -> Any:
        cells = [tame(one) if path == "/tame/" else one for one in corpus()]
        rows = "".join(
            f'"{(cell := one.replace(chr(34), chr(34) * 2))}","{cell}","{cell}"\r\n' for one in cells
        )
        files = {
            **made.files,
            "people.csv": f"participant,sector,voice\r\n{rows}".encode(),
            "comments.csv": comments,
        }
        uploads = [SimpleUploadedFile(name, _bytes(content)) for name, content in files.items()]
        address = f"/{SLUG}/exchange/issues/{hostile.issues[0].pk}/import/"
        return convener.post(address, {"title": cells[3], "question": cells[4], "files": uploads})

    convener.post(f"/{SLUG}/hat/", {"hat": "convener"})
    with window(chromium, uploaded) as opened:
        hostile_page, tame_page = opened.see("/hostile/"), opened.see("/tame/")
    assert (hostile_page.faults, hostile_page.skeleton == tame_page.skeleton) == ({}, True)
    assert unescape(hostile_page.source).count("ran(") > 40


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


LETTERS = sorted(str(path).split("/templates/")[1] for path in SRC.glob("**/templates/**/mail/*.txt"))


def test_a_letter_repeats_what_it_is_told_as_words(chromium: Browser) -> None:
    def letter(path: str) -> HttpResponse:
        name, words = path[1:].rsplit("/", 1)
        facts = dict.fromkeys(("code", "name", "title", "place", "text"), EVERYTHING)
        if words == "tame":
            facts = {fact: tamed(told) for fact, told in facts.items()}
        return HttpResponse(write_letter(name, facts=facts, why=facts["text"], language="en-gb").html)

    assert len(LETTERS) >= 2
    with window(chromium, letter) as opened:
        for name in LETTERS:
            seen, soft = opened.see(f"/{name}/hostile"), opened.see(f"/{name}/tame")
            away = [one for one in seen.leading_away if not one.startswith(settings.PUBLIC_URL)]
            assert (seen.ran, away, seen.asked_elsewhere) == ([], [], []), name
            assert seen.skeleton == soft.skeleton, name
            assert "ran(1)" in seen.source, name


def test_the_demos_outbox_shows_letters_as_words(hostile: Hostile, chromium: Browser, tmp_path: Any) -> None:
    for which in ("hostile", "tame"):
        (tmp_path / which).mkdir()
        for number, text in enumerate(corpus()):
            said = text if which == "hostile" else tame(text)
            letter = EmailMessage(" ".join(said.split()), said, to=["a@x.example"]).message()
            (tmp_path / which / f"{number:03}.log").write_bytes(letter.as_bytes())
    client = Client()

    def outbox(path: str) -> Any:
        with override_settings(EMAIL_FILE_PATH=tmp_path / path.strip("/").split("?")[0]):
            return client.get(f"/demo/outbox/?page={path.split('=')[1]}")

    with window(chromium, outbox) as opened:
        for number in range(1, 6):
            seen, soft = opened.see(f"/hostile?page={number}"), opened.see(f"/tame?page={number}")
            assert (seen.faults, seen.skeleton == soft.skeleton) == ({}, True), number
            assert "ran(" in seen.source or number == 1, number


@pytest.mark.parametrize("which", ["public", "scrutineer"])
def test_a_pack_opened_at_home_shows_payloads_as_words(
    hostile: Hostile, chromium: Browser, which: str
) -> None:
    scrutineer = Client()
    scrutineer.force_login(hostile.people[2].person, backend=BACKEND)
    scrutineer.post(f"/{SLUG}/hat/", {"hat": "scrutineer"})

    def unpacked() -> dict[str, bytes]:
        path = f"/{SLUG}/record/pack/{which}/"
        reply: Any = scrutineer.post(path, {"key": "once"}) if which == "scrutineer" else scrutineer.get(path)
        with zipfile.ZipFile(io.BytesIO(b"".join(reply.streaming_content))) as packed:
            return {name.rsplit("/", 1)[-1]: packed.read(name) for name in packed.namelist()}

    files = {name: content for name, content in unpacked().items() if name.endswith(".html")}
    soft = {name: without_payloads(content.decode()) for name, content in files.items()}

    def at_home(path: str) -> HttpResponse:
        name, _, which_words = path[1:].partition("?")
        return HttpResponse(soft[name] if which_words else files[name])

    with window(chromium, at_home) as opened:
        seen = {name: (opened.see(f"/{name}"), opened.see(f"/{name}?tame")) for name in files}
    assert {name: one.faults for name, (one, _) in seen.items() if one.faults} == {}
    assert [name for name, (one, other) in seen.items() if one.skeleton != other.skeleton] == []
    assert sum("ran(" in unescape(one.source) for one, _ in seen.values()) >= 1


def without_payloads(page: str) -> str:
    """Return a page with every payload made tame, whether it was escaped or not."""
    for payload in sorted(corpus(), key=len, reverse=True):
        page = page.replace(escape(payload), tame(payload)).replace(payload, tame(payload))
    return page


@pytest.mark.soak
def test_the_map_taken_away_is_a_picture_and_nothing_else(
    hostile: Hostile, convener: Client, chromium: Browser
) -> None:
    assert hostile.conversation is not None

    def picture(_path: str) -> HttpResponse:
        reply = convener.get(f"/{SLUG}/exchange/conversations/{hostile.conversation.pk}/map.svg")
        return HttpResponse(reply.content, content_type=reply.headers["Content-Type"])

    with window(chromium, picture) as opened:
        seen = opened.see("/map.svg")
    assert (seen.ran, seen.asked_elsewhere) == ([], [])
    drawn = {
        "svg",
        "title",
        "desc",
        "g",
        "path",
        "polygon",
        "text",
        "tspan",
        "rect",
        "circle",
        "line",
        "style",
        "defs",
    }
    assert {one.split(" ")[0] for one in seen.skeleton} <= drawn
