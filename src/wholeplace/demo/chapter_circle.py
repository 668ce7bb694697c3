"""The chapter on framings said anew, and on the circle that consents for everybody, now that too many take part for it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from wholeplace.convene.issues.circles import ask_for_circle, stand_for_circle, withdraw_candidacy
from wholeplace.convene.issues.evidence import add_evidence
from wholeplace.convene.issues.framing import ask_decision, propose_framing, second_decision
from wholeplace.convene.issues.models import Candidacy, Circle, Issue, ProposedFraming
from wholeplace.convene.issues.rewording import reword_framing, withdraw_framing
from wholeplace.demo.chapter_evidence import count_of
from wholeplace.demo.people import DemoPerson
from wholeplace.kernel.actors import machine
from wholeplace.kernel.decisions.actions import answer_decision, approve_options, close_decision
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.decisions.names import Stance
from wholeplace.kernel.decisions.rules import CONSENT
from wholeplace.kernel.files.checking import check_file

if TYPE_CHECKING:
    from wholeplace.demo.telling import Teller

YOUNG, ABOVE, PLANNER, DOCTOR = "Kayleigh Marsden", "Margaret Towle", "Tracey Holt", "Dr Helena Strand"
UNSEATED: Final = "Cllr Dennis Oakshott"
STAND: Final = {
    YOUNG: "I counted in the shelters, and I hear what people say there.",
    ABOVE: "I keep the diaries. Somebody who is woken should have a say in it.",
    PLANNER: "I plan the evening buses, and know what one of them costs.",
    DOCTOR: "The surgery sees those who do not come to meetings.",
    "Idris Farah": "I am sixteen. Not everybody my age wants to be by the sea.",
    "Cllr Judith Harkaway": "Shops close early where I live. I can tell the council what we mean.",
    UNSEATED: "After twenty years on the council I would rather try than argue.",
    "Shanice Campbell": "I hold a film night in my front room, and know what it takes.",
}
"""Who stands for the circle, in this order, and what they say to those who choose."""
HOME = (YOUNG, DOCTOR, "Idris Farah", "Shanice Campbell")
QUIET = (ABOVE, PLANNER, "Cllr Judith Harkaway")
BOTH = (YOUNG, ABOVE, PLANNER, DOCTOR)
APPROVED: Final[Sequence[Sequence[str]]] = (HOME, QUIET, HOME, BOTH, (*QUIET, UNSEATED), HOME)
"""Whom the people who answer approve, one after the other, and from the first again."""
ANSWER: Final = 24
SEATS: Final = 7
CHOOSE_IN, CONSENT_IN = 5, 3
"""Days each of the two decisions is open."""
WHICH: Final = "Who sits in the circle that consents for all of us?"
SHALL: Final = "Shall our framing say that those who live above the shelters sleep as well?"
ANEW: Final = (
    "There is nowhere in Tarrowmouth that belongs to young people after dark, and no way home from it. How can there be"
    " warm, dry places that we help to run, with a bus that still leaves when they close, so that those who live above"
    " the promenade sleep as well?"
)
WHY_ANEW: Final = "We promised Margaret that her nights are counted. That belongs into the framing, and not only into an answer."
QUIETER: Final = (
    "Nobody in Tarrowmouth has agreed when the evening ends. How can the seafront be quiet by eleven on weekdays, and by"
    " twelve before a free day, without locking anybody out and without calling an officer each time?"
)
WHY_QUIETER: Final = (
    "Half of the nine households do not mind a Saturday. The first wording asked for more than we need."
)
BUSES: Final = "How can an evening bus pay its way, when it is full on some evenings and empty on others?"
OF_BUSES: Final = "people who plan the evening buses"
WHY_BUSES: Final = "Nothing that opens later is of use to anybody who cannot get home."
WHY_WITHDRAWN: Final = (
    "Kayleigh's wording asks for the bus together with the places. One framing we share is better than two."
)
ASIDE: Final = "Cllr Judith Harkaway"


def tell_the_circle(teller: "Teller", issue: Issue) -> None:
    """Have framings said anew and withdrawn, a circle chosen, and the wording of the young people adopted by its consent."""
    anew = tell_the_framings(teller, issue)
    circle = choose(teller, issue)
    asked = ask_decision(
        teller.named(YOUNG),
        issue=issue,
        question=SHALL,
        framings=[anew.pk],
        rule=CONSENT,
        days=CONSENT_IN,
        quorum=SEATS // 2 + 1,
        circle=circle,
    )
    decision = second_decision(teller.named(ABOVE), decision=asked)
    for name in STAND.keys() - {UNSEATED}:
        answer = Stance.ASIDE if name == ASIDE else Stance.CONSENT
        answer_decision(teller.named(name), decision=decision, answer=answer)
    end(teller, decision, days=0)


def tell_the_framings(teller: "Teller", issue: Issue) -> ProposedFraming:
    """Have one said anew in its place, one beside the group's own, and one withdrawn; return the second."""
    framings = {one.by.name: one for one in issue.proposed_framings.select_related("by", "issue")}
    above, young = framings[ABOVE], framings[YOUNG]
    reword_framing(
        teller.named(ABOVE),
        proposed=above,
        standpoint=above.standpoint,
        text=QUIETER,
        evidence=above.evidence,
        reason="The evening ends on seven days, and not on each of them alike.",
        why=WHY_QUIETER,
    )
    buses = propose_framing(
        teller.named(PLANNER), issue=issue, standpoint=OF_BUSES, text=BUSES, reason=WHY_BUSES
    )
    anew = reword_framing(
        teller.named(YOUNG),
        proposed=young,
        standpoint=young.standpoint,
        text=ANEW,
        evidence=young.evidence,
        reason=WHY_ANEW,
    )
    add_evidence(
        teller.named(YOUNG),
        proposed=anew,
        file=check_file("Evenings in the shelters.csv", count_of(young.proposed.date())),
        description="The count on twelve evenings, which stood beside the first wording too.",
    )
    withdraw_framing(teller.named(PLANNER), proposed=buses, because=WHY_WITHDRAWN)
    return anew


def choose(teller: "Teller", issue: Issue) -> Circle:
    """Have eight people stand, and the group give seven of them a seat; whoever has none stands no longer."""
    stood = {
        name: stand_for_circle(teller.named(name), issue=issue, words=words) for name, words in STAND.items()
    }
    asked = ask_for_circle(
        teller.named(DOCTOR),
        issue=issue,
        question=WHICH,
        seats=SEATS,
        days=CHOOSE_IN,
        quorum=ANSWER // 2,
    )
    decision = second_decision(teller.named(ABOVE), decision=asked)
    numbers = dict(zip(stood, range(1, len(stood) + 1), strict=True))
    for place, person in enumerate(teller.taking_part[:ANSWER]):
        approve(teller, person, decision, numbers, number=place)
    end(teller, decision, days=CHOOSE_IN)
    withdraw_candidacy(teller.named(UNSEATED), candidacy=Candidacy.objects.get(pk=stood[UNSEATED].pk))
    return Circle.objects.get(decision=decision)


def approve(
    teller: "Teller", person: DemoPerson, decision: Decision, numbers: Mapping[str, int], *, number: int
) -> None:
    """Have somebody approve those whom people who see it as they do approve."""
    approved = APPROVED[number % len(APPROVED)]
    approve_options(
        teller.member(person), decision=decision, options=sorted(numbers[name] for name in approved)
    )


def end(teller: "Teller", decision: Decision, *, days: int) -> None:
    """Let a decision come to its end, so many days after it opened."""
    decision.refresh_from_db()
    over = (decision.opened or teller.moment) + dt.timedelta(days=days)
    teller.moment = max(teller.moment, over)
    close_decision(machine(teller.place, "decisions", at=teller.moment), decision=decision)
