"""Asks an action of somebody, in a town, and says what it answers."""

from types import SimpleNamespace
from typing import Any

from django.db import models
from tests.house.houses import House
from tests.house.scene import Town

from wholeplace.convene.issues.models import ProposedFraming
from wholeplace.kernel.actions import Action
from wholeplace.kernel.actors import Actor, Door, Viewer, machine
from wholeplace.kernel.conditions import Refusal, Refused
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import Audience
from wholeplace.ui.requests import why_not

VISITOR, ELSEWHERE, COMMAND, PROGRAM = "visitor", "convener elsewhere", "at the command line", "the program"
HATS = tuple(kind.value for kind in HatKind)
ASKED = (VISITOR, *HATS, "second convener", ELSEWHERE, COMMAND, PROGRAM)


def target_of(house: House, action: Action[..., Any]) -> models.Model:
    """Return the record of this house an action is about; one nobody has listed is an error."""
    records: dict[str | None, Any] = {
        None: house.place,
        "place": house.place,
        "issue": house.issues[Audience.PUBLIC],
        "conversation": house.conversations[Audience.PUBLIC],
        "member": house.people["newcomer"],
        "hat": house.waiting,
        "arrival": house.arrival,
        "invitation": house.invitation,
        "asking": house.asking,
        "issue_invitation": house.asked,
        "lottery": house.lotteries[Audience.PUBLIC],
        "registration": house.registration,
        "needs": house.needs,
        "seat": house.seated,
        "draw": house.seated.draw if house.seated else None,
        "sponsor_words": house.vouched,
        "mandate": house.mandate,
        "for_all": house.for_all,
        "room": house.room,
        "decision": house.decisions[Audience.PUBLIC],
        "amendment": house.moves[Audience.PUBLIC],
        "candidacy": house.candidacies[Audience.PUBLIC],
        "area": house.area,
        "file": house.files[Audience.PUBLIC],
        "proposed": ProposedFraming.objects.get(pk=house.files[Audience.PUBLIC].of),
        "change": house.changes[Audience.PUBLIC],
        "reading": house.readings[Audience.PUBLIC],
        "perspective": house.perspectives[Audience.PUBLIC],
        "aside": house.asides[Audience.PUBLIC],
        "note": house.notes[Audience.PUBLIC],
        "interest": house.interests[Audience.PUBLIC],
        "absence": house.absences[Audience.PUBLIC],
        "tie": house.ties[Audience.PUBLIC],
        "contact": house.contact,
        "guess": house.guess,
        "line": house.expected[Audience.PUBLIC].line,
        "pairing": house.expected[Audience.PUBLIC].pairing,
        "settling": house.expected[Audience.PUBLIC].settling,
        "ground_rules": house.rules[Audience.PUBLIC],
        "statement": house.live[Audience.PUBLIC].statements.get(number=2),
    }
    others = {
        "member.leave": house.people["participant"],
        "member.propose_removal": house.people["participant"],
        "hat.take_off": house.people["sponsor"].hats.get(),
        "hat.propose_end": house.people["sponsor"].hats.get(),
        "hat.end": house.ending,
        "hat.keep": house.ending,
    }
    if action.name.startswith(("conversation.", "aside.")):
        records["conversation"] = house.live[Audience.PUBLIC]
    record: models.Model = others.get(action.name) or records[action.on or action.within]
    return record


def asked(town: Town, action: Action[..., Any], who: str) -> str:
    """Return `yes`, or the code of the refusal."""
    record = target_of(town.here, action)
    if who == VISITOR:
        visit: Any = SimpleNamespace(viewer=Viewer(town.here.place))
        refusal = why_not(visit, action, record)
        return "yes" if refusal is None else refusal.code
    if who == ELSEWHERE:
        return _of_another_place(town.there, action, record)
    refusal = action.refusal(_actor(town.here, who), record)
    return "yes" if refusal is None else refusal.code


def _actor(house: House, who: str) -> Actor:
    if who == COMMAND:
        return house.operator
    if who == PROGRAM:
        return machine(house.place, "analysis")
    name = "second" if who == "second convener" else who
    hat = HatKind.CONVENER if name == "second" else HatKind(name)
    return Actor(place=house.place, door=Door.PAGE, membership=house.people[name], hat=hat)


def _of_another_place(house: House, action: Action[..., Any], record: models.Model) -> str:
    """Try it on a record of the other place, as far as taking hold of it."""
    name = action.on or action.within
    actor = house.actor("convener", hat=HatKind.CONVENER)
    if name is None:
        refusal: Refusal | None = action.refusal(actor)
        return "yes, in their own place" if refusal is None else refusal.code
    try:
        action._lock(actor, {name: record})
    except Refused as refused:
        return refused.refusal.code
    return "yes"
