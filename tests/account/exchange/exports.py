"""Makes small Polis exports for tests: random, reproducible, and with the answers known beforehand."""

import csv
import io
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

EVERYTHING = ("comments.csv", "votes.csv", "participants-votes.csv", "summary.csv")
SECTORS = ("council", "health", "police", "resident", "voluntary", "other")
WORDS = (
    "bus,",
    "light",
    "“park”",
    '"youth"',
    "shop\nriver",
    "clinic",
    "road's",
    "café",
    "公園",
    "market",
    "school",
)
START = 1_651_045_893_819


@dataclass(frozen=True)
class Made:
    """An export and what it says: texts by statement, and the last vote (agree is 1) by person and statement."""

    files: dict[str, bytes]
    texts: dict[str, str]
    last: dict[tuple[str, str], int]
    people: tuple[str, ...]

    def write(self, folder: Path) -> Path:
        """Write the files into a folder, made if need be, and return it."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self.files.items():
            (folder / name).write_bytes(content)
        return folder

    def but(self, **files: str | bytes | None) -> dict[str, bytes]:
        """Return the files with some replaced (votes_csv="...") or left out (votes_csv=None)."""
        changed: dict[str, bytes] = dict(self.files)
        for key, content in files.items():
            name = key.removesuffix("_csv").replace("_", "-") + ".csv"
            changed.pop(name, None)
            if content is not None:
                changed[name] = content.encode() if isinstance(content, str) else content
        return changed


def make_export(
    seed: int,
    *,
    people: int = 12,
    statements: int = 7,
    answered: float = 0.6,
    changed: float = 0.1,
    agree: int = 1,
    parts: Sequence[str] = EVERYTHING,
    columns: str = "newer",
    end: str = "\n",
) -> Made:
    """Make a conversation in the newer or older columns, in which `agree` is the number for agree."""
    chance = random.Random(seed)
    texts = {str(number): f"{' '.join(chance.sample(WORDS, 3))} {number}" for number in range(statements)}
    who = tuple(str(number) for number in range(1, people + 1))
    log = _log(chance, who, texts, answered, changed)
    last = {(person, statement): vote for _, statement, person, vote in sorted(log, key=lambda row: row[0])}
    authors = {statement: chance.choice(who) for statement in texts}
    files = {
        "comments.csv": _comments(texts, authors, log, columns),
        "votes.csv": [("timestamp", "datetime", "comment-id", "voter-id", "vote")]
        + [
            (at, "Mon", statement, person, vote * agree) for at, statement, person, vote in _by_statement(log)
        ],
        "participants-votes.csv": _matrix(who, texts, authors, last, columns, agree),
        "summary.csv": _summary(texts, authors, last),
        "people.csv": _people(chance, who),
    }
    written = {name: as_csv(rows, end=end) for name, rows in files.items() if name in parts}
    return Made(written, texts, last, who)


def as_csv(rows: Iterable[Sequence[object]], *, end: str = "\n") -> bytes:
    """Return rows as a CSV file in UTF-8."""
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator=end).writerows(rows)
    return written.getvalue().encode()


def _log(chance, who, texts, answered, changed):
    log = []
    for person in who:
        for statement in texts:
            if chance.random() < answered:
                log.append((statement, person, chance.choice((1, 1, 0, -1))))
                if chance.random() < changed:
                    log.append((statement, person, chance.choice((1, 0, -1))))
    return [(START + number * 1000, *row) for number, row in enumerate(log)]


def _by_statement(log):
    """Order a log as Polis does: by statement, then person, then time."""
    return sorted(log, key=lambda row: (int(row[1]), int(row[2]), row[0]))


def _comments(texts, authors, log, columns):
    votes = Counter((statement, vote) for _, statement, _, vote in log)
    newer = columns == "newer"
    if newer:
        names = "timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,group-informed-consensus,comment-body"
    else:
        names = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body"
    rows = [names.split(",")]
    for number, (statement, text) in enumerate(texts.items()):
        counts = (authors[statement], votes[statement, 1], votes[statement, -1], 1 if number % 5 else -1)
        marks = ("false", "true" if number < 2 else "false", 0.5) if newer else ()
        rows.append((START + number, *(() if newer else ("Mon",)), statement, *counts, *marks, text))
    return rows


def _matrix(who, texts, authors, last, columns, agree):
    xid = ("xid",) if columns == "newer" else ()
    rows = [("participant", *xid, "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", *texts)]
    written = Counter(authors.values())
    for number, person in enumerate(who):
        votes = [last.get((person, statement)) for statement in texts]
        counts = (len(votes) - votes.count(None), votes.count(1), votes.count(-1))
        cells = ["" if vote is None else vote * agree for vote in votes]
        group = "" if number % 4 == 3 else number % 2
        rows.append((person, *("" for _ in xid), group, written[person], *counts, *cells))
    return rows


def _summary(texts, authors, last):
    voters = len({person for person, _ in last})
    return [
        ("topic", "After dark"),
        ("url", "https://example.org/after-dark"),
        ("voters", voters),
        ("voters-in-conv", voters),
        ("commenters", len(set(authors.values()))),
        ("comments", len(texts)),
        ("groups", 2),
        ("conversation-description", "What is there to do?\n\nSay what you think."),
    ]


def _people(chance, who):
    rows = [("participant", "sector", "voice", "name")]
    for number, person in enumerate(who):
        if number == 0:
            rows.append((person, "council", "politician", "Cllr Amina Yusuf"))
        else:
            rows.append((person, chance.choice(SECTORS), chance.choice(("public", "professional")), ""))
    return rows
