"""Choosing the files of an export on a page: what is wrong is said first, once, and by the name of the file."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.account.exchange.exports import make_export
from tests.house.scene import Town

from wholeplace.account.exchange.polis_reader import read_polis
from wholeplace.account.exchange.staging import heard
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import Audience
from wholeplace.mediate.conversations.actions import take_in_conversation

pytestmark = pytest.mark.django_db
MADE = make_export(7, people=30, statements=8, parts=("comments.csv", "participants-votes.csv")).files


@pytest.fixture
def send(town: Town) -> Any:
    """Return the function that sends files as the convener, and gives back the page as text."""
    browser = Client()
    browser.force_login(
        town.here.people["convener"].person, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    address = f"/saltmarsh/exchange/issues/{town.here.issues[Audience.PUBLIC].pk}/import/"

    def sent(**files: bytes) -> str:
        named = [
            SimpleUploadedFile(f"{name.replace('__', '-')}.csv", content) for name, content in files.items()
        ]
        reply = browser.post(address, {"files": named, "key": ""})
        assert reply.status_code in {200, 400}
        return reply.content.decode()

    return sent


def test_no_file_at_all_is_asked_for_by_name(send: Any) -> None:
    assert "No file was chosen. Choose comments.csv and participants-votes.csv at least" in send()


def test_an_empty_file_is_named(send: Any) -> None:
    page = send(comments=MADE["comments.csv"], participants__votes=b"")
    assert "There is nothing in “participants-votes.csv”. Export it again" in page
    assert "submitted file" not in page


def test_the_file_that_is_missing_is_the_one_that_is_named(send: Any) -> None:
    page = send(comments=MADE["comments.csv"])
    assert page.count("participants-votes.csv: This file is missing, and so is votes.csv") == 1


def test_one_reason_is_said_once_and_several_are_listed_below_the_first(send: Any) -> None:
    lines = MADE["participants-votes.csv"].decode().splitlines()
    broken = [lines[0], *(f"{line.rpartition(',')[0]},maybe" for line in lines[1:4]), *lines[4:]]
    one = [lines[0], f"{lines[1].rpartition(',')[0]},maybe", *lines[2:]]
    files = {"comments": MADE["comments.csv"]}
    single = send(**files, participants__votes="\n".join(one).encode())
    assert (single.count("is not a vote"), single.count("All that is wrong")) == (1, 0)
    several = send(**files, participants__votes="\n".join(broken).encode())
    assert (several.count("is not a vote"), several.count("All that is wrong")) == (4, 1)
    assert several.index("There is a problem") < several.index("All that is wrong")
    assert "mended first" not in several


def test_files_that_are_here_already_lead_to_the_conversation_they_are(send: Any, town: Town) -> None:
    made = take_in_conversation(
        town.here.actor("convener", hat=HatKind.CONVENER),
        issue=town.here.issues[Audience.PUBLIC],
        title="Held before",
        question="",
        heard=heard(read_polis(MADE)),
    )
    page = send(comments=MADE["comments.csv"], participants__votes=MADE["participants-votes.csv"])
    assert f'href="{made.get_absolute_url()}"' in page
