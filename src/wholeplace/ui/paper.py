"""Letters for the post, set as one PDF: one page each, the address in the window of a DL envelope, a square and a short code."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wholeplace.kernel.text import one_line
from wholeplace.ui.charts.standalone import FAMILIES, FONTS

SET_BY = Path(__file__).with_name("letters.typ")
LINES: Final = 6
"""Lines of an address that show in the window."""
PARAGRAPHS: Final = 6
"""Lines of somebody's own words that stay apart."""
SAMPLE: Final = "XXXX-XXXX"
"""What stands where a code will stand in a letter that is only looked at: nobody takes it for one that works."""


@dataclass(frozen=True)
class Said:
    """A paragraph of a letter: whose words, where it quotes somebody, and what is said."""

    text: str
    by: str = ""


@dataclass(frozen=True)
class Sheet:
    """One letter as it stands on paper."""

    sender: str
    to: tuple[str, ...]
    place: str
    dated: str
    subject: str
    said: tuple[Said, ...]
    signed: str
    how: str
    code: str
    at: str
    square: str
    offline: str
    why: tuple[str, ...]

    @property
    def words(self) -> str:
        """The words of a letter as plain text, with words where its square stands."""
        said = [f"{one.by}: {one.text}" if one.by else one.text for one in self.said]
        square = _(
            "[here stands a square to scan, and how you are reached without internet: you say it when you set the letters]"
        )
        answers = f"{self.how}\n{self.at}\n{self.code}\n{square}"
        return "\n\n".join(["\n".join(self.to), *said, self.signed, answers, " ".join(self.why)])


@dataclass(frozen=True)
class Sender:
    """How whoever has no internet reaches the partnership, and where letters come back to; nothing where it is not said."""

    address: str = ""
    phone: str = ""

    @property
    def offline(self) -> str:
        """How whoever has no internet answers."""
        said = {
            (True, True): _("No internet? Call {phone}, or write to {address}."),
            (False, True): _("No internet? Call {phone}."),
            (True, False): _("No internet? Write to {address}."),
        }.get((bool(self.address), bool(self.phone)), "")
        return said.format(phone=one_line(self.phone), address=one_line(self.address))

    def above_window(self, place: str, *, by: str) -> str:
        """Return the small line over the address: where a letter comes back to, or whose it is."""
        signed = _("{place}, the partnership; {by}").format(place=place, by=by)
        back = _("{place}, {address}").format(place=place, address=self.address)
        return one_line(back if self.address else signed)


NOBODY_SAID: Final = Sender()


@dataclass(frozen=True)
class Secrets:
    """What opens the answer to one letter: the code that stands in it, and the address in its square."""

    code: str
    link: str


def window_lines(name: str, address: str) -> tuple[str, ...]:
    """Return the lines of an address as the window shows them: the name first, and what does not fit on the last."""
    parts = [one_line(part) for part in address.replace("\n", ",").split(",")]
    lines = [one_line(name), *(part for part in parts if part)]
    if len(lines) <= LINES:
        return tuple(lines)
    return (*lines[: LINES - 1], ", ".join(lines[LINES - 1 :]))


def shortened(words: str) -> str:
    """Return words as they stand on a page that has room for one letter: in their lines, unless there are many."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return "\n".join(lines) if len(lines) <= PARAGRAPHS else one_line(words)


def pdf_of(sheets: Sequence[Sheet]) -> bytes:
    """Return letters as one PDF that screen readers can read, one page each."""
    language = (get_language() or "en").split("-")[0]
    told = {
        "letters": [asdict(one) for one in sheets],
        "fonts": FAMILIES,
        "language": language,
        "title": _("Letters for the post"),
    }
    inputs = {"told": json.dumps(told, ensure_ascii=False)}
    pdf: bytes = typst.compile(
        str(SET_BY), pdf_standards=["ua-1"], format="pdf", font_paths=[str(FONTS)], sys_inputs=inputs
    )
    return pdf
