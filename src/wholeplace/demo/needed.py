"""Whom the work on Lantern Hill needs: forty perspectives, who speaks for each, and how some stand to one another."""

from dataclasses import dataclass
from typing import Final

from wholeplace.convene.stakeholders.names import Level, Relation, Whose
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector

PUBLIC, POLITICIAN, PROFESSIONAL = CivicVoice.PUBLIC, CivicVoice.POLITICIAN, CivicVoice.PROFESSIONAL
GROUP, BODY, PERSON = Whose.GROUP, Whose.BODY, Whose.PERSON
RESIDENT, COUNCIL, HEALTH, VOLUNTARY = Sector.RESIDENT, Sector.COUNCIL, Sector.HEALTH, Sector.VOLUNTARY
BUSINESS, FAITH, EDUCATION, OTHER = Sector.BUSINESS, Sector.FAITH, Sector.EDUCATION, Sector.OTHER


@dataclass(frozen=True)
class Needed:
    """A perspective on the hill: who speaks for it where somebody does, and what they know that others do not."""

    name: str
    whose: Whose
    sector: Sector
    voice: CivicVoice
    interest: int
    influence: int
    speaks: str = ""
    knows: str = ""
    area: str = "Lantern Hill"

    @property
    def levels(self) -> tuple[Level, Level]:
        """How much it matters to them, and how much they can do about it."""
        return Level(self.interest), Level(self.influence)


@dataclass(frozen=True)
class Tied:
    """How one of them stands to another, and who says so."""

    first: str
    relation: Relation
    second: str
    said_by: str
    evidence: str = ""


NEEDED: Final = (
    Needed(
        "People over 75 who live alone", GROUP, RESIDENT, PUBLIC, 5, 2, "Edith Lamb, Quarry Steps",
        "Which days are the long ones, and what a ring at the door feels like when nobody was expected",
    ),
    Needed("Daughters and sons who live far away", GROUP, RESIDENT, PUBLIC, 5, 2, "Martin Lamb, by telephone",
           "What is not said to neighbours: the falls, the cold room, the letters left unopened"),
    Needed("Next-door neighbours", GROUP, RESIDENT, PUBLIC, 4, 3, "Joan Tideswell",
           "Whose curtains are drawn at noon"),
    Needed("People who would rather be left alone", GROUP, RESIDENT, PUBLIC, 4, 1, "",
           "Where help ends and prying begins"),
    Needed("Carers of a wife or husband", GROUP, RESIDENT, PUBLIC, 5, 1, "",
           "That one can be alone with somebody in the room"),
    Needed("Widowers who never cooked", GROUP, RESIDENT, PUBLIC, 4, 1, "Ted Marlow"),
    Needed("Young carers", GROUP, RESIDENT, PUBLIC, 4, 1, "", "What a house is like after school"),
    Needed("Young people who live on the hill", GROUP, RESIDENT, PUBLIC, 2, 2, "",
           "Who says good morning to them, and who crosses the road"),
    Needed("Pupils who visit", GROUP, EDUCATION, PUBLIC, 3, 2, "", area=""),
    Needed("People who moved here late in life", GROUP, RESIDENT, PUBLIC, 4, 1, "Parveen Shah"),
    Needed("People who do not hear well", GROUP, RESIDENT, PUBLIC, 4, 1, "Ron Abbot"),
    Needed("People who see badly", GROUP, RESIDENT, PUBLIC, 4, 1, ""),
    Needed("Speakers of Polish and Urdu", GROUP, RESIDENT, PUBLIC, 3, 1, "Dariusz Wolny", area=""),
    Needed("Dog walkers", GROUP, RESIDENT, PUBLIC, 2, 2, "Sal Finch",
           "Who has not been out for a week, before anybody else does"),
    Needed("Night-shift workers", GROUP, RESIDENT, PUBLIC, 2, 1, "", "Which lights burn at three"),
    Needed("Tenants of the sheltered flats", GROUP, RESIDENT, PUBLIC, 5, 2, "Vera Holt"),
    Needed("Lantern Hill Surgery", BODY, HEALTH, PROFESSIONAL, 4, 4, "Dr Helena Strand",
           "Who comes because nobody calls"),
    Needed("Reception at the surgery", GROUP, HEALTH, PROFESSIONAL, 4, 3, "Carol Dunn",
           "The voice on the telephone that changes from one week to the next"),
    Needed("District nurses", GROUP, HEALTH, PROFESSIONAL, 5, 3, "",
           "What stands in the kitchen, and what no longer does"),
    Needed("Tarrow Coast Community Health", BODY, HEALTH, PROFESSIONAL, 3, 5, "Idris Farah", area=""),
    Needed("Ambulance crews", GROUP, HEALTH, PROFESSIONAL, 3, 2, "Fay Ogden", area=""),
    Needed("The chemist's delivery driver", PERSON, HEALTH, PROFESSIONAL, 3, 2, "Himself, on his round"),
    Needed("Home care workers", GROUP, HEALTH, PROFESSIONAL, 5, 2, "Blessing Okoro",
           "What fifteen minutes are enough for", area=""),
    Needed("Tarrowmouth Council, adult care", BODY, COUNCIL, PROFESSIONAL, 4, 5, "Amina Yusuf", area=""),
    Needed("Housing officers of Tarrow Homes", GROUP, OTHER, PROFESSIONAL, 3, 3, "Neil Grant"),
    Needed("The library on wheels", BODY, COUNCIL, PROFESSIONAL, 3, 2, "Pat Lowe"),
    Needed("Refuse crews", GROUP, COUNCIL, PROFESSIONAL, 1, 2, "The Thursday crew",
           "Whose bin has not been out"),
    Needed("The councillors for Lantern Hill", GROUP, COUNCIL, POLITICIAN, 3, 4, ""),
    Needed("The cabinet member for care", PERSON, COUNCIL, POLITICIAN, 3, 5, "", area=""),
    Needed("The Member of Parliament's office", BODY, OTHER, POLITICIAN, 2, 3, "", area=""),
    Needed("Tarrowmouth Volunteers", BODY, VOLUNTARY, PROFESSIONAL, 5, 4, "Gareth Pemberly", area=""),
    Needed("Volunteer drivers", GROUP, VOLUNTARY, PUBLIC, 4, 2, "Olive Beck", area=""),
    Needed("The lunch club", BODY, VOLUNTARY, PUBLIC, 5, 2, "Maud Perrin",
           "Who has stopped coming, and in which month"),
    Needed("The gardening circle", BODY, VOLUNTARY, PUBLIC, 3, 2, "Stan Reeve"),
    Needed("St Bride's Harbour Mission", BODY, FAITH, PROFESSIONAL, 4, 3, "Canon Ruth Ellery", area="Old Harbour"),
    Needed("Tarrowmouth Mosque and Hall", BODY, FAITH, PROFESSIONAL, 3, 3, "Imam Yahya Noor", area="Quarry Park"),
    Needed("The hairdresser at the top of the hill", PERSON, BUSINESS, PUBLIC, 3, 2, "Bev Stone",
           "Who has nobody to dress for"),
    Needed("Tarrow Valley Buses", BODY, BUSINESS, PROFESSIONAL, 2, 4, "Glyn Rees", area=""),
    Needed("The post round", GROUP, BUSINESS, PROFESSIONAL, 3, 2, "Lee Carver",
           "Which letter box fills up"),
    Needed("Quarry Park School", BODY, EDUCATION, PROFESSIONAL, 2, 3, "Hannah Coe", area="Quarry Park"),
)  # fmt: skip

SUGGESTED: Final = Needed(
    "People who came out of hospital last month", GROUP, HEALTH, PUBLIC, 5, 1, "The ward sister knows three"
)
SUGGESTED_BY: Final = "Dr Helena Strand"
WHY_THEY: Final = "The first weeks at home are the loneliest, and nobody on this map sees them."

TIES: Final = (
    Tied("Tarrowmouth Council, adult care", Relation.COMMISSIONS, "Home care workers", "The council's contracts register"),
    Tied("Tarrowmouth Council, adult care", Relation.FUNDS, "Tarrowmouth Volunteers", "The council's grants register",
         "A grant of three years, up for renewal in spring"),
    Tied("Tarrowmouth Council, adult care", Relation.FUNDS, "The library on wheels", "The council's budget"),
    Tied("Tarrow Coast Community Health", Relation.COMMISSIONS, "District nurses", "The health service itself"),
    Tied("Tarrow Coast Community Health", Relation.FUNDS, "Lantern Hill Surgery", "The health service itself"),
    Tied("Tarrowmouth Volunteers", Relation.FUNDS, "The lunch club", "Both of them"),
    Tied("Tarrowmouth Volunteers", Relation.FUNDS, "The gardening circle", "Both of them"),
    Tied("Tarrowmouth Volunteers", Relation.COMPETES, "St Bride's Harbour Mission", "The grants register",
         "Both asked the same fund for the same winter"),
    Tied("Tarrowmouth Volunteers", Relation.WORKS_WITH, "Volunteer drivers", "The drivers"),
    Tied("Lantern Hill Surgery", Relation.WORKS_WITH, "Reception at the surgery", "The surgery"),
    Tied("Lantern Hill Surgery", Relation.WORKS_WITH, "District nurses", "The surgery"),
    Tied("Lantern Hill Surgery", Relation.WORKS_WITH, "The chemist's delivery driver", "The chemist"),
    Tied("Reception at the surgery", Relation.WORKS_WITH, "People over 75 who live alone", "Edith Lamb"),
    Tied("The lunch club", Relation.WORKS_WITH, "People over 75 who live alone", "The lunch club's list"),
    Tied("Next-door neighbours", Relation.WORKS_WITH, "People over 75 who live alone", "Joan Tideswell"),
    Tied("Housing officers of Tarrow Homes", Relation.REGULATES, "Tenants of the sheltered flats", "The tenancy rules"),
    Tied("Tenants of the sheltered flats", Relation.DISPUTE, "Housing officers of Tarrow Homes", "Vera Holt",
         "The warden's flat stands empty since May"),
    Tied("Quarry Park School", Relation.WORKS_WITH, "Pupils who visit", "The school"),
)  # fmt: skip
