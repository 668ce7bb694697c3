"""Work on sheets that somebody sent and on the book, after the reply and by night."""

import datetime as dt

from django.utils.translation import gettext_noop

from wholeplace.convene.stakeholders.book import AT_ONCE, forget_contacts
from wholeplace.convene.stakeholders.book_reading import file_in, packed, report_on
from wholeplace.convene.stakeholders.book_sheets import read_contacts
from wholeplace.convene.stakeholders.book_taking_in import take_in_contacts
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


@job(TAKING_IN)
def take_in_book(run: Run, *, place: Place, sheet: SentSheet) -> None:
    """Take a file of contacts into the book as whoever sent it chose, in one deed of theirs."""
    if sheet.done is not None or "chosen" not in sheet.report:
        return
    run.progress(0, 2, gettext_noop("Putting the contacts in the book"))
    chosen = sheet.report["chosen"]
    actor = Actor(place=place, door=Door.PAGE, membership=sheet.by, hat=HatKind.CONVENER, key=str(sheet.pk))
    try:
        take_in_contacts(
            actor,
            place=place,
            file=file_in(sheet),
            origin=sheet.says,
            ground=Ground(sheet.ground),
            known=Known(chosen["known"]),
            twice=Twice(chosen["twice"]),
        )
    except Refused as refused:
        note_read(sheet, {**sheet.report, "refused": str(refused)}, content=bytes(sheet.content))
        return
    run.progress(1, 2, gettext_noop("Putting the file away"))
    note_taken_in(sheet)
    run.progress(2, 2)


@cron("stakeholders.forget_contacts", every=dt.timedelta(days=1), at="03:50")
def forget(_run: Run) -> None:
    """Forget contacts that nobody used for a year, some at a time so that nobody waits for the database."""
    old = Contact.objects.filter(used__lt=clock.now() - CONTACTS_KEPT).exclude(origin=ERASED)
    for place in Place.objects.filter(pk__in=old.values("place")):
        while forget_contacts(machine(place, NAME), place=place) == AT_ONCE:
            continue
