"""Whom a house keeps in its book of contacts, and the spreadsheets that wait in it."""

from tests.house.houses import House

from wholeplace.convene.stakeholders.book import add_contact, note_speaker
from wholeplace.convene.stakeholders.models import SentSheet
from wholeplace.convene.stakeholders.names import Ground
from wholeplace.convene.stakeholders.sending import keep_sheets
from wholeplace.kernel.clock import now
from wholeplace.kernel.files.grids import Grid
from wholeplace.kernel.guard import deriving
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import Audience


def keep_contacts(house: House) -> None:
    """Put somebody in the book, note for whom they could speak, and leave two spreadsheets of the convener's waiting."""
    convener = house.actor("convener", hat=HatKind.CONVENER)
    house.contact = add_contact(
        convener,
        place=house.place,
        ground=Ground.PUBLISHED,
        email=f"{house.word('mailcontact')}@{house.place.slug}.example",
        area=house.area,
        **{
            one: house.word(f"contact{one}")
            for one in ("name", "phone", "address", "organisation", "note", "origin")
        },
    )
    house.guess = note_speaker(
        convener, contact=house.contact, perspective=house.perspectives[Audience.PUBLIC]
    )
    by = house.people["convener"]
    house.sheet = keep_sheets(
        [Grid("", [["Name", "Sector"], [house.word("sheetname"), "Health"]])],
        issue=house.issues[Audience.PARTNERSHIP],
        by=by,
        says="",
    )
    report = {
        "rows": 1,
        "new": 0,
        "known": 1,
        "in_book": [[2, house.word("booksent"), house.word("contactname"), "email", []]],
    }
    with deriving():
        house.book = SentSheet.objects.create(
            place=house.place, by=by, content=b"", says=house.word("bookorigin"), ground=Ground.TASK, report=report, at=now()
        )  # fmt: skip
