"""Compares the files on disk with what the ledger names them by."""

from collections.abc import Iterator
from pathlib import Path

from wholeplace.kernel.files.models import KeptFile, Shelf
from wholeplace.kernel.files.shelves import content_of, logo_of, path_of
from wholeplace.kernel.ledger.check import Fault
from wholeplace.kernel.places import Place
from wholeplace.kernel.tables import table_of


def check_files(place: Place) -> Iterator[Fault]:
    """Yield a fault for each file of a place that is missing, or is no longer what was put there."""
    shelf = Shelf.objects.filter(place=place).first()
    for file in KeptFile.objects.filter(place=place).order_by("pk").iterator():
        if not file.is_kept:
            continue
        if not path_of(place.pk, file.digest).is_file():
            yield Fault("file_missing", table_of(KeptFile), str(file.pk))
        elif shelf is None or content_of(file, salt=shelf.salt) is None:
            yield Fault("file_changed", table_of(KeptFile), str(file.pk))
    for shown in Place.objects.filter(pk=place.pk).exclude(logo=""):
        if not path_of(place.pk, shown.logo).is_file():
            yield Fault("file_missing", table_of(Place), str(place.pk))
        elif logo_of(shown) is None:
            yield Fault("file_changed", table_of(Place), str(place.pk))


def files_kept() -> list[Path]:
    """Return where every file is that should be on disk: those beside records, and the logos of places."""
    beside = [(one.place_id, one.digest) for one in KeptFile.objects.order_by("pk") if one.is_kept]
    logos = Place.objects.exclude(logo="").order_by("slug").values_list("pk", "logo")
    return [path_of(place, digest) for place, digest in (*beside, *logos)]


def missing_from_disk(files: list[Path]) -> int:
    """Return how many of these files are not on disk."""
    return sum(not one.is_file() for one in files)
