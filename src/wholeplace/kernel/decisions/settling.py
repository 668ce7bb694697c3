"""What a decision that has ended settles: what was adopted is carried out, and every option learns its fate."""

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from wholeplace.kernel.decisions.explaining import approved_unnamed, called
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.decisions.names import Outcome, Stance
from wholeplace.kernel.decisions.purposes import PURPOSES
from wholeplace.kernel.decisions.rules import CONSENT, UNNAMED, Result
from wholeplace.kernel.lineage.fates import carry, leave
from wholeplace.kernel.outbox.post import language_of

if TYPE_CHECKING:
    from wholeplace.kernel.acts import Act


def settle(act: "Act", decision: Decision, result: Result) -> None:
    """Carry out what was chosen, and say of each option what became of it, in the place's language."""
    asked_for = PURPOSES[decision.purpose]
    options = {one.number: one.record for one in decision.options.all()}
    records = asked_for.options._base_manager.in_bulk(options.values())  # noqa: SLF001 any record
    with translation.override(language_of(act.place)):
        why, figures = _why_not(decision, result), _figures(decision, result)
        adopted = [records[options[number]] for number in result.adopted]
        made = asked_for.carry_out(act.actor, decision, adopted) if adopted else None
        for number, record in options.items():
            if made is not None and number in result.adopted:
                carry(act, records[record], into=made, decision=decision, figures=figures)
            else:
                because = _("it was withdrawn meanwhile") if number in decision.without else why
                leave(act, records[record], because=because, decision=decision, figures=figures)


def _why_not(decision: Decision, result: Result) -> str:
    """Return why an option was not carried, in words that follow a colon."""
    if result.outcome == Outcome.ADOPTED and decision.seats:
        return _("the group gave the seats to others")
    if result.outcome == Outcome.ADOPTED:
        rule = called(decision.in_force)
        return _("the group chose another, by {rule}").format(rule=rule[:1].lower() + rule[1:])
    return str(Outcome(result.outcome).label)


def _figures(decision: Decision, result: Result) -> str:
    """Return how many stood behind what was chosen; where it was nothing, or several, how many answered."""
    said = {"answered": result.answered, "electors": result.electors}
    if result.chosen is None:
        return _("{answered} of {electors} people answered").format(**said)
    if decision.in_force == CONSENT:
        return _("{consent} of {answered} people consented").format(
            consent=result.counts[Stance.CONSENT.value], **said
        )
    if decision.in_force == UNNAMED:
        return approved_unnamed(result)
    return _("{approved} of {answered} people approved the one that was chosen").format(
        approved=result.counts[str(result.chosen)], **said
    )
