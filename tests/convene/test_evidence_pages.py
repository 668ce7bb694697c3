"""The page on which files are added: each with its own error beside its name, and nothing lost that was right."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.convene.deciding import Group
from tests.convene.files import TABLE, put
from tests.kernel import files_made as made
from tests.kernel.pictures_made import photograph, picture
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.places.test_leaving import signed_in

from wholeplace.convene.issues.models import ProposedFraming
from wholeplace.kernel.files.checking import in_hand
from wholeplace.kernel.files.models import KeptFile

__all__ = ["own_keys", "saltmarsh"]


@pytest.fixture(autouse=True)
def empty_shelves(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.FILES = tmp_path / "shelves"
    return


@pytest.fixture
def group(saltmarsh: Scene) -> Group:
    return Group(saltmarsh).come_together()


@pytest.fixture
def proposed(group: Group) -> ProposedFraming:
    return group.propose()


@pytest.fixture
def rosa(group: Group) -> Client:
    return signed_in(group.scene, "rosa")


def address(proposed: ProposedFraming) -> str:
    return f"/saltmarsh/issues/framings/{proposed.pk}/evidence/"


def sent(*files: tuple[str, bytes, str], key: str = "") -> dict[str, Any]:
    """Return what a browser sends of the slots of the form."""
    said: dict[str, Any] = {}
    for number, (name, content, description) in enumerate(files, start=1):
        said[f"file-{number}-description"] = description
        said[f"file-{number}-key"] = f"{key}{number}" if key else ""
        if name:
            said[f"file-{number}-file"] = SimpleUploadedFile(name, content)
    return said


def test_what_a_file_tells_beside_what_it_shows_is_said_before_it_is_chosen(
    rosa: Client, proposed: ProposedFraming
) -> None:
    page = rosa.get(address(proposed)).content.decode()
    told, boxes = page.split('class="govuk-fieldset wp-slot"', 1)
    for word in (
        "also in a picture within a document",
        "names of authors, comments and tracked changes",
        "a PDF",
    ):
        assert word in told
    assert (
        boxes.count("names of authors, comments and tracked changes stay") == boxes.count('type="file"') == 3
    )


def test_several_files_are_added_at_once(rosa: Client, proposed: ProposedFraming) -> None:
    answer = rosa.post(
        address(proposed),
        sent(("buses.csv", TABLE, "The last bus"), ("hill.jpg", photograph(), "The hill"), ("", b"", "")),
    )
    assert (answer.status_code, answer.url) == (302, proposed.get_absolute_url())
    assert sorted(KeptFile.objects.values_list("name", "kind")) == [
        ("buses.csv", "csv"),
        ("hill.jpg", "jpeg"),
    ]


def test_what_is_right_is_kept_and_what_is_wrong_is_told_beside_its_name(
    rosa: Client, proposed: ProposedFraming
) -> None:
    answer = rosa.post(
        address(proposed),
        sent(
            ("buses.csv", TABLE, "The last bus"),
            ("virus.exe", made.REFUSED["a program"][1], "What it does"),
            ("hill.png", picture("PNG"), ""),
        ),
    )
    page = answer.content.decode()
    assert list(KeptFile.objects.values_list("name", flat=True)) == ["buses.csv"]
    assert "“virus.exe”: It is a program." in page
    assert "Fill in “What does it show?”." in page
    assert (
        "“hill.png”: It can be taken. Choose it again: a browser does not keep it while the rest is put right."
        in page
    )
    assert 'value="What it does"' in page
    assert 'value="The last bus"' not in page
    assert "1 file was added." in page


def test_the_same_form_sent_twice_adds_each_file_once(rosa: Client, proposed: ProposedFraming) -> None:
    for _time in range(2):
        rosa.post(address(proposed), sent(("buses.csv", TABLE, "The last bus"), key="once"))
    assert KeptFile.objects.count() == 1


def test_a_form_with_nothing_in_it_says_what_is_missing(rosa: Client, proposed: ProposedFraming) -> None:
    page = rosa.post(address(proposed), {"file-1-key": "x"}).content.decode()
    assert page.count("Choose a file.") == 2  # above, and beside the box
    described = rosa.post(address(proposed), sent(("", b"", "The last bus"))).content.decode()
    assert "Choose the file you have described" in described
    assert 'value="The last bus"' in described


def test_a_bomb_is_refused_and_the_next_page_is_answered(rosa: Client, proposed: ProposedFraming) -> None:
    bombs = (
        ("a.docx", made.REFUSED["a document that unpacks a thousand times"][1], "x"),
        ("b.png", made.REFUSED["a PNG of 3,600 million points"][1], "x"),
        ("c.xlsx", made.REFUSED["a spreadsheet that laughs a billion times"][1], "x"),
    )
    page = rosa.post(address(proposed), sent(*bombs)).content.decode()
    for name in ("a.docx", "b.png", "c.xlsx"):
        assert f"“{name}”: " in page
    assert not KeptFile.objects.exists()
    assert rosa.get(address(proposed)).status_code == 200


@pytest.fixture
def in_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have nobody wait."""
    monkeypatch.setattr("wholeplace.kernel.files.checking.PATIENCE", 0.01)


@pytest.mark.usefixtures("in_no_time")
def test_while_too_many_files_are_looked_into_what_was_typed_is_kept(
    rosa: Client, proposed: ProposedFraming, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = threading.BoundedSemaphore(1)
    monkeypatch.setattr("wholeplace.kernel.files.checking.AT_ONCE", full)
    with full:
        answer = rosa.post(address(proposed), sent(("buses.csv", TABLE, "The last bus")))
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "“buses.csv”: Too many files are being looked through at this moment." in page
    assert 'value="The last bus"' in page
    assert rosa.post(address(proposed), sent(("buses.csv", TABLE, "The last bus"))).status_code == 302


@pytest.mark.usefixtures("in_no_time")
def test_while_ones_other_files_are_looked_into_these_wait_and_those_of_others_do_not(
    rosa: Client, group: Group, proposed: ProposedFraming
) -> None:
    with in_hand(group.scene.people["rosa"].pk):
        answer = rosa.post(
            address(proposed), sent(("buses.csv", TABLE, "The last bus"), ("b.csv", TABLE, "B"))
        )
        theirs = address(group.propose("tariq"))
        assert signed_in(group.scene, "tariq").post(theirs, sent(("c.csv", TABLE, "C"))).status_code == 302
    page = answer.content.decode()
    assert answer.status_code == 503
    for name in ("buses.csv", "b.csv"):
        assert f"“{name}”: Files that you sent before are still being looked through." in page
    assert 'value="The last bus"' in page
    assert list(KeptFile.objects.values_list("name", flat=True)) == ["c.csv"]


def test_whoever_sends_files_without_end_is_asked_to_go_on_later(
    rosa: Client, proposed: ProposedFraming, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {"look_into_files": "1/h/key"}
    bad = sent(("virus.exe", made.REFUSED["a program"][1], "What it does"))
    assert "It is a program." in rosa.post(address(proposed), bad).content.decode()
    looked: list[str] = []
    monkeypatch.setattr("wholeplace.ui.filing_forms.check_file", lambda name, _content: looked.append(name))
    answer = rosa.post(address(proposed), sent(("buses.csv", TABLE, "The last bus")))
    page = answer.content.decode()
    assert answer.status_code == 429
    assert "“buses.csv”: You have sent files very often within the hour" in page
    assert 'value="The last bus"' in page
    assert looked == []
    assert rosa.get(address(proposed)).status_code == 200


def test_a_name_shows_nothing_that_hides_or_turns_it_round(rosa: Client, proposed: ProposedFraming) -> None:
    names = ("..\\..\\\u202egnp.csv", f"{'x' * 10_000}.csv", "a\tb.csv")
    rosa.post(address(proposed), sent(*((name, TABLE, "x") for name in names)))
    assert sorted(KeptFile.objects.values_list("name", flat=True)) == [
        "ab.csv",
        "gnp.csv",
        f"{'x' * 96}.csv",
    ]


def test_where_five_stand_there_is_nothing_to_fill_in(
    rosa: Client, group: Group, proposed: ProposedFraming
) -> None:
    assert 'type="file"' in rosa.get(address(proposed)).content.decode()
    for _number in range(5):
        put(group, proposed)
    page = rosa.get(address(proposed)).content.decode()
    assert 'type="file"' not in page
    assert "That is as many as there can be." in page


def test_only_whoever_proposed_it_is_shown_something_to_fill_in(
    group: Group, proposed: ProposedFraming
) -> None:
    page = signed_in(group.scene, "tariq").get(address(proposed)).content.decode()
    assert 'type="file"' not in page
    assert "Whoever proposed a framing adds what speaks for it" in page


def test_nothing_is_looked_into_for_whoever_may_not_add_it(
    group: Group, proposed: ProposedFraming, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    monkeypatch.setattr("wholeplace.ui.filing_forms.check_file", lambda name, _content: looked.append(name))
    said = sent(("buses.csv", TABLE, "The last bus"))
    assert signed_in(group.scene, "tariq").post(address(proposed), said).status_code == 200
    assert looked == []


def test_whoever_says_to_have_files_is_led_to_the_page_that_takes_them(rosa: Client, group: Group) -> None:
    said = {"standpoint": "us", "text": "So", "with_files": "on"}
    answer = rosa.post(f"{group.issue.get_absolute_url()}framings/propose/", said)
    assert answer.url == address(ProposedFraming.objects.get(standpoint="us"))


def test_taking_a_file_back_asks_why(rosa: Client, group: Group, proposed: ProposedFraming) -> None:
    file = put(group, proposed)
    path = f"{file.get_absolute_url()}take-back/"
    assert path in rosa.get(file.get_absolute_url()).content.decode()
    assert "Fill in “Why?”." in rosa.post(path, {"because": ""}).content.decode()
    page = rosa.post(path, {"because": "It was last winter's"}, follow=True).content.decode()
    assert "Taken back on" in page
    assert "It was last winter&#x27;s" in page
