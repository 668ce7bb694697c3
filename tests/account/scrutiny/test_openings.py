"""What the scrutineer's pack opens: what was committed to, but neither who wrote a statement nor who reported one."""

from uuid import uuid4

import pytest
from django.db import models
from tests.convene.asking import program, sent
from tests.convene.inviting import sponsored
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.mediate.conversations.live import Held, held

from wholeplace.account.scrutiny.opened import Reader
from wholeplace.account.scrutiny.packing import _openings
from wholeplace.convene.mandates.answering import decline_asking
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.ledger.models import Leaf, Opening
from wholeplace.kernel.ledger.packs import Opened
from wholeplace.mediate.conversations.moderation_reporting import report_statement
from wholeplace.mediate.conversations.names import Reason
from wholeplace.mediate.conversations.saying import say
from wholeplace.places.invited.actions import invite

__all__ = ["held", "own_keys", "saltmarsh"]


def test_nobody_opens_who_wrote_or_reported_a_statement(held: Held) -> None:
    written = say(held.actor(0), conversation=held.conversation, text="A bench.")
    report_statement(held.actor(1), statement=written, reason=Reason.SPAM, words="It sells benches")
    checkpoint(held.scene.place)
    kept = set(Opening.objects.values_list("of_table", "field"))
    nobodys = {
        ("wp_mediate_statement", "author"),
        ("wp_mediate_statement", "guest"),
        ("wp_mediate_statementreport", "reporter"),
    }
    assert nobodys < kept
    opened = {(one.table, one.field) for one in _openings(held.scene.place, Leaf.objects.count())}
    assert kept - opened == nobodys


def test_nobody_opens_who_asked_their_manager_who_was_to_vouch_or_whom_a_convener_invited(
    saltmarsh: Scene,
) -> None:
    decline_asking(program(saltmarsh), asking=sent(saltmarsh), reason="You complain too much")
    sponsored(saltmarsh)
    invite(saltmarsh.actor("amina"), place=saltmarsh.place, people="zed@x.example", words="Do come")
    checkpoint(saltmarsh.place)
    about = {"wp_convene_asking", "wp_convene_sponsorwords", "wp_places_invitation"}
    assert set(Opening.objects.filter(of_table__in=about).values_list("of_table", flat=True)) == about
    opened = {(one.table, one.field) for one in _openings(saltmarsh.place, Leaf.objects.count())}
    assert {one for one in opened if one[0] in about} == {("wp_convene_sponsorwords", "text")}


def test_what_is_opened_reads_in_words_with_the_line_that_committed_to_it(held: Held) -> None:
    checkpoint(held.scene.place)
    size = Leaf.objects.count()
    opened = [one for one in _openings(held.scene.place, size) if one.table == "wp_kernel_membership"]
    told = {(one.part_of, one.called, one.says) for one in opened}
    assert {("Membership", "Name", "Person 0"), ("Membership", "Civic voice", "Public")} < told
    assert all(one.line is not None for one in opened)


def read(scene: Scene, field: str, content: str | None, *, table: str = "wp_kernel_membership") -> Opened:
    """Return how an opening reads, whatever its entry."""
    opening = Opening(entry_id=uuid4(), of_table=table, row="1", field=field, salt=b"s", content=content)
    return Reader(scene.place).read(opening, line=7)


@pytest.mark.parametrize(("table", "field"), [("wp_kernel_gone", "name"), ("wp_kernel_membership", "gone")])
def test_of_a_table_or_column_that_is_gone_what_was_kept_stands_as_it_is(
    saltmarsh: Scene, table: str, field: str
) -> None:
    one = read(saltmarsh, field, "Rosa", table=table)
    assert (one.table, one.field, one.content, one.says, one.line) == (table, field, "Rosa", "", 7)


AMENDMENT, SILENCE = "wp_convene_amendment", "wp_kernel_silence"


@pytest.mark.parametrize(
    ("table", "field", "content", "says"),
    [
        ("wp_kernel_membership", "name", "", "Nothing"),
        ("wp_kernel_membership", "name", "null", "null"),
        ("wp_kernel_membership", "name", "12", "12"),
        ("wp_kernel_membership", "voice", "public", "Public"),
        ("wp_kernel_membership", "voice", "gone", "gone"),
        ("wp_kernel_membership", "area", "null", "Nothing"),
        ("wp_kernel_membership", "area", '"of-another-place"', ""),
        ("wp_kernel_membership", "person", '"a"', "One person, by a mark"),
        ("wp_kernel_membership", "joined", "null", "Nothing"),
        ("wp_kernel_membership", "joined", '"2026-07-01T09:05:00.000000Z"', "1 July 2026, 09:05 UTC"),
        ("wp_kernel_membership", "joined", "[erased]", "[erased]"),
        ("wp_kernel_erasure", "keeps_words", "true", "Yes"),
        ("wp_kernel_erasure", "keeps_words", "false", "No"),
        (AMENDMENT, "before", "null", "Nothing"),
        (AMENDMENT, "before", "[erased]", "[erased]"),
        (AMENDMENT, "before", '"a line"', '"a line"'),
        (AMENDMENT, "before", '{"title":"Buses","status":"resting"}', "Name: Buses\nStatus: Resting"),
        (AMENDMENT, "after", '{"baseline":"12.5","gone":"x"}', "Baseline: 12.5\ngone: x"),
        (AMENDMENT, "after", '{"status":"nosuch"}', '{"status":"nosuch"}'),
    ],
)
def test_each_kind_of_column_reads_in_words(
    saltmarsh: Scene, table: str, field: str, content: str, says: str
) -> None:
    assert read(saltmarsh, field, content, table=table).says == says


def test_a_row_that_is_named_is_named_and_a_day_loses_its_quotes(saltmarsh: Scene) -> None:
    rosa = saltmarsh.people["rosa"]
    assert read(saltmarsh, "member", f'"{rosa.pk}"', table=SILENCE).says == rosa.name
    reader, day = Reader(saltmarsh.place), models.DateField(verbose_name="day")
    day.set_attributes_from_name("day")
    assert reader._says(day, '"2026-07-01"') == "1 July 2026"
