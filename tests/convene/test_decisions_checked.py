"""Whoever holds the scrutineer's pack works a decision out again; people who answer at once do not lose an answer."""

import json
import uuid
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from tests.convene.deciding import Group, wears
from tests.convene.test_issues import FIVE
from tests.kernel.scene import Scene, at_once, on_disk, own_keys, saltmarsh, shared_saltmarsh

from wholeplace.account.scrutiny.packing import scrutineers_pack
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.decisions.actions import answer_decision
from wholeplace.kernel.decisions.models import Decision, Response
from wholeplace.kernel.decisions.names import Outcome, Stance
from wholeplace.kernel.decisions.rules import Given, Result, Terms, Voter, result_of
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.people import HatKind

__all__ = ["on_disk", "own_keys", "saltmarsh", "shared_saltmarsh"]


def rows_of(pack: zipfile.ZipFile) -> dict[str, dict[str, dict[str, Any]]]:
    """Return each row of each table as the pack last tells it, its commitments opened."""
    opened = {
        (one["entry"], one["table"], one["row"], one["field"]): one["content"]
        for one in map(json.loads, pack.read("openings.jsonl").splitlines())
    }
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    for line in pack.read("leaves.jsonl").splitlines():
        leaf = json.loads(line)["leaf"]
        entry = leaf["id"] if leaf["kind"] == "entry" else leaf["entry"]
        for row in leaf.get("rows", ()):
            closed = {name: opened[entry, row["table"], row["id"], name] for name in row.get("committed", ())}
            rows.setdefault(row["table"], {})[row["id"]] = {**row["open"], **closed}
    return rows


def worked_out(rows: dict[str, dict[str, dict[str, Any]]]) -> tuple[Result, dict[str, Any]]:
    """Count the one decision of a pack again, from nothing but the pack."""
    (decision,) = rows["wp_kernel_decision"].values()
    rule = decision["in_force"]
    terms = Terms(rule, len(rows["wp_kernel_option"]), decision["quorum"], decision["voice_quorum"])
    electorate = [Voter(key, one["voice"]) for key, one in rows["wp_kernel_elector"].items()]
    given = [
        Given(one["elector"], one["answer"], frozenset(map(int, one["approves"].split())))
        for one in rows["wp_kernel_response"].values()
        if one["rule"] == rule
    ]
    return result_of(terms, electorate, given), decision


@pytest.mark.parametrize("rule", ["consent", "approval"])
def test_a_decision_is_worked_out_again_from_the_scrutineers_pack_alone(saltmarsh: Scene, rule: str) -> None:
    group = Group(saltmarsh).come_together()
    decision = group.decide(group.propose(), rule=rule)
    for name in FIVE:
        if rule == "approval":
            group.approve(decision, name, *([1] if name != "ben" else []))
        else:
            group.consent(decision, name)
    group.close(decision)
    wears(saltmarsh, "cllr", HatKind.SCRUTINEER)
    run_all_now()
    checkpoint(saltmarsh.place)
    actor = saltmarsh.actor("cllr", hat=HatKind.SCRUTINEER)
    with scrutineers_pack(actor) as file, zipfile.ZipFile(file) as pack:
        result, recorded = worked_out(rows_of(pack))
    assert (result.outcome, result.chosen, result.electors) == (Outcome.ADOPTED, 1, 5)
    assert (recorded["outcome"], recorded["chosen"], recorded["electors"]) == ("adopted", 1, 5)


def test_one_person_who_answers_many_times_at_once_has_one_answer(shared_saltmarsh: Scene) -> None:
    group = Group(shared_saltmarsh).come_together()
    decision = group.decide(group.propose())
    actor = group.actor("rosa")
    said = at_once(
        8,
        lambda number: answer_decision(
            replace(actor, key=uuid.uuid4().hex), decision=decision, answer=list(Stance)[number % 2 * 2]
        ),
    )
    assert not [one for one in said if isinstance(one, Exception)]
    assert Response.objects.filter(decision=decision).count() == 1
    assert list(check_place(shared_saltmarsh.place)) == []


def test_an_answer_given_as_the_decision_closes_is_counted_or_refused(shared_saltmarsh: Scene) -> None:
    group = Group(shared_saltmarsh).come_together()
    decision = group.decide(group.propose())
    group.consent(decision, *FIVE)
    actor, at = group.actor("ben"), group.at

    def one(number: int) -> object:
        if number == 0:
            return group.close(decision)
        stance = Stance.ASIDE if number % 2 else Stance.CONSENT
        return answer_decision(replace(actor, at=at), decision=decision, answer=stance)

    said = at_once(6, one)
    wrong = [one for one in said if isinstance(one, Exception) and not isinstance(one, Refused)]
    assert wrong == []
    assert Decision.objects.get().outcome == Outcome.ADOPTED
    assert list(check_place(shared_saltmarsh.place)) == []
