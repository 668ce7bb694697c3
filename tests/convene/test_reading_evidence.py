"""Files beside a reading: put there by whoever may give one, told in the table, and seen by whoever reads it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from tests.convene.files import TABLE, checked, empty_shelves
from tests.convene.test_changes import declared, read
from tests.convene.test_evidence import faults
from tests.convene.test_evidence_pages import sent
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_leaving import signed_in
from tests.places.test_people import refused

from wholeplace.convene.changes.evidence import add_evidence_of_reading
from wholeplace.convene.changes.models import Reading
from wholeplace.convene.issues.actions import take_part
from wholeplace.kernel.files.models import KeptFile
from wholeplace.kernel.files.queries import beside_what, contents

__all__ = ["elsewhere", "empty_shelves", "own_keys", "saltmarsh"]


@pytest.fixture
def reading(saltmarsh: Scene) -> Reading:
    """Rosa takes part; the convener gave the reading."""
    take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
    return read(saltmarsh, declared(saltmarsh), (dt.date(2026, 1, 31), 41))[0]


def put(scene: Scene, reading: Reading, by: str = "rosa") -> KeptFile:
    said = {"file": checked(), "description": "The published table"}
    return add_evidence_of_reading(scene.actor(by), reading=reading, **said)


def address(reading: Reading) -> str:
    return f"/saltmarsh/changes/readings/{reading.pk}/evidence/"


def test_whoever_may_give_readings_puts_one_there(saltmarsh: Scene, reading: Reading) -> None:
    for number, name in enumerate(("rosa", "amina"), start=1):
        made = put(saltmarsh, reading, by=name)
        assert (made.of, made.number, made.audience) == (reading.pk, number, reading.audience)
        assert last(saltmarsh)["action"] == "change.add_evidence"
    assert contents(saltmarsh.viewer("tariq"), made) == TABLE
    assert beside_what(saltmarsh.viewer("tariq"), made) == reading
    assert faults(saltmarsh) == []


def test_whoever_neither_takes_part_nor_convenes_puts_none(saltmarsh: Scene, reading: Reading) -> None:
    said = {"reading": reading, "file": checked(), "description": "The published table"}
    assert refused(add_evidence_of_reading, saltmarsh.actor("tariq"), **said) == "does_not_take_part"


def test_the_table_leads_to_it_and_members_to_adding_one(saltmarsh: Scene, reading: Reading) -> None:
    made = put(saltmarsh, reading)
    page = signed_in(saltmarsh, "tariq").get(reading.change.get_absolute_url()).content.decode()
    assert made.get_absolute_url() in page
    assert "buses.csv" in page
    assert address(reading) in page


def test_the_page_takes_files_and_leads_back_to_the_readings(saltmarsh: Scene, reading: Reading) -> None:
    rosa = signed_in(saltmarsh, "rosa")
    assert "Up to five files can stand beside a reading" in rosa.get(address(reading)).content.decode()
    answer = rosa.post(address(reading), sent(("buses.csv", TABLE, "The published table")))
    assert (answer.status_code, answer.url) == (302, f"{reading.change.get_absolute_url()}#readings")
    page = rosa.get(KeptFile.objects.get().get_absolute_url()).content.decode()
    assert str(reading) in page


def test_a_reading_is_called_by_its_day_and_figure(reading: Reading) -> None:
    reading.value = Decimal("1200.5000")
    assert str(reading).endswith(": 1,200.5")
    reading.value = Decimal("1200.0000")
    assert str(reading).endswith(": 1,200")


def test_to_whoever_may_not_read_it_there_is_neither_page_nor_file(
    saltmarsh: Scene, reading: Reading, elsewhere: Scene
) -> None:
    path = put(saltmarsh, reading).get_absolute_url()
    assert Client().get(path).status_code == 404
    theirs = address(reading).replace("/saltmarsh/", "/elsewhere/")
    assert signed_in(elsewhere, "amina").get(theirs).status_code == 404
