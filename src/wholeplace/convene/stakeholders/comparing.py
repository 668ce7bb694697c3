"""Compares what a sheet says with the map there is: what is new, what is said otherwise, what may be the same under another name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from django.utils.translation import gettext as _

from wholeplace.convene.stakeholders.actions import Said
from wholeplace.convene.stakeholders.conditions import MOST
from wholeplace.convene.stakeholders.models import Perspective, Tie
from wholeplace.convene.stakeholders.names import Standing
from wholeplace.convene.stakeholders.sheets import PerspectiveRow, Read, whose_of
from wholeplace.convene.stakeholders.taking_in import NewPerspective, NewTie, SaidOtherwise, tie_key
from wholeplace.convene.stakeholders.wording import PERSPECTIVE_LABELS, SAID
from wholeplace.kernel.faults import Fault
from wholeplace.kernel.search.names import Names

SAME, ANOTHER = "same", "another"
"""How it is settled whether two names are one perspective."""


@dataclass(frozen=True)
class Question:
    """Whether the name in a row is one that is there already, under another spelling."""

    key: str
    name: str
    other: str
    where: str
    """In which row the other stands; nothing where it is on the map."""


@dataclass(frozen=True)
class Change:
    """What would be said otherwise of a perspective that is on the map."""

    perspective: Perspective
    to: Mapping[str, object]


@dataclass
class Plan:
    """What taking in a sheet would come to."""

    new: list[PerspectiveRow] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    same: int = 0
    """Rows that say what the map says already."""
    ties: list[NewTie] = field(default_factory=list)
    ties_there: int = 0
    questions: list[Question] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to take in."""
        return not (self.new or self.changes or self.ties)

    @property
    def answers(self) -> dict[str, object]:
        """What would be done, as the action takes it."""
        return {
            "perspectives": [_new(row) for row in self.new],
            "changes": [SaidOtherwise(one.perspective.pk, one.to) for one in self.changes],
            "ties": self.ties,
        }


class Comparison:
    """Goes through the rows of a sheet, each compared with the map and with the rows before it."""

    def __init__(self, there: Iterable[Perspective], *, settled: Mapping[str, str]) -> None:
        """Know what is on the map, and what was settled about names."""
        self.map = {one.name: one for one in there}
        self.settled = settled
        self.names = Names(self.map)
        self.rows: dict[str, PerspectiveRow] = {}
        """The new rows by the name they have."""
        self.called: dict[str, str] = {name: name for name in self.map}
        """Under which name each name of the sheet is known on the map."""
        self.said: dict[str, dict[str, object]] = {}
        """What the sheet says of perspectives on the map, by their names there."""
        self.first: dict[str, PerspectiveRow] = {}
        """The row that said it first."""
        self.plan = Plan()

    def of(self, read: Read, ties: Iterable[Tie]) -> Plan:
        """Return what taking in these rows would come to, beside the ties there are."""
        self.plan.faults += read.faults
        self.plan.remarks += read.remarks
        for row in read.perspectives:
            self._take(row)
        self.plan.new = list(self.rows.values())
        self._say_otherwise()
        count = sum(one.standing == Standing.NEEDED for one in self.map.values())
        count += sum(_new(row).standing == Standing.NEEDED for row in self.plan.new)
        if count > MOST:
            said = _("An issue can need {most} perspectives; with these it would need {count}.")
            self.plan.faults.append(Fault(said.format(most=MOST, count=count)))
        self._tie(read, ties)
        return self.plan

    def _take(self, row: PerspectiveRow) -> None:
        """Find out under which name a row is known, and take in what it says."""
        name = self.called.get(row.name) or self._nearly(row)
        self.called[row.name] = name
        if name in self.map:
            self._gather(self.said.setdefault(name, {}), row, under=name)
        elif name in self.rows:
            earlier = self.rows[name]
            said = dict(earlier.said)
            self._gather(said, row, under=name)
            self.rows[name] = PerspectiveRow(earlier.where, said)
        else:
            self.first[name] = self.rows[name] = row
            self.names.add(name)

    def _nearly(self, row: PerspectiveRow) -> str:
        """Return the name a row is known by: its own, or one nearly the same where somebody said that they are one."""
        near = self.names.nearest(row.name)
        if near is None:
            return row.name
        key = sha256(f"{row.name}\n{near}".encode()).hexdigest()[:16]
        told = self.rows[near].where.where if near in self.rows else ""
        self.plan.questions.append(Question(key, row.name, near, told))
        return near if self.settled.get(key) == SAME else row.name

    def _gather(self, said: dict[str, object], row: PerspectiveRow, *, under: str) -> None:
        """Add what one more row says of the same perspective; where two rows contradict one another, neither is right."""
        first = self.first.setdefault(under, row)
        for column, value in row.said.items():
            if column == "name":
                continue
            if said.get(column, value) != value:
                where = row.where
                text = _("{row} says otherwise of the same perspective. Leave one of them out.")
                told = text.format(row=first.where.where)
                self.plan.faults.append(Fault(told, where.row, str(_headed(column)), where.sheet))
            else:
                said[column] = value

    def _say_otherwise(self) -> None:
        """Work out what the sheet says otherwise of what is on the map."""
        for name, said in self.said.items():
            perspective = self.map[name]
            to = dict(_otherwise(perspective, said))
            if not to:
                self.plan.same += 1
            elif perspective.standing == Standing.SUGGESTED:
                passed = _(
                    "“{name}” is a suggestion still. Take it up first; what the file says of it is passed over."
                )
                self.plan.remarks.append(_at(self.first[name], passed.format(name=name)))
            else:
                self.plan.changes.append(Change(perspective, to))

    def _tie(self, read: Read, ties: Iterable[Tie]) -> None:
        there = {tie_key(one.first.name, one.second.name, one.relation) for one in ties}
        for row in read.ties:
            ends = [self.called.get(name) for name in (row.first, row.second)]
            first, second = ends
            if first is None or second is None:
                missing = row.first if first is None else row.second
                said = _("“{name}” is neither on the map nor in this file.").format(name=missing)
                self.plan.faults.append(Fault(said, row.where.row, "", row.where.sheet))
            elif first == second:
                self.plan.faults.append(
                    Fault(_("Both ends are the same."), row.where.row, "", row.where.sheet)
                )
            elif (key := tie_key(first, second, row.relation)) in there:
                self.plan.ties_there += 1
            else:
                there.add(key)
                self.plan.ties.append(NewTie(first, second, row.relation, row.said_by, row.evidence))


def _at(row: PerspectiveRow, text: str) -> Fault:
    return Fault(text, row.where.row, "", row.where.sheet)


def _headed(column: str) -> object:
    return PERSPECTIVE_LABELS.get(column, "")


def _otherwise(perspective: Perspective, said: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Yield what is said otherwise of a perspective than the map says; a member who speaks for it is left to say so."""
    for column, value in said.items():
        if column not in SAID:
            continue
        if column == "spoken_for_by" and perspective.speaker is not None:
            continue
        stands = getattr(perspective, column)
        if isinstance(stands, str):
            stands = stands.replace("\r\n", "\n").strip()
        if stands != value:
            yield column, value


def _new(row: PerspectiveRow) -> NewPerspective:
    """Return a new perspective as a row says it."""
    said = {column: value for column, value in row.said.items() if column in SAID and column != "whose"}
    suggested = row.said.get("standing") is Standing.SUGGESTED
    standing = Standing.SUGGESTED if suggested else Standing.NEEDED
    because = str(row.said.get("because", "")) if suggested else ""
    return NewPerspective(Said(whose=whose_of(row), **said), standing, because)  # type: ignore[arg-type] # as the columns are
