"""An export read, checked and kept for a day, so that saying yes is quick and changes nothing else."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from wholeplace.account.exchange.models import KEPT, Staged
from wholeplace.account.exchange.polis_reader import PolisExport
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.clock import now
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.people import Membership
from wholeplace.mediate.conversations.actions import HeardBallot, HeardElsewhere, HeardStatement
from wholeplace.mediate.conversations.names import Answer, Moderation

MOST_CELLS = 200_000_000
"""People times statements: what is worked on in memory."""
FAR = 9
SPREAD = 20
"""Statements' own numbers are kept while at most one in twenty of them is used, so that ballots stay short."""
LETTERS = {1: Answer.AGREE, -1: Answer.DISAGREE, 0: Answer.PASS}

Source = Path | Mapping[str, bytes]


def heard(export: PolisExport) -> HeardElsewhere:
    """Return an export as a conversation held elsewhere: letters in ballots, and nobody's id."""
    numbers = _numbers(export)
    if len(export.participants) * (max(numbers, default=0) + 1) > MOST_CELLS:
        raise Refused("export_too_large")
    letters = np.full(
        (len(export.participants), max(numbers, default=-1) + 1), ord(Answer.UNSEEN.value), np.uint8
    )
    columns = np.array(numbers, dtype=np.int64)
    for value, letter in LETTERS.items():
        chosen = export.value == value
        letters[export.person[chosen], columns[export.statement[chosen]]] = ord(letter.value)
    ballots = [row.tobytes().decode("ascii") for row in letters]
    return HeardElsewhere(
        source="polis",
        digest=export.digest,
        statements=tuple(
            HeardStatement(number, one.text, Moderation(one.moderated), one.is_seed)
            for number, one in zip(numbers, export.statements, strict=True)
        ),
        ballots=tuple(
            HeardBallot(answers, who.voice, who.sector, who.on_record)
            for answers, who in zip(ballots, export.people, strict=True)
        ),
        votes=int((letters != ord(Answer.UNSEEN.value)).sum()),
        description=export.description[:4000],
    )


def _numbers(export: PolisExport) -> list[int]:
    """Return a number for each statement: its own where those are whole and not far apart, else its place."""
    if all(one.id.isdecimal() and len(one.id) < FAR for one in export.statements):
        numbers = [int(one.id) for one in export.statements]
        if max(numbers, default=0) < SPREAD * len(numbers) + SPREAD:
            return numbers
    return list(range(len(export.statements)))


def stage(
    conversation: HeardElsewhere,
    *,
    issue: Issue,
    by: Membership,
    title: str,
    question: str,
    report: dict[str, Any],
) -> Staged:
    """Keep a conversation that was read, for a day, until somebody says yes."""
    content = zlib.compress(json.dumps(asdict(conversation)).encode(), 6)
    with deriving():
        return Staged.objects.create(
            place=issue.place, issue=issue, by=by, title=title, question=question, content=content, report=report,
            at=now(),
        )  # fmt: skip


def unstage(staged: Staged) -> HeardElsewhere:
    """Return what was staged."""
    data = json.loads(zlib.decompress(bytes(staged.content)))
    data["statements"] = tuple(HeardStatement(**one) for one in data["statements"])
    data["ballots"] = tuple(HeardBallot(**one) for one in data["ballots"])
    return HeardElsewhere(**data)


def forget_old() -> None:
    """Throw away what nobody said yes to within a day."""
    with deriving():
        Staged.objects.filter(at__lt=now() - KEPT).delete()


def forget(staged: Staged) -> None:
    """Throw a staged export away."""
    with deriving():
        staged.delete()
