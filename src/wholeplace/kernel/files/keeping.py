"""Putting a file beside a record, inside the deed of the feature that owns the record."""

import datetime as dt

from django.conf import settings
from django.db.models import QuerySet, Sum

from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.files.checking import Checked
from wholeplace.kernel.files.models import KeptFile, Shelf
from wholeplace.kernel.files.shelves import digest_of, live_files, new_salt, path_of, write
from wholeplace.kernel.places import Place
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import table_of

MOST_FILES = 5
"""Files beside one record."""
MB = 1_000_000


def bring_along(act: Act, earlier: Record, *, beside: Record) -> None:
    """Put the files that are beside a record beside the one that takes its place."""
    for file in live_files(act.place).filter(of=earlier.pk).select_for_update(no_key=True):
        file.of = beside.pk
        file.save(update_fields=["of"])
        act.record(file)


def keep_beside(act: Act, record: Record, *, file: Checked, description: str) -> KeptFile:
    """Put a file that was looked into beside a record, seen by whoever may see that; on disk before the deed is committed."""
    shelf = _held_shelf(act)
    beside = KeptFile.objects.filter(of=record.pk)
    if live_files(act.place).filter(of=record.pk).count() >= MOST_FILES:
        raise Refused("files_enough", most=MOST_FILES)
    _room_for(act, len(file.content))
    digest = _may_lie_there(act, shelf, file)
    made = KeptFile.objects.create(
        place=act.place,
        audience=record.audience,
        of_table=table_of(record),
        of=record.pk,
        number=beside.count() + 1,
        name=file.name,
        description=description,
        kind=file.kind,
        size=len(file.content),
        digest=digest,
        by=act.membership,
        put=act.at,
    )
    act.record(made)
    write(path_of(act.place.pk, digest), file.content)
    return made


def keep_for_place(act: Act, file: Checked) -> str:
    """Put a picture on the shelf that the place's own row is to name, and return its digest; on disk before the deed is committed.

    It is the place's, and nobody's: it stays when whoever chose it is erased. What the row named before is cleared.
    """
    shelf = _held_shelf(act)
    digest = _may_lie_there(act, shelf, file)
    write(path_of(act.place.pk, digest), file.content)
    act.enqueue_once("files.clear")
    return digest


def take_off_logo(act: Act, place: Place) -> None:
    """Have a place's row name no picture any more; what it named before is cleared."""
    place.logo = place.logo_kind = ""
    place.logo_width = place.logo_height = 0
    place.save(update_fields=["logo", "logo_kind", "logo_width", "logo_height"])
    act.record(place)
    act.enqueue_once("files.clear")


def _may_lie_there(act: Act, shelf: Shelf, file: Checked) -> str:
    """Return what a file is kept under; refused where two people took the very same one down."""
    digest = digest_of(shelf.salt, file.content)
    if KeptFile.objects.filter(place=act.place, digest=digest).exclude(taken_down=None).exists():
        raise Refused("file_was_taken_down")
    return digest


def _held_shelf(act: Act) -> Shelf:
    """Return the place's shelf, held until the deed is committed; the first file of a place makes it."""
    shelf = Shelf.objects.select_for_update().filter(place=act.place).first()
    if shelf is None:
        shelf = Shelf.objects.create(place=act.place, salt=new_salt(), made=act.at)
        act.record(shelf)
    return shelf


def _room_for(act: Act, size: int) -> None:
    """Refuse what is more than one person may bring within a day, or more than the place has room for."""
    theirs = KeptFile.objects.filter(place=act.place, by__person=act.membership.person_id)
    lately = theirs.filter(put__gt=act.at - dt.timedelta(days=1))
    if bytes_of(lately) + size > settings.FILES_A_DAY_MB * MB:
        raise Refused("files_enough_today", most=settings.FILES_A_DAY_MB)
    if bytes_of(live_files(act.place)) + size > settings.FILES_MB * MB:
        raise Refused("files_full")


def bytes_of(files: "QuerySet[KeptFile]") -> int:
    """Return how many bytes files hold together."""
    return int(files.aggregate(all=Sum("size"))["all"] or 0)
