"""Tarrowmouth, a made-up harbour town: its areas, its organisations, and what its partnership works on."""

from dataclasses import dataclass
from typing import Final, Literal

Sector = Literal[
    "council", "health", "police", "fire", "education", "voluntary", "business", "faith", "resident", "other"
]
"""The part of public life somebody belongs to, by its code."""

Voice = Literal["public", "politician", "professional"]
"""A civic voice, by its code."""


@dataclass(frozen=True)
class DemoPlace:
    """The place the story is set in."""

    slug: str
    name: str
    summary: str
    languages: tuple[str, ...]
    colour: str


@dataclass(frozen=True)
class DemoOrganisation:
    """A body at work in the place, with the domain its people write from."""

    name: str
    sector: Sector
    domain: str


@dataclass(frozen=True)
class DemoIssue:
    """An issue nobody owns, with its first, provisional framing."""

    title: str
    happening: str
    for_whom: str
    tried: str
    framing: str
    area: str


@dataclass(frozen=True)
class DemoFraming:
    """How the main issue looks from one standpoint: whose, and what speaks for it."""

    by: str
    standpoint: str
    text: str
    evidence: str


@dataclass(frozen=True)
class DemoDecision:
    """What the first people to take part decided: who asked and seconded, who answered how, and one objection met."""

    question: str
    asked_by: str
    seconded_by: str
    consents: tuple[str, ...]
    asides: tuple[str, ...]
    objector: str
    objection: str
    reply: str


@dataclass(frozen=True)
class DemoConversation:
    """The conversation held on the main issue."""

    title: str
    question: str
    description: str


PLACE: Final = DemoPlace(
    slug="tarrowmouth",
    name="Tarrowmouth",
    summary=(
        "A harbour town of 41,000 people, with a long seafront, four estates on the hill and a village up"
        " the river. Its council, health services, police, schools, charities, traders and residents work"
        " together here on what none of them can put right alone."
    ),
    languages=("en",),
    colour="#0f5e6e",
)

AREAS: Final = (
    "Old Harbour",
    "Seafront",
    "Lantern Hill",
    "Quarry Park",
    "Marsh End",
    "The Saltings",
    "Whin Lane",
    "Upper Tarrow",
)

AWAY_FROM_THE_SEAFRONT: Final = frozenset({"Marsh End", "The Saltings", "Whin Lane", "Upper Tarrow"})
"""The areas from which the seafront is more than a walk away."""

HOME_DOMAIN: Final = "post.tarrowmouth.example"
"""Where people who write for themselves have their letter box."""

ORGANISATIONS: Final = (
    DemoOrganisation("Tarrowmouth Council", "council", "council.tarrowmouth.example"),
    DemoOrganisation("Tarrowmouth Youth Service", "council", "youth.tarrowmouth.example"),
    DemoOrganisation("Tarrow Coast Community Health", "health", "health.tarrowmouth.example"),
    DemoOrganisation("Lantern Hill Surgery", "health", "surgery.tarrowmouth.example"),
    DemoOrganisation("Tarrow Coast Police", "police", "police.tarrowmouth.example"),
    DemoOrganisation("Tarrow Coast Fire and Rescue", "fire", "fire.tarrowmouth.example"),
    DemoOrganisation("Quarry Park School", "education", "school.tarrowmouth.example"),
    DemoOrganisation("Tarrowmouth College", "education", "college.tarrowmouth.example"),
    DemoOrganisation("Tideline Youth Project", "voluntary", "tideline.tarrowmouth.example"),
    DemoOrganisation("Tarrowmouth Volunteers", "voluntary", "volunteers.tarrowmouth.example"),
    DemoOrganisation("Saltings Tenants' Group", "voluntary", "saltings.tarrowmouth.example"),
    DemoOrganisation("Tarrowmouth Traders", "business", "traders.tarrowmouth.example"),
    DemoOrganisation("Tarrow Valley Buses", "business", "buses.tarrowmouth.example"),
    DemoOrganisation("Tarrowmouth Pier Company", "business", "pier.tarrowmouth.example"),
    DemoOrganisation("St Bride's Harbour Mission", "faith", "stbrides.tarrowmouth.example"),
    DemoOrganisation("Tarrowmouth Mosque and Hall", "faith", "mosque.tarrowmouth.example"),
    DemoOrganisation("Tarrow Homes", "other", "homes.tarrowmouth.example"),
    DemoOrganisation("Tarrowmouth Harbour Commissioners", "other", "harbour.tarrowmouth.example"),
)

MAIN_ISSUE: Final = DemoIssue(
    title="Nowhere to go after dark",
    happening=(
        "On most evenings between fifty and a hundred young people gather in the shelters on the"
        " seafront. They come because it is dry and their friends are there. The youth centre shut four"
        " years ago, the last bus up the hill leaves at ten to eight, and the café on the pier closes at"
        " six.\n\n"
        "Some evenings are quiet. On others there is shouting, broken glass, and now and then a fight."
        " People who live above the promenade lose sleep. Shops at the harbour close early, so the street"
        " is darker still. Officers move groups on, and an hour later the same young people stand outside"
        " the takeaways.\n\n"
        "At the surgery more young people ask for help because they feel low or frightened, and they"
        " often ask late at night, when only the police or the ambulance can come.\n\n"
        "Nobody owns this. When patrols grew, more young people ended up in the dunes, where the fire"
        " crews found them. When the shelters were locked, the bus station filled. What each of us does to"
        " mend it makes work for somebody else."
    ),
    for_whom=(
        "Young people from about 12 to 19, and most of all those with no money and no quiet room at home."
        " People who live and trade by the seafront. Parents on the estates and in Upper Tarrow, who cannot"
        " get a child home after eight. Bus drivers, door staff, youth workers, officers, nurses, teachers"
        " and fire crews, who each meet one piece of it. Older people who have stopped going out in the"
        " evening."
    ),
    tried=(
        "Extra patrols on summer weekends (calmer on the promenade, busier at the bus station). Locks on"
        " the shelters (taken off again after a winter). A bus that stayed parked by the pier with games"
        " and hot chocolate: well liked, stopped when the grant ended. Drop-in evenings at St Bride's,"
        " still open on Thursdays. A letter to every parent, which most remember only as a telling-"
        "off.\n\n"
        "Each was run by one of us alone, and none was looked at by all of us afterwards."
    ),
    framing=(
        "Evenings in Tarrowmouth work for too few people. How can young people have places, people and ways"
        " home that are theirs after dark, so that those who live, work and trade near them can rest easy"
        " as well?"
    ),
    area="Seafront",
)

FRAMINGS: Final = (
    DemoFraming(
        by="Kayleigh Marsden",
        standpoint="young people who spend their evenings on the seafront",
        text=(
            "There is nowhere in Tarrowmouth that belongs to young people after dark, and no way home from it. How"
            " can there be warm, dry places that we help to run, with a bus that still leaves when they close?"
        ),
        evidence=(
            "Six of us counted with the Tideline Youth Project on twelve evenings: 74 young people in the shelters"
            " when it was dry, 91 when it rained. Of 63 we asked, 51 would rather be somewhere else, and 44 could"
            " not say where that would be."
        ),
    ),
    DemoFraming(
        by="Margaret Towle",
        standpoint="people who live above the promenade",
        text=(
            "Nobody in Tarrowmouth has agreed when the evening ends. How can the seafront be quiet by eleven,"
            " without locking anybody out and without calling an officer each time?"
        ),
        evidence=(
            "Nine households kept a diary for four weeks. We were woken on 17 nights of 28, mostly between eleven"
            " and one; on 5 of them by cars, and not by young people at all."
        ),
    ),
)
"""Two ways of seeing the main issue, of which the first was adopted."""

DECISION: Final = DemoDecision(
    question="Shall we work with the framing of the young people, for now?",
    asked_by="Kayleigh Marsden",
    seconded_by="Dr Helena Strand",
    consents=(
        "Kayleigh Marsden",
        "Dr Helena Strand",
        "Idris Farah",
        "Gareth Pemberly",
        "Cllr Judith Harkaway",
        "Cllr Nasreen Qureshi",
        "Shanice Campbell",
        "Dariusz Wolny",
        "Roza Karimi",
        "Amina Yusuf",
    ),
    asides=("Cllr Dennis Oakshott",),
    objector="Margaret Towle",
    objection=(
        "If we only look for places for young people, nobody will ask again when the evening ends. Those of us who"
        " have not slept through for two summers would simply go on waiting."
    ),
    reply=(
        "We want to get home and sleep too. A place of ours would close at ten, with a bus after it. From its first"
        " week we count the nights on which you are woken, and show the numbers here. If they do not fall, we"
        " bring your framing back ourselves."
    ),
)
"""The first decision of the people who take part in the main issue."""

SECOND_ISSUE: Final = DemoIssue(
    title="Older people alone on Lantern Hill",
    happening=(
        "Since the shop and the bank at the top of Lantern Hill closed, some older people go days without"
        " speaking to anyone. The hill is steep and the bus turns round at the bottom. The surgery sees"
        " people whose main trouble is that nobody calls. Neighbours would help, but do not know who would"
        " welcome it."
    ),
    for_whom=(
        "People over about 75 who live alone on Lantern Hill, their families who live far away, and the"
        " neighbours, carers and receptionists who hear of it first."
    ),
    tried="A lunch club in the church hall, which reached the people who could already get there.",
    framing=(
        "How can nobody on Lantern Hill go a week without being known, unless they would rather be left"
        " alone?"
    ),
    area="Lantern Hill",
)

CONVERSATION: Final = DemoConversation(
    title="Tarrowmouth after dark",
    question=(
        "What would make evenings in Tarrowmouth good for young people and for everyone who lives around"
        " them?"
    ),
    description=(
        "For three weeks anyone who lives or works in Tarrowmouth could answer what others had said, and say"
        " something new themselves. It was open on phones, on a tablet in the library, and on paper at St"
        " Bride's, at the mosque hall and in the back of the bus to Upper Tarrow. The convener wrote the"
        " first six statements; people in the town wrote the rest. Six councillors chose to answer on the"
        " record."
    ),
)

COMPLAINTS: Final = """\
If something here went wrong, or was unfair, say so. Nobody loses a place in the work by complaining.

## Whom to tell

- About what somebody wrote or did: Amina Yusuf or Gareth Pemberly, who convene this partnership.
- About either of them: the other, or the clerk to the scrutiny committee of Tarrowmouth Council.
- About what is kept of you: the council's data protection officer.

You need not be a member. Write to complaints@tarrowmouth.example, leave a note at the library desk, or ask anybody there to \
write it down for you.

## By when you are answered

- Within 30 days you are told that your complaint has come, and who looks into it. That is somebody whom it is not about.
- You are told what was found within three months, or why it takes longer.

## If you are not content

- The scrutiny committee looks again, and says in public what it found.
- About what the council did, ask the ombudsman: www.lgo.org.uk. About what is kept of you: www.ico.org.uk.
"""
