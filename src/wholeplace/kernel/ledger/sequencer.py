"""Puts committed entries into a place's tree, one sequencer at a time."""

from django.db import connection, transaction

from wholeplace.kernel.guard import deriving, writing_ledger
from wholeplace.kernel.ledger.models import Leaf, Tree
from wholeplace.kernel.ledger.subtrees import Blocks
from wholeplace.kernel.ledger.tree import Frontier, leaf_hash
from wholeplace.kernel.places import Place


def sequence(place: Place) -> int:
    """Give every waiting leaf of a place its index, and return the tree's size afterwards.

    Leaves are taken in the order they were written: who changed a row second wrote second, whatever the clocks say.
    """
    with transaction.atomic(), writing_ledger(), deriving():
        _alone(place)
        tree, _ = Tree.objects.get_or_create(place=place)
        frontier = Frontier.parse(tree.frontier)
        waiting = Leaf.objects.filter(place=place, index=None).order_by("pk")
        numbered: list[tuple[int, int]] = []
        blocks = Blocks.after(frontier)
        for pk, data in waiting.values_list("pk", "data"):
            numbered.append((frontier.size, pk))
            leaf = leaf_hash(data.encode())
            frontier = frontier.append(leaf)
            blocks.append(leaf)
        if numbered:
            with connection.cursor() as cursor:
                cursor.executemany('UPDATE "wp_kernel_leaf" SET "index" = %s WHERE "id" = %s', numbered)
            tree.size, tree.frontier = frontier.size, frontier.text()
            tree.save()
            blocks.keep(place)
        return tree.size


def _alone(place: Place) -> None:
    """Wait until no other sequencer works on this place; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [place.pk.int % (1 << 62)])
