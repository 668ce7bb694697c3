"""Who rests on whom, how large things are, and what is never written."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.house.source import (
    DOCUMENT,
    ROLES,
    ROOT,
    SRC,
    calls,
    features,
    functions,
    modules,
    templates,
    texts_of,
)

CLOCK = "kernel/clock.py"
MOST_LINES = 400
MOST_FUNCTION_LINES = 40
EXHIBITS = "ui/gallery/"
"""Lists of examples: as long as there are examples."""


def test_everything_rests_only_on_what_is_below_it():
    lint = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_the_order_inside_a_feature_is_asked_of_every_feature():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (inside,) = [one for one in contracts if "containers" in one]
    assert sorted(inside["containers"]) == sorted(f"wholeplace.{feature}" for feature in features())


def test_a_file_stays_under_400_lines():
    long = {
        str(path.relative_to(SRC)): lines
        for path in SRC.rglob("*.py")
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) >= MOST_LINES
    }
    assert long == {}


def test_a_function_stays_under_40_lines():
    long = {
        name: length
        for name, node in functions()
        if (length := _length(node)) >= MOST_FUNCTION_LINES and not name.startswith(EXHIBITS)
    }
    assert long == {}


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines without its docstring, and without those of functions inside it."""
    said = (node.body[0].end_lineno - node.body[0].lineno + 1) if ast.get_docstring(node) else 0
    inner = [one for one in ast.walk(node) if isinstance(one, ast.FunctionDef) and one is not node]
    return node.end_lineno - node.lineno + 1 - said - sum(one.end_lineno - one.lineno + 1 for one in inner)


def test_pages_read_through_queries_whatever_stands_before_pages_in_their_name():
    tables = re.compile(rf"wholeplace\.({'|'.join(ROLES)})\.(\w+\.)*models")
    reading = {
        path
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if path.endswith("pages.py")
        and isinstance(node, ast.ImportFrom)
        and tables.fullmatch(node.module or "")
    }
    assert reading == {"mediate/landscapes/pages.py"}, "as the type of an argument, as the contract says"


def test_what_an_address_of_a_seat_leads_to_stands_among_pages_or_files():
    tree = modules()["convene/lottery/seat_urls.py"]
    led_to = {node.value.id for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert {one for one in led_to if not one.endswith(("_pages", "_files"))} == set()


def test_no_page_is_a_class():
    bases = [
        f"{path}:{node.name}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("View") for base in node.bases)
    ]
    assert bases == []
    assert list(calls("as_view")) == []


def test_no_module_has_a_name_that_says_nothing():
    names = {part for path in modules() for part in path.removesuffix(".py").split("/")}
    assert not names & {
        "utils",
        "helpers",
        "common",
        "base",
        "manager",
        "managers",
        "misc",
        "services",
        "service",
    }


def test_no_error_is_caught_without_saying_which():
    broad = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or {"Exception", "BaseException"} & set(re.findall(r"\w+", ast.unparse(node.type)))
        )
    ]
    # A worker outlives whatever a job does, and keeps what went wrong.
    allowed = [one for one in broad if one.startswith("kernel/jobs/attempts.py")]
    assert broad == allowed


def test_only_the_clock_tells_the_time():
    asking = {
        (path, ast.unparse(call.func))
        for name in ("now", "utcnow", "today", "localtime")
        for path, call in calls(name)
        if re.search(r"\b(datetime|date|timezone)\.(now|utcnow|today)$", ast.unparse(call.func))
    }
    assert {path for path, _ in asking} == {CLOCK}


def test_only_the_story_of_the_demo_tells_of_another_time():
    assert {path for path, _ in calls("telling_of")} == {"demo/chapter_hill.py"}


NEVER = {
    r"\sstyle\s*=": "style in an attribute",
    r"<style\b": "a style sheet in the page",
    r"\son[a-z]+\s*=\s*[\"']": "a handler in an attribute",
    r"javascript:": "a script for an address",
    r"<script\b(?![^>]*(?:\bsrc=|application/json))": "a script in the page",
    r"\|\s*safe\b|autoescape\s+off": "text that is not escaped",
}


def test_a_template_holds_no_style_and_no_script_of_its_own_and_escapes_everything():
    found = [
        (name, what)
        for name, text in templates().items()
        for fault, what in NEVER.items()
        if re.search(fault, text)
    ]
    assert found == []


LETTER, BONES = "outbox/letter.html", "ui/bones.html"
SHELLS = {"ui/page.html", "ui/alone.html", BONES}
EXTENDS = re.compile(r'{% extends "([^"]+)" %}')


def shell_of(name: str) -> str:
    """The template that this one extends, directly or through others."""
    extended = EXTENDS.match(templates()[name])
    return shell_of(extended[1]) if extended and name not in SHELLS else name


def test_a_template_extends_the_shell_or_is_a_part_of_a_page():
    whole = {name for name, text in templates().items() if DOCUMENT.search(text)}
    assert whole == {LETTER, BONES}
    extending = {name for name, text in templates().items() if "{% extends" in text}
    assert {name for name in extending if shell_of(name) not in SHELLS} == set()


def test_every_page_that_is_rendered_extends_the_shell():
    rendered = {text for _, call in calls("render") for text in texts_of(call) if text.endswith(".html")}
    assert len(rendered) > 30
    bare = [name for name in rendered if not templates()[name].startswith("{% extends ")]
    assert bare == []
