"""The process that reads the cells of one file and nothing else, in a room no larger than that of whoever looks into files."""

import json
import sys

from wholeplace.kernel.files.child import take_away_room
from wholeplace.kernel.files.findings import NotTaken
from wholeplace.kernel.files.grids import grids_in, packed


def main(memory: int, seconds: int, most: int) -> None:
    """Read a file from standard input; write a line of JSON that says whether it was taken, and then its sheets."""
    take_away_room(memory, seconds)
    content, sheets, said = sys.stdin.buffer.read(), b"", {}
    try:
        sheets = packed(grids_in(content, most=most))
    except NotTaken as refused:
        said = {"code": refused.code, "numbers": refused.numbers}
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + sheets)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
