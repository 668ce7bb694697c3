"""Statements on which people here part, each written by somebody with a reason for it."""

from typing import Final

from wholeplace.demo.statements_written import Written

CALM_FIRST: Final = (
    Written(
        "More officers on the seafront at weekends would make evenings better.",
        "council",
        level=0.2,
        calm=1.5,
        near=-0.2,
        seeded=True,
    ),
    Written("Groups should be asked to leave the shelters after ten.", "resident", level=-0.1, calm=1.7),
    Written(
        "Cameras along the promenade would help people feel safe.", "resident", level=0.3, calm=1.5, near=-0.3
    ),
    Written(
        "Alcohol should be banned along the whole seafront after dark.",
        "health",
        level=0.2,
        calm=1.2,
        near=0.3,
    ),
    Written(
        "People who live above the promenade have a right to sleep, and that comes first.",
        "resident",
        level=0.1,
        calm=1.6,
        near=-0.1,
    ),
    Written(
        "Rules that are known and kept should come before new places to go.",
        "police",
        level=-0.2,
        calm=1.8,
    ),
    Written(
        "Parents should be told each time their child is moved on.", "police", level=0.4, calm=1.2, near=0.2
    ),
    Written("The late takeaways should shut by eleven.", "resident", level=-0.3, calm=1.4, passing=0.14),
    Written(
        "Harbour shops cannot wait for slow answers, because trouble is costing them trade now.",
        "business",
        level=0.1,
        calm=1.5,
        near=-0.2,
        passing=0.13,
    ),
)

OPEN_FIRST: Final = (
    Written(
        "Somewhere to go would cut trouble more than extra patrols would.",
        "council",
        level=0.4,
        calm=-1.7,
        near=0.1,
        seeded=True,
    ),
    Written(
        "Skating and music on the pier should be allowed until late.",
        "education",
        level=-0.1,
        calm=-1.5,
        near=-0.2,
    ),
    Written(
        "Being told to move on makes young people feel that the town is not theirs.",
        "education",
        level=0.3,
        calm=-1.5,
    ),
    Written(
        "Young people should run a place of their own, with money they control.",
        "resident",
        level=-0.1,
        calm=-1.6,
    ),
    Written(
        "The empty shops on Quay Street should go to young people this winter.",
        "resident",
        level=0.1,
        calm=-1.5,
        near=-0.3,
    ),
    Written(
        "Some noise from people enjoying themselves is part of living in a town.",
        "resident",
        level=0.0,
        calm=-1.5,
    ),
    Written(
        "Money meant for cameras would do more good if it paid youth workers.",
        "voluntary",
        level=0.2,
        calm=-1.8,
        near=0.1,
    ),
    Written(
        "A late café on the seafront would settle things down.", "business", level=0.3, calm=-1.2, near=-0.4
    ),
    Written(
        "Young people should be trusted first, and rules agreed with them later.",
        "faith",
        level=-0.3,
        calm=-1.7,
    ),
)

NEAR_HOME: Final = (
    Written(
        "Evening places should be a short walk from home and not down on the seafront.",
        "resident",
        level=-0.4,
        near=1.5,
    ),
    Written(
        "The seafront gets the money every time, and the estates get what is left.",
        "voluntary",
        level=-0.3,
        near=1.6,
        passing=0.12,
    ),
    Written(
        "A small room in Marsh End would be used more than a big centre by the harbour.",
        "resident",
        level=-0.5,
        near=1.6,
    ),
    Written(
        "A free bus into town is no help to a family that wants its children close by.",
        "faith",
        level=-0.5,
        near=1.5,
    ),
    Written(
        "Somebody from the same street makes a better evening leader than a worker from outside.",
        "resident",
        level=-0.4,
        calm=0.1,
        near=1.3,
    ),
    Written(
        "Upper Tarrow and Whin Lane should each have an evening budget of their own.",
        "resident",
        level=-0.6,
        near=1.6,
        passing=0.14,
    ),
    Written(
        "The trouble is on the seafront, but the loneliness is on the estates.",
        "health",
        level=-0.1,
        near=1.3,
        passing=0.14,
    ),
    Written(
        "Evening money should be shared out by where young people live.",
        "other",
        level=-0.4,
        near=1.5,
        passing=0.12,
    ),
)

SEAFRONT: Final = (
    Written("The seafront should be the heart of our evenings.", "business", level=0.5, calm=-0.1, near=-1.6),
    Written(
        "One big, well-run place in the centre is better than many small ones.",
        "council",
        level=0.3,
        calm=0.1,
        near=-1.5,
    ),
    Written(
        "The old lido should become the evening place for the whole town.",
        "resident",
        level=0.4,
        calm=-0.3,
        near=-1.4,
    ),
    Written(
        "A night bus to the harbour would solve half of this.", "business", level=0.4, calm=-0.2, near=-1.4
    ),
    Written(
        "Lighting the promenade should be the first thing we pay for.", "fire", level=0.4, calm=0.4, near=-1.4
    ),
)
