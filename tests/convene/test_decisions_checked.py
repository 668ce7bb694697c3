"""Whoever holds the scrutineer's pack works a decision out again; people who answer at once do not lose an answer."""

import json
import subprocess
import sys
import uuid
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.convene.crowd import crowd
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


def worked_out(rows: dict[str, dict[str, dict[str, Any]]], key: str) -> Result:
    """Count one decision of a pack again, from nothing but the pack."""
    decision = rows["wp_kernel_decision"][key]
    rule = decision["in_force"]
    options, electorate, given = (
        {one: row for one, row in rows[table].items() if row["decision"] == key}
        for table in ("wp_kernel_option", "wp_kernel_elector", "wp_kernel_response")
    )
    terms = Terms(rule, len(options), decision["quorum"], decision["voice_quorum"], seats=decision["seats"])
    return result_of(
        terms,
        [Voter(one, row["voice"]) for one, row in electorate.items()],
        [
            Given(row["elector"], row["answer"], frozenset(map(int, row["approves"].split())))
            for row in given.values()
            if row["rule"] == rule
        ],
    )


def recounted(scene: Scene, folder: Path) -> tuple[int, list[str]]:
    """Run the pack's own program over the scrutineer's pack as it stands; return its exit code and what it says."""
    wears(scene, "olwen", HatKind.SCRUTINEER)
    run_all_now()
    checkpoint(scene.place)
    with (
        scrutineers_pack(scene.actor("olwen", hat=HatKind.SCRUTINEER)) as file,
        zipfile.ZipFile(file) as pack,
    ):
        pack.extractall(folder)
    done = subprocess.run(
        [sys.executable, "-I", "recount.py"], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.splitlines()


def told_by_pack(scene: Scene) -> dict[str, dict[str, dict[str, Any]]]:
    """Return what the scrutineer's pack tells of a place as it stands."""
    wears(scene, "olwen", HatKind.SCRUTINEER)
    run_all_now()
    checkpoint(scene.place)
    actor = scene.actor("olwen", hat=HatKind.SCRUTINEER)
    with scrutineers_pack(actor) as file, zipfile.ZipFile(file) as pack:
        return rows_of(pack)


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
    rows = told_by_pack(saltmarsh)
    result, recorded = worked_out(rows, str(decision.pk)), rows["wp_kernel_decision"][str(decision.pk)]
    assert (result.outcome, result.chosen, result.electors) == (Outcome.ADOPTED, 1, 5)
    assert (recorded["outcome"], recorded["chosen"], recorded["electors"]) == ("adopted", 1, 5)


def test_a_circle_and_what_it_decided_are_worked_out_again_from_the_pack_alone(saltmarsh: Scene) -> None:
    many = crowd(saltmarsh)
    circle = many.choose()
    decision = many.decide_by(circle)
    many.consent(decision, "rosa", "ben", "cllr", "tariq", "more00")
    many.close(decision)
    rows = told_by_pack(saltmarsh)
    seats = worked_out(rows, rows["wp_convene_circle"][str(circle.pk)]["decision"])
    sit = {key for key, row in rows["wp_convene_candidacy"].items() if row["circle"] == str(circle.pk)}
    chose = [
        row["record"]
        for row in rows["wp_kernel_option"].values()
        if row["decision"] == str(circle.decision_id) and row["number"] in seats.adopted
    ]
    assert (sit, len(sit), seats.electors) == (set(chose), 5, 23)
    recorded = rows["wp_kernel_decision"][str(decision.pk)]
    assert (recorded["circle"], worked_out(rows, str(decision.pk)).outcome) == (str(circle.pk), "adopted")
    members = {rows["wp_convene_candidacy"][one]["member"] for one in sit}
    decided = {
        row["member"] for row in rows["wp_kernel_elector"].values() if row["decision"] == str(decision.pk)
    }
    assert decided == members


def test_the_packs_own_program_counts_every_kind_of_decision_again(saltmarsh: Scene, tmp_path: Path) -> None:
    many = crowd(saltmarsh)
    decision = many.decide_by(many.choose())
    many.consent(decision, "rosa", "ben", "cllr", "tariq", "more00")
    many.close(decision)
    code, said = recounted(saltmarsh, tmp_path / "whole")
    assert (code, said[-1]) == (0, "Result: every decision holds.")
    assert [line.endswith("adopted, as its answers lead to") for line in said[:-2]] == [True, True]
    forged = tmp_path / "whole" / "leaves.jsonl"
    lines = forged.read_text().splitlines()
    forged.write_text(
        "\n".join(one.replace('"outcome":"adopted"', '"outcome":"objected"') for one in lines) + "\n"
    )
    done = subprocess.run(
        [sys.executable, "recount.py"], cwd=forged.parent, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "Result: 2 differ.")


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
