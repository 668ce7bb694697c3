"""An export read, checked and kept for a day, so that saying yes is quick and changes nothing else."""

import json
import zlib
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from wholeplace.account.exchange.models import KEPT, Staged
from wholeplace.account.exchange.polis_reader import PolisExport
from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.clock import now
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.people import Membership
from wholeplace.mediate.conversations.actions import HeardBallot, HeardElsewhere, HeardStatement
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.names import Answer, Moderation

MOST_CELLS = 200_000_000
"""People times statements: what is worked on in memory."""
FAR = 9
SPREAD = 20
"""Statements' own numbers are kept while at most one in twenty of them is used, so that ballots stay short."""
LETTERS = np.frombuffer(f"{Answer.DISAGREE}{Answer.PASS}{Answer.AGREE}".encode(), np.uint8)
"""The letters for -1, 0 and 1."""


@dataclass(frozen=True, slots=True)
class _Ballots(Collection[HeardBallot]):
    """The ballots of an export, each written out only when it is asked for: most of their letters say nothing."""

    export: PolisExport
    columns: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.export.participants)

    def __iter__(self) -> Iterator[HeardBallot]:
        export, width = self.export, int(self.columns.max(initial=-1)) + 1
        ends = np.searchsorted(export.person, np.arange(len(self) + 1))
        columns, letters = self.columns[export.statement], LETTERS[export.value + 1]
        for who, start, end in zip(export.people, ends[:-1], ends[1:], strict=True):
            row = np.full(width, ord(Answer.UNSEEN.value), np.uint8)
            row[columns[start:end]] = letters[start:end]
            yield HeardBallot(row.tobytes().decode("ascii"), who.voice, who.sector, who.on_record)

    def __contains__(self, ballot: object) -> bool:
        return any(one == ballot for one in self)


def heard(export: PolisExport) -> HeardElsewhere:
    """Return an export as a conversation held elsewhere: letters in ballots, and nobody's id."""
    numbers = _numbers(export)
    if len(export.participants) * (max(numbers, default=0) + 1) > MOST_CELLS:
        raise Refused("export_too_large")
    return HeardElsewhere(
        source="polis",
        digest=export.digest,
        statements=tuple(
            HeardStatement(number, one.text, Moderation(one.moderated), one.is_seed)
            for number, one in zip(numbers, export.statements, strict=True)
        ),
        ballots=_Ballots(export, np.array(numbers, dtype=np.int64)),
        votes=len(export.value),
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
    with deriving():
        return Staged.objects.create(
            place=issue.place, issue=issue, by=by, title=title, question=question, report=report,
            content=packed(conversation), at=now(),
        )  # fmt: skip


def packed(conversation: HeardElsewhere) -> bytes:
    """Return a conversation as compressed lines, the first about all of it and one for each ballot."""
    whole = replace(conversation, ballots=())
    packing = zlib.compressobj(6)
    parts = [packing.compress(json.dumps(asdict(whole)).encode())]
    for one in conversation.ballots:
        line = json.dumps([one.answers, one.voice, one.sector, one.on_record])
        parts.append(packing.compress(f"\n{line}".encode()))
    return b"".join([*parts, packing.flush()])


def unstage(staged: Staged) -> HeardElsewhere:
    """Return what was staged."""
    first, *lines = zlib.decompress(bytes(staged.content)).splitlines()
    data = json.loads(first)
    data["statements"] = tuple(HeardStatement(**one) for one in data["statements"])
    data["ballots"] = tuple(HeardBallot(*json.loads(line)) for line in lines)
    return HeardElsewhere(**data)


def forget_old() -> None:
    """Throw away what was staged more than a day ago."""
    with deriving():
        Staged.objects.filter(at__lt=now() - KEPT).delete()


def keep_what_it_led_to(staged: Staged, made: Conversation) -> None:
    """Throw away what was read, and remember for the rest of the day what it was imported as."""
    with deriving():
        Staged.objects.filter(pk=staged.pk).update(made=made, content=b"", report={})
