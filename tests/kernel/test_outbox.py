"""Letters: written with the deed, sent after it, once, and forgotten in time."""

import smtplib
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.core import mail as sent_mail
from django.db import transaction
from django.utils import translation
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy
from tests.kernel.jobs_scene import FakeClock, fake_clock, leeds, no_jitter, own_handlers

from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.guard import GuardError
from wholeplace.kernel.jobs.models import JobRun, State
from wholeplace.kernel.jobs.queries import dead_letters
from wholeplace.kernel.jobs.runs import Run, claim
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.outbox import letters
from wholeplace.kernel.outbox.jobs import blank_old_mail, send
from wholeplace.kernel.outbox.models import Mail
from wholeplace.kernel.outbox.post import post, post_secret
from wholeplace.kernel.outbox.queries import outbox_of
from wholeplace.kernel.people import Person
from wholeplace.kernel.places import Place

__all__ = ["fake_clock", "leeds", "no_jitter", "own_handlers"]

pytestmark = pytest.mark.django_db

INVITED = """Come to {{ title }}
Dear {{ name }},

{{ place }} asks you to come to “{{ title }}”.
There will be tea.

{{ public_url }}/leeds/events/1

https://elsewhere.example/leeds
"""
WHY = lazystr("You get this because you asked to be told.")


@pytest.fixture(autouse=True)
def own_templates(tmp_path: Path, settings: Any) -> Iterator[None]:
    """Letters of these tests only."""
    (tmp_path / "invited.txt").write_text(INVITED)
    (tmp_path / "code.txt").write_text("Your code\nThe code is {{ code }}.\n")
    (tmp_path / "languages.txt").write_text("Languages\n{% translate 'Yes' %} / {{ word }}\n")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    settings.PUBLIC_URL = "https://wholeplace.example"
    for cached in (letters._engine, letters._parts):
        cached.cache_clear()
    yield
    for cached in (letters._engine, letters._parts):
        cached.cache_clear()


@pytest.fixture
def mailbox(settings: Any) -> Iterator[list[EmailMessage]]:
    """A mail server, and what it has been given."""
    received: list[EmailMessage] = []

    class Keep(Message):
        def handle_message(self, message: Any) -> None:
            received.append(message)

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(Keep(), hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER = False, ""
    yield received
    server.stop()


def _invite(
    place: Place, *, to: Person | str = "ann@example.org", title: str = "the fête", name: str = "Ann"
) -> Mail:
    return post(place, to=to, template="invited.txt", facts={"title": title, "name": name}, why=WHY)


class DeedUndoneError(Exception):
    """Ends a deed half way."""


@transaction.atomic
def _invite_and_undo(place: Place) -> None:
    _invite(place)
    assert len(outbox_of(place)) == 1
    raise DeedUndoneError


def test_a_letter_says_the_same_in_plain_text_and_in_html(leeds: Place):
    _invite(leeds)
    [letter] = outbox_of(leeds)
    assert (letter.to, letter.subject, letter.state) == ("ann@example.org", "Come to the fête", State.WAITING)
    assert letter.text.startswith(
        "Dear Ann,\n\nLeeds asks you to come to “the fête”.\nThere will be tea.\n\n"
    )
    assert letter.text.endswith("\n\n-- \nYou get this because you asked to be told.\n")
    assert "<p>Leeds asks you to come to “the fête”.<br>There will be tea.</p>" in letter.html
    assert "<small>You get this because you asked to be told.</small>" in letter.html


def test_only_our_own_addresses_become_links(leeds: Place):
    _invite(leeds)
    [letter] = outbox_of(leeds)
    assert letter.html.count("<a ") == 1
    assert '<a href="https://wholeplace.example/leeds/events/1">' in letter.html
    assert "<p>https://elsewhere.example/leeds</p>" in letter.html


def test_what_people_wrote_stands_in_html_as_text_and_in_plain_text_as_it_is(leeds: Place):
    _invite(leeds, name="<b>Ann & Bob</b>")
    [letter] = outbox_of(leeds)
    assert "Dear <b>Ann & Bob</b>," in letter.text
    assert "Dear &lt;b&gt;Ann &amp; Bob&lt;/b&gt;," in letter.html


def test_a_letter_is_in_the_readers_language(leeds: Place):
    word = gettext_lazy("Yes")
    with translation.override("cy"):
        post(
            leeds,
            to="ann@example.org",
            template="languages.txt",
            facts={"word": word},
            why=WHY,
            language="fr",
        )
    [letter] = outbox_of(leeds)
    assert letter.text.startswith("Oui / Oui\n")
    assert '<html lang="fr">' in letter.html


def test_a_posted_letter_is_sent_once(leeds: Place, mailbox: list[EmailMessage]):
    mail = _invite(leeds, to=Person(email="ann@example.org", name="Ann"))
    assert mailbox == []
    run_all_now()
    run_all_now()
    [message] = mailbox
    assert (message["To"], message["Auto-Submitted"]) == ("ann@example.org", "auto-generated")
    assert message["Message-ID"] == f"<{mail.pk}@wholeplace.example>"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert outbox_of(leeds)[0].state == State.DONE


def test_a_letter_of_a_deed_that_was_undone_is_not_sent(leeds: Place, mailbox: list[EmailMessage]):
    with pytest.raises(DeedUndoneError):
        _invite_and_undo(leeds)
    _invite(leeds, to="bob@example.org")
    run_all_now()
    assert [message["To"] for message in mailbox] == ["bob@example.org"]


def test_a_letter_already_sent_is_not_sent_again_by_a_worker_that_does_not_know(leeds: Place):
    mail = _invite(leeds)
    row = claim("worker")
    assert row is not None
    for _twice in range(2):
        mail.refresh_from_db()
        send(Run(row), place=leeds, mail=mail)
    assert len(sent_mail.outbox) == 1


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n", "\x0b", "\x85", "\u2028"])
def test_nothing_can_be_smuggled_into_the_subject(leeds: Place, line_end: str):
    with pytest.raises(Refused) as refused:
        _invite(leeds, title=f"tea{line_end}Bcc: eve@example.org")
    assert refused.value.refusal.code == "subject_is_broken"
    assert Mail.objects.count() == JobRun.objects.count() == 0


@pytest.mark.parametrize(
    "address",
    [
        "ann@example.org\nBcc: eve@example.org",
        "ann@example.org\r\n",
        "ann@example.org, eve@example.org",
        "Ann <ann@example.org>",
        "ann@example.org\u2028",
        "",
        "ann",
    ],
)
def test_nothing_but_one_address_is_written_to(leeds: Place, address: str):
    with pytest.raises(Refused) as refused:
        _invite(leeds, to=address)
    assert refused.value.refusal.code == "address_is_wrong"


def test_a_name_with_header_lines_stays_in_the_body(leeds: Place, mailbox: list[EmailMessage]):
    _invite(leeds, name="Ann\r\nBcc: eve@example.org\r\n\r\n")
    run_all_now()
    [message] = mailbox
    assert message["Bcc"] is None
    assert message["X-RcptTo"] == "ann@example.org"


def test_a_mail_server_that_is_away_gets_the_letter_when_it_is_back(
    leeds: Place, settings: Any, mailbox: list[EmailMessage], fake_clock: FakeClock, no_jitter: None
):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    _invite(leeds)
    assert run_all_now() == 1
    assert (outbox_of(leeds)[0].state, JobRun.objects.get().fault[:22]) == (
        State.WAITING,
        "ConnectionRefusedError",
    )
    settings.EMAIL_PORT = port
    fake_clock.forward(seconds=9)
    assert run_all_now() == 0
    fake_clock.forward(seconds=1)
    assert run_all_now() == 1
    assert len(mailbox) == 1


@pytest.mark.parametrize(("code", "state"), [(550, State.FAILED), (450, State.WAITING)])
def test_an_address_refused_for_good_is_given_up_and_one_refused_for_now_is_not(
    leeds: Place, monkeypatch: pytest.MonkeyPatch, code: int, state: State
):
    def refuse(*_args: object) -> None:
        raise smtplib.SMTPRecipientsRefused({"ann@example.org": (code, b"ann@example.org")})

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    _invite(leeds)
    run_all_now()
    assert outbox_of(leeds)[0].state == state
    assert "ann" not in JobRun.objects.get().fault


def test_a_sign_in_code_goes_before_everything_else_and_is_then_forgotten(leeds: Place):
    _invite(leeds)
    post_secret(to="bob@example.org", template="code.txt", facts={"code": "4711"}, why=WHY)
    run_all_now()
    assert [message.to for message in sent_mail.outbox] == [["bob@example.org"], ["ann@example.org"]]
    assert "4711" in str(sent_mail.outbox[0].body)
    [code] = outbox_of(None)
    assert (code.to, code.subject, code.text, code.html, code.why, code.state) == (
        "",
        "",
        "",
        "",
        "",
        State.DONE,
    )


def test_the_demo_shows_sign_in_codes(leeds: Place, settings: Any):
    settings.DEMO = True
    post_secret(to="bob@example.org", template="code.txt", facts={"code": "4711"}, why=WHY)
    run_all_now()
    assert "4711" in outbox_of(None)[0].text


def test_the_words_of_a_letter_are_forgotten_after_30_days(leeds: Place, fake_clock: FakeClock):
    _invite(leeds)
    run_all_now()
    row = JobRun(job="outbox.blank", references={})
    kept = []
    for days in (30, 1):
        fake_clock.forward(days=days)
        blank_old_mail(Run(row))
        letter = outbox_of(leeds)[0]
        kept.append(
            [letter.to != "", letter.subject != "", letter.text != "", letter.html != "", letter.why != ""]
        )
    assert kept == [[True] * 5, [False] * 5]


def test_a_letter_whose_words_are_forgotten_before_it_went_is_given_up(leeds: Place, fake_clock: FakeClock):
    _invite(leeds)
    fake_clock.forward(days=31)
    blank_old_mail(Run(JobRun(job="outbox.blank", references={})))
    run_all_now()
    assert sent_mail.outbox == []
    assert [letter.fault for letter in dead_letters(leeds)] == ["given up: its words are no longer kept"]


def test_a_place_sees_its_own_letters_only_the_newest_first(leeds: Place, fake_clock: FakeClock):
    from tests.kernel.jobs_scene import make_place

    for title in ("tea", "cake"):
        _invite(leeds, title=title)
        fake_clock.forward(minutes=1)
    _invite(make_place("york"), title="bread")
    assert [letter.subject for letter in outbox_of(leeds)] == ["Come to cake", "Come to tea"]
    assert [letter.subject for letter in outbox_of(leeds, newest=1)] == ["Come to cake"]


def test_letters_are_written_through_the_outbox_alone(leeds: Place):
    _invite(leeds)
    with pytest.raises(GuardError):
        Mail.objects.update(to="eve@example.org")
