"""How far slow work is, on a terminal."""

import sys
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Self, TypeVar

import click

T = TypeVar("T")
Show = Callable[[float], None]
"""Takes what share of some work is done, from 0 to 1."""


def unseen(_share: float) -> None:
    """Show the share to nobody."""


def showing(things: Iterable[T], show: Show, *, count: int, begun: float = 0, ends: float = 1) -> Iterator[T]:
    """Yield things, of which there are so many, and show how far they are, from what was begun to where they end."""
    for number, thing in enumerate(things):
        show(begun + (ends - begun) * number / max(count, 1))
        yield thing


class Bar:
    """One line on a terminal that says what is being done and how far it is; nothing where nobody looks."""

    def __init__(self) -> None:
        """Begin with an empty line."""
        self._shown = sys.stderr.isatty()
        self._line = ""

    def show(self, doing: str, share: float | None = None) -> None:
        """Say what is being done, and what share of it is done, from 0 to 1; None where nobody can know."""
        if not self._shown:
            return
        line = f"… {doing}" if share is None else f"{'█' * round(20 * share):░<20} {share:4.0%} {doing}"
        if line != self._line:
            click.echo(f"\r{line:<{len(self._line)}}", file=sys.stderr, nl=False)
        self._line = line

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the line away."""
        if self._line:
            click.echo(f"\r{'':<{len(self._line)}}\r", file=sys.stderr, nl=False)
        self._line = ""
