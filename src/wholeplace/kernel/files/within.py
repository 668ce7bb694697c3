"""Takes out of the pictures within a document where, when and with what they were taken; the pictures stay as they are."""

import io
import struct
from itertools import pairwise

from wholeplace.kernel.files.findings import DAMAGED, NotTaken
from wholeplace.kernel.files.images import markers

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
TELLING = (b"II*\x00", b"MM\x00*")
"""How pictures in TIFF begin: what they tell cannot be told from what they show."""
WORDS = {*range(0xE1, 0xF0), 0xFE} - {0xE2, 0xEE}
"""Markers of a JPEG under which something is told beside the picture; the two left out tell of its colours."""
COLOURS = (b"ICC_PROFILE\x00", b"Adobe")
CHUNKS = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
TURNED = 0x0112
"""Under what number a photograph says which way up it is: all that is left of what it says."""


def without_words(picture: bytes) -> bytes:
    """Return a picture without what it tells beside itself; what is none, or tells nothing, is returned as it is."""
    if picture.startswith(TELLING) or picture[4:8] == b"ftyp":
        raise NotTaken("file_picture_within")
    if picture.startswith(JPEG):
        return _jpeg(picture)
    if picture.startswith(PNG):
        return _png(picture)
    return _webp(picture) if picture[:4] == b"RIFF" and picture[8:12] == b"WEBP" else picture


def _jpeg(picture: bytes) -> bytes:
    """Leave out what is told in a JPEG and what follows after it, as phones append a second one."""
    begins = []
    for marker, at in markers(picture):
        begins.append((marker, at))
        if marker == 0xD9:
            break
    if not begins:
        raise NotTaken("file_broken")
    ends = begins[-1][1] + 2 if begins[-1][0] == 0xD9 else len(picture)
    parts = [(marker, picture[at:after]) for (marker, at), (_, after) in pairwise([*begins, (0, ends)])]
    kept = [part for marker, part in parts if not tells(marker, part)]
    turned = _turned(picture)
    if turned > 1:
        kept.insert(1 if kept and kept[0][1] == 0xE0 else 0, _saying(turned))
    return b"".join([JPEG[:2], *kept])


def tells(marker: int, part: bytes) -> bool:
    """Say whether a part of a JPEG tells something beside the picture."""
    if marker in {0xE2, 0xEE}:
        return not part.startswith(COLOURS, 4)
    return marker in WORDS or (marker == 0xE0 and part.startswith(b"JFXX", 4))


def _turned(picture: bytes) -> int:
    """Return which way up a photograph is."""
    from PIL import Image  # noqa: PLC0415 only pictures need it

    try:
        with Image.open(io.BytesIO(picture), formats=["JPEG"]) as opened:
            told = opened.getexif().get(TURNED, 1)
    except (SyntaxError, Image.DecompressionBombError, *DAMAGED):
        return 1
    return told if told in range(1, 9) else 1


def _saying(turned: int) -> bytes:
    """Return the part of a JPEG that says which way up it is, and nothing else."""
    told = b"Exif\x00\x00II*\x00" + struct.pack("<IHHHIHHI", 8, 1, TURNED, 3, 1, turned, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(told) + 2) + told


def _png(picture: bytes) -> bytes:
    """Leave out what is told in a PNG and what follows after it."""
    kept, at, kind = [PNG], len(PNG), b""
    while kind != b"IEND":
        if at + 12 > len(picture):
            raise NotTaken("file_broken")
        length, kind = struct.unpack(">I4s", picture[at : at + 8])
        if kind not in CHUNKS:
            kept.append(picture[at : at + 12 + length])
        at += 12 + length
    return b"".join(kept)


def _webp(picture: bytes) -> bytes:
    """Leave out what is told in a WebP and what follows after it."""
    kept, at = [], 12
    ends = min(len(picture), 8 + int.from_bytes(picture[4:8], "little"))
    while at + 8 <= ends:
        kind, length = struct.unpack("<4sI", picture[at : at + 8])
        part = picture[at : at + 8 + length + length % 2]
        if kind == b"VP8X":
            part = part[:8] + bytes(one & ~0x0C for one in part[8:9]) + part[9:]
        if kind not in {b"EXIF", b"XMP "}:
            kept.append(part)
        at += len(part)
    said = b"".join([b"WEBP", *kept])
    return b"RIFF" + struct.pack("<I", len(said)) + said
