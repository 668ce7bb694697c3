"""Bringing an export in on pages: read first, imported once, and refused in words that say what to do."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.account.exchange.exports import EVERYTHING, make_export
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh

from wholeplace.account.exchange import pages
from wholeplace.account.exchange.models import Staged
from wholeplace.mediate.conversations.models import Ballot, Conversation, Statement
from wholeplace.ui.addresses import place_url

__all__ = ["elsewhere", "own_keys", "saltmarsh"]

PARTS = (*EVERYTHING, "people.csv")
MADE = make_export(3, people=20, parts=PARTS)


@pytest.fixture
def amina(saltmarsh: Scene, settings: Any) -> Client:
    """The convener's browser."""
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}
    client = Client()
    client.force_login(saltmarsh.people["amina"].person)
    return client


def uploaded(files: dict[str, bytes]) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, content) for name, content in files.items()]


def upload(scene: Scene, client: Client, files: list[SimpleUploadedFile]) -> Any:
    url = place_url(scene.place, "import_conversation", issue=scene.issue().pk)
    return client.post(url, {"files": files, "title": "", "question": "", "agree": ""})


def staged(scene: Scene, client: Client) -> Staged:
    assert upload(scene, client, uploaded(MADE.files)).status_code == 302
    return Staged.objects.get()


def press(scene: Scene, client: Client, waiting: Staged, key: str) -> Any:
    return client.post(place_url(scene.place, "staged_import", staged=waiting.pk), {"key": key})


def test_what_was_read_is_what_is_imported(saltmarsh: Scene, amina: Client) -> None:
    assert press(saltmarsh, amina, staged(saltmarsh, amina), "once").status_code == 302
    answers = {(person, number): vote for (person, number), vote in MADE.last.items()}
    written = sorted(
        "".join({1: "a", -1: "d", 0: "p", None: "."}[answers.get((person, n))] for n in MADE.texts)
        for person in MADE.people
    )
    assert sorted(Ballot.objects.values_list("answers", flat=True)) == written
    assert dict(Statement.objects.values_list("number", "text")) == {int(n): t for n, t in MADE.texts.items()}
    assert Ballot.objects.exclude(on_record="").get().on_record == "Cllr Amina Yusuf"


@pytest.mark.parametrize("keys", [("one", "one"), ("one", "another")], ids=["one form", "two tabs"])
def test_pressing_twice_imports_once_and_leads_to_it_both_times(
    saltmarsh: Scene, amina: Client, keys: tuple[str, str]
) -> None:
    waiting = staged(saltmarsh, amina)
    first, second = (press(saltmarsh, amina, waiting, key) for key in keys)
    conversation = Conversation.objects.get()
    assert (first.status_code, first["Location"]) == (302, conversation.get_absolute_url())
    assert (second.status_code, second["Location"]) == (302, conversation.get_absolute_url())
    waiting.refresh_from_db()
    assert (bytes(waiting.content), waiting.report) == (b"", {})


def test_two_files_of_one_name_are_not_taken_for_one(saltmarsh: Scene, amina: Client) -> None:
    shown = upload(saltmarsh, amina, [*uploaded(MADE.files), *uploaded({"comments.csv": b"comment-id\n"})])
    assert shown.status_code == 400
    assert "There are two files for the same thing" in shown.content.decode()
    assert not Staged.objects.exists()


def test_so_few_that_nothing_could_be_shown_are_refused_before_anything_is_kept(
    saltmarsh: Scene, amina: Client
) -> None:
    shown = upload(
        saltmarsh, amina, uploaded(make_export(3, people=10, parts=PARTS).files)
    )  # of whom one by name
    assert "named round" in shown.content.decode()
    assert not Staged.objects.exists()


def test_what_is_wrong_is_said_in_the_readers_language_and_none_of_it_is_left_out(
    saltmarsh: Scene, amina: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "gettext", lambda sentence: f"¿{sentence}")
    wrong = "comment-id,voter-id,vote\n" + "1,1,maybe\n" * 60
    shown = upload(saltmarsh, amina, uploaded(MADE.but(votes_csv=wrong))).content.decode()
    assert "¿votes.csv, row 2, column “vote”: ¿“maybe” is not a vote." in shown
    assert "¿And 10 more." in shown
    assert "All that is wrong in the files" in shown
    unclear = {
        "comments.csv": b"comment-id,comment-body\n1,Hello\n",
        "votes.csv": b"comment-id,voter-id,vote\n1,1,1\n",
    }
    assert "¿The files do not show" in upload(saltmarsh, amina, uploaded(unclear)).content.decode()


# the peak that getrusage tells of a child is at least its parent's when it was started, so the kernel is asked itself
READ = """
import sys, time
from wholeplace.cli import start
start()
from pathlib import Path
from wholeplace.account.exchange.limits import ON_A_PAGE
from wholeplace.account.exchange.polis_reader import ImportRefused, read_polis
from wholeplace.account.exchange.staging import heard, packed
began = time.process_time()
try:
    print(len(packed(heard(read_polis(Path(sys.argv[1]), agree=1, room=ON_A_PAGE)))))
except ImportRefused as refused:
    print(refused)
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(time.process_time() - began, int(status["VmHWM"].split()[0]) // 1024)
"""


def read_beside(folder: Path, home: Path) -> tuple[str, float, int]:
    """Read an export as a page does, in a process of its own; return what came of it, seconds and megabytes."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(folder)],
        capture_output=True, text=True, check=True,
        env={"WHOLEPLACE_HOME": str(home), "PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    came, figures = done.stdout.strip().splitlines()
    seconds, megabytes = figures.split()
    return came, float(seconds), int(megabytes)


def write(folder: Path, *, people: int, statements: int, every: int) -> Path:
    """Write an export in which each person answered every so-many-th statement."""
    folder.mkdir()
    texts = (f"{n},Statement {n} about the buses" for n in range(statements))
    (folder / "comments.csv").write_text("\n".join(["comment-id,comment-body", *texts]))
    with (folder / "votes.csv").open("w") as file:
        file.write("comment-id,voter-id,vote\n")
        for person in range(people):
            file.writelines(f"{n},{person},{n % 3 - 1}\n" for n in range(person % every, statements, every))
    return folder


def test_an_export_of_many_people_and_statements_is_refused_before_it_fills_the_memory(
    tmp_path: Path,
) -> None:
    folder = write(tmp_path / "wide", people=199_000, statements=1000, every=1000)
    came, seconds, megabytes = read_beside(folder, tmp_path)
    assert "wholeplace import polis" in came
    assert seconds < 5
    assert megabytes < 256


@pytest.mark.parametrize(
    ("people", "statements", "every"),
    [(20_000, 1000, 20), pytest.param(49_000, 400, 20, marks=pytest.mark.soak)],
)
def test_as_much_as_a_page_takes_is_read_and_kept_within_its_means(
    tmp_path: Path, people: int, statements: int, every: int
) -> None:
    folder = write(tmp_path / "most", people=people, statements=statements, every=every)
    came, seconds, megabytes = read_beside(folder, tmp_path)
    assert int(came) > 100_000
    assert seconds < 5
    assert megabytes < 256
