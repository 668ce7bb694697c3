"""The scrutineer checks the record on the page, and again on their own machine without trusting it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.journeys.conftest import Walking
from tests.journeys.story import PLACE

from wholeplace.demo.people import NAMED

pytestmark = pytest.mark.journey

WIDTHS = (390, 1280)
SCRUTINEER = next(person for person in NAMED if "scrutineer" in person.hats)
RESIDENT = next(person for person in NAMED if not person.hats and person.voice == "public")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_changed_pack_is_found_out(walk: Walking, tmp_path: Path, width: int) -> None:
    walked = walk(width=width)
    walked.become(SCRUTINEER.name)
    walked.to(f"{PLACE}record/")
    assert walked.sideways() == 0
    pack = unpacked(walked.page, walked.page.get_by_role("link", name="Download the public pack"), tmp_path)
    leaves = next(
        path for path in pack.rglob("*") if path.is_file() and b'"hat.confirm"' in path.read_bytes()
    )
    leaves.write_bytes(leaves.read_bytes().replace(b'"hat.confirm"', b'"hat.decline"', 1))
    assert verify(pack, tmp_path).returncode == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_a_line_is_checked_against_the_checkpoint(walk: Walking, width: int) -> None:
    walked = walk(width=width)
    walked.to(f"{PLACE}record/?action=conversation.take_in")
    walked.page.get_by_role("link", name="Check this line").last.click()
    expect(walked.page.get_by_text("This line is unchanged")).to_be_visible()
    assert walked.sideways() == 0


def test_a_resident_is_not_offered_the_scrutineers_pack(walk: Walking) -> None:
    walked = walk(width=390)
    walked.become(RESIDENT.name)
    walked.to(f"{PLACE}record/")
    expect(walked.page.get_by_role("link", name="Download the public pack")).to_be_visible()
    expect(walked.page.get_by_role("link", name="Open the scrutineer's pack")).to_have_count(0)


def unpacked(page: Page, way: Locator, folder: Path) -> Path:
    """Download a pack this way, and return where it is unpacked."""
    with page.expect_download() as begun:
        way.click()
    pack = folder / "pack"
    with zipfile.ZipFile(begun.value.path()) as packed:
        packed.extractall(pack)
    return pack


def verify(pack: Path, elsewhere: Path, *given: str) -> "subprocess.CompletedProcess[str]":
    """Run the pack's own checker with nothing but Python itself, somewhere else."""
    program = next(pack.rglob("verify.py"))
    command = [sys.executable, "-I", "-S", str(program), str(program.parent), *given]
    return subprocess.run(command, cwd=elsewhere, capture_output=True, text=True, timeout=60, check=False)
