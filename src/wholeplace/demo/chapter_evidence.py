"""The files that stand beside the framings of the story: a count on twelve evenings, and four weeks of diaries."""

import csv
import datetime as dt
import io
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from wholeplace.convene.issues.evidence import add_evidence
from wholeplace.convene.issues.models import ProposedFraming
from wholeplace.kernel.files.checking import check_file

if TYPE_CHECKING:
    from wholeplace.demo.telling import Teller

COUNTED: Final = (
    ("dry", 12), ("dry", 9), ("rain", 17), ("dry", 11), ("rain", 19), ("dry", 10), ("rain", 18), ("dry", 13), ("dry", 8),
    ("rain", 20), ("dry", 11), ("rain", 17),
)  # fmt: skip
"""The weather, and young people in the shelters, on each evening: 74 when it was dry, 91 when it rained."""
WOKEN: Final = (
    "....x.xx..x.xxx.x.xxx.xxxxxx",
    "Nights on which somebody was woken: 17 of 28.",
)
CARS: Final = (4, 10, 14, 19, 25)
"""The nights, counted from nought, on which it was cars."""
DIARY: Final = """
#let told = json(bytes(sys.inputs.told))
#set document(title: told.title)
#set text(lang: "en", font: ("Atkinson Hyperlegible", "Libertinus Serif"))
= #told.title
#told.about
#table(columns: (auto, 1fr), table.header[*Night*][*What woke us*], ..told.nights.flatten())
"""


def tell_the_evidence(teller: "Teller", proposed: Sequence[ProposedFraming]) -> None:
    """Have both who proposed a framing put a file beside it."""
    young, above = proposed
    add_evidence(
        teller.named("Kayleigh Marsden"),
        proposed=young,
        file=check_file("Evenings in the shelters.csv", count_of(teller.moment.date())),
        description="How many of us sat in the three shelters on each of twelve evenings, dry and wet.",
    )
    add_evidence(
        teller.named("Margaret Towle"),
        proposed=above,
        file=check_file("Four weeks of diaries.pdf", diary()),
        description="The nights on which one of nine households was woken, and by what.",
    )


def count_of(today: dt.date) -> bytes:
    """Return the count as a table, its last evening a week ago."""
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(("evening", "weather", "young people in the shelters"))
    for number, (weather, people) in enumerate(COUNTED):
        evening = today - dt.timedelta(days=7 + 2 * (len(COUNTED) - number))
        lines.writerow((evening.isoformat(), weather, people))
    return written.getvalue().encode()


def diary() -> bytes:
    """Return the diaries, put together on paper."""
    import typst  # noqa: PLC0415 large, and needed here alone

    nights, about = WOKEN
    told = {
        "title": "Four weeks of diaries",
        "about": f"Nine households above the promenade. {about}",
        "nights": [
            [str(number + 1), "Cars" if number in CARS else "Voices or music"]
            for number, woken in enumerate(nights)
            if woken == "x"
        ],
    }
    paper: bytes = typst.compile(DIARY.encode(), sys_inputs={"told": json.dumps(told)})
    return paper
