"""What a batch of answers says, and the ballots that all batches together lead to."""

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field

from wholeplace.mediate.conversations.names import Answer, Origin


@dataclass(frozen=True)
class Line:
    """One answer: whose, under their key, to the statement of this number, and in which voice and sector."""

    voter: str
    number: int
    answer: str
    voice: str
    sector: str
    on_record: str
    origin: str = Origin.HERE.value


@dataclass
class Held:
    """Somebody's answers so far, by the statements' numbers."""

    voice: str = ""
    sector: str = ""
    on_record: str = ""
    origin: str = Origin.HERE.value
    answers: dict[int, str] = field(default_factory=dict)
    batch: int = 0

    @property
    def letters(self) -> str:
        """The answers as a ballot writes them: a letter for each number."""
        width = max(self.answers, default=-1) + 1
        return "".join(self.answers.get(number, Answer.UNSEEN.value) for number in range(width))

    @property
    def kept(self) -> tuple[str, str, str, str, str]:
        """What a ballot keeps of them."""
        return self.voice, self.sector, self.on_record, self.origin, self.letters


def read_letters(letters: str) -> dict[int, str]:
    """Return the answers that a ballot's letters stand for, by the statements' numbers."""
    return {number: letter for number, letter in enumerate(letters) if letter != Answer.UNSEEN}


def written(lines: Iterable[Line]) -> str:
    """Return answers as a batch keeps them; by which door they came only where it was another than signing in."""
    rows = [astuple(one)[: 6 if one.origin == Origin.HERE else 7] for one in lines]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> list[Line]:
    """Return the answers that a batch keeps."""
    return [Line(*row) for row in json.loads(text)]


def merge(held: dict[str, Held], lines: Iterable[Line], *, batch: int) -> None:
    """Put a batch's answers into the ballots so far: a later answer to the same statement stands in place of the earlier."""
    for line in lines:
        mine = held.setdefault(line.voter, Held())
        mine.voice, mine.sector, mine.on_record = line.voice, line.sector, line.on_record
        mine.origin = line.origin
        mine.answers[line.number] = line.answer
        mine.batch = batch


def ballots_of(batches: Iterable[str]) -> dict[str, Held]:
    """Return everybody's answers as these batches, the first one first, leave them."""
    held: dict[str, Held] = {}
    for number, text in enumerate(batches, start=1):
        merge(held, read(text), batch=number)
    return held
