"""What a Polis export holds once it is read: statements, people, votes, and what was noticed."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np
import numpy.typing as npt

from wholeplace.account.exchange.remarks import Finding

PersonArray = npt.NDArray[np.int32]
ValueArray = npt.NDArray[np.int8]


class Sign(IntEnum):
    """Which number stands for agree in the files."""

    PLUS = 1
    MINUS = -1


class SignSource(StrEnum):
    """How it was found out which number stands for agree."""

    COUNTS = "counts"
    CALLER = "caller"
    NO_VOTES = "no votes"


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as the export states it; counts and time are None where it states none."""

    id: str
    author: str
    text: str
    moderated: int
    is_seed: bool
    is_meta: bool
    agrees: int | None
    disagrees: int | None
    created: int | None


@dataclass(frozen=True, slots=True)
class Constituency:
    """The sector and civic voice of one person, empty where unknown; a name only for answers on the record."""

    sector: str = ""
    voice: str = ""
    on_record: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted again from the votes and statements themselves."""

    people: int
    statements: int
    left_out: int
    votes: int
    agree: int
    disagree: int
    passed: int
    changed: int
    groups: int
    commenters: int


@dataclass(frozen=True, slots=True)
class Report:
    """What was counted, what was noticed (at most a thousand of a kind), and how many there are of each kind."""

    counts: Counts
    findings: tuple[Finding, ...]
    totals: Mapping[str, int]
    sign_from: SignSource


@dataclass(frozen=True, slots=True, eq=False)
class PolisExport:
    """A whole conversation: people and statements in order, and the last vote of each person on each statement.

    `groups` and `people` stand beside `participants`; `person`, `statement` and `value` stand beside each
    other, ordered by person and then statement, with 1 agree, -1 disagree, 0 pass. No time is kept of any vote.
    """

    topic: str
    description: str
    url: str
    statements: tuple[Statement, ...]
    participants: tuple[str, ...]
    groups: tuple[int | None, ...]
    people: tuple[Constituency, ...]
    person: PersonArray
    statement: PersonArray
    value: ValueArray
    agree: Sign
    files: Mapping[str, str]
    digest: str
    report: Report

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was noticed, as the report lists it."""
        return self.report.findings
