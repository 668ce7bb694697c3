"""Pictures made on the spot: as cameras make them, and as nobody should."""

import io
import struct
import zlib

from PIL import Image, ImageCms


def picture(form: str, *, mode: str = "RGB", size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    """A small picture with an edge in it."""
    drawn = Image.new(mode, size)
    drawn.paste(Image.new(mode, (size[0] // 2, size[1]), 255 if mode == "L" else "red"), (0, 0))
    to = io.BytesIO()
    drawn.save(to, form, **options)  # type: ignore[arg-type]
    return to.getvalue()


def photograph() -> bytes:
    """A JPEG that says where, when and with what it was taken, lying on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Secret Camera"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (51.0, 30.0, 0.0)
    return picture("JPEG", exif=exif, comment=b"taken at home")


def panorama() -> bytes:
    """A JPEG that tells in parts of every kind, beside one that says what its colours mean."""
    beside = {0xE2: b"MPF\0with a small photograph of home", 0xEC: b"Ducky", 0xE3: b"Meta of home"}
    parts = [part(marker, said) for marker, said in beside.items()]
    colours = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    whole = picture("JPEG", comment=b"taken at home", icc_profile=colours)
    return whole[:2] + b"".join(parts) + whole[2:]


def part(marker: int, said: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(said) + 2) + said


def jpeg_2000() -> bytes:
    """A JPEG 2000 that tells where it was taken in boxes beside the picture's."""
    whole = picture("JPEG2000")
    at = whole.index(b"jp2c") - 4
    boxes = [(b"uuid", b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8 at home"), (b"xml ", b"<a>at home</a>")]
    told = b"".join(struct.pack(">I4s", len(said) + 8, kind) + said for kind, said in boxes)
    return whole[:at] + told + whole[at:]


def telling(form: str) -> bytes:
    """A picture that says with what it was taken, and which way up it is."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Secret Camera"
    return picture(form, exif=exif)


def moving(form: str) -> bytes:
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "blue")]
    to = io.BytesIO()
    frames[0].save(to, form, save_all=True, append_images=frames[1:])
    return to.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_of(width: int, height: int) -> bytes:
    """A PNG that says how large it is and holds next to nothing."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
