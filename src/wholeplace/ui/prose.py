"""Plain text that people write at length, as the headings, lists and paragraphs it is meant as."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

GAP = re.compile(r"\n\s*\n")
HEADING = re.compile(r"#{1,6}\s+(?P<words>\S.*)")
ITEM = re.compile(r"[-*•]\s+(?P<words>\S.*)")


@dataclass(frozen=True)
class Block:
    """A heading, a list with its items, or a paragraph with its lines."""

    kind: str
    lines: Sequence[str]


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of a text: an empty line ends a paragraph, `## ` begins a heading and `- ` an item of a list."""
    return [
        block
        for part in GAP.split(text.strip().replace("\r\n", "\n"))
        for block in _blocks(part.splitlines())
    ]


def _blocks(lines: Sequence[str]) -> list[Block]:
    """Return the blocks of lines with no empty one among them; whatever goes on like the last line joins it."""
    found: list[Block] = []
    for line in (one.strip() for one in lines):
        if heading := HEADING.fullmatch(line):
            found.append(Block("heading", [heading["words"]]))
            continue
        item = ITEM.fullmatch(line)
        kind, words = ("list", item["words"]) if item else ("paragraph", line)
        if found and found[-1].kind == kind:
            found[-1] = Block(kind, [*found[-1].lines, words])
        elif words:
            found.append(Block(kind, [words]))
    return found
