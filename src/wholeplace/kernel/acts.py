"""The deed in progress: what an action's body is handed."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal
from typing import Any

from django.db import models

from wholeplace.kernel.actors import Actor
from wholeplace.kernel.behalf import Resource, limits_of
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.jobs.queue import ask, awaits
from wholeplace.kernel.lineage.kin import LINK_KINDS
from wholeplace.kernel.lineage.models import Link
from wholeplace.kernel.people import HatKind, Membership
from wholeplace.kernel.places import Organisation, Place
from wholeplace.kernel.records import Record
from wholeplace.kernel.scopes import scopes_of
from wholeplace.kernel.tables import table_of
from wholeplace.kernel.text import shows_something


@dataclass
class Act:
    """One deed: who does it and when, what it changed, and what its entry will say."""

    name: str
    actor: Actor
    at: dt.datetime
    target: models.Model
    hat: HatKind | None = None
    """The hat the deed is done in: the one its condition asked for."""
    touched: set[str] = field(default_factory=set)
    changed: list[tuple[str, models.Model]] = field(default_factory=list)
    batches: list[tuple[type[models.Model], list[models.Model]]] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    apart: uuid.UUID | None = None
    """What whoever acts is known by in this entry alone, where their other deeds about the target may not be linked to it."""
    blanked: set[str] = field(default_factory=set)
    """The tables in which it left tombstones, which the record does not tell row by row."""

    @property
    def place(self) -> Place:
        """The place it happens in."""
        return self.actor.place

    @property
    def membership(self) -> Membership:
        """The member who acts; a machine has none."""
        if self.actor.membership is None:
            raise Refused("not_a_member")
        return self.actor.membership

    def within_limits(self, kind: Resource, quantity: Decimal, *, body: Organisation | None) -> None:
        """Refuse a promise for a body beyond what it lets whoever acts promise; one's own is nobody else's business."""
        if body is None:
            return
        if self.membership.organisation_id != body.pk:
            raise Refused("not_of_that_body", body=body.name)
        about = scopes_of(self.target)
        most = limits_of(self.membership, body, self.at, about).get(kind, Decimal(0))
        if quantity > most:
            raise Refused(
                "beyond_mandate",
                body=body.name,
                kind=kind.label,
                most=f"{most.normalize():,f}",
                resource=kind.value,
                wanted=str(quantity),
            )

    def record(self, made: models.Model) -> None:
        """Put the whole row, as it now stands, into the entry; refuse text that is missing or too long for it."""
        for column in made._meta.concrete_fields:  # noqa: SLF001 Django's API
            _refuse_misfit(column, column.value_from_object(made))
        self.changed.append(("now", made))

    def remove(self, record: models.Model) -> None:
        """Delete the row, and put into the entry that it is gone; the record keeps the id it is named by."""
        type(record)._base_manager.filter(pk=record.pk).delete()  # noqa: SLF001 the public manager may filter
        self.changed.append(("removed", record))

    def link(self, made: Record, kind: str, ancestor: Record) -> Link:
        """Say that what was made descends from another record of the place, in one of the declared ways."""
        if kind not in LINK_KINDS or made == ancestor:
            raise ValueError(f"Nothing descends from itself, nor in a way nobody declared: {kind}.")
        if ancestor.place_id != self.place.pk:
            raise Refused("gone")
        strand = Link.objects.create(
            place=self.place,
            audience=made.audience,
            kind=kind,
            descendant_table=table_of(made),
            descendant=made.pk,
            ancestor_table=table_of(ancestor),
            ancestor=ancestor.pk,
            made=self.at,
        )
        self.record(strand)
        return strand

    def record_many(self, model: type[models.Model], records: Iterable[models.Model]) -> None:
        """Put many rows of one table into the tree, a leaf for each 256, under this entry."""
        self.batches.append((model, list(records)))

    def say(self, **facts: object) -> None:
        """Add open facts to the entry's sentence: counts, digests, names that are no person's."""
        self.facts.update(facts)

    def enqueue(
        self, job: str, *, once: str = "", due: dt.datetime | None = None, **references: object
    ) -> None:
        """Have a job done after this transaction is committed; with `once`, not while one of that key still waits."""
        ask(job, references, place=self.place, once=once, due=due)

    def awaits(self, job: str, *, once: str) -> bool:
        """Say whether a job of that key waits to be done after this deed."""
        return awaits(job, place=self.place, once=once)

    def enqueue_once(self, job: str) -> None:
        """Have a job of this place done after the commit, unless the same one waits already."""
        ask(job, {}, place=self.place, once=job)

    def unrecorded(self) -> set[str]:
        """Return the tables this deed changed and did not record."""
        recorded = {table_of(record) for _, record in self.changed} | {
            table_of(model) for model, _ in self.batches
        }
        return self.touched - recorded - self.blanked


def _refuse_misfit(column: "models.Field[Any, Any]", value: object) -> None:
    """Refuse text that its column would not hold, or that is needed and shows nothing; SQLite would take either."""
    if not isinstance(value, str):
        return
    if not column.blank and not shows_something(value):
        raise Refused("left_empty")
    if column.max_length is not None and len(value) > column.max_length:
        raise Refused("does_not_fit")


def reference(value: object) -> object:
    """Return a value as it stands in a payload: a record by its table and id."""
    if isinstance(value, models.Model):
        return {"table": table_of(value), "id": str(value.pk)}
    if isinstance(value, Mapping):
        return {str(key): reference(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [reference(item) for item in value]
    if digest := getattr(value, "digest", None):
        return {"digest": digest}
    if is_dataclass(value):
        return {one.name: reference(getattr(value, one.name)) for one in fields(value)}
    return value
