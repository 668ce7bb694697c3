"""Who answers in a decision, and what its state allows."""

import datetime as dt
from dataclasses import dataclass, fields

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel import clock
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.decisions.leaving import can_still_count, is_answered_by_name
from wholeplace.kernel.decisions.models import SECONDED_WITHIN, Decision, Elector, Objection, Response
from wholeplace.kernel.decisions.names import DecisionState
from wholeplace.kernel.decisions.rules import APPROVAL, CONSENT, RULES, SEATED, SEATS, UNNAMED, Rule
from wholeplace.kernel.people import Membership
from wholeplace.kernel.scopes import declare_standing_in
from wholeplace.kernel.wording import declare_wording

DAYS = range(1, 61)

declare_standing_in(Decision, lambda one: (one.about,))

declare_wording(
    {
        "no_such_rule": _("There is no such way to decide. Choose one of those that are offered."),
        "one_proposal_only": _(
            "Consent is given to one proposal. Choose one, or let people approve several."
        ),
        "too_many_to_choose_from": _("Up to {most} people can stand at once."),
        "too_few_stand": _("At least {least} people have to stand before a circle can be chosen."),
        "seats_out_of_range": _("A circle has between {least} and {most} seats."),
        "nothing_to_decide": _("Choose what is to be decided on."),
        "days_out_of_range": _("Give people between {least} and {most} days."),
        "quorum_too_small": _("Ask for the answers of at least {least} people."),
        "quorum_too_large": _("{quorum} answers are asked for, but only {electors} people can give one."),
        "too_many_for_consent": _(
            "{electors} people would decide. Up to {most} can decide by consent; more than that decide by approval."
        ),
        "no_fallback_here": _("Only consent can fall back to approval."),
        "not_an_elector": _(
            "You did not take part when this decision opened, so it is not yours to answer. You can follow it here."
        ),
        "not_in_the_circle": _(
            "A circle that the group chose decides this, and you did not sit in it when the decision opened. You can follow it"
            " here."
        ),
        "decision_not_open": _("This decision is not open for answers."),
        "asks_for_consent": _("This decision asks whether you consent. Say so, object, or stand aside."),
        "asks_for_approval": _("This decision asks which of the options you approve."),
        "objection_needs_words": _("Say what harm it would do, so that it can be answered."),
        "answered_by_name": _(
            "You have answered already, and the record says when, so an objection in confidence could be traced to you. You can"
            " still object by name."
        ),
        "no_such_option": _("One of these is not among the options of this decision."),
        "stands_no_more": _("One of the people you chose stands no more. Choose between those who do."),
        "asked_by_somebody_else": _("Somebody else asked for this decision."),
        "decision_has_begun": _("The decision has begun, or is over. Nobody can withdraw it any more."),
        "no_objection_stands": _("No objection of somebody else stands. A proposal is amended to meet one."),
        "objection_withdrawn": _("This objection is no longer there, or was withdrawn."),
        "not_seconded_in_time": _(
            "Nobody seconded this within {days} days, so it lapsed. Ask again if it still matters."
        ),
        "decision_goes_on": _("The decision goes on: its time is not over, and not everybody has answered."),
    }
)


def is_elector(actor: Actor, decision: Decision) -> Refusal | None:
    """The decision belongs to the actor: they were among the people it was opened for."""
    known = vars(decision).get("opened_for")
    theirs = Elector.objects.filter(decision=decision, member=actor.membership)
    if theirs.exists() if known is None else (actor.membership is not None and actor.membership.pk in known):
        return None
    return Refusal("not_an_elector") if decision.circle is None else Refusal("not_in_the_circle")


def is_open(actor: Actor, decision: Decision) -> Refusal | None:
    """The decision takes answers."""
    going = decision.state == DecisionState.OPEN and decision.deadline is not None
    return None if going and _now(actor) < decision.deadline else Refusal("decision_not_open")  # type: ignore[operator]


def asks_consent(actor: Actor, decision: Decision) -> Refusal | None:
    """The decision takes answers, and asks for consent."""
    return is_open(actor, decision) or (
        None if decision.in_force == CONSENT else Refusal("asks_for_approval")
    )


def can_object_in_confidence(actor: Actor, decision: Decision) -> Refusal | None:
    """The decision asks for consent, and nothing the actor answered stands under their name.

    The record tells when each of its electors answered: whoever was seen to answer could be found again by that.
    """
    if refusal := asks_consent(actor, decision):
        return refusal
    said = Response.objects.filter(decision=decision, elector__member=actor.membership).exists()
    theirs = decision.objections.filter(elector__member=actor.membership, in_confidence=True).exists()
    return Refusal("answered_by_name") if said and not theirs else None


def asks_approval(actor: Actor, decision: Decision) -> Refusal | None:
    """The decision takes answers, and asks for approval."""
    return is_open(actor, decision) or (
        None if decision.in_force in {APPROVAL, UNNAMED, SEATS} else Refusal("asks_for_consent")
    )


def can_be_amended(actor: Actor, decision: Decision) -> Refusal | None:
    """The decision takes answers and asks for consent, and somebody else's objection stands."""
    if refusal := asks_consent(actor, decision):
        return refusal
    known = vars(decision).get("objected_to")
    others = objections_standing(decision).exclude(elector__member=actor.membership)
    stands = others.exists() if known is None else known
    return None if stands else Refusal("no_objection_stands")


def objections_standing(decision: Decision) -> "QuerySet[Objection]":
    """Return the objections to a decision that were not withdrawn."""
    return Objection.objects.filter(decision=decision, withdrawn=None)


def asked_for_it(actor: Actor, decision: Decision) -> Refusal | None:
    """The actor asked for the decision."""
    if actor.membership is not None and decision.asked_by_id == actor.membership.pk:
        return None
    return Refusal("asked_by_somebody_else")


def waits_for_second(actor: Actor, decision: Decision) -> Refusal | None:
    """The decision waits for a second person, has not begun, and has not lapsed."""
    if decision.state == DecisionState.LAPSED or has_lapsed(actor, decision) is None:
        return Refusal("not_seconded_in_time", {"days": SECONDED_WITHIN.days})
    return None if decision.state == DecisionState.WAITING else Refusal("decision_has_begun")


def has_lapsed(actor: Actor, decision: Decision) -> Refusal | None:
    """Nobody seconded the decision in time."""
    over = decision.state == DecisionState.WAITING and decision.lapses <= _now(actor)
    return None if over else Refusal("decision_goes_on")


def has_run_its_course(actor: Actor, decision: Decision) -> Refusal | None:
    """The decision's time is over, everybody has answered and nobody objects, or too few are left for it to count.

    The last of them only where answers are by name: otherwise the end would tell that whoever left had not answered.
    """
    if decision.state != DecisionState.OPEN or decision.deadline is None:
        return Refusal("decision_not_open")
    if decision.deadline <= _now(actor):
        return None
    everybody = responses_in_force(decision).count() == decision.electors
    stands = decision.in_force == CONSENT and objections_standing(decision).exists()
    over = (everybody and not stands) or (is_answered_by_name(decision) and not can_still_count(decision))
    return None if over else Refusal("decision_goes_on")


def responses_in_force(decision: Decision) -> "QuerySet[Response]":
    """Return what was answered under the rule that is in force."""
    return Response.objects.filter(decision=decision, rule=decision.in_force)


def not_answered_by(member: Membership | None) -> Q:
    """Return the condition on decisions that this member has yet to answer under the rule in force."""
    theirs = Response.objects.filter(
        decision=OuterRef("pk"), elector__member=member, rule=OuterRef("in_force")
    )
    return ~Q(Exists(theirs))


@dataclass(frozen=True)
class Declared:
    """The terms somebody declares: the rule, its days, who must answer, the days of approval after an objection, the seats."""

    rule: str
    days: int
    quorum: int
    voice_quorum: int
    fallback_days: int
    seats: int = 0


def terms_of(decision: Decision) -> Declared:
    """Return the terms a decision was declared under."""
    return Declared(**{one.name: getattr(decision, one.name) for one in fields(Declared)})


def terms_refused(terms: Declared, *, options: int) -> Refusal | None:
    """Return why a decision between so many options cannot be declared under these terms."""
    rule = RULES.get(terms.rule)
    if rule is None:
        return Refusal("no_such_rule")
    if not options:
        return Refusal("nothing_to_decide")
    if rule.most_options is not None and options > rule.most_options:
        one = rule.most_options == 1
        return (
            Refusal("one_proposal_only")
            if one
            else Refusal("too_many_to_choose_from", {"most": rule.most_options})
        )
    return _numbers_refused(rule, terms) or (_seats_refused(terms, options) if rule.name == SEATS else None)


def _seats_refused(terms: Declared, options: int) -> Refusal | None:
    if terms.seats not in SEATED:
        return Refusal("seats_out_of_range", {"least": SEATED[0], "most": SEATED[-1]})
    return Refusal("too_few_stand", {"least": SEATED[0]}) if options < SEATED[0] else None


def _numbers_refused(rule: Rule, terms: Declared) -> Refusal | None:
    if terms.days not in DAYS or (terms.fallback_days and terms.fallback_days not in DAYS):
        return Refusal("days_out_of_range", {"least": DAYS[0], "most": DAYS[-1]})
    if terms.fallback_days and terms.rule != CONSENT:
        return Refusal("no_fallback_here")
    if terms.quorum < rule.least_quorum:
        return Refusal("quorum_too_small", {"least": rule.least_quorum})
    return None


def electorate_refused(decision: Decision, *, electors: int) -> Refusal | None:
    """Return why a decision cannot be opened for so many people."""
    most = decision.declared.most_electors
    if most is not None and electors > most:
        return Refusal("too_many_for_consent", {"electors": electors, "most": most})
    if decision.quorum > electors:
        return Refusal("quorum_too_large", {"quorum": decision.quorum, "electors": electors})
    return None


def _now(actor: Actor) -> dt.datetime:
    return actor.at or clock.now()
