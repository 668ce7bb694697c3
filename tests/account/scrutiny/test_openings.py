"""What the scrutineer's pack opens: what was committed to, but neither who wrote a statement nor who reported one."""

from tests.kernel.scene import own_keys, saltmarsh
from tests.mediate.conversations.live import Held, held

from wholeplace.account.scrutiny.packing import _openings
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.ledger.models import Leaf, Opening
from wholeplace.mediate.conversations.moderation_reporting import report_statement
from wholeplace.mediate.conversations.names import Reason
from wholeplace.mediate.conversations.saying import say

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


def test_what_is_opened_reads_in_words_with_the_line_that_committed_to_it(held: Held) -> None:
    checkpoint(held.scene.place)
    size = Leaf.objects.count()
    opened = [one for one in _openings(held.scene.place, size) if one.table == "wp_kernel_membership"]
    told = {(one.part_of, one.called, one.says) for one in opened}
    assert {("Membership", "Name", "Person 0"), ("Membership", "Civic voice", "Public")} < told
    assert all(one.line is not None for one in opened)
