"""Reads summary.csv: the topic, the description, and totals to compare with."""

from dataclasses import dataclass, field
from typing import Final

from wholeplace.account.exchange.limits import MOST_TEXT
from wholeplace.account.exchange.polis_cells import whole_number
from wholeplace.account.exchange.polis_rows import Records
from wholeplace.kernel.cells import unguarded

TOTALS: Final = ("views", "voters", "voters-in-conv", "commenters", "comments", "groups")
TEXTS: Final = ("topic", "url", "conversation-description")
DESCRIPTION: Final = TEXTS[-1]
MOST_ROWS: Final = 10_000
"""Rows that are looked at: a description may have many lines, but a summary is short."""


@dataclass(slots=True)
class Summary:
    """What the summary states, and the row each total stands in."""

    texts: dict[str, str] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """Return a text, or nothing where the summary has none."""
        return self.texts.get(key, "")


def read_summary(records: Records) -> Summary:
    """Read every key and value; lines after the description belong to it, even without quotation marks."""
    summary = Summary()
    rows = records.take(MOST_ROWS)
    for number, row in enumerate(rows, 1):
        key = row[0].strip().lower() if row else ""
        if key in TOTALS or key in TEXTS:
            _keep(summary, records, number, key, ",".join(row[1:]))
        elif DESCRIPTION in summary.texts:
            summary.texts[DESCRIPTION] += "\n" + ",".join(row)
        elif any(row):
            records.notes.finding("key-ignored", file=records.file, row=number, value=row[0])
    for key, text in summary.texts.items():
        _check_length(records, summary.rows[key], key, text)
    return summary


def _keep(summary: Summary, records: Records, number: int, key: str, value: str) -> None:
    if key in summary.rows:
        records.notes.problem("header-twice", file=records.file, row=number, column=key)
        return
    summary.rows[key] = number
    if key in TEXTS:
        summary.texts[key] = _plain(records, number, key, value)
        return
    try:
        total = whole_number(value)
    except ValueError:
        records.notes.problem("not-a-count", file=records.file, row=number, column=key, value=value)
        return
    if total is not None:
        summary.totals[key] = total


def _plain(records: Records, number: int, key: str, value: str) -> str:
    text = unguarded(value)
    if text != value:
        records.notes.finding("apostrophe-removed", file=records.file, row=number, column=key)
    return text.strip()


def _check_length(records: Records, number: int, key: str, text: str) -> None:
    if len(text) > MOST_TEXT:
        records.notes.problem("text-too-long", file=records.file, row=number, column=key, length=len(text))
