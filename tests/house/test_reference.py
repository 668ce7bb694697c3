"""The reference says what the program does, and everything people read is worded, documented and translatable."""

import ast
import json
import re
import shlex

import click
import pytest
from django.utils.functional import Promise
from tests.house.source import ROOT, calls, modules
from tools import reference

from wholeplace.kernel.actions import ACTIONS
from wholeplace.kernel.files.looking import REFUSED as NOT_TAKEN
from wholeplace.kernel.jobs.handlers import JOBS
from wholeplace.kernel.tables import models_by_table
from wholeplace.kernel.wording import WORDING
from wholeplace.settings import Environment

AGAIN = "Run: make docs-reference"


def written(name: str) -> str:
    return (ROOT / "docs" / "reference" / name).read_text()


@pytest.mark.parametrize("name", sorted(reference.STILL))
def test_a_page_of_the_reference_says_what_the_program_says(name):
    assert written(name) == reference.STILL[name](), AGAIN


def test_who_may_do_what_is_what_the_reference_says(town):
    assert written("actions.md") == reference.actions_page(town), AGAIN


def test_everything_there_is_stands_in_the_reference():
    named = {
        "settings.md": [f"WHOLEPLACE_{name.upper()}" for name in Environment.model_fields],
        "ledger.md": ACTIONS,
        "actions.md": ACTIONS,
        "refusals.md": WORDING,
        "jobs.md": JOBS,
        "tables.md": models_by_table(),
    }
    missing = [one for page, names in named.items() for one in names if f"`{one}`" not in written(page)]
    assert missing == []


def test_every_command_tells_what_it_does_and_gives_an_example_that_begins_with_its_name():
    told = dict(reference.commands())
    assert len(told) >= 12
    for name, command in told.items():
        assert (command.help or "").strip().endswith("."), name
        assert re.match(rf"Examples?: {re.escape(name)}\b", command.epilog or ""), name


def test_every_example_is_a_command_line_that_the_program_takes(tmp_path, monkeypatch):
    """Parsed in a folder that holds the files the examples name; what is written as JSON must be JSON."""
    monkeypatch.chdir(tmp_path)
    for name in ("pack.zip", "wholeplace.zip", "targets.csv", "people.csv", "draw-1.json"):
        (tmp_path / name).write_text("x")
    (tmp_path / "export").mkdir()
    wrong = [
        (line, error)
        for _name, command in reference.commands()
        for line in (command.epilog or "").partition(": ")[2].split("; ")
        if (error := _not_taken(line))
    ]
    assert wrong == []


def _not_taken(line: str) -> str:
    """Say why a command line is not taken; nothing where it is."""
    told = dict(reference.commands())
    words = shlex.split(line.replace("/mnt/backups/", ""))
    depth = 3 if " ".join(words[:3]) in told else 2
    command = told.get(" ".join(words[:depth]))
    if command is None:
        return "no such command"
    try:
        command.make_context(line, words[depth:])
        for word in words[depth:]:
            if word.startswith("{"):
                json.loads(word)
    except (click.ClickException, ValueError) as error:
        return str(error)
    return ""


def test_every_option_says_what_it_is_for():
    silent = [
        f"{name} {option.opts[0]}"
        for name, command in reference.commands()
        for option in command.params
        if isinstance(option, reference.click.Option) and not option.help
    ]
    assert silent == []


def test_every_setting_and_every_action_says_what_it_is():
    assert [name for name, field in Environment.model_fields.items() if not field.description] == []
    assert [
        name for name, one in ACTIONS.items() if not re.fullmatch(r"[A-Z].+\.", one.summary, re.DOTALL)
    ] == []


SAYING = ("Refusal", "Refused", "NotTaken")


def codes_used() -> set[str]:
    """Return every code a refusal is made with: `Refusal("…")`, `raise Refused("…")`, and those files are known by."""
    return {code for code, _marks in NOT_TAKEN} | {
        str(call.args[0].value)
        for name in SAYING
        for _path, call in calls(name)
        if call.args and isinstance(call.args[0], ast.Constant)
    }


def test_every_refusal_is_worded_and_every_wording_is_used():
    assert sorted(codes_used() - WORDING.keys()) == []
    elsewhere = {text for tree in modules().values() for text in _compared(tree)}
    assert sorted(WORDING.keys() - codes_used() - elsewhere) == []


def _compared(tree: ast.Module) -> set[str]:
    """Return codes that stand in JSON replies and error pages."""
    return {
        str(node.value)
        for call in ast.walk(tree)
        if isinstance(call, ast.Dict)
        for key, node in zip(call.keys, call.values, strict=True)
        if isinstance(key, ast.Constant) and key.value == "code" and isinstance(node, ast.Constant)
    }


def test_what_a_refusal_names_is_what_its_wording_fills_in():
    """A wording that asks for a name nobody gives would fail in front of the person refused."""
    wrong = []
    for name in SAYING:
        for path, call in calls(name):
            if call.args and isinstance(call.args[0], ast.Constant):
                code = str(call.args[0].value)
                asked = set(re.findall(r"\{(\w+)\}", str(WORDING[code])))
                if asked - _given(call):
                    wrong.append((path, code, asked - _given(call)))
    assert wrong == []


def _given(call: ast.Call) -> set[str]:
    named = {keyword.arg for keyword in call.keywords if keyword.arg}
    for arg in call.args[1:]:
        if isinstance(arg, ast.Dict):
            named |= {str(key.value) for key in arg.keys if isinstance(key, ast.Constant)}
    return named


def test_refusals_and_sentences_of_the_record_are_marked_for_translation():
    assert [code for code, words in WORDING.items() if not isinstance(words, Promise)] == []
    said = {name: (one.says, one.title) for name, one in ACTIONS.items()}
    assert [name for name, words in said.items() if not all(isinstance(one, Promise) for one in words)] == []


def test_a_sentence_of_the_record_names_its_actor_and_is_no_full_sentence():
    for name, one in ACTIONS.items():
        assert str(one.says).startswith("{actor} "), name
        assert not str(one.says).endswith("."), name
