"""The pages of an evidence pack: plain HTML that opens anywhere, loads nothing and runs nothing."""

import base64
import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

STYLE = """
:root { color-scheme: light; --ink: #17212b; --quiet: #4a5763; --line: #cfd8de; --deep: #0b4f5c; --pale: #eef5f5; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fff; font: 1.0625rem/1.6 system-ui, "Segoe UI", sans-serif; }
header { background: var(--deep); color: #fff; padding: 2.5rem 1.25rem 2rem; }
header p { margin: .4rem 0 0; }
header a { color: #fff; }
header > *, main { max-width: 62rem; margin-left: auto; margin-right: auto; }
main { padding: 1.5rem 1.25rem 4rem; }
h1 { font-size: 2.1rem; line-height: 1.2; margin: 0; }
h2 { font-size: 1.4rem; margin: 2.5rem 0 .5rem; }
p, li { max-width: 44rem; }
pre { background: var(--pale); padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .95rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
caption { text-align: left; font-weight: 700; padding: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .5rem .9rem .5rem 0; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere; }
td { white-space: pre-line; }
.whole, .lines th, .lines td:first-child { white-space: nowrap; }
th { color: var(--quiet); }
a { color: var(--deep); }
a:focus { outline: .2rem solid #c05600; outline-offset: .15rem; }
.told { margin: 1rem 0; padding: .8rem 0 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.told dt { color: var(--quiet); }
.told dd { margin: 0 0 .6rem; }
@media (min-width: 40rem) { .told { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; column-gap: 1.5rem; } }
@media (max-width: 40rem) {
  .lines thead, .figures thead { display: none; }
  .lines tr, .figures tr { display: block; padding: .6rem 0; border-bottom: 1px solid var(--line); }
  .figures td { display: block; border: 0; padding: .1rem 0; }
  .figures td::before { content: attr(data-of) ": "; color: var(--quiet); }
  .lines td { display: inline; border: 0; padding: 0; color: var(--quiet); }
  .lines td:not(:last-child)::after { content: " \\b7  "; }
  .lines td:last-child { display: block; color: var(--ink); }
}
@media print { header { color: var(--ink); background: none; padding-bottom: 0; } header a { color: inherit; } }
"""
_STYLE_SUM = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()

ENTRY_COLUMNS = ("Line", "When", "What happened")
OPENED_COLUMNS = ("Line", "Part of", "What it is", "What it says")
LONGEST_FIGURE = 10
"""Characters of a figure, which is never broken: such as "0 to 100%"."""
ERASED = "Erased, with the person it was about"
PROVES = (
    "Each line stands exactly as it was when the next checkpoint was signed, and none was taken away or put in.",
    "Released figures are the ones that were released.",
    "The number of votes recorded is the number in this record.",
    "Each checkpoint only adds to the one before it.",
)
PROVES_NOT = (
    "That what people wrote is true, or that everything that happened was entered.",
    "That nobody rewrote it all before the first checkpoint you hold yourself, such as one in committee minutes.",
    "Who did something, or what they wrote, where this pack shows no name and no words.",
    "How anybody voted, or that the votes add up: the operator works that out again, with a scrutineer present.",
    "That these sentences word it well. The record is leaves.jsonl.",
)
READ = """This is the record of what was decided and done here, made so that anybody can check it without trusting
the people who keep it. You can read it on these pages, and one command checks it. It ends where it was signed last:
what was done later is not in this pack."""
CHECK = (
    "Unpack the zip, and open a terminal in its folder. Python has to be there; a network has not.",
    "Type this, and press Enter:<pre>python3 verify.py</pre>",
    "It says that everything is as it was signed, or what is not. It takes a minute for a large record.",
)
CHECK_FROM_OUTSIDE = """Save a checkpoint from committee minutes as a text file, and the same command says whether the
record was rolled back or rewritten since: <code>python3 verify.py --checkpoint minutes.txt</code>. Somebody could
have changed verify.py too: a copy from another source is safer."""
LAST = """Each time the record is signed, a checkpoint is made. Its first three lines name the place, say how long the record
is, and give a mark that no other record has. They fit in the minutes of a meeting."""
KEY = """It is signed with this key. Compare it with one you have from elsewhere."""
IN_THE_FILE = "<p>These figures are in releases.jsonl.</p>"
FILES = (
    ("index.html", "this page"),
    ("sentences.txt", "what was done, as plain sentences"),
    ("leaves.jsonl", "the record itself, for programs"),
    ("checkpoints.txt", "every checkpoint, signed"),
    ("keys.json", "the keys that sign, and since when each does"),
    ("releases.jsonl", "the released figures, for programs"),
    ("openings.jsonl", "what people wrote and who they are, for programs, with what proves it"),
    ("sums.txt", "a mark of each file in here, signed, so that none can be changed unseen"),
    ("verify.py", "the program that checks all this"),
    ("recount.py", "the program that counts each decision again"),
    ("README.txt", "the same in a few lines"),
)

FOR_SCRUTINEERS = {"openings.jsonl", "recount.py"}
RECOUNT = """To count every decision again from its answers, type <code>python3 recount.py</code> in the same folder: it is
a second program of its own, and says of each decision whether it is what its answers lead to."""


@dataclass(frozen=True)
class About:
    """What the front page says of a pack."""

    place: str
    origin: str
    made: str
    entries: int
    leaves: int
    checkpoints: int
    last: str
    key: str
    releases: tuple[str, ...]
    first: tuple[tuple[str, ...], ...]
    until: str
    pages: tuple[str, ...]
    opened: tuple[str, ...] | None


def front_page(about: About) -> str:
    """Return the page that a pack opens with."""
    kind = "Public evidence pack" if about.opened is None else "Scrutineer's evidence pack"
    files = [
        (_link(name), escape(says))
        for name, says in FILES
        if name not in FOR_SCRUTINEERS or about.opened is not None
    ]
    body = [
        f"<p>{READ}</p>",
        table_in_page("What is in this pack", ("What", "How much"), _contents(about)),
        f"<h2>How to check it</h2>{_steps(CHECK)}<p>{CHECK_FROM_OUTSIDE}</p>",
        "" if about.opened is None else f"<p>{RECOUNT}</p>",
        f"<h2>The last checkpoint</h2><p>{LAST}</p><pre>{escape(about.last)}</pre>",
        f"<p>{KEY}</p><pre>{escape(about.key)}</pre>",
        f"<h2>What this proves</h2>{list_in_page([escape(one) for one in PROVES])}",
        f"<h2>What this does not prove</h2>{list_in_page([escape(one) for one in PROVES_NOT])}",
        f'<h2 id="done">What was decided and done</h2>{_entries(about)}',
        f'<h2 id="figures">Released figures</h2>{_released(about.releases)}',
    ]
    if about.opened is not None:
        body.append(
            '<h2 id="opened">What people wrote, and names</h2><p>Only a scrutineer gets this. Keep it safe.</p>'
        )
        body.append(_pages(about.opened) if about.opened else "<p>Nothing is opened.</p>")
    body.append("<h2>The files</h2>" + table_in_page("Files of this pack", ("File", "What it holds"), files))
    under = f"{kind}, made {about.made}, {about.origin}"
    return whole_page(f"{about.place}: {kind}", about.place, under, "".join(body))


def _contents(about: About) -> list[tuple[str, str]]:
    """Return what the pack holds, each a link to where it can be read, and how much of it; all of it is HTML already."""
    span = f", {about.first[0][1].rpartition(',')[0]} to {about.until}" if about.first else ""
    lines = f"{about.entries:,} line{'' if about.entries == 1 else 's'}"
    held = [
        ('<a href="index.html#done">What was decided and done, in sentences</a>', f"{lines}{span}"),
        ('<a href="index.html#figures">Released figures, as tables</a>', f"{len(about.releases):,}"),
        ('<a href="checkpoints.txt">Checkpoints, each signed</a>', f"{about.checkpoints:,}"),
    ]
    if about.opened is not None:
        held.append(
            ('<a href="index.html#opened">What people wrote, and names</a>', _pages_said(about.opened))
        )
    return held


def _pages_said(pages: Sequence[str]) -> str:
    return f"{len(pages):,} page{'' if len(pages) == 1 else 's'}"


def _steps(steps: Sequence[str]) -> str:
    return "<ol>" + "".join(f"<li>{step}</li>" for step in steps) + "</ol>"


def moment_of(at: str) -> str:
    """Return a moment as a person reads it, in UTC, since a pack is read anywhere."""
    moment = dt.datetime.fromisoformat(at).astimezone(dt.UTC)
    return f"{day_of(at)}, {moment:%H:%M} UTC"


def day_of(at: str) -> str:
    """Return the day of a moment as a person reads it, in UTC."""
    moment = dt.datetime.fromisoformat(at).astimezone(dt.UTC)
    return f"{moment.day} {moment:%B %Y}"


def lines_page(place: str, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a page of lines of the record."""
    cells = [[escape(cell) for cell in row] for row in rows]
    return page_within(place, title, lines_in_page(title, columns, cells))


def page_within(place: str, title: str, body: str) -> str:
    """Return a page of ready HTML that leads back to the first."""
    return whole_page(
        f"{place}: {title}", title, place, f'<p><a href="index.html">Back to the first page</a></p>{body}'
    )


def release_section(number: int, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return released figures as a section that reads without any program."""
    table = figures_in_page("Released figures", columns, [[_unbroken(cell) for cell in row] for row in rows])
    return f'<h2 id="release-{number}">{escape(title)}</h2>{table if rows else IN_THE_FILE}'


def _unbroken(cell: str) -> str:
    """Return a cell that breaks only where it is longer than a figure."""
    return f'<span class="whole">{escape(cell)}</span>' if len(cell) <= LONGEST_FIGURE else escape(cell)


def read_me(about: About) -> str:
    """Return the few lines for somebody who opens the zip in a terminal."""
    return (
        f"The record of {about.place} ({about.origin}), made {about.made}: {about.entries:,} lines.\n\n"
        "To read it, open index.html.\nTo check it, unpack it and type: python3 verify.py\n\nIt proves:\n"
        + "".join(f"- {one}\n" for one in PROVES)
        + "\nIt does not prove:\n"
        + "".join(f"- {one}\n" for one in PROVES_NOT)
    )


def whole_page(title: str, heading: str, under: str, body: str) -> str:
    """Return a page that opens anywhere, loads nothing and runs nothing; its body is HTML already."""
    policy = f"default-src 'none'; style-src 'sha256-{_STYLE_SUM}'; base-uri 'none'; form-action 'none'"
    return (
        f'<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>'
        f"<body><header><h1>{escape(heading)}</h1><p>{escape(under)}</p></header><main>{body}</main></body></html>\n"
    )


def lines_in_page(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return lines of the record as a table, each below the other on a phone; its cells are HTML already."""
    return _table(' class="lines"', caption, columns, map(_cells, rows))


def figures_in_page(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return figures as a table, each below its column's name on a phone; its cells are HTML already."""
    named = [f'<td data-of="{escape(column)}">' for column in columns]
    told = ("".join(f"{name}{cell}</td>" for name, cell in zip(named, row, strict=True)) for row in rows)
    return _table(' class="figures"', caption, columns, told)


def table_in_page(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table; its cells are HTML already."""
    return _table("", caption, columns, map(_cells, rows))


def _cells(row: Sequence[str]) -> str:
    return "".join(f"<td>{cell}</td>" for cell in row)


def _table(marks: str, caption: str, columns: Sequence[str], rows: Iterable[str]) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(f"<tr>{row}</tr>\n" for row in rows)
    return f"<table{marks}><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table>"


def _entries(about: About) -> str:
    """Return the first entries as a table, and links to the pages when there are more."""
    if not about.pages:
        return "<p>Nothing has been done yet.</p>"
    rows = [[escape(cell) for cell in row] for row in about.first]
    shown = "All of it" if len(about.pages) == 1 else f"The first {len(about.first):,} lines"
    return (_pages(about.pages) if len(about.pages) > 1 else "") + lines_in_page(shown, ENTRY_COLUMNS, rows)


def _released(titles: Sequence[str]) -> str:
    if not titles:
        return "<p>No figures have been released yet.</p>"
    return list_in_page([
        f'<a href="releases.html#release-{number}">{escape(title)}</a>' for number, title in enumerate(titles, 1)
    ])  # fmt: skip


def _pages(names: Sequence[str]) -> str:
    return list_in_page(
        [f'<a href="{name}">Page {number} of {len(names)}</a>' for number, name in enumerate(names, 1)]
    )


def words_in_page(pairs: Sequence[tuple[str, str]]) -> str:
    """Return what stands under which name, each below the other on a phone; all of it is HTML already."""
    return '<dl class="told">' + "".join(f"<dt>{name}</dt><dd>{said}</dd>" for name, said in pairs) + "</dl>"


def list_in_page(items: Sequence[str]) -> str:
    """Return a list; its items are HTML already."""
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _link(name: str) -> str:
    return f'<a href="{name}">{name}</a>'
