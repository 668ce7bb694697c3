"""What a file of contacts comes to, worked out beside the reply: told on its page before anything of it is kept."""

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from wholeplace.convene.stakeholders.book_matching import FIELDS, Match, differs, sort_out
from wholeplace.convene.stakeholders.book_sheets import NewContact, ReadContacts
from wholeplace.convene.stakeholders.book_taking_in import Part, book_of
from wholeplace.convene.stakeholders.names import Known, Twice
from wholeplace.kernel.places import Place

SAMPLE = 50
"""Rows of each kind that are told one by one."""


def packed(contacts: Sequence[NewContact]) -> bytes:
    """Return contacts as they are kept until somebody says yes."""
    return zlib.compress(json.dumps([[one.row, dict(one.said)] for one in contacts]).encode())


def unpacked(content: bytes) -> list[NewContact]:
    """Return the contacts of a file that was read."""
    return [NewContact(row, said) for row, said in json.loads(zlib.decompress(content))]


def planned(parts: Sequence[Part]) -> bytes:
    """Return the parts of a file as they are kept while they are taken in."""
    return zlib.compress(json.dumps([[list(one.new), dict(one.known)] for one in parts]).encode())


def parts_in(content: bytes) -> list[Part]:
    """Return the parts of a file that is being taken in, each with a digest of its own."""
    whole = hashlib.sha256(content).hexdigest()
    parts = json.loads(zlib.decompress(content))
    return [Part(new, known, f"{whole} {number}") for number, (new, known) in enumerate(parts)]


def report_on(read: ReadContacts, *, place: Place) -> dict[str, Any]:
    """Return what a page tells of a file: how many are new, in the book already, in it twice or wrong, some of each by name."""
    book = book_of(place)
    stands = dict(book)
    found = sort_out(read.contacts, book, known=Known.FILL, twice=Twice.ONCE)
    adds = sum(bool(differs(said, stands[key], known=Known.FILL)) for key, said in found.known.items())
    return {
        "broken": read.broken,
        "rows": len(read.contacts) + len({one.row for one in read.faults}),
        "new": len(found.new),
        "known": len(found.matches),
        "adds": adds,
        "twice": len(found.twice),
        "wrong": len({one.row for one in read.faults}),
        "faults": [str(one) for one in read.faults[:SAMPLE]],
        "in_book": [_in_book(one, stands) for one in found.matches[:SAMPLE]],
        "in_file": [[one.row.row, one.row.called, one.other, one.by.value] for one in found.twice[:SAMPLE]],
        "some": [[one.row, *(one.said.get(name, "") for name in FIELDS[:5])] for one in found.new[:10]],
    }


def _in_book(match: Match, stands: Mapping[str, Mapping[str, str]]) -> list[object]:
    """Return a row that is in the book already: who it is there, by what, and what the file says otherwise."""
    there = stands[match.other]
    other = differs(match.row.said, there, known=Known.REPLACE)
    return [
        match.row.row,
        match.row.called,
        there["name"] or there["organisation"],
        match.by.value,
        [[name, there[name], text] for name, text in other.items() if name not in {"sector", "area"}],
    ]
