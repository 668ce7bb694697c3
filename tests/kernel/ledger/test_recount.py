"""The second program of a scrutineer's pack counts decisions as the rules do, and says where one was recorded otherwise."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wholeplace.kernel.decisions.rules import APPROVAL, CONSENT, RULES, SEATS, Given, Terms, Voter, result_of
from wholeplace.kernel.ledger import recount

VOICES = ("public", "politician", "professional")
KEY = "decision"


def told(
    rule: str, terms: Terms, electorate: list[Voter], responses: list[Given]
) -> dict[str, dict[str, recount.Row]]:
    """Return the rows that a pack tells of a decision that has just been counted."""
    decision = {
        "rule": rule, "in_force": terms.rule, "quorum": terms.quorum, "voice_quorum": terms.voice_quorum,
        "fallback_days": 7 * terms.falls_back, "seats": terms.seats, "electors": len(electorate),
        "stood_down": " ".join(map(str, sorted(terms.without))), "state": "closed", "question": "Shall we?", "line": 1,
    }  # fmt: skip
    found = result_of(terms, electorate, responses)
    seated = " ".join(map(str, found.adopted)) if terms.seats else ""
    decision |= {"outcome": found.outcome.value, "chosen": found.chosen, "seated": seated}
    return {
        "wp_kernel_decision": {KEY: recount.Told(decision)},
        "wp_kernel_option": {str(one): {"decision": KEY} for one in range(terms.options)},
        "wp_kernel_elector": {
            one.id: recount.Told({"decision": KEY, "voice": one.voice}) for one in electorate
        },
        "wp_kernel_response": {
            f"answer of {one.by}": recount.Told({
                "decision": KEY, "elector": one.by, "rule": terms.rule, "answer": one.answer,
                "approves": " ".join(map(str, sorted(one.options))),
            })
            for one in responses
        },
        "wp_kernel_link": {},
    }  # fmt: skip


@st.composite
def decided(draw: Any) -> tuple[str, Terms, list[Voter], list[Given]]:
    """Draw a decision under any rule, and what people answered."""
    rule = draw(st.sampled_from(sorted(RULES)))
    options = 1 if rule == CONSENT else draw(st.integers(1, 12))
    electorate = [Voter(f"v{one}", draw(st.sampled_from(VOICES))) for one in range(draw(st.integers(1, 30)))]
    terms = Terms(
        rule,
        options,
        quorum=draw(st.integers(0, 12)),
        voice_quorum=draw(st.integers(0, 2)),
        falls_back=rule == CONSENT and draw(st.booleans()),
        seats=draw(st.integers(5, 8)) if rule == SEATS else 0,
        without=frozenset(draw(st.sets(st.integers(1, options), max_size=3)))
        if rule == SEATS
        else frozenset(),
    )
    answering = draw(st.lists(st.sampled_from(electorate), unique=True))
    stances, approved = st.sampled_from(["consent", "aside", "object"]), st.sets(st.integers(1, options))
    responses = [
        Given(one.id, draw(stances)) if rule == CONSENT else Given(one.id, options=frozenset(draw(approved)))
        for one in answering
    ]
    return rule, terms, electorate, responses


@settings(max_examples=300)
@given(decided())
def test_it_counts_as_the_rules_do_and_finds_another_outcome(
    drawn: tuple[str, Terms, list[Voter], list[Given]],
) -> None:
    rows = told(*drawn)
    count = recount.Recount(rows)
    assert count.agrees(KEY)
    decision = rows["wp_kernel_decision"][KEY]
    decision["outcome"] = "tied" if decision["outcome"] != "tied" else "adopted"
    assert not count.agrees(KEY)


def test_it_counts_whoever_answered_twice_as_wrong_and_says_where_an_answer_was_erased() -> None:
    terms = Terms(APPROVAL, 2, quorum=1, voice_quorum=0)
    electorate, responses = [Voter("a", "public")], [Given("a", options=frozenset({1}))]
    rows = told(APPROVAL, terms, electorate, responses)
    answers = rows["wp_kernel_response"]
    answers["twice"] = answers["answer of a"]
    with pytest.raises(ValueError, match="answered twice"):
        recount.Recount(rows).agrees(KEY)
    del answers["twice"]
    answers["answer of a"]["approves"] = None
    with pytest.raises(recount.ErasedError):
        recount.Recount(rows).agrees(KEY)


def test_it_runs_alone_and_refuses_what_is_no_scrutineers_pack(tmp_path: Path) -> None:
    program = tmp_path / "recount.py"
    program.write_bytes(Path(recount.__file__).read_bytes())
    (tmp_path / "leaves.jsonl").write_text(
        json.dumps({"index": 0, "leaf": {"kind": "entry", "id": "e"}}) + "\n"
    )
    ran = subprocess.run(
        [sys.executable, "-I", "recount.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert "A public pack opens no answers" in ran.stdout
    (tmp_path / "openings.jsonl").write_text("")
    ran = subprocess.run(
        [sys.executable, "-I", "recount.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout.splitlines()[-1]) == (0, "Result: every decision holds.")


def test_an_amended_decision_leads_to_one_that_is_asked_on_the_same_terms() -> None:
    terms = Terms(CONSENT, 1, quorum=1, voice_quorum=0)
    rows = told(CONSENT, terms, [Voter("a", "public")], [Given("a", "object")])
    decision = rows["wp_kernel_decision"][KEY]
    decision |= {
        "outcome": "amended",
        "closed": "today",
        "opened": "before",
        "purpose": "framing",
        "about": "it",
    }
    decision |= {"circle": None, "days": 7}
    rows["wp_kernel_decision"]["next"] = recount.Told({**decision, "outcome": "", "opened": "today"})
    rows["wp_kernel_link"]["l"] = {"kind": "amends", "ancestor": KEY, "descendant": "next"}
    assert recount.Recount(rows).agrees(KEY)
    for name, other in (("quorum", 2), ("about", "another"), ("opened", "tomorrow")):
        kept = rows["wp_kernel_decision"]["next"][name]
        rows["wp_kernel_decision"]["next"][name] = other
        assert not recount.Recount(rows).agrees(KEY), name
        rows["wp_kernel_decision"]["next"][name] = kept
    rows["wp_kernel_response"].clear()
    assert not recount.Recount(rows).agrees(KEY)


def test_what_cannot_be_counted_any_more_is_not_said_to_hold(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    terms = Terms(APPROVAL, 1, quorum=1, voice_quorum=0)
    rows = told(APPROVAL, terms, [Voter("a", "public")], [Given("a", options=frozenset({1}))])
    rows["wp_kernel_response"]["answer of a"]["approves"] = None
    monkeypatch.setattr(recount, "rows_of", lambda _pack: rows)
    assert recount.main([str(tmp_path)]) == 3
    assert capsys.readouterr().out.splitlines()[-1] == (
        "Result: every decision that can be counted holds. 1 can be counted no more, because an answer was erased."
    )
