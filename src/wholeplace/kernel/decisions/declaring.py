"""Declaring a decision and opening it, inside the deed of the feature that asks for it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.decisions.conditions import Declared, electorate_refused, terms_of, terms_refused
from wholeplace.kernel.decisions.models import Decision, Elector, Option
from wholeplace.kernel.decisions.names import DecisionState
from wholeplace.kernel.decisions.telling import tell_it_is_open
from wholeplace.kernel.people import Membership
from wholeplace.kernel.records import Record

REMINDED = dt.timedelta(days=3)
"""How long before its end those who have yet to answer are reminded."""

if TYPE_CHECKING:
    from wholeplace.kernel.acts import Act


def declare_decision(
    act: "Act",
    *,
    purpose: str,
    about: Record,
    question: str,
    options: Sequence[uuid.UUID],
    terms: Declared,
    circle: Record | None = None,
) -> Decision:
    """Declare a decision with its terms, which never change; it waits for a second person, and lapses where none comes.

    With a `circle`, those who sit in it decide for everybody whom the decision belongs to.
    """
    if refusal := terms_refused(terms, options=len(options)):
        raise Refused(refusal.code, **refusal.params)
    decision = _declare(act, purpose, about, question, terms=terms, circle=circle)
    _offer(act, decision, options)
    return decision


def declare_choice(
    act: "Act", *, purpose: str, about: Record, question: str, so_far: int, terms: Declared
) -> Decision:
    """Declare a decision between whatever there is to choose from once it opens: enough for one already, `so_far`.

    So neither who asks nor who gives the second word says what is on the list.
    """
    if refusal := terms_refused(terms, options=so_far):
        raise Refused(refusal.code, **refusal.params)
    return _declare(act, purpose, about, question, terms=terms, circle=None)


def offer_now(act: "Act", decision: Decision, options: Sequence[uuid.UUID]) -> None:
    """Have a declared choice, about to open, choose between these records, if there are enough of them still."""
    if refusal := terms_refused(terms_of(decision), options=len(options)):
        raise Refused(refusal.code, **refusal.params)
    _offer(act, decision, options)


def stand_down(act: "Act", record: Record) -> None:
    """Have an open choice in which a record stands go on without it: seats that it would get go to others.

    The decision is held until then, so that what it comes to and who had withdrawn by then cannot differ.
    """
    stands = Option.objects.filter(record=record.pk)
    choosing = Decision.objects.filter(state=DecisionState.OPEN, pk__in=stands.values("decision"))
    for decision in choosing.select_for_update(no_key=True):
        number = stands.get(decision=decision).number
        decision.stood_down = " ".join(map(str, sorted({*decision.without, number})))
        decision.save(update_fields=["stood_down"])
        act.record(decision)


def _declare(
    act: "Act", purpose: str, about: Record, question: str, *, terms: Declared, circle: Record | None
) -> Decision:
    decision = Decision(
        place=act.place,
        audience=about.audience,
        purpose=purpose,
        about=about.pk,
        question=question,
        circle=circle.pk if circle is not None else None,
        **asdict(terms),
    )
    _ask(act, decision)
    act.record(decision)
    act.enqueue("decisions.close", due=decision.lapses, decision=decision)
    return decision


def ask_again(act: "Act", earlier: Decision, options: Sequence[uuid.UUID]) -> Decision:
    """Declare once more what another decision asked, under the very same terms, of these records; it opens in the same deed."""
    again = Decision(
        place=act.place,
        audience=earlier.audience,
        purpose=earlier.purpose,
        about=earlier.about,
        question=earlier.question,
        circle=earlier.circle,
        **asdict(terms_of(earlier)),
    )
    _ask(act, again)
    _offer(act, again, options)
    return again


def _ask(act: "Act", decision: Decision) -> None:
    decision.in_force, decision.asked_by, decision.asked = decision.rule, act.membership, act.at
    decision.save(force_insert=True)


def _offer(act: "Act", decision: Decision, options: Sequence[uuid.UUID]) -> None:
    for number, record in enumerate(options, start=1):
        option = Option.objects.create(
            place=act.place, audience=decision.audience, decision=decision, number=number, record=record
        )
        act.record(option)


def open_decision(act: "Act", decision: Decision, members: Sequence[Membership]) -> Decision:
    """Open a declared decision for these people by the second word, frozen with their voices and sectors, until its deadline."""
    decision.seconded_by = act.membership
    return begin(act, decision, members)


def begin(act: "Act", decision: Decision, members: Sequence[Membership]) -> Decision:
    """Open a decision for these people, where no second word is needed any more."""
    if refusal := electorate_refused(decision, electors=len(members)):
        raise Refused(refusal.code, **refusal.params)
    electorate = [
        Elector(place=act.place, decision=decision, member=one, voice=one.voice, sector=one.sector)
        for one in members
    ]
    Elector.objects.bulk_create(electorate)
    act.record_many(Elector, electorate)
    decision.state, decision.electors = DecisionState.OPEN, len(electorate)
    decision.opened, decision.deadline = act.at, act.at + dt.timedelta(days=decision.days)
    decision.save()
    act.record(decision)
    act.enqueue("decisions.close", due=decision.deadline, decision=decision)
    if decision.days > REMINDED.days:
        act.enqueue("decisions.remind", due=decision.deadline - REMINDED, decision=decision)
    tell_it_is_open(act, decision, members)
    return decision
