"""The cast: people with a story of their own, whom a visitor of the demo can sign in as."""

from typing import Final

from wholeplace.demo.people_written import DemoPerson

OFFICE_HOLDERS: Final = (
    DemoPerson(
        "Amina Yusuf",
        "professional",
        "council",
        "Old Harbour",
        "Tarrowmouth Council",
        hats=("convener",),
        about=(
            "You are the partnership officer who looks after this work; see what the landscape says and"
            " name a new issue."
        ),
    ),
    DemoPerson(
        "Gareth Pemberly",
        "professional",
        "health",
        "Lantern Hill",
        "Tarrow Coast Community Health",
        hats=("convener",),
        about=(
            "You are the second convener, from the health side; give or refuse the second word when Amina"
            " proposes a hat."
        ),
    ),
    DemoPerson(
        "Ingrid Solheim",
        "professional",
        "other",
        "Upper Tarrow",
        hats=("facilitator",),
        about=(
            "You run conversations for other towns and belong to none of the partners; read what divides"
            " the groups, and take no side."
        ),
    ),
    DemoPerson(
        "Winston Baptiste",
        "professional",
        "voluntary",
        "Quarry Park",
        "Tarrowmouth Volunteers",
        hats=("mediator",),
        about=(
            "You help people who are at odds to hear each other; look for what divides the groups and"
            " what they share."
        ),
    ),
    DemoPerson(
        "Priya Raman",
        "professional",
        "voluntary",
        "Seafront",
        "Tarrowmouth Volunteers",
        hats=("moderator",),
        about=(
            "You look at what people write; one statement you hold, whose author has answered, and three you left out"
            " of an earlier conversation."
        ),
    ),
    DemoPerson(
        "Howard Lisle",
        "professional",
        "other",
        "Whin Lane",
        hats=("scrutineer",),
        about=(
            "You check the partnership from outside; take away the evidence and see whether the record"
            " still holds."
        ),
    ),
    DemoPerson(
        "Mei Tang",
        "professional",
        "council",
        "Old Harbour",
        "Tarrowmouth Council",
        hats=("operator",),
        about=(
            "You keep the program running and backed up, at the command line; see here that even you cannot"
            " change what belongs to the group."
        ),
    ),
    DemoPerson(
        "Solomon Adeyemi",
        "professional",
        "faith",
        "Seafront",
        "St Bride's Harbour Mission",
        hats=("sponsor",),
        about=(
            "You open St Bride's every Thursday night and stand by anyone who tries something; take part"
            " in the issue."
        ),
    ),
)

COUNCILLORS: Final = (
    DemoPerson(
        "Cllr Judith Harkaway",
        "politician",
        "council",
        "Old Harbour",
        "Tarrowmouth Council",
        on_record=True,
        about=(
            "You speak for Old Harbour, where shops close early; open a statement and see your answer, given"
            " by name, beside the town's."
        ),
    ),
    DemoPerson(
        "Cllr Tobias Wren",
        "politician",
        "council",
        "Seafront",
        "Tarrowmouth Council",
        on_record=True,
        about=(
            "You hear most from people who cannot sleep on the Seafront; find what your callers share"
            " with the young."
        ),
    ),
    DemoPerson(
        "Cllr Nasreen Qureshi",
        "politician",
        "council",
        "Marsh End",
        "Tarrowmouth Council",
        on_record=True,
        about=(
            "You say Marsh End is always served last; see how many people think evening places should be"
            " near home."
        ),
    ),
    DemoPerson(
        "Cllr Dennis Oakshott",
        "politician",
        "council",
        "Lantern Hill",
        "Tarrowmouth Council",
        on_record=True,
        about=(
            "You have sat on the council for twenty years and would rather try than argue; join the issue"
            " that nobody has joined yet."
        ),
    ),
    DemoPerson(
        "Cllr Blessing Okoro",
        "politician",
        "council",
        "Quarry Park",
        "Tarrowmouth Council",
        on_record=True,
        about=(
            "You were a youth worker before you stood; see where the police agree with you more than you"
            " thought."
        ),
    ),
    DemoPerson(
        "Cllr Rhys Tamblyn",
        "politician",
        "council",
        "Upper Tarrow",
        "Tarrowmouth Council",
        on_record=True,
        about=(
            "You live in Upper Tarrow, where the last bus leaves at ten to eight; look for the statements"
            " about buses and see who agrees."
        ),
    ),
)

TOWNSPEOPLE: Final = (
    DemoPerson(
        "Kayleigh Marsden",
        "public",
        "education",
        "Quarry Park",
        "Tarrowmouth College",
        about=(
            "You are seventeen and meet your friends in the shelters; read what each group holds, and whose"
            " words are nearest yours."
        ),
    ),
    DemoPerson(
        "Idris Farah",
        "public",
        "education",
        "Marsh End",
        "Quarry Park School",
        about=(
            "You are sixteen and your mother wants you close to home; look for the statements about evenings"
            " near home."
        ),
    ),
    DemoPerson(
        "Margaret Towle",
        "public",
        "resident",
        "Seafront",
        about=(
            "You are 71 and live above the promenade, and you miss sleeping through; look for “sleep” among"
            " the statements."
        ),
    ),
    DemoPerson(
        "Dariusz Wolny",
        "public",
        "resident",
        "The Saltings",
        about=(
            "You work nights at the cold store and have two teenagers; see what would help a parent who"
            " is out at work."
        ),
    ),
    DemoPerson(
        "Shanice Campbell",
        "public",
        "resident",
        "Marsh End",
        about=(
            "You started a film night in your own front room on Marsh End; see what became of what you said about the"
            " hill, and where you stand."
        ),
    ),
    DemoPerson(
        "Alan Postlewick",
        "public",
        "resident",
        "Lantern Hill",
        about=(
            "You are 78, live alone on Lantern Hill and no longer go out after dark; see how your words became the"
            " framing."
        ),
    ),
    DemoPerson(
        "Roza Karimi",
        "public",
        "voluntary",
        "Whin Lane",
        "Tarrowmouth Volunteers",
        about=(
            "You give two evenings a week to the food table; find the statements that nobody minds either"
            " way."
        ),
    ),
    DemoPerson(
        "Bilal Hussain",
        "public",
        "faith",
        "The Saltings",
        "Tarrowmouth Mosque and Hall",
        about=(
            "You coach indoor football at the mosque hall; see how the faith groups answered, where it"
            " can be shown."
        ),
    ),
    DemoPerson(
        "Dr Helena Strand",
        "professional",
        "health",
        "Lantern Hill",
        "Lantern Hill Surgery",
        about=(
            "You are a doctor whom more young people come to, often too late; see how the health services"
            " answered."
        ),
    ),
    DemoPerson(
        "Femi Ogunleye",
        "professional",
        "health",
        "Quarry Park",
        "Tarrow Coast Community Health",
        about=(
            "You are the mental health nurse who is rung after midnight; see what your manager lets you say and promise"
            " for the health service."
        ),
    ),
    DemoPerson(
        "Sgt Laura Penhale",
        "professional",
        "police",
        "Seafront",
        "Tarrow Coast Police",
        about=(
            "You lead the weekend patrols and are tired of moving people on; see how alike officers and"
            " students are."
        ),
    ),
    DemoPerson(
        "Craig Dunnett",
        "professional",
        "fire",
        "Old Harbour",
        "Tarrow Coast Fire and Rescue",
        about=(
            "You have put out fires in the dunes and fished people from the harbour; see why few of your"
            " crew are shown."
        ),
    ),
    DemoPerson(
        "Sunita Bhatt",
        "professional",
        "education",
        "Quarry Park",
        "Quarry Park School",
        about=(
            "You lead a school whose hall stands empty after five; find which bridge your hall could carry."
        ),
    ),
    DemoPerson(
        "Jo Kettering",
        "professional",
        "voluntary",
        "Seafront",
        "Tideline Youth Project",
        about=(
            "You ran the bus with the hot chocolate until the grant ended; see what the town says about"
            " places."
        ),
    ),
    DemoPerson(
        "Marco Bellandi",
        "professional",
        "business",
        "Old Harbour",
        "Tarrowmouth Traders",
        about=(
            "You keep a shop at the harbour that shuts at four in winter; see what traders and youth"
            " workers share."
        ),
    ),
    DemoPerson(
        "Tracey Holt",
        "professional",
        "business",
        "Upper Tarrow",
        "Tarrow Valley Buses",
        about=(
            "You plan the evening buses and hear about the last one every day; read what nearly everyone"
            " agrees on."
        ),
    ),
    DemoPerson(
        "Leon Mbeki",
        "professional",
        "other",
        "The Saltings",
        "Tarrow Homes",
        about=(
            "You look after the flats on the Saltings and hold the keys to three empty rooms; find a"
            " bridge that could use them."
        ),
    ),
    DemoPerson(
        "Bethan Roscoe",
        "professional",
        "council",
        "Quarry Park",
        "Tarrowmouth Youth Service",
        about=(
            "You are one of two youth workers left at the council; see whether one organisation could do"
            " this alone."
        ),
    ),
)
