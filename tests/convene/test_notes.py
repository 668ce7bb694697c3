"""Notes that only some may read, moved outward by their author alone; and what people declare they stand to gain or lose."""

import zipfile

import pytest
from tests.convene.deciding import wears
from tests.convene.mapping import mapped
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_people import refused

from wholeplace.account.scrutiny.packing import scrutineers_pack
from wholeplace.convene.issues.actions import stop_taking_part, take_part
from wholeplace.convene.stakeholders.interests import declare_interest, end_interest
from wholeplace.convene.stakeholders.models import Note, Perspective
from wholeplace.convene.stakeholders.noting import open_note_up, take_note_back, write_note
from wholeplace.convene.stakeholders.queries import interests_visible_to, notes_visible_to
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import Audience

__all__ = ["elsewhere", "own_keys", "saltmarsh"]

READERS = ("amina", "rosa", "tariq", "cllr", "olwen")


@pytest.fixture
def perspective(saltmarsh: Scene) -> Perspective:
    """Young carers, on the map of an issue that Rosa and Tariq take part in, where Cllr Marsh facilitates."""
    for name in ("rosa", "tariq"):
        take_part(saltmarsh.actor(name), issue=saltmarsh.issue())
    wears(saltmarsh, "cllr", HatKind.FACILITATOR)
    return mapped(saltmarsh)


def noted(scene: Scene, perspective: Perspective, audience: Audience) -> Note:
    return write_note(
        scene.actor("rosa"), perspective=perspective, text="She was never asked", audience=audience
    )


def readers(scene: Scene) -> list[str]:
    return [name for name in READERS if notes_visible_to(scene.viewer(name)).exists()]


@pytest.mark.parametrize(
    ("audience", "names"),
    [
        (Audience.AUTHOR, ["rosa", "cllr"]),
        (Audience.ISSUE, ["rosa", "tariq"]),
        (Audience.PARTNERSHIP, list(READERS)),
    ],
)
def test_a_note_is_read_by_whom_it_is_for_and_by_no_convener_or_operator_besides(
    saltmarsh: Scene, elsewhere: Scene, perspective: Perspective, audience: Audience, names: list[str]
) -> None:
    noted(saltmarsh, perspective, audience)
    assert readers(saltmarsh) == names
    for viewer in (Viewer(saltmarsh.place), elsewhere.viewer("amina")):
        assert not notes_visible_to(viewer).exists()


def test_its_author_alone_lets_more_people_read_it_and_never_fewer(
    saltmarsh: Scene, perspective: Perspective
) -> None:
    note, rosa = noted(saltmarsh, perspective, Audience.AUTHOR), saltmarsh.actor("rosa")
    wider = {"note": note, "audience": Audience.ISSUE}
    for name in ("amina", "cllr"):
        assert refused(open_note_up, saltmarsh.actor(name), **wider) == "note_is_anothers"
    open_note_up(rosa, **wider)
    assert readers(saltmarsh) == ["rosa", "tariq"]
    assert refused(open_note_up, rosa, **wider) == "only_outward"
    assert refused(open_note_up, rosa, note=note, audience=Audience.PUBLIC) == "note_for_whom"
    take_note_back(rosa, note=note)
    assert readers(saltmarsh) == ["rosa"]
    assert refused(take_note_back, rosa, note=note) == "note_taken_back"


def test_whoever_stops_taking_part_reads_no_more_what_is_for_those_who_do(
    saltmarsh: Scene, perspective: Perspective
) -> None:
    noted(saltmarsh, perspective, Audience.ISSUE)
    stop_taking_part(saltmarsh.actor("tariq"), issue=saltmarsh.issue())
    assert readers(saltmarsh) == ["rosa"]


def test_not_even_a_scrutineer_opens_a_note(saltmarsh: Scene, perspective: Perspective) -> None:
    noted(saltmarsh, perspective, Audience.PARTNERSHIP)
    assert {"text", "by"} <= set(last(saltmarsh)["rows"][0]["committed"])
    wears(saltmarsh, "cllr", HatKind.SCRUTINEER)
    run_all_now()
    checkpoint(saltmarsh.place)
    with (
        scrutineers_pack(saltmarsh.actor("cllr", hat=HatKind.SCRUTINEER)) as file,
        zipfile.ZipFile(file) as packed,
    ):
        opened = packed.read("openings.jsonl").decode()
    assert "Young carers" in opened
    assert "She was never asked" not in opened


def test_an_interest_is_declared_by_whoever_has_it_and_read_by_every_member(
    saltmarsh: Scene, elsewhere: Scene, perspective: Perspective
) -> None:
    said = {"issue": saltmarsh.issue(), "text": "My sister runs the lunch club"}
    assert refused(declare_interest, saltmarsh.actor("ben"), **said) == "does_not_take_part"
    made = declare_interest(saltmarsh.actor("rosa"), **said)
    assert interests_visible_to(saltmarsh.viewer("ben")).get() == made
    assert not interests_visible_to(Viewer(saltmarsh.place)).exists()
    assert not interests_visible_to(elsewhere.viewer("amina")).exists()
    assert refused(end_interest, saltmarsh.actor("amina"), interest=made) == "interest_is_anothers"
    end_interest(saltmarsh.actor("rosa"), interest=made)
    assert refused(end_interest, saltmarsh.actor("rosa"), interest=made) == "interest_over"
