"""How far slow work is, on a terminal."""

import sys
from types import TracebackType
from typing import Self

import click


class Bar:
    """One line on a terminal that says what is being done and how far it is; nothing where nobody looks."""

    def __init__(self) -> None:
        """Begin with an empty line."""
        self._shown = sys.stderr.isatty()
        self._width = 0

    def show(self, doing: str, share: float | None = None) -> None:
        """Say what is being done, and what share of it is done, from 0 to 1; None where nobody can know."""
        if not self._shown:
            return
        line = f"… {doing}" if share is None else f"{'█' * round(20 * share):░<20} {share:4.0%} {doing}"
        click.echo(f"\r{line:<{self._width}}", err=True, nl=False)
        self._width = len(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the line away."""
        if self._width:
            click.echo(f"\r{'':<{self._width}}\r", err=True, nl=False)
        self._width = 0
