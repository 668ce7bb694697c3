"""A terminal that somebody looks at, and the same words where nobody does."""

import io
import re
from types import SimpleNamespace

import pytest

from wholeplace.kernel import bar


class Terminal(io.StringIO):
    """Standard error that is a terminal, or nobody's."""

    looked_at = True

    def isatty(self) -> bool:
        return self.looked_at

    def clear(self) -> None:
        """Forget what was shown."""
        self.seek(0)
        self.truncate()

    @property
    def lines(self) -> list[str]:
        """Every line shown, one after the other in one place."""
        return [line.rstrip() for line in self.getvalue().split("\r") if line.strip()]

    @property
    def doings(self) -> list[str]:
        """What was said to be done, each once."""
        return list(dict.fromkeys(re.sub(r"^(…|[█░]{20} +\d+%) ", "", line) for line in self.lines))

    def shares(self, doing: str) -> list[int]:
        """The shares shown of one doing, in percent."""
        return [int(found[1]) for line in self.lines if (found := re.search(rf"(\d+)% {doing}$", line))]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal for the bar in the place of standard error."""
    made = Terminal()
    monkeypatch.setattr(bar, "sys", SimpleNamespace(stderr=made))
    return made
