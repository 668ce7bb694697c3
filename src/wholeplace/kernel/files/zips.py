"""What is asked of the parts of a zip before any of them is unpacked; nothing here needs Django."""

import re
import stat
import zipfile
import zlib
from typing import Final

BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What opening or unpacking a damaged zip raises; Python's zipfile says NotImplementedError of a method it lacks."""

MOST_RATIO: Final = 200
"""How many times larger a part may be than it is packed; ordinary ones stay below 50."""
RATIO_FROM: Final = 1_000_000
"""Bytes below which the ratio is not asked about: a small part harms nobody."""
_LOCKED: Final = 0x1
_UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f\\:]|^/|(?:^|/)\.\.(?:/|$)")


def leads_out(part: zipfile.ZipInfo) -> bool:
    """Say whether a part's name leads out of its folder, or the part is a link to elsewhere."""
    return bool(_UNSAFE.search(part.orig_filename)) or stat.S_ISLNK(part.external_attr >> 16)


def is_locked(part: zipfile.ZipInfo) -> bool:
    """Say whether a part asks for a password."""
    return bool(part.flag_bits & _LOCKED)


def is_too_tight(part: zipfile.ZipInfo) -> bool:
    """Say whether a part would grow beyond measure once unpacked."""
    return part.file_size > RATIO_FROM and part.file_size > MOST_RATIO * max(1, part.compress_size)
