"""Logos made on the spot, as they are sent and as they are once they were looked into."""

from typing import Any

from tests.kernel.pictures_made import picture

from wholeplace.kernel.files.checking import Checked
from wholeplace.kernel.files.names import FileKind
from wholeplace.kernel.files.shelves import path_of
from wholeplace.kernel.places import Place


def logo(*, size: tuple[int, int] = (200, 80), **other: Any) -> Checked:
    """A logo as it is once it was looked into."""
    said = {"kind": FileKind.PNG, "content": picture("PNG", size=size), "width": size[0], "height": size[1]}
    return Checked("logo.png", **{**said, **other})


def lies_there(place: Place, digest: str) -> bool:
    """Say whether what a place calls by this digest is on its shelf."""
    return path_of(place.pk, digest).is_file()
