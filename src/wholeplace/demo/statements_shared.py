"""Statements that people on every side can put their name to, or that nearly all of them reject."""

from typing import Final

from wholeplace.demo.statements_written import Written

UNEXPECTED: Final = (
    Written(
        "Moving young people on does nothing if there is nowhere for them to move on to.",
        "police",
        level=3.1,
        calm=-0.15,
        passing=0.05,
    ),
    Written(
        "A young person in distress at night should meet a mental health worker before a police officer.",
        "police",
        level=3.0,
        calm=-0.1,
        near=0.1,
        passing=0.06,
    ),
    Written(
        "Young people and police officers should get to know each other on days when nothing has gone wrong.",
        "education",
        level=2.9,
        calm=0.1,
        passing=0.07,
    ),
)

SHARED: Final = (
    Written("The last bus should leave after things close, not before.", "business", level=2.1, passing=0.06),
    Written(
        "The same few adults, there every week, matter more than a new building.",
        "voluntary",
        level=1.9,
        calm=-0.1,
        near=0.2,
    ),
    Written(
        "Young people should be in the room when we decide about evenings.",
        "council",
        level=1.9,
        calm=-0.25,
        near=0.1,
        passing=0.06,
        seeded=True,
    ),
    Written(
        "Most young people who are out after dark are only there to see their friends.",
        "police",
        level=1.8,
        calm=-0.25,
    ),
    Written(
        "A dark bus stop keeps more people at home than any crowd does.", "resident", level=1.6, near=0.1
    ),
    Written(
        "Whoever is out at night should know which number to ring and who will answer.",
        "health",
        level=2.0,
        calm=0.15,
        passing=0.08,
    ),
    Written(
        "Nobody should have to buy something to sit somewhere warm.",
        "faith",
        level=1.7,
        calm=-0.2,
        near=0.2,
        passing=0.07,
    ),
)

REJECTED: Final = (
    Written(
        "One organisation could put this right on its own.",
        "council",
        level=-2.9,
        passing=0.05,
        calm=0.1,
        seeded=True,
    ),
    Written(
        "Evenings in Tarrowmouth are fine as they are.",
        "council",
        level=-2.7,
        passing=0.05,
        calm=-0.1,
        near=-0.2,
        seeded=True,
    ),
    Written(
        "Everyone under sixteen should be kept indoors after eight.",
        "resident",
        level=-2.8,
        passing=0.05,
        calm=0.25,
        near=0.1,
    ),
)

BRIDGES: Final = (
    Written(
        "A shop that lets a young person wait safely inside should be thanked in public.",
        "business",
        level=1.6,
        calm=0.1,
        passing=0.12,
    ),
    Written(
        "A youth worker and an officer walking the seafront together would help more than either alone.",
        "police",
        level=1.5,
        calm=0.3,
        near=-0.25,
    ),
    Written(
        "All the money spent on evenings should be shown in one place, whoever spends it.",
        "council",
        level=1.6,
        calm=0.15,
        near=0.4,
        passing=0.15,
        seeded=True,
    ),
    Written("Trying something for ten weeks beats arguing for a year.", "fire", level=1.3, calm=-0.2),
    Written(
        "The school halls we already pay for should be open in the evening.",
        "education",
        level=1.5,
        calm=-0.3,
        near=0.4,
    ),
    Written(
        "The beach shelters should be lit and cared for rather than taken down.",
        "resident",
        level=1.5,
        calm=-0.35,
        near=-0.2,
    ),
    Written("Parents need someone to ring who is not the police.", "health", level=1.5, calm=-0.3, near=0.3),
    Written(
        "Girls should be asked first about where they feel safe at night.",
        "education",
        level=1.6,
        calm=-0.2,
        near=0.15,
        passing=0.14,
    ),
    Written(
        "Drivers, door staff and shop workers should learn how to spot a child who needs help.",
        "health",
        level=1.4,
        calm=0.2,
    ),
)
