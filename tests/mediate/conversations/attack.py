"""An attacker who knows in which order people answered, and looks for that order wherever their answers lie."""

import json
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection, models

from wholeplace.mediate.conversations.models import (
    Ballot,
    Conversation,
    KeyedBallot,
    VoteBatch,
    WaitingAnswer,
)

BY_VOTER = (WaitingAnswer, KeyedBallot)
"""Tables with a row for somebody's answer or answers, under their key."""


@dataclass(frozen=True)
class Lying:
    """Answers in one order in which they can be read: what is known of each, one after another."""

    where: str
    rows: tuple[str, ...]


def physical(model: type[models.Model]) -> str:
    """Return what the database calls the place at which a row lies."""
    return "rowid" if connection.vendor == "sqlite" else "ctid"


def by_key(conversation: Conversation) -> Iterator[Lying]:
    """Yield voters' keys in each order of each table of answers: as rows lie, and by each of their columns."""
    for model in BY_VOTER:
        columns = [field.column for field in model._meta.concrete_fields]
        for order in (physical(model), *columns):
            rows = _asked(model, "voter", order, conversation)
            yield Lying(f"{model._meta.db_table} by {order}", tuple(rows))
    batches = VoteBatch.objects.filter(conversation=conversation).order_by("number")
    for batch in batches:
        yield Lying(f"batch {batch.number}", tuple(line[0] for line in json.loads(batch.lines)))
    yield Lying("all batches", tuple(line[0] for batch in batches for line in json.loads(batch.lines)))


def by_answers(conversation: Conversation) -> Iterator[Lying]:
    """Yield the answers of ballots, which have no key, in each order of their table."""
    for order in (physical(Ballot), *(field.column for field in Ballot._meta.concrete_fields)):
        yield Lying(f"ballots by {order}", tuple(_asked(Ballot, "answers", order, conversation)))


def _asked(model: type[models.Model], what: str, order: str, conversation: Conversation) -> list[str]:
    key = conversation.pk if connection.vendor == "postgresql" else conversation.pk.hex
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT "{what}" FROM "{model._meta.db_table}" WHERE conversation_id = %s ORDER BY {order}',
            [key],
        )
        return [row[0] for row in cursor.fetchall()]


def linked(lying: Lying, came: Sequence[str]) -> float:
    """Return the share of rows that the attacker gives to the right person, from whichever end they read."""
    known = [one for one in came if one in set(lying.rows)]
    rows = [row for row in dict.fromkeys(lying.rows) if row in set(known)]
    if not rows:
        return 0.0
    ways = (rows, rows[::-1])
    return max(sum(row == one for row, one in zip(way, known, strict=True)) for way in ways) / len(rows)


def alike(lying: Lying, came: Sequence[str]) -> float:
    """Return how far two orders go together, from 0 to 1: a clue where no single row is given away."""
    place = {one: number for number, one in enumerate(came)}
    rows = [place[row] for row in dict.fromkeys(lying.rows) if row in place]
    if len(rows) < 3 or len(set(rows)) < 3:
        return 0.0
    return abs(statistics.correlation(range(len(rows)), rows))
