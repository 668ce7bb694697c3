"""Which tests are done in one process, one after another, because what they stand on takes long to tell."""

import re

from xdist.scheduler import LoadScopeScheduling

TOLD = {
    "house": re.compile(
        r"tests/house/test_(canaries|canaries_sent|exports|forgery|pages|reference|unsubscribing|urls)\.py"
    ),
    "installation": re.compile(r"tests/reliability/test_\w+\.py"),
    "payloads": re.compile(r"tests/journeys/test_payloads(_sent)?\.py"),
    "town": re.compile(
        r"tests/journeys/test_(circle|convener|convening|demo|living|lottery|moving|pages_all|passkey|resident|round|scrutineer)\.py"
    ),
}
"""What is told once for all tests in these files."""


def stands_on(nodeid: str) -> str:
    """Return what a test stands on with others; nothing where it stands alone."""
    return next((name for name, files in TOLD.items() if files.match(nodeid)), "")


class Together(LoadScopeScheduling):
    """Gives to one process all tests that stand on the same, and every other test to whichever is free."""

    def _split_scope(self, nodeid: str) -> str:
        return stands_on(nodeid) or nodeid
