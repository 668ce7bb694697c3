"""Who stands for a circle and sits in it, when one can be chosen, and whether it may decide."""

import datetime as dt
import uuid

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.conditions import electorate_of, taking_sides
from wholeplace.convene.issues.models import Candidacy, Circle, Issue
from wholeplace.kernel import clock
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.decisions.conditions import Declared, electorate_refused
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.decisions.rules import CONSENT, CONSENT_AT_MOST, SEATED, STAND_AT_MOST
from wholeplace.kernel.people import Membership
from wholeplace.kernel.wording import declare_wording

SITS_FOR = dt.timedelta(days=365)
"""How long a circle may decide, unless the group chooses another before."""

declare_wording(
    {
        "circle_not_needed": _(
            "A circle is for more than {most} people who take part. As long as you are fewer, all of you can decide by consent."
        ),
        "stands_for_circle": _("You stand for the circle already."),
        "candidacy_of_another": _(
            "Whoever stands for a circle withdraws by themselves, and nobody else does it for them."
        ),
        "candidacy_withdrawn": _("You have withdrawn already."),
        "circle_is_over": _(
            "This circle no longer decides: its year is over, or the group has chosen another. Choose a circle anew."
        ),
        "circle_has_ended": _(
            "The circle this was proposed to no longer decides: its year is over, or the group has chosen another. Ask the group"
            " anew; this lapses by itself, and whoever asked can withdraw it before."
        ),
        "circle_too_small": _(
            "Of this circle {sitting} people still sit, and it takes {least}. Choose a circle anew, or let everybody approve."
        ),
        "circle_quorum": _(
            "More than half of a circle has to answer: at least {least} of {sitting} people. Ask with that number."
        ),
        "circle_consents": _(
            "A circle decides by consent, and an objection that stands ends it: then nothing is decided, and everybody can be"
            " asked to approve."
        ),
    }
)


def needs_circle(_actor: Actor, issue: Issue) -> Refusal | None:
    """More people take part than can decide by consent together."""
    many = len(electorate_of(issue.pk)) > CONSENT_AT_MOST
    return None if many else Refusal("circle_not_needed", {"most": CONSENT_AT_MOST})


def stands_not_yet(actor: Actor, issue: Issue) -> Refusal | None:
    """The actor does not stand for the next circle of the issue yet."""
    theirs = Candidacy.objects.filter(issue=issue, circle=None, withdrawn=None, member=actor.membership)
    return Refusal("stands_for_circle") if theirs.exists() else None


def others_leave_room(_actor: Actor, issue: Issue) -> Refusal | None:
    """Fewer people stand than can be chosen between."""
    full = standing(issue).count() >= STAND_AT_MOST
    return Refusal("too_many_to_choose_from", {"most": STAND_AT_MOST}) if full else None


def is_the_candidate(actor: Actor, candidacy: Candidacy) -> Refusal | None:
    """The actor is the one who stands, or sits."""
    mine = actor.membership is not None and candidacy.member_id == actor.membership.pk
    return None if mine else Refusal("candidacy_of_another")


def still_stands(_actor: Actor, candidacy: Candidacy) -> Refusal | None:
    """The one who stands, or sits, has not withdrawn."""
    return None if candidacy.withdrawn is None else Refusal("candidacy_withdrawn")


def standing(issue: Issue) -> "QuerySet[Candidacy]":
    """Return who stands for the next circle of an issue, in the order they stood: of those who could decide with everybody."""
    here = taking_sides(issue.pk).order_by().values("pk")
    stand = Candidacy.objects.filter(issue=issue, circle=None, withdrawn=None, member__in=here)
    return stand.order_by("stood", "pk")


def choice_of(issue: Issue) -> list[uuid.UUID]:
    """Return who can be chosen into the next circle, by their candidacies: all who stand.

    Where more stand than can be chosen between, since some who had stopped take part again, it is who stood first.
    """
    return [one.pk for one in standing(issue)[:STAND_AT_MOST]]


def circle_now(issue: Issue | uuid.UUID, *, at: dt.datetime | None = None) -> Circle | None:
    """Return the circle that may decide for those who take part in an issue: the one they chose last, for a year."""
    last = Circle.objects.filter(issue=issue).order_by("-chosen").first()
    return last if last is not None and its_year_runs(last, at=at) else None


def its_year_runs(circle: Circle, *, at: dt.datetime | None = None) -> bool:
    """Say whether the year for which a circle was chosen is not over."""
    return (at or clock.now()) < circle.chosen + SITS_FOR


def sitting(circle: Circle) -> list[Membership]:
    """Return who sits in a circle now: who was given a seat, has not left it, and could still decide with everybody else."""
    return list(taking_sides(circle.issue_id).filter(pk__in=seats_taken(circle).values("member")))


def seats_taken(circle: Circle) -> "QuerySet[Candidacy]":
    """Return the seats of a circle in which somebody sits now, who has not left it and could decide with everybody else."""
    here = taking_sides(circle.issue_id).order_by().values("pk")
    return Candidacy.objects.filter(circle=circle, withdrawn=None, member__in=here)


def too_few_to_decide(left: int, *, quorum: int) -> Refusal | None:
    """Return why a circle cannot decide with so many left in it, where so many must answer."""
    if left < SEATED[0]:
        return Refusal("circle_too_small", {"sitting": left, "least": SEATED[0]})
    if quorum <= left // 2:
        return Refusal("circle_quorum", {"least": left // 2 + 1, "sitting": left})
    return None


def why_not_by_circle(act: Act, issue: Issue, circle: Circle, terms: Declared) -> Refusal | None:
    """Return why the consent of this circle cannot decide about an issue under these terms."""
    if refusal := needs_circle(act.actor, issue):
        return refusal
    if circle != circle_now(issue, at=act.at):
        return Refusal("circle_is_over")
    if terms.rule != CONSENT or terms.fallback_days:
        return Refusal("circle_consents")
    return too_few_to_decide(len(sitting(circle)), quorum=terms.quorum)


def circle_still_decides(actor: Actor, decision: Decision) -> Refusal | None:
    """The circle a decision was proposed to, where it was, has not ended, and its consent can decide on the declared terms."""
    if decision.circle is None:
        return None
    circle = circle_now(decision.about, at=actor.at)
    if circle is None or circle.pk != decision.circle:
        return Refusal("circle_has_ended")
    return too_few_to_decide(len(sitting(circle)), quorum=decision.quorum)


def can_be_asked_again(actor: Actor, decision: Decision) -> Refusal | None:
    """Those whom an open decision would be opened for now, everybody or the circle that decides, could take it on its terms."""
    refusal = circle_still_decides(actor, decision)
    if refusal is not None:
        return Refusal("circle_is_over") if refusal.code == "circle_has_ended" else refusal
    return electorate_refused(decision, electors=len(electors_of(decision)))


def electors_of(decision: Decision) -> list[Membership]:
    """Return the people a decision about an issue opens for: who sits in the circle that decides, or everybody."""
    if decision.circle is None:
        return electorate_of(decision.about)
    return sitting(Circle.objects.get(pk=decision.circle))
