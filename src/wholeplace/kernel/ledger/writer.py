"""Writes a deed's entry, its leaves and the openings of its commitments, in the deed's own transaction."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.db import models

from wholeplace.kernel.guard import writing_ledger
from wholeplace.kernel.ledger.commitments import commit, rows_digest
from wholeplace.kernel.ledger.leaves import MOST_ROWS_IN_A_PART, BatchLeaf, EntryLeaf, PartLeaf, Row
from wholeplace.kernel.ledger.models import Alias, Entry, Leaf, Opening
from wholeplace.kernel.ledger.snapshots import snapshot
from wholeplace.kernel.tables import Evidence, kind_of, table_of

if TYPE_CHECKING:
    from wholeplace.kernel.acts import Act


def write_entry(act: "Act") -> Entry:
    """Write what an act did: its entry, a leaf for each 256 rows of a batch, and every opening."""
    entry = Entry(place=act.place, at=act.at, action=act.name)
    openings: list[Opening] = []
    rows = tuple(_row(entry, record, change, openings) for change, record in act.changed)
    parts = list(_parts(entry, act, openings))
    entry.parts = len(parts)
    with writing_ledger():
        entry.save(force_insert=True)
        head = EntryLeaf(
            id=str(entry.pk),
            place=act.place.slug,
            at=act.at,
            action=act.name,
            actor=_actor(act),
            door=act.actor.door.value,
            target={"table": table_of(act.target), "id": str(act.target.pk)},
            facts=act.facts,
            rows=rows,
            parts=len(parts),
        )
        leaves = [
            Leaf(place=act.place, entry=entry, part=part, data=leaf.data().decode())
            for part, leaf in enumerate([head, *parts])
        ]
        Leaf.objects.bulk_create(leaves, batch_size=200)
        Opening.objects.bulk_create(openings, batch_size=200)
    act.enqueue_once("ledger.sequence")
    return entry


def _actor(act: "Act") -> dict[str, str]:
    """Name a machine, or whoever does what takes a hat; show anybody else as a commitment, whatever hats they hold."""
    actor = act.actor
    if actor.membership is None:
        return {"machine": actor.machine}
    if act.hat is not None:
        return {"hat": act.hat.value, "membership": str(actor.membership.pk)}
    scope = act.apart or act.target.pk
    alias = Alias.objects.filter(membership=actor.membership, scope=scope).first()
    if alias is None:
        opening = commit(str(actor.membership.pk))
        alias = Alias.objects.create(
            membership=actor.membership, scope=scope, salt=opening.salt, digest=opening.digest
        )
    return {"as": alias.digest}


def _row(entry: Entry, record: models.Model, change: str, openings: list[Opening]) -> Row:
    """Return a row as the leaf shows it, adding the openings of its committed columns."""
    shot = snapshot(record)
    if change == "removed":
        return Row(shot.table, shot.id, change)
    committed: dict[str, str] = {}
    for name, content in shot.committed.items():
        opening = commit(content)
        committed[name] = opening.digest
        openings.append(
            Opening(
                entry=entry, of_table=shot.table, row=shot.id, field=name, salt=opening.salt, content=content
            )
        )
    return Row(shot.table, shot.id, change, shot.open, committed, shot.digested)


def _parts(entry: Entry, act: "Act", openings: list[Opening]) -> Iterator[PartLeaf | BatchLeaf]:
    """Yield the leaves of an act's batches: whole snapshots, or one digest where a table is covered in parts."""
    chunks = (
        (model, records[start : start + MOST_ROWS_IN_A_PART])
        for model, records in act.batches
        for start in range(0, len(records), MOST_ROWS_IN_A_PART)
    )
    for part, (model, chunk) in enumerate(chunks, start=1):
        table = table_of(model)
        kind = kind_of(table)
        if isinstance(kind, Evidence) and kind.in_parts:
            yield _digested_part(entry, part, table, chunk, openings)
        else:
            rows = tuple(_row(entry, record, "now", openings) for record in chunk)
            yield PartLeaf(str(entry.pk), part, table, rows)


def _digested_part(
    entry: Entry, part: int, table: str, chunk: Sequence[models.Model], openings: list[Opening]
) -> BatchLeaf:
    """Return the leaf over a batch of rows that never change again: one salted digest of them all."""
    salt = commit("").salt
    openings.append(Opening(entry=entry, of_table=table, row=f"part {part}", field="rows", salt=salt))
    return BatchLeaf(
        entry=str(entry.pk),
        part=part,
        table=table,
        first=chunk[0].pk,
        last=chunk[-1].pk,
        count=len(chunk),
        digest=rows_digest(salt, [columns(record) for record in chunk]),
    )


def columns(record: models.Model) -> list[Any]:
    """Return all columns of a row, in the order of the table, as the digest covers them."""
    return [field.value_from_object(record) for field in record._meta.concrete_fields]  # noqa: SLF001 Django's API
