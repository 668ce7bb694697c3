"""Which kinds of file are taken, how each is served, and what a file is called."""

import re
import unicodedata

from django.db import models
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.people import HatKind


class FileKind(models.TextChoices):
    """The kinds of file that are taken, known by their content."""

    PDF = "pdf", _("PDF")
    PNG = "png", _("Picture (PNG)")
    JPEG = "jpeg", _("Picture (JPEG)")
    WEBP = "webp", _("Picture (WebP)")
    TEXT = "text", _("Plain text")
    CSV = "csv", _("Table (CSV)")
    XLSX = "xlsx", _("Spreadsheet (Excel)")
    DOCX = "docx", _("Document (Word)")
    ODT = "odt", _("Document (OpenDocument)")
    ODS = "ods", _("Spreadsheet (OpenDocument)")


JUDGES = (HatKind.MODERATOR, HatKind.CONVENER)
"""The hats in which one holds somebody else's file, or gives a word for taking it down."""


class FileDeed(models.TextChoices):
    """What was done about a file that somebody else put there, and what they said about it."""

    HELD = "held", _("Held for 48 hours")
    PROPOSED = "proposed", _("Proposed to take down")
    TAKEN_DOWN = "taken_down", _("Taken down by a second word")
    KEPT = "kept", _("Kept")
    CAME_BACK = "came_back", _("Came back by itself")
    ANSWERED = "answered", _("Answered by whoever put it there")


PICTURES = frozenset({FileKind.PNG, FileKind.JPEG, FileKind.WEBP})
"""Kinds that were drawn afresh, and may be shown on a page."""

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.WEBP: "image/webp",
    FileKind.TEXT: "text/plain",
    FileKind.CSV: "text/csv",
    FileKind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    FileKind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    FileKind.ODT: f"{_OPEN}.text",
    FileKind.ODS: f"{_OPEN}.spreadsheet",
}

ENDINGS = {kind: (f".{kind.value}",) for kind in FileKind} | {
    FileKind.JPEG: (".jpg", ".jpeg"),
    FileKind.TEXT: (".txt", ".text", ".md"),
    FileKind.CSV: (".csv", ".tsv"),
}
"""How the name of each kind may end; the first is put where it ends otherwise."""

LONGEST_NAME = 100
ASKED_FOR = ",".join(ending for endings in ENDINGS.values() for ending in endings)
"""What a browser offers to choose from; what was chosen is known by its content."""

_SPACES = re.compile(r"\s+")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")


def plain_name(given: str) -> str:
    """Return a name as people may see it: no folders, no signs that show nothing or turn the text round, not too long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    spaced = _SPACES.sub(" ", last)
    shown = "".join(one for one in spaced if unicodedata.category(one)[0] != "C")
    return shown.strip(" .")[-LONGEST_NAME:].strip(" .")


def name_for(given: str, kind: FileKind) -> str:
    """Return what a file is called: its plain name, with an ending that tells its kind truly."""
    name = plain_name(given)
    if not name.lower().endswith(ENDINGS[kind]):
        known = any(name.lower().endswith(endings) for endings in ENDINGS.values())
        stem = _ENDING.sub("", name) if known else name
        name = f"{stem or kind.value}{ENDINGS[kind][0]}"
    ending = _ENDING.search(name)
    tail = ending[0] if ending else ""
    return f"{name.removesuffix(tail)[: LONGEST_NAME - len(tail)].rstrip(' .') or kind.value}{tail}"
