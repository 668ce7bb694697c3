"""What is wrong with an import, and what was noticed in it: each with its file, row and column."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn, Self

from wholeplace.account.exchange.limits import BY_COMMAND, MOST_COUNTED, MOST_FINDINGS, MOST_PROBLEMS, Room
from wholeplace.account.exchange.sentences import LIMITS, LISTED, SENTENCES, SIGN_UNKNOWN, STOPPED, WHERE

SHOWN = 60
"""Characters of a cell that a sentence repeats."""
FROM_FILES = ("value", "other")
"""What a sentence repeats from the files, and so shortens."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one file, at a row counted from 1 as a spreadsheet counts, and in a named column."""

    code: str
    file: str
    row: int | None = None
    column: str | None = None
    params: Mapping[str, object] = field(default_factory=dict)

    def worded(self, translate: Callable[[str], str] = str) -> str:
        """Return one plain sentence, its pattern first passed through a translator."""
        return translate(SENTENCES[self.code]).format(**self.params)

    def where(self, translate: Callable[[str], str] = str) -> str:
        """Return the file, and the row and column if there is one."""
        pattern = translate(WHERE[self.row is not None, self.column is not None])
        return pattern.format(file=self.file, row=self.row, column=self.column)

    @property
    def sentence(self) -> str:
        """One plain sentence in English, without the place."""
        return self.worded()

    def __str__(self) -> str:
        return f"{self.where()}: {self.worded()}"


class Problem(Remark):
    """Something that must be put right before an export can be read."""

    __slots__ = ()


class Finding(Remark):
    """Something worth knowing about an export that was read."""

    __slots__ = ()


class ImportRefused(Exception):  # noqa: N818 - said as a sentence, as the kernel says Refused
    """The export cannot be read: up to fifty problems, row by row in each file, and how many more at least."""

    def __init__(self, problems: tuple[Problem, ...], *, more: int = 0) -> None:
        super().__init__(problems, more)
        self.problems = tuple(sorted(problems, key=lambda one: (one.file, one.row or 0)))
        self.more = more

    @property
    def count(self) -> int:
        """How many problems there are, at least."""
        return len(self.problems) + self.more

    @property
    def stopped_early(self) -> bool:
        """Whether there were so many problems that reading stopped before the end."""
        return self.count >= MOST_COUNTED

    def lines(self, translate: Callable[[str], str] = str) -> list[str]:
        """Return every problem as a line, and a last line where there are more."""
        lines = [f"{one.where(translate)}: {one.worded(translate)}" for one in self.problems]
        if self.more:
            pattern = STOPPED if self.stopped_early else LISTED
            lines.append(translate(pattern).format(more=self.more))
        return lines

    def __str__(self) -> str:
        return "\n".join(self.lines())


class SignUnknown(Exception):  # noqa: N818 - said as a sentence, as the kernel says Refused
    """The files do not show whether 1 or -1 stands for agree: the caller has to ask."""

    def __init__(self, *, ones: int, minus_ones: int) -> None:
        super().__init__(ones, minus_ones)
        self.ones = ones
        self.minus_ones = minus_ones

    def worded(self, translate: Callable[[str], str] = str) -> str:
        """Return the question as one sentence, its pattern first passed through a translator."""
        return translate(SIGN_UNKNOWN).format(ones=self.ones, minus_ones=self.minus_ones)

    def __str__(self) -> str:
        return self.worded()


class Notes:
    """Gathers problems and findings while files are read."""

    def __init__(self, room: Room = BY_COMMAND) -> None:
        self.room = room
        self.problems: list[Problem] = []
        self.findings: list[Finding] = []
        self.totals: Counter[str] = Counter()
        self._counted = 0

    def problem(
        self, code: str, *, file: str, row: int | None = None, column: str | None = None, **params: object
    ) -> None:
        """Note what must be put right; past a thousand, stop reading."""
        self._counted += 1
        if len(self.problems) < MOST_PROBLEMS:
            known = {"most": LIMITS[code]} if code in LIMITS else {}
            self.problems.append(Problem(code, shown(file), row, _named(column), known | _shown(params)))
        if self._counted >= MOST_COUNTED:
            self._refuse()

    def finding(
        self, code: str, *, file: str, row: int | None = None, column: str | None = None, **params: object
    ) -> None:
        """Note what is worth knowing; the first thousand of a kind are kept, all are counted."""
        self.totals[code] += 1
        if self.totals[code] <= MOST_FINDINGS:
            self.findings.append(Finding(code, shown(file), row, _named(column), _shown(params)))

    def count_only(self, code: str, *, more: int) -> None:
        """Count findings beyond those that are listed."""
        if more:
            self.totals[code] += more

    def refuse_if_any(self) -> Self:
        """Raise every problem gathered so far, if there is one."""
        if self.problems:
            self._refuse()
        return self

    def _refuse(self) -> NoReturn:
        raise ImportRefused(tuple(self.problems), more=self._counted - len(self.problems))


def shown(value: str) -> str:
    """Return a cell as a sentence may repeat it: short, and on one line."""
    short = value[: SHOWN + 1]
    visible = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in short
    )
    return visible if len(short) <= SHOWN else visible[:SHOWN] + "…"


def _named(column: str | None) -> str | None:
    return None if column is None else shown(column)


def _shown(params: dict[str, object]) -> dict[str, object]:
    return {
        key: shown(value) if key in FROM_FILES and isinstance(value, str) else value
        for key, value in params.items()
    }
