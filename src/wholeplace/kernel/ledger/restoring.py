"""What a restore owes the record: a mark that comes with the restored database, and goes with the entries it stands for.

The mark is part of the database itself, so that it is there exactly while the entries are not: whoever dies on the way,
and whichever machine goes on.
"""

from django.db import connection

from wholeplace.kernel.actions import together
from wholeplace.kernel.actors import OPERATOR, Actor, Door
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.in_use import RESTORING, file_of_database
from wholeplace.kernel.ledger.checkpointing import note_restore
from wholeplace.kernel.ledger.models import Tree
from wholeplace.kernel.places import Place

MARK = {
    "sqlite": "PRAGMA user_version = 1",
    "postgresql": "COMMENT ON TABLE wp_kernel_place IS 'restored, and not yet on record'",
}
"""Marks a restored database, in the very step that puts it in place."""
_UNMARK = {
    "sqlite": "PRAGMA user_version = 0",
    "postgresql": "COMMENT ON TABLE wp_kernel_place IS NULL",
}
_LOOK = {
    "sqlite": "PRAGMA user_version",
    "postgresql": "SELECT obj_description(to_regclass('wp_kernel_place'), 'pg_class')",
}


def restore_is_untold() -> bool:
    """Say whether the database was put back from a backup and the record does not say so yet; asking makes none."""
    if (file := file_of_database()) is not None and not file.exists():
        return False
    with connection.cursor() as cursor:
        cursor.execute(_LOOK[connection.vendor])
        return bool(cursor.fetchone()[0])


def tell_of_restore() -> dict[str, int]:
    """Write into each place's record that it was restored, where that is untold; return what sizes their trees had."""
    return together(_tell) if restore_is_untold() else {}


def _tell() -> dict[str, int]:
    """Write the entries and take the mark away, in one transaction; of two who would, the second finds it done."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [RESTORING])
    if not restore_is_untold():
        return {}
    sizes = dict(Tree.objects.values_list("place_id", "size"))
    told = {}
    for place in Place.objects.order_by("slug"):
        told[place.slug] = sizes.get(place.pk, 0)
        operator = Actor(place=place, door=Door.COMMAND, machine=OPERATOR)
        note_restore(operator, place=place, size=told[place.slug])
    with migrating(), connection.cursor() as cursor:
        cursor.execute(_UNMARK[connection.vendor])
    return told
