"""The files of the story: a count, diaries beside a framing and a reading, and a list that two people took down."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from wholeplace.convene.changes.evidence import add_evidence_of_reading
from wholeplace.convene.changes.models import Reading
from wholeplace.convene.issues.evidence import add_evidence
from wholeplace.convene.issues.models import ProposedFraming
from wholeplace.kernel.files.checking import check_file
from wholeplace.kernel.files.models import KeptFile
from wholeplace.kernel.files.taking_down import answer_about_file, hold_file, propose_down, take_down
from wholeplace.kernel.people import HatKind

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
CARS_SEEN: Final = (
    ("night", "car"),
    (5, "DK12 XRT"),
    (11, "WB07 OLM"),
    (15, "DK12 XRT"),
    (20, "VN58 HSE"),
    (26, "DK12 XRT"),
)
WHY_DOWN: Final = "It lists number plates, and by those a driver can be found."
WHY_HELD: Final = f"{WHY_DOWN} Nobody has to be found for us to see that it was cars."
ITS_OWNER_SAYS: Final = "I did not think of that, and would not want it done to me. The diaries still say on which nights it was a car."
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
    margaret = "Margaret Towle"
    add_evidence(
        teller.named(margaret),
        proposed=above,
        file=check_file("Four weeks of diaries.pdf", diary()),
        description="The nights on which one of nine households was woken, and by what.",
    )
    plates = add_evidence(
        teller.named(margaret),
        proposed=above,
        file=check_file("Cars at night.csv", written_out(CARS_SEEN)),
        description="Which cars woke us, on five nights.",
    )
    tell_of_the_plates(teller, plates, answered_by=margaret)


def tell_of_the_plates(teller: "Teller", file: KeptFile, *, answered_by: str) -> None:
    """Have one moderator hold a file at once, two people take it down, and whoever put it there answer."""
    (moderator,), (convener, _second) = teller.wearers("moderator"), teller.wearers("convener")
    moderating = HatKind.MODERATOR
    file = hold_file(teller.member(moderator, hat=moderating), file=file, because=WHY_HELD)
    file = propose_down(teller.member(moderator, hat=moderating), file=file, because=WHY_DOWN)
    file = take_down(teller.member(convener, hat=HatKind.CONVENER), file=file)
    answer_about_file(teller.named(answered_by), file=file, words=ITS_OWNER_SAYS)


def tell_where_it_was_read_off(teller: "Teller", reading: Reading) -> None:
    """Have a file put beside a reading, in which its figure can be looked up."""
    woken, _about = WOKEN
    nights = [(number + 1, "woken") for number, one in enumerate(woken) if one == "x"]
    add_evidence_of_reading(
        teller.named("Margaret Towle"),
        reading=reading,
        file=check_file("Nights of one month.csv", written_out([("night", "what"), *nights])),
        description="The nights on which one of nine households was woken: 17 of 28.",
    )


def count_of(today: dt.date) -> bytes:
    """Return the count as a table, its last evening a week ago."""
    evenings = [
        (today - dt.timedelta(days=7 + 2 * (len(COUNTED) - number))).isoformat()
        for number in range(len(COUNTED))
    ]
    told = [(evening, *counted) for evening, counted in zip(evenings, COUNTED, strict=True)]
    return written_out([("evening", "weather", "young people in the shelters"), *told])


def written_out(lines: Iterable[Sequence[object]]) -> bytes:
    """Return a table as a file, its headings first."""
    written = io.StringIO()
    csv.writer(written).writerows(lines)
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
