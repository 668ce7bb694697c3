"""Work on sheets that somebody sent and on the book, after the reply and by night."""

import datetime as dt

from django.utils.translation import gettext_noop

from wholeplace.convene.stakeholders.book import AT_ONCE, forget_contacts
from wholeplace.convene.stakeholders.book_reading import packed, parts_in, planned, report_on, unpacked
from wholeplace.convene.stakeholders.book_sheets import read_contacts
from wholeplace.convene.stakeholders.book_taking_in import parts_of, take_in_contacts
from wholeplace.convene.stakeholders.conditions import CONTACTS_AT_ONCE, CONTACTS_KEPT
from wholeplace.convene.stakeholders.models import Contact, SentSheet
from wholeplace.convene.stakeholders.names import Ground, Known, Twice
from wholeplace.convene.stakeholders.sending import READING, TAKING_IN, forget_sent, note_read, note_taken_in
from wholeplace.convene.stakeholders.sheets import MOST_BYTES
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Actor, Door, machine
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.files.checking import Room, read_sheets
from wholeplace.kernel.jobs.cron import cron
from wholeplace.kernel.jobs.handlers import job
from wholeplace.kernel.jobs.runs import Run
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.places import Area, Place

NAME = "contacts"
"""Under which the program stands in the record when it forgets."""
ROOM = Room(work=30, clock=60)
"""What a child may use that reads a large file, while nobody waits for a reply."""
PASSING = frozenset({"files_busy"})
"""Refusals that another try may not meet."""


@cron("stakeholders.forget_sent", every=dt.timedelta(hours=1))
def forget_sheets(_run: Run) -> None:
    """Throw away sheets that were sent more than a day ago."""
    forget_sent()


@job(READING)
def read_book(run: Run, *, place: Place, sheet: SentSheet) -> None:
    """Read a file of contacts, and work out what taking it in would come to."""
    if sheet.report:
        return
    run.progress(0, 3, gettext_noop("Reading the file"))
    try:
        grids = read_sheets(
            bytes(sheet.content), most_bytes=MOST_BYTES, most_rows=CONTACTS_AT_ONCE, room=ROOM
        )
    except Refused as refused:
        if refused.refusal.code in PASSING:
            raise
        note_read(sheet, {"broken": str(refused)}, content=b"")
        return
    run.progress(1, 3, gettext_noop("Checking every row"))
    read = read_contacts(grids, areas=list(Area.objects.filter(place=place)))
    run.progress(2, 3, gettext_noop("Looking for contacts that are there already"))
    note_read(sheet, report_on(read, place=place), content=packed(read.contacts))
    run.progress(3, 3)


@job(TAKING_IN, limit=dt.timedelta(minutes=10))
def take_in_book(run: Run, *, place: Place, sheet: SentSheet) -> None:
    """Take a file of contacts into the book as whoever sent it chose, part after part, each in a deed of theirs.

    What becomes of whom is settled once: a run that is broken off goes on where it was, for no part is taken in twice. Where
    the very first part is refused nothing is settled yet, and whoever chooses again is heard.
    """
    if sheet.done is not None or "chosen" not in sheet.report:
        return
    chosen = sheet.report["chosen"]
    known = Known(chosen["known"])
    content = as_read = bytes(sheet.content)
    if not sheet.report.get("planned"):
        parts = parts_of(place, unpacked(content), known=known, twice=Twice(chosen["twice"]))
        content = planned(parts)
        note_read(sheet, {**sheet.report, "planned": True}, content=content)
    parts = parts_in(content)
    for number, part in enumerate(parts):
        run.progress(number, len(parts), gettext_noop("Putting the contacts in the book"))
        key = f"{sheet.pk} {number}"
        actor = Actor(place=place, door=Door.PAGE, membership=sheet.by, hat=HatKind.CONVENER, key=key)
        try:
            take_in_contacts(
                actor, place=place, part=part, origin=sheet.says, ground=Ground(sheet.ground), known=known
            )
        except Refused as refused:
            settled = number > 0 or content == as_read
            told = {**sheet.report, "planned": settled, "refused": str(refused)}
            note_read(sheet, told, content=content if settled else as_read)
            return
    note_taken_in(sheet)
    run.progress(len(parts), len(parts))


@cron("stakeholders.forget_contacts", every=dt.timedelta(days=1), at="03:50")
def forget(_run: Run) -> None:
    """Forget contacts that nobody used for a year, some at a time so that nobody waits for the database."""
    old = Contact.objects.filter(used__lt=clock.now() - CONTACTS_KEPT).exclude(origin=ERASED)
    for place in Place.objects.filter(pk__in=old.values("place")):
        while forget_contacts(machine(place, NAME), place=place) == AT_ONCE:
            continue
