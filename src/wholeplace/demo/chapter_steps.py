"""The chapter on what was handed on: a small issue, of which a handful decide, one of them objects, and waits for a reply."""

from typing import TYPE_CHECKING, Final

from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.issues.framing import ask_decision, propose_framing, second_decision
from wholeplace.demo.story import DemoFraming, DemoIssue
from wholeplace.kernel.decisions.actions import answer_decision
from wholeplace.kernel.decisions.names import Stance
from wholeplace.kernel.decisions.rules import CONSENT

if TYPE_CHECKING:
    from wholeplace.demo.telling import Teller

STEPS: Final = DemoIssue(
    title="The steps up Lantern Hill",
    happening=(
        "A hundred and forty steps lead from the bus to the top of the hill. There is a rail beside some of them. From"
        " November on they are slippery, and whoever is unsure on their feet stays at home. The council owns most of the"
        " steps, Tarrow Homes eleven, and nobody knows who owns the landing with the lamp that has gone out."
    ),
    for_whom="People on the hill who do not drive, whoever visits them, and the crews who carry down those who fell.",
    tried="Salt in two boxes, which were empty by December. A petition, which went to the wrong owner.",
    framing="How can the steps be safe to walk in winter?",
    area="Lantern Hill",
)
ASKS: Final = "Gareth Pemberly"
OBJECTOR: Final = "Leon Mbeki"
TAKE_PART: Final = (ASKS, "Craig Dunnett", "Dr Helena Strand", OBJECTOR, "Alan Postlewick", "Sunita Bhatt")
FRAMING: Final = DemoFraming(
    by="Craig Dunnett",
    standpoint="the crews who carry people down",
    text="How can nobody fall on the steps between November and March, whoever they belong to?",
    evidence="We were called to the steps nine times last winter, seven of them between the lamp and the landing.",
)
QUESTION: Final = "Shall we look for what keeps people on their feet, before we ask who owns which step?"
CONSENTS: Final = ("Craig Dunnett", "Dr Helena Strand")
OBJECTION: Final = "We own eleven steps of a hundred and forty. If it no longer matters who owns them, we shall be asked to mend them all."
OPEN_FOR: Final = 21
"""Days the decision is open, so that whoever tries the demo finds it so."""


def tell_the_steps(teller: "Teller") -> None:
    """Have the issue named, a framing proposed, and a decision opened in which an objection waits for a reply."""
    issue = teller.name(STEPS)
    for name in TAKE_PART:
        take_part(teller.named(name), issue=issue)
    proposed = propose_framing(
        teller.named(FRAMING.by),
        issue=issue,
        standpoint=FRAMING.standpoint,
        text=FRAMING.text,
        evidence=FRAMING.evidence,
    )
    asked = ask_decision(
        teller.named(ASKS),
        issue=issue,
        question=QUESTION,
        framings=[proposed.pk],
        rule=CONSENT,
        days=OPEN_FOR,
        quorum=len(TAKE_PART) // 2,
        voice_quorum=1,
    )
    decision = second_decision(teller.named(FRAMING.by), decision=asked)
    for name in CONSENTS:
        answer_decision(teller.named(name), decision=decision, answer=Stance.CONSENT)
    answer_decision(teller.named(OBJECTOR), decision=decision, answer=Stance.OBJECT, objection=OBJECTION)
