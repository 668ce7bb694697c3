"""What leaves the analysis: one payload of released figures, everything in it worked out from printed figures."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from wholeplace.analysis.disclosure import (
    LEAST_BASE,
    Breakdown,
    Partition,
    PrintedRanges,
    ReleasedCounts,
    ReleasedOverall,
    ReleasedTable,
    Row,
    hexagons,
    printed_counts,
    printed_ranges,
    release_counts,
)
from wholeplace.analysis.opinion.agreement import Agreement, agreement, divides
from wholeplace.analysis.opinion.counts import Counts, count_by_group
from wholeplace.analysis.opinion.proportions import FALSE_DISCOVERIES
from wholeplace.analysis.opinion.representative import representative_statements
from wholeplace.analysis.opinion.result import Landscape
from wholeplace.analysis.opinion.votes import VoteMatrix
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector
from wholeplace.mediate.conversations.names import Origin
from wholeplace.mediate.conversations.queries import Answers
from wholeplace.mediate.landscapes.shown import LETTERS, widest_clear

SCHEMA = 1
ANSWER = ("agree", "disagree", "pass")

LISTED = 10

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class _Attribute:
    """One way of sorting people: the codes, and each person's place among them (-1 for none)."""

    name: str
    codes: tuple[str, ...]
    of_person: IntArray


def payload_of(answers: Answers, votes: VoteMatrix, landscape: Landscape) -> str:
    """Return everything that may be shown of a conversation, as canonical text."""
    attributes = _attributes(answers, landscape)
    overall = _stacked(landscape.overall)
    breakdowns = {one.name: _breakdown(votes, one) for one in attributes}
    released = release_counts(overall, breakdowns, people=answers.people)
    shared = _agreement(released, "group", answers.moderated, landscape)
    payload = {
        "schema": SCHEMA,
        "people": released.people,
        "votes": votes.votes if released.people >= LEAST_BASE else -1,
        "statement_count": votes.statements,
        "density": round(votes.density, 3) if released.people >= LEAST_BASE else 0.0,
        "on_record": dict(answers.on_record),
        "mode": landscape.mode,
        "why": _why(landscape),
        "groups": {
            "drawn": landscape.evidence.drawn,
            "reason": landscape.evidence.reason,
            "ratio": _ratio(landscape),
        },
        "attributes": {
            one.name: [
                [code, int(n)] for code, n in zip(one.codes, released.sizes[one.name].people, strict=True)
            ]
            for one in attributes
        },
        "statements": _statements(answers, released, attributes, shared),
        "map": _map(landscape, released) if released.people >= LEAST_BASE else None,
    }
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":"))


def _attributes(answers: Answers, landscape: Landscape) -> list[_Attribute]:
    voices, sectors = tuple(CivicVoice.values), tuple(Sector.values)
    known = [
        _Attribute("voice", voices, _places(answers.voices, voices)),
        _Attribute("sector", sectors, _places(answers.sectors, sectors)),
    ]
    if {*answers.origins} - {Origin.HERE}:
        origins = tuple(Origin.values)
        known.append(_Attribute("origin", origins, _places(answers.origins, origins)))
    groups = _Attribute("group", tuple(LETTERS[: landscape.groups]), landscape.labels.astype(np.int64))
    stated = [one for one in known if (one.of_person >= 0).any()]
    return [groups, *stated] if landscape.groups else stated


def _places(values: tuple[str, ...], codes: tuple[str, ...]) -> IntArray:
    number = {code: place for place, code in enumerate(codes)}
    return np.array([number.get(value, -1) for value in values], dtype=np.int64)


def _stacked(counts: Counts) -> IntArray:
    """Return counts with the answers last: statements, then perhaps categories, then agree, disagree, pass."""
    stacked = np.stack([counts.agree, counts.disagree, counts.passed], axis=-1).astype(np.int64)
    return stacked if stacked.ndim == 2 else np.moveaxis(stacked, 0, 1)


def _breakdown(votes: VoteMatrix, attribute: _Attribute) -> Breakdown:
    counts = count_by_group(votes, attribute.of_person, groups=len(attribute.codes))
    of_person = attribute.of_person[attribute.of_person >= 0]
    return Breakdown(_stacked(counts), np.bincount(of_person, minlength=len(attribute.codes)))


@dataclass(frozen=True)
class _Shared:
    """What groups share, where all are shown, and what parts them, where two are; from printed figures."""

    told: BoolArray
    told_of_two: BoolArray
    counts: Counts
    agreement: Agreement
    divisive: npt.NDArray[np.float64]
    divide_q: npt.NDArray[np.float64]
    columns: IntArray

    @property
    def everywhere(self) -> BoolArray:
        """What most of every group surely agree with: common ground, or over half by the least group's lower bound."""
        return np.asarray((self.agreement.common_ground | (self.agreement.bridging > 0.5)) & self.told)

    @property
    def bridges(self) -> BoolArray:
        """What most of every group agree with, although groups clearly differ in how many do."""
        return np.asarray(self.everywhere & (self.divide_q <= FALSE_DISCOVERIES))

    @property
    def parted(self) -> BoolArray:
        """What may divide the groups or speak for one of them, because not all of them see it alike."""
        return np.asarray(self.told_of_two & ~self.everywhere & ~self.agreement.shared_disagreement)

    @property
    def compares(self) -> bool:
        """Whether there are two groups or more to compare, rather than everybody as one."""
        return len(self.columns) > 1


def _agreement(released: ReleasedCounts, name: str, moderated: BoolArray, landscape: Landscape) -> _Shared:
    """Compare categories by their printed figures; everybody as one where there is nothing to compare."""
    compared = name in released.tables and (name != "group" or landscape.groups > 1)
    columns = np.flatnonzero(released.sizes[name].shown if compared else [])
    if columns.size:
        printed = _clear_counts(released.overall, released.tables[name])[:, columns]
    else:
        columns = np.zeros(1, dtype=np.int64)
        printed = _printed_overall(released.overall)[:, None, :]
    shown = np.asarray(~np.isnan(printed).any(axis=2))
    told = np.asarray(shown.all(axis=1) & ~moderated)
    told_of_two = np.asarray((shown.sum(axis=1) > 1) & ~moderated)
    whole = np.rint(np.where(shown[:, :, None], printed, 0)).astype(np.int64)
    counts = Counts(*(whole[:, :, answer].T.copy() for answer in range(3)))
    found, divided = agreement(counts, moderated=~told), divides(counts, moderated=~told_of_two)
    return _Shared(told, told_of_two, counts, found, *divided, columns)


def _clear_counts(overall: ReleasedOverall, table: ReleasedTable) -> npt.NDArray[np.float64]:
    """Return the middle of what each row's printed figures allow; nothing where that is too much to judge by."""
    ranges = printed_ranges(overall, table)
    clear = np.vectorize(widest_clear, otypes=[float])(table.base)
    vague = (ranges.low >= 0) & (ranges.high - ranges.low > clear)
    return np.where(vague[:, :, None], np.nan, printed_counts(overall, table))


def _printed_overall(overall: ReleasedOverall) -> npt.NDArray[np.float64]:
    """Return everybody's printed answers as a table of one category."""
    merged = overall.partition == Partition.BASE
    rows = np.select(
        [overall.base < 0, merged & (overall.nearly >= 0), merged],
        [Row.HIDDEN, Row.NEARLY_ALL, Row.HIDDEN],
        default=Row.EXACT,
    )
    as_table = ReleasedTable(
        partition=overall.partition,
        rows=rows[:, None].astype(np.int64),
        cells=overall.cells[:, None, :],
        base=overall.base[:, None],
        held=np.zeros((len(rows), 1), dtype=bool),
    )
    return printed_counts(overall, as_table)[:, 0]


def _statements(
    answers: Answers,
    released: ReleasedCounts,
    attributes: list[_Attribute],
    shared: _Shared,
) -> list[dict[str, Any]]:
    """Return each statement's rows, and what it is: common ground, bridge or divide, and whom it speaks for."""
    common = _common(shared)
    bridges = _ranks(shared.agreement.bridging, shared.bridges)
    divide_ranks, speaks = _ranks(shared.divisive, shared.parted), _speaks_for(shared, among=shared.parted)
    ranges = {one.name: printed_ranges(released.overall, released.tables[one.name]) for one in attributes}
    rows = []
    for place, number in enumerate(answers.numbers.tolist()):
        row: dict[str, Any] = {"n": number, "all": everybody(released.overall, place)}
        if answers.moderated[place]:
            row["out"] = True
        for one in attributes:
            row[one.name] = _rows(one, released.tables[one.name], ranges[one.name], released.overall, place)
        marks = {
            "common": common[place],
            "bridge": bridges[place],
            "divide": divide_ranks[place],
            "for": speaks.get(place),
        }
        rows.append(row | {name: mark for name, mark in marks.items() if mark})
    return rows


def _common(shared: _Shared) -> list[str]:
    """Return the answer that groups share on each statement, if they do; a bridge is told as a bridge alone."""
    agreed = shared.agreement.common_ground & ~shared.bridges
    rejected = shared.agreement.shared_disagreement
    return [str(answer) for answer in np.select([agreed, rejected], ["agree", "disagree"], default="")]


def _ranks(score: npt.NDArray[np.float64], told: BoolArray) -> list[int]:
    """Return 1 for the highest score that may be told and so on, 0 for no rank."""
    ranks = np.zeros(len(score), dtype=np.int64)
    order = np.argsort(-np.where(told, score, 0), kind="stable")
    chosen = order[np.where(told, score, 0)[order] > 0]
    ranks[chosen] = np.arange(1, len(chosen) + 1)
    return ranks.tolist()


def _speaks_for(shared: _Shared, *, among: BoolArray) -> dict[int, list[list[str]]]:
    """Return for each representative statement the groups it speaks for, and with which answer.

    Looked for among the statements that groups do not share: what all of them hold speaks for none of them. A
    group is compared with the others that are shown.
    """
    speaks: dict[int, list[list[str]]] = {}
    if not shared.compares:
        return speaks
    chosen = representative_statements(shared.counts, moderated=~among)
    for column, statements in zip(shared.columns.tolist(), chosen, strict=True):
        for one in statements:
            if one.trials:
                speaks.setdefault(one.statement, []).append([LETTERS[column], one.direction])
    return speaks


def everybody(overall: ReleasedOverall, place: int) -> list[Any]:
    """Return how everybody answered one statement, as it is printed."""
    nearly = int(overall.nearly[place])
    cells = overall.cells[place].tolist()
    return ["all", int(overall.base[place]), *cells, ANSWER[nearly] if nearly >= 0 else ""]


def _rows(
    attribute: _Attribute, table: ReleasedTable, ranges: PrintedRanges, overall: ReleasedOverall, place: int
) -> list[list[Any]]:
    """Return a statement's rows of one attribute; those not shown keep their place.

    A row that shows its base alone says between which numbers an answer lies where that is worth telling;
    a hidden row, whether it is for the sake of others.
    """
    rows = []
    for column, code in enumerate(attribute.codes):
        kind = Row(int(table.rows[place, column]))
        answer = _answer_told(table, overall, place)
        nearly = answer if kind is Row.NEARLY_ALL else ""
        hardly = answer if kind is Row.NEARLY_NONE else ""
        row = [code, int(table.base[place, column]), *table.cells[place, column].tolist(), nearly, hardly]
        low, high = int(ranges.low[place, column]), int(ranges.high[place, column])
        if low >= 0:
            row += [[ANSWER[int(ranges.answer[place])], low, high]]
        elif table.held[place, column]:
            row += [[], True]
        rows.append(row)
    return rows


def _answer_told(table: ReleasedTable, overall: ReleasedOverall, place: int) -> str:
    """Return the answer a 'nearly' row of this statement speaks of."""
    partition = int(table.partition[place])
    if partition == 1:
        return ANSWER[int(overall.nearly[place])] if overall.nearly[place] >= 0 else ""
    return ANSWER[1] if partition == 3 else ANSWER[0]


def _why(landscape: Landscape) -> dict[str, Any] | None:
    why = landscape.why
    if why is None:
        return None
    return {
        "parity_loss": round(float(why.parity_loss), 4),
        "debiased_loss": round(float(why.debiased_loss), 4),
        "difference": round(float(why.difference), 4),
        "standard_error": round(float(why.standard_error), 4),
        "hidden": int(why.hidden),
    }


def _ratio(landscape: Landscape) -> float | None:
    ratio = landscape.evidence.ratio
    return None if ratio is None else round(float(ratio), 2)


def _map(landscape: Landscape, released: ReleasedCounts) -> dict[str, Any]:
    """Return the hexagons of ten or more and the groups' outlines."""
    if landscape.groups:
        shown = np.flatnonzero(released.sizes["group"].shown)
        number = np.full(landscape.groups + 1, -1, dtype=np.int64)
        number[shown] = np.arange(len(shown))
        groups = number[landscape.labels]
        letters = [LETTERS[group] for group in shown]
    else:
        groups = np.where(landscape.taking_part, 0, -1).astype(np.int64)
        letters = [""]
    drawn = hexagons(landscape.positions, groups, groups_shown=max(len(letters), 1))
    return {
        "size": round(drawn.size, 4),
        "groups": letters,
        "cells": [
            [round(float(x), 4), round(float(y), 4), int(people)]
            for (x, y), people in zip(drawn.centres, drawn.people, strict=True)
        ],
        "outlines": [
            [[[round(float(x), 4), round(float(y), 4)] for x, y in ring] for ring in rings]
            for rings in drawn.outlines
        ],
    }
