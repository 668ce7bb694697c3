"""The process that looks into one file and nothing else: it takes away its own room before it reads the first byte."""

import json
import resource
import sys

from wholeplace.kernel.files.findings import NotTaken
from wholeplace.kernel.files.looking import look


def take_away_room(memory: int, seconds: int) -> None:
    """Leave this process so much memory and work, no file to write, and few to read."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def main(memory: int, seconds: int) -> None:
    """Read a file from standard input; write what it is as a line of JSON, and then its content where it was changed."""
    take_away_room(memory, seconds)
    content = sys.stdin.buffer.read()
    kept = b""
    try:
        found = look(content)
        kept = b"" if found.content is content else found.content
        said = {"kind": found.kind, "afresh": bool(kept), "size": found.size}
    except NotTaken as refused:
        said = {"code": refused.code, "numbers": refused.numbers}
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + kept)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
