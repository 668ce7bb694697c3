"""Answering in a decision, answering an objection, and coming to its end."""

import datetime as dt
import uuid

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused, any_of, is_machine, wears
from wholeplace.kernel.decisions.conditions import (
    asked_for_it,
    asks_approval,
    asks_consent,
    can_object_in_confidence,
    has_lapsed,
    has_run_its_course,
    is_elector,
    is_open,
    waits_for_second,
)
from wholeplace.kernel.decisions.models import Decision, Elector, Objection, Option, Response
from wholeplace.kernel.decisions.names import DecisionState, Outcome, Stance
from wholeplace.kernel.decisions.rules import APPROVAL
from wholeplace.kernel.decisions.settling import settle
from wholeplace.kernel.decisions.tallying import result_under, seated_by
from wholeplace.kernel.decisions.telling import tell_of_objection, tell_of_reply, tell_what_came_of_it
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.text import shows_something


@action(
    "decision.answer",
    title=_("Answer a proposal"),
    says=_("{actor} answered a proposal that a group decides on"),
    may=is_elector,
    when=asks_consent,
    within="decision",
    doors=BY_PERSON,
)
def answer_decision(act: Act, *, decision: Decision, answer: Stance, objection: str = "") -> Response:
    """Consent, object with a reason, or stand aside; an objection is withdrawn by answering otherwise."""
    words = objection.strip() if answer == Stance.OBJECT else ""
    if answer == Stance.OBJECT and not shows_something(words):
        raise Refused("objection_needs_words")
    elector = Elector.objects.get(decision=decision, member=act.membership)
    _object(act, elector, words)
    return _respond(act, elector, answer=answer.value, approves="")


@action(
    "decision.object_in_confidence",
    title=_("Object in confidence"),
    says=_("{actor} objected in confidence"),
    may=is_elector,
    when=can_object_in_confidence,
    within="decision",
    doors=BY_PERSON,
)
def object_in_confidence(act: Act, *, decision: Decision, objection: str) -> Response:
    """Object without being named: from then on members see how many answered what, and nobody's name beside it."""
    if not shows_something(objection):
        raise Refused("objection_needs_words")
    elector = Elector.objects.get(decision=decision, member=act.membership)
    _object(act, elector, objection.strip(), in_confidence=True)
    return _respond(act, elector, answer=Stance.OBJECT.value, approves="")


@action(
    "decision.approve",
    title=_("Say what one approves"),
    says=_("{actor} said which of a decision's options they approve"),
    may=is_elector,
    when=asks_approval,
    within="decision",
    doors=BY_PERSON,
)
def approve_options(act: Act, *, decision: Decision, options: list[int]) -> Response:
    """Approve any number of the options, or none of them; nobody who stands no more."""
    known = set(Option.objects.filter(decision=decision).values_list("number", flat=True))
    if not set(options) <= known:
        raise Refused("no_such_option")
    if not decision.without.isdisjoint(options):
        raise Refused("stands_no_more")
    elector = Elector.objects.get(decision=decision, member=act.membership)
    return _respond(act, elector, answer="", approves=" ".join(map(str, sorted({*options}))))


@action(
    "decision.reply",
    title=_("Answer an objection"),
    says=_("{actor} answered an objection"),
    may=any_of(asked_for_it, wears(HatKind.CONVENER)),
    when=is_open,
    within="decision",
    doors=BY_PERSON,
)
def reply_to_objection(act: Act, *, decision: Decision, objection: uuid.UUID, reply: str) -> Objection:
    """Answer an objection in words, which stand beside it; whether it still stands, the objector says."""
    if not shows_something(reply):
        raise Refused("left_empty")
    standing = Objection.objects.filter(decision=decision, pk=objection, withdrawn=None)
    answered = standing.select_for_update(no_key=True).first()
    if answered is None:
        raise Refused("objection_withdrawn")
    answered.reply, answered.replied_by, answered.replied = reply, act.membership, act.at
    answered.save()
    act.record(answered)
    tell_of_reply(act, answered)
    return answered


@action(
    "decision.withdraw",
    title=_("Withdraw a decision that was asked for"),
    says=_("{actor} withdrew a decision before it began"),
    may=asked_for_it,
    when=waits_for_second,
    on="decision",
    doors=BY_PERSON,
)
def withdraw_decision(act: Act, *, decision: Decision) -> Decision:
    """Withdraw a decision one asked for, while it waits for a second person."""
    decision.state, decision.closed = DecisionState.WITHDRAWN, act.at
    decision.save()
    act.record(decision)
    return decision


@action(
    "decision.lapse",
    title=_("Let a decision lapse that nobody seconded"),
    says=_("{actor} let a decision lapse that nobody had seconded"),
    may=is_machine,
    when=has_lapsed,
    on="decision",
    doors=BY_MACHINE,
)
def lapse_decision(act: Act, *, decision: Decision) -> Decision:
    """Let a decision lapse, since nobody seconded it in time."""
    decision.state, decision.closed = DecisionState.LAPSED, act.at
    decision.save()
    act.record(decision)
    return decision


@action(
    "decision.close",
    title=_("Come to the end of a decision"),
    says=_("{actor} came to the end of a decision: {outcome}"),
    may=is_machine,
    when=has_run_its_course,
    on="decision",
    group_owned=True,
    doors=BY_MACHINE,
)
def close_decision(act: Act, *, decision: Decision) -> Decision:
    """Count the answers, and do what they decided; where an objection stands, go on as was declared beforehand."""
    result = result_under(decision, decision.in_force)
    if result.outcome == Outcome.FELL_BACK:
        decision.in_force = APPROVAL
        decision.deadline = act.at + dt.timedelta(days=decision.fallback_days)
        act.enqueue("decisions.close", due=decision.deadline, decision=decision)
    else:
        decision.state, decision.closed = DecisionState.CLOSED, act.at
        decision.outcome, decision.chosen = result.outcome, result.chosen
        decision.seated = seated_by(decision, result)
    decision.save()
    act.record(decision)
    act.say(outcome=result.outcome)
    tell_what_came_of_it(act, decision, result.outcome)
    if decision.state == DecisionState.CLOSED:
        settle(act, decision, result)
    return decision


def _respond(act: Act, elector: Elector, *, answer: str, approves: str) -> Response:
    """Keep what an elector says under the rule in force, in place of what they said before."""
    decision = elector.decision
    response, _made = Response.objects.update_or_create(
        elector=elector,
        rule=decision.in_force,
        defaults={
            "place": act.place,
            "decision": decision,
            "answer": answer,
            "approves": approves,
            "answered": act.at,
        },
    )
    act.record(response)
    act.enqueue("decisions.close", once=str(decision.pk), decision=decision)
    return response


def _object(act: Act, elector: Elector, words: str, *, in_confidence: bool = False) -> None:
    """Withdraw what the elector objected before, unless it is the same again, and raise what they object now."""
    standing = Objection.objects.filter(elector=elector, withdrawn=None)
    for earlier in standing.select_for_update(no_key=True):
        if (earlier.text, earlier.in_confidence) == (words, in_confidence):
            return
        earlier.withdrawn = act.at
        earlier.save()
        act.record(earlier)
    if words:
        raised = Objection.objects.create(
            place=act.place,
            decision=elector.decision,
            elector=elector,
            text=words,
            in_confidence=in_confidence,
            raised=act.at,
        )
        act.record(raised)
        tell_of_objection(act, raised)
