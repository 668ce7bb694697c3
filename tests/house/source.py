"""The program's own source as the house tests read it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "wholeplace"
ROLES = ("places", "convene", "mediate", "catalyse", "account")
DOCUMENT = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)


@cache
def modules() -> dict[str, ast.Module]:
    """Return every module of ours but migrations, by its path under the package."""
    files = sorted(path for path in SRC.rglob("*.py") if "migrations" not in path.parts)
    return {str(path.relative_to(SRC)): ast.parse(path.read_text()) for path in files}


@cache
def templates() -> dict[str, str]:
    """Return every template by the name it is rendered by."""
    files = sorted(SRC.glob("**/templates/**/*.html"))
    return {str(path).split("/templates/")[-1]: path.read_text() for path in files}


@cache
def features() -> tuple[str, ...]:
    """Return every feature, a folder of a role, as `convene.issues`."""
    return tuple(
        f"{role}.{folder.name}"
        for role in ROLES
        for folder in sorted((SRC / role).glob("*/"))
        if (folder / "__init__.py").exists() and folder.name != "migrations"
    )


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yield every function with the path and name it goes by."""
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path}:{node.name}", node


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of a function of this name, with the path it is in."""
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = node.func
                if name in (getattr(called, "id", ""), getattr(called, "attr", "")):
                    yield path, node


def texts_of(call: ast.Call) -> list[str]:
    """Return the plain strings a call is given by position."""
    return [
        str(arg.value) for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
    ]
