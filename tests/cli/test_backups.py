"""Backup and restore: everything but the keys, and the record says that it was restored."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.convene.deciding import Group
from tests.convene.files import TABLE, on_disk_at, put
from tests.kernel.scene import Scene, on_disk, own_keys, shared_saltmarsh
from tests.kernel.test_ledger_tree import checked, signed

from wholeplace import serving
from wholeplace.account.scrutiny.packing import public_pack
from wholeplace.cli import main
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.ledger.keys import key_path
from wholeplace.kernel.places import Place

__all__ = ["on_disk", "own_keys", "shared_saltmarsh"]


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOME, settings.FILES = tmp_path, tmp_path / "files"
    return tmp_path


def run(*arguments: str | Path, said: str = "") -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)), input=said)


def test_a_backup_brings_everything_back_and_the_record_says_so(shared_saltmarsh: Scene, home: Path) -> None:
    scene, file = shared_saltmarsh, home / "backup.zip"
    scene.name_issue(title="Before")
    made = run("backup", file)
    assert made.exit_code == 0, made.output
    scene.name_issue(title="After")
    newer = checkpoint(scene.place).text
    back = run("restore", file, "--yes")
    assert back.exit_code == 0, back.output
    place = Place.objects.get()
    assert list(Issue.objects.values_list("title", flat=True)) == ["Before"]
    assert list(check_place(place)) == []
    (home / "minutes.txt").write_text(newer)
    code, told = checked(signed(public_pack, Viewer(place)), home, "--checkpoint", str(home / "minutes.txt"))
    assert code == 1
    assert "says that a backup was restored" in told
    assert "ROLLED BACK" in told or "History was rewritten" in told


def test_no_key_is_in_a_backup_and_nobody_else_may_read_it(shared_saltmarsh: Scene, home: Path) -> None:
    file = home / "backup.zip"
    run("backup", file)
    key = key_path(shared_saltmarsh.place, generation=1).read_bytes()
    with zipfile.ZipFile(file) as archive:
        assert sorted(archive.namelist()) == ["about.json", "checkpoints.txt", "database"]
        held = b"".join(archive.read(name) for name in archive.namelist())
    assert b"PRIVATE KEY" in key
    assert b"PRIVATE KEY" not in held
    assert file.stat().st_mode & 0o777 == 0o600


def test_elsewhere_without_its_key_a_restored_place_signs_nothing(
    shared_saltmarsh: Scene, home: Path
) -> None:
    file = home / "backup.zip"
    run("backup", file)
    key_path(shared_saltmarsh.place, generation=1).unlink()
    assert run("restore", file, "--yes").exit_code == 0
    again = run("backup", home / "second.zip")
    assert again.exit_code == 2
    assert "Put it back from where keys are kept" in again.output


@pytest.mark.parametrize("content", [b"no zip", b"", b"PK\x05\x06" + b"\x00" * 18])
def test_what_is_no_backup_changes_nothing(shared_saltmarsh: Scene, home: Path, content: bytes) -> None:
    (home / "wrong.zip").write_bytes(content)
    done = run("restore", home / "wrong.zip", "--yes")
    assert done.exit_code == 2
    assert "Nothing was changed" in done.output
    assert Place.objects.count() == 1


def bent(file: Path, _archive: dict[str, bytes]) -> bytes:
    """The backup with bytes at the beginning of its packed database changed."""
    with zipfile.ZipFile(file) as archive:
        begins = archive.getinfo("database").header_offset + 80  # what says its name and size is shorter
    data = file.read_bytes()
    return data[:begins] + b"\xff" * 64 + data[begins + 64 :]


def holding(**files: bytes) -> Callable[[Path, dict[str, bytes]], bytes]:
    """Return what writes the backup again with another content of some files."""

    def write(_file: Path, archive: dict[str, bytes]) -> bytes:
        to = io.BytesIO()
        with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as made:
            for name, data in archive.items():
                made.writestr(name, files.get(name.partition(".")[0], data))
        return to.getvalue()

    return write


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(bent, id="bent bytes"),
        pytest.param(holding(about=b"[]"), id="a list of nothing"),
        pytest.param(holding(about=b"\xff\xfe"), id="no text"),
        pytest.param(holding(database=b"no database at all" * 100), id="no database"),
        pytest.param(holding(database=b""), id="an empty database"),
    ],
)
def test_a_damaged_backup_is_said_to_be_one_and_changes_and_leaves_nothing(
    shared_saltmarsh: Scene, home: Path, damage: Callable[[Path, dict[str, bytes]], bytes]
) -> None:
    run("backup", home / "backup.zip")
    with zipfile.ZipFile(home / "backup.zip") as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    (home / "damaged.zip").write_bytes(damage(home / "backup.zip", held))
    before = sorted(one.name for one in home.iterdir())
    done = run("restore", home / "damaged.zip", "--yes")
    assert (done.exit_code, "Nothing was changed." in done.output) == (2, True), done.output
    assert Place.objects.count() == 1
    assert [name for name in sorted(one.name for one in home.iterdir()) if name not in before] == []


def test_a_backup_of_another_kind_is_refused_and_saying_no_changes_nothing(
    shared_saltmarsh: Scene, home: Path
) -> None:
    file = home / "backup.zip"
    run("backup", file)
    assert run("restore", file, said="n\n").exit_code == 1
    with zipfile.ZipFile(home / "other.zip", "w") as archive:
        archive.writestr("about.json", json.dumps({"format": 99, "vendor": "sqlite", "made": ""}))
    done = run("restore", home / "other.zip", "--yes")
    assert (done.exit_code, "another version" in done.output) == (2, True)


def test_a_backup_into_a_folder_that_is_not_there_says_so(db: None, home: Path) -> None:
    done = run("backup", home / "missing" / "backup.zip")
    assert (done.exit_code, "There is no folder" in done.output) == (2, True)


def test_an_unsafe_database_is_refused(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "unsafe_settings", lambda: [("synchronous", "0")])
    done = run("worker")
    assert (done.exit_code, done.output) == (
        2, "The database is set to lose saved answers: synchronous is 0. Change it, then start again.\n",
    )  # fmt: skip


def test_the_doctor_names_what_is_not_well_and_ends_with_1(db: None, home: Path, settings: Any) -> None:
    settings.KEYS = home / "keys"
    settings.KEYS.mkdir()
    loose = settings.KEYS / "ledger.key"
    loose.write_text("x")
    loose.chmod(0o644)
    settings.PUBLIC_URL = "http://127.0.0.1:9"
    done = run("doctor", "--json")
    found = {one["about"]: one for one in json.loads(done.output)}
    assert done.exit_code == 1
    assert [found[name]["well"] for name in ("address", "reachable", "keys", "backup", "database", "work")] == [
        True, False, False, False, True, True,
    ]  # fmt: skip
    assert "ledger.key: chmod 600" in found["keys"]["says"]


def test_files_come_back_with_the_rows_that_name_them(
    shared_saltmarsh: Scene, home: Path, settings: Any
) -> None:
    settings.FILES = home / "files"
    group = Group(shared_saltmarsh).come_together()
    file = put(group, group.propose())
    path = on_disk_at(file)
    made = run("backup", home / "backup.zip", "--json")
    assert json.loads(made.output)["files"] == 1
    path.unlink()
    assert [fault.code for fault in check_place(shared_saltmarsh.place)] == ["file_missing"]
    assert run("restore", home / "backup.zip", "--yes").exit_code == 0
    assert path.read_bytes() == TABLE
    assert list(check_place(Place.objects.get())) == []


def test_a_backup_puts_files_nowhere_but_on_the_shelves(
    shared_saltmarsh: Scene, home: Path, settings: Any
) -> None:
    settings.FILES = home / "shelves" / "files"
    run("backup", home / "backup.zip")
    with zipfile.ZipFile(home / "backup.zip", "a") as archive:
        for name in ("files/../../escaped", f"files/{shared_saltmarsh.place.pk}/aa/../../escaped", "files/x"):
            archive.writestr(name, "x")
    assert run("restore", home / "backup.zip", "--yes").exit_code == 0
    assert [one for one in home.rglob("*") if one.name in {"escaped", "x"}] == []
