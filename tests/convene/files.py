"""A framing that somebody proposed, and the files they put beside it."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as installed
from tests.convene.deciding import Group

from wholeplace.convene.issues.evidence import add_evidence
from wholeplace.convene.issues.models import ProposedFraming
from wholeplace.kernel.files.checking import Checked
from wholeplace.kernel.files.models import KeptFile
from wholeplace.kernel.files.names import FileKind
from wholeplace.kernel.files.shelves import path_of

TABLE = b"stop,last bus\nPier,21:04\nUpper Tarrow,18:40\n"


@pytest.fixture(autouse=True)
def empty_shelves(tmp_path: Path, settings: Any) -> Path:
    """The shelves of this test alone."""
    settings.FILES = tmp_path / "shelves"
    return settings.FILES


@pytest.fixture
def proposed(group: Group) -> ProposedFraming:
    """A framing that Rosa proposes."""
    return group.propose()


def checked(content: bytes = TABLE, name: str = "buses.csv", kind: FileKind = FileKind.CSV) -> Checked:
    """A file as it is once it was looked into."""
    return Checked(name, kind, content)


def put(group: Group, proposed: ProposedFraming, *, by: str = "rosa", **other: Any) -> KeptFile:
    """Have somebody put a table beside a framing."""
    said = {"file": checked(), "description": "When the last bus goes", **other}
    return add_evidence(group.actor(by), proposed=proposed, **said)


def on_disk_at(file: KeptFile) -> Path:
    """Where a file should be on disk."""
    return path_of(file.place_id, file.digest)


def everything_on_disk() -> list[Path]:
    """Whatever is on the shelves."""
    return sorted(one for one in Path(installed.FILES).rglob("*") if one.is_file())
