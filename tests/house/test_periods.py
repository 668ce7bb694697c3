"""The table of what goes by itself says every period that the program deletes after, by the very constant it goes by."""

import ast
import datetime as dt
import importlib

from tests.house.source import modules

from wholeplace.kernel.privacy.periods import PERIODS


def kept_for():
    """Return each constant of the program that says how long something is kept."""
    named = {
        (path, target.id)
        for path, module in modules().items()
        for line in module.body
        if isinstance(line, ast.Assign)
        for target in line.targets
        if isinstance(target, ast.Name) and "KEPT" in target.id.split("_")
    }
    found = {
        f"{path}: {name}": getattr(importlib.import_module(f"wholeplace.{path[:-3].replace('/', '.')}"), name)
        for path, name in named
    }
    return {name: value for name, value in found.items() if isinstance(value, dt.timedelta)}


def test_every_constant_that_says_how_long_something_is_kept_is_told():
    periods = [one.stays for one in PERIODS]
    assert len(kept_for()) >= 10
    assert [name for name, value in kept_for().items() if not any(value is one for one in periods)] == []
