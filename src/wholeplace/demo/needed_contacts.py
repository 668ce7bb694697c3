"""Whom the convener of Lantern Hill could ask, and how to reach them."""

from dataclasses import dataclass
from typing import Final

from wholeplace.kernel.places import Sector

LISTED: Final = "The council's list of community groups, spring 2026"


@dataclass(frozen=True)
class Reached:
    """Somebody who could be asked, how they can be reached, and for whom they could speak."""

    name: str
    organisation: str
    sector: Sector
    email: str
    phone: str = ""
    could_speak_for: str = ""
    origin: str = LISTED


CONTACTS: Final = (
    Reached("Winnie Darke", "The lunch club", Sector.VOLUNTARY, "winnie@lunchclub.example", "01632 960 114", "The lunch club"),
    Reached("Petros Vane", "Quarry Park School", Sector.EDUCATION, "p.vane@quarrypark.example", "", "Quarry Park School"),
    Reached("Sister Agnes Moor", "St Bride's Harbour Mission", Sector.FAITH, "agnes@mission.example", "01632 960 176"),
    Reached("", "The gardening circle", Sector.VOLUNTARY, "hello@gardening.example", "", "The gardening circle"),
)  # fmt: skip
