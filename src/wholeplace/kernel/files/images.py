"""Looks into pictures and draws them afresh, so that nothing but the picture is left: no place, no time, no camera."""

import io
import struct
import warnings
from collections.abc import Iterator

from wholeplace.kernel.files.findings import DAMAGED, MOST_PIXELS, Looked, NotTaken

QUALITY = 90
NO_LENGTH = {0x01, *range(0xD0, 0xD8)}
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""Markers of a JPEG that say how large it is."""


def look_at_png(content: bytes) -> Looked:
    """Return a PNG drawn afresh."""
    at = 8
    kinds: list[bytes] = []
    while at + 12 <= len(content) and b"IEND" not in kinds:
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        if not kinds:
            _bearable(*struct.unpack(">II", content[at + 8 : at + 16]) if kind == b"IHDR" else (0, 0))
        kinds.append(kind)
        at += 12 + length
    if b"IEND" not in kinds or at > len(content):
        raise NotTaken("file_broken")
    _nothing_after(content[at:])
    if b"acTL" in kinds:
        raise NotTaken("file_moving")
    return _afresh(content, "PNG")


def look_at_jpeg(content: bytes) -> Looked:
    """Return a JPEG drawn afresh, the right way up; further JPEGs after it, as phones append them, are left out."""
    size, end = _walked(content)
    _bearable(*size)
    rest = content[end:].strip(b"\x00")
    while rest.startswith(b"\xff\xd8\xff"):
        _, end = _walked(rest)
        rest = rest[end:].strip(b"\x00")
    _nothing_after(rest)
    return _afresh(content, "JPEG")


def look_at_webp(content: bytes) -> Looked:
    """Return a WebP drawn afresh."""
    if content[8:12] != b"WEBP" or len(content) < 30:
        raise NotTaken("file_unknown")
    (length,) = struct.unpack("<I", content[4:8])
    if len(content) < 8 + length:
        raise NotTaken("file_broken")
    _nothing_after(content[8 + length :])
    kind = content[12:16]
    if kind == b"VP8X":
        if content[20] & 0x02:
            raise NotTaken("file_moving")
        size = [int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27)]
    elif kind == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        size = [(bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1]
    else:
        size = [side & 0x3FFF for side in struct.unpack("<HH", content[26:30])]
    _bearable(*size)
    return _afresh(content, "WEBP")


def _walked(content: bytes) -> tuple[tuple[int, int], int]:
    """Return how large a JPEG is and where it ends, read off its markers."""
    size = (0, 0)
    for marker, at in markers(content):
        if marker in FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            size = (width, height)
        if marker == 0xD9:
            return size, at + 2
    raise NotTaken("file_broken")


def markers(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield each marker of a JPEG and where it stands, stepping over what is packed between."""
    at = 2
    while 0 <= at < len(content) - 1:
        if content[at] != 0xFF:
            at = content.find(b"\xff", at)
            continue
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0 or marker in NO_LENGTH:
            at += 2
            continue
        if len(content) < at + 9 and marker != 0xD9:
            return
        yield marker, at
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")


def _bearable(width: int, height: int) -> None:
    """Refuse a picture by its size before anything of it is unpacked."""
    if not width or not height:
        raise NotTaken("file_broken")
    if width * height > MOST_PIXELS:
        raise NotTaken("file_too_many_pixels", most=MOST_PIXELS // 1_000_000)


def _nothing_after(rest: bytes) -> None:
    """Refuse what follows the end of a picture: it is no part of it."""
    if rest.strip(b"\x00"):
        raise NotTaken("file_trailing")


def _afresh(content: bytes, form: str) -> Looked:
    """Return the picture alone, unpacked and packed again, and how large it is the right way up."""
    from PIL import Image, ImageOps  # noqa: PLC0415 only pictures need it

    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(io.BytesIO(content), formats=[form]) as opened:
            opened.load()
            upright = ImageOps.exif_transpose(opened)
            seen = upright.convert("RGB") if form == "JPEG" and upright.mode not in {"L", "RGB"} else upright
            through = seen.info.get("transparency")
            seen.info = {} if through is None else {"transparency": through}
            written = io.BytesIO()
            seen.save(written, form, quality=QUALITY)
    except (SyntaxError, Image.DecompressionBombError, *DAMAGED) as broken:
        raise NotTaken("file_broken") from broken
    return Looked(form.lower(), written.getvalue(), seen.size)
