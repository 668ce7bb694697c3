"""A circle whose consent decides where too many take part for everybody's: standing for it, and choosing it together."""

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.circle_conditions import (
    choice_of,
    is_the_candidate,
    needs_circle,
    others_leave_room,
    standing,
    stands_not_yet,
    still_stands,
)
from wholeplace.convene.issues.conditions import (
    asks_nothing_else,
    belongs_to_group,
    electorate_of,
    may_propose,
)
from wholeplace.convene.issues.models import Candidacy, Circle, Issue
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, BY_PERSON, Actor
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, all_of, is_machine
from wholeplace.kernel.decisions.conditions import Declared, electorate_refused
from wholeplace.kernel.decisions.declaring import declare_choice, stand_down
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.decisions.purposes import purpose
from wholeplace.kernel.decisions.rules import SEATS
from wholeplace.kernel.lineage.kin import declare_link
from wholeplace.kernel.records import Audience

CHOOSE = "circle.choose"

declare_link("chosen_by", came=_("chosen by"), led=_("which chose"))


@action(
    "circle.stand",
    title=_("Stand for the circle"),
    says=_("{actor} stood for the circle of an issue"),
    may=may_propose,
    when=all_of(needs_circle, stands_not_yet, others_leave_room),
    on="issue",
    doors=BY_PERSON,
)
def stand_for_circle(act: Act, *, issue: Issue, words: str = "") -> Candidacy:
    """Stand for the circle whose consent may decide for all who take part; members see the name and the words."""
    stood = Candidacy.objects.create(
        place=act.place,
        audience=Audience.PARTNERSHIP,
        issue=issue,
        member=act.membership,
        words=words.strip(),
        stood=act.at,
    )
    act.record(stood)
    return stood


@action(
    "circle.withdraw",
    title=_("Stand for the circle no longer, or leave it"),
    says=_("{actor} stood for the circle of an issue no longer, or left it"),
    may=is_the_candidate,
    when=still_stands,
    on="candidacy",
    doors=BY_PERSON,
)
def withdraw_candidacy(act: Act, *, candidacy: Candidacy) -> Candidacy:
    """Stand no longer, or leave the seat one has; decisions that are open stay one's own to answer.

    While the group chooses, the seats are from then on given between the others; a seat that is left stays empty.
    """
    candidacy.withdrawn = act.at
    candidacy.save()
    act.record(candidacy)
    stand_down(act, candidacy)
    return candidacy


@action(
    "circle.ask",
    title=_("Ask the group to choose a circle"),
    says=_("{actor} asked the group to choose a circle"),
    may=may_propose,
    when=all_of(belongs_to_group, needs_circle, asks_nothing_else),
    on="issue",
    doors=BY_PERSON,
)
def ask_for_circle(
    act: Act, *, issue: Issue, question: str, seats: int, days: int, quorum: int, voice_quorum: int = 1
) -> Decision:
    """Ask everybody who takes part which of those who stand as it opens form the circle; whoever asks chooses none."""
    decision = declare_choice(
        act,
        purpose=CHOOSE,
        about=issue,
        question=question,
        so_far=len(choice_of(issue)),
        terms=Declared(SEATS, days, quorum, voice_quorum, fallback_days=0, seats=seats),
    )
    if refusal := electorate_refused(decision, electors=len(electorate_of(issue.pk))):
        raise Refused(refusal.code, **refusal.params)
    return decision


def hold_choice(issue: Issue) -> list[uuid.UUID]:
    """Return who can be chosen, each held until the choice is open: who withdraws beside that is left out, or stands down."""
    list(standing(issue).order_by("pk").select_for_update(no_key=True))
    return choice_of(issue)


@action(
    CHOOSE,
    title=_("Give the seats of a circle"),
    says=_("{actor} gave {seats} people the seats of the circle that the group chose"),
    may=is_machine,
    on="issue",
    group_owned=True,
    doors=BY_MACHINE,
)
def choose_circle(act: Act, *, issue: Issue, decision: Decision, seated: list[Candidacy]) -> Circle:
    """Make those whom the group gave seats the circle of the issue; the one before no longer decides.

    Each is read afresh: whoever withdrew meanwhile stays withdrawn, and whoever sits in another circle keeps that seat.
    """
    circle = Circle.objects.create(
        place=act.place, audience=issue.audience, issue=issue, decision=decision, chosen=act.at
    )
    act.record(circle)
    held = Candidacy.objects.filter(pk__in=[one.pk for one in seated], circle=None).order_by("pk")
    given = list(held.select_for_update(no_key=True))
    for one in given:
        one.circle = circle
        one.save(update_fields=["circle"])
        act.record(one)
    act.link(circle, "chosen_by", decision)
    act.say(seats=len(given))
    return circle


@purpose(CHOOSE, options=Candidacy)
def carry_out(actor: Actor, decision: Decision, adopted: Sequence[Candidacy]) -> Circle:
    """Form the circle a decision came to."""
    return choose_circle(actor, issue=adopted[0].issue, decision=decision, seated=list(adopted))
