"""What a decision's answers lead to, read from the database; and the check that it is what the decision says."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from wholeplace.kernel.decisions.amending import agrees_with_amending
from wholeplace.kernel.decisions.models import Decision, Elector, Response
from wholeplace.kernel.decisions.names import DecisionState, Outcome
from wholeplace.kernel.decisions.rules import Given, Result, Terms, Voter, result_of
from wholeplace.kernel.ledger.check import Fault
from wholeplace.kernel.places import Place
from wholeplace.kernel.tables import table_of


def result_under(decision: Decision, rule: str) -> Result:
    """Return what the answers given under a rule decide, read from the database."""
    return result_from(
        decision,
        rule,
        options=decision.options.count(),
        electorate=Elector.objects.filter(decision=decision),
        responses=Response.objects.filter(decision=decision),
    )


def result_from(
    decision: Decision,
    rule: str,
    *,
    options: int,
    electorate: Iterable[Elector],
    responses: Iterable[Response],
) -> Result:
    """Return what these answers decide under a rule, for this electorate and on the terms that were declared."""
    terms = Terms(
        rule=rule,
        options=options,
        quorum=decision.quorum,
        voice_quorum=decision.voice_quorum,
        falls_back=rule == decision.rule and bool(decision.fallback_days),
        seats=decision.seats,
        without=decision.without,
    )
    voters = [Voter(str(one.pk), one.voice) for one in electorate]
    given = [Given(str(one.elector_id), one.answer, one.options) for one in responses if one.rule == rule]
    found = result_of(terms, voters, given)
    if decision.outcome != Outcome.AMENDED:
        return found
    return replace(found, outcome=Outcome.AMENDED, adopted=())


def check_decisions(place: Place) -> Iterator[Fault]:
    """Yield a fault for each decision whose outcome is not what its electorate and their answers lead to."""
    for decision in Decision.objects.filter(
        place=place, state__in=[DecisionState.OPEN, DecisionState.CLOSED]
    ):
        if not _agrees(decision):
            yield Fault("decision_differs", table_of(decision), str(decision.pk))


def _agrees(decision: Decision) -> bool:
    if not agrees_with_amending(decision):
        return False
    if decision.fell_back and result_under(decision, decision.rule).outcome != Outcome.FELL_BACK:
        return False
    found = result_under(decision, decision.in_force)
    if decision.state == DecisionState.OPEN:
        return found.electors == decision.electors and not decision.outcome
    said = (decision.outcome, decision.chosen, decision.seated, decision.electors)
    return said == (found.outcome, found.chosen, seated_by(decision, found), found.electors)


def seated_by(decision: Decision, result: Result) -> str:
    """Return the numbers of the options given seats as a decision keeps them; nothing where its rule gives none."""
    return " ".join(map(str, result.adopted)) if decision.seats else ""
