"""Check an evidence pack: one file, only Python 3.8 or newer, no network, no part of Wholeplace.

    python3 verify.py [PACK.zip or its folder] [--checkpoint MINUTES.txt]

Exit codes: 0 nothing was changed, 1 a problem was found, 2 the pack cannot be read.

Every deed is one leaf: a line of text. From the hashes of leaves grows a Merkle tree (RFC 6962). A checkpoint
is its size and root, signed with Ed25519 (RFC 8032). This program hashes every leaf anew, grows the tree,
and holds it against each checkpoint. One changed letter changes every later root.
"""
# ruff: noqa: B905, PYI024, T201, UP035  it prints, and must run on Python 3.8

from __future__ import annotations

import argparse
import base64
import json
import re
import sys
import zipfile
import zlib
from collections import namedtuple
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any, Iterator

NEEDED = ("leaves.jsonl", "checkpoints.txt", "keys.json", "releases.jsonl", "sums.txt")
LINE = re.compile(rb'\{"hash":"([0-9a-f]{64})","index":([0-9]{1,12}),"leaf":(\{.*\})\}\n')
SPOKEN = re.compile(r"(\S+)[\s>|]+([0-9]{1,12})[\s>|]+([A-Za-z0-9+/]{43}=)")  # however it was pasted
WRONG = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)  # from malformed data
NOT_PROVED = """\
that what people wrote is true, or that all that happened was entered: only that entries did not change since;
that nobody rewrote it all before the first checkpoint you hold yourself: keep those from committee minutes,
give them to this program with --checkpoint, and compare the key below with one printed elsewhere;
who or what stands behind a commitment that this pack does not open;
how anybody voted, or that the votes add up: that is recomputed on the operator's machine, with you present;
that the sentences word the entries well: leaves.jsonl is the record, the sentences are a reading of it."""

Key = namedtuple("Key", "text start name hash public")  # start: the size of the tree after which it signs
Checkpoint = namedtuple("Checkpoint", "size root origin note")  # note: the whole signed text

# Ed25519 as RFC 8032 has it, only checking. A point is X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z.
P, ZERO = 2**255 - 19, (0, 1, 1, 0)
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def add(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    """Add two points of the curve."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    return (f - e) * (h - g) % P, (h + g) * (f + e) % P, (h - g) * (h + g) % P, (f - e) * (f + e) % P


def point(data: bytes) -> tuple[int, ...] | None:
    """Return the point that 32 bytes stand for, or None if they stand for none."""
    number = int.from_bytes(data, "little")
    y, odd = number & (2**255 - 1), number >> 255
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    if len(data) != 32 or y >= P or x * x % P != square or (x == 0 and odd):
        return None
    x = x if x & 1 == odd else P - x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little")) or ZERO


def signature_holds(public: bytes, signature: bytes, message: bytes) -> bool:
    """Say whether the owner of a public key signed a message: [s]B - [k]A must be the R in the signature."""
    key, s = point(public), int.from_bytes(signature[32:], "little")
    if key is None or len(signature) != 64 or s >= ORDER:
        return False
    k = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % ORDER
    minus: tuple[int, ...] = (P - key[0], key[1], 1, P - key[3])
    terms, total = (ZERO, BASE, minus, add(BASE, minus)), ZERO
    for bit in range(252, -1, -1):
        total = add(add(total, total), terms[(s >> bit & 1) + 2 * (k >> bit & 1)])  # type: ignore[assignment]
    x, y = total[0] * pow(total[2], -1, P) % P, total[1] * pow(total[2], -1, P) % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


def read_key(text: str, start: int) -> Key:
    """Take apart a key, written name+hash+key, and check that the hash in it is its own."""
    name, hashed, encoded = text.split("+", 2)
    raw = base64.b64decode(encoded, validate=True)
    key = Key(text, start, name, sha256(name.encode() + b"\n" + raw).digest()[:4], raw[1:])
    if raw[:1] != b"\x01" or len(raw) != 33 or key.hash.hex() != hashed:
        raise ValueError("a key is no Ed25519 key")
    return key


def signers(note: str, keys: list[Key]) -> list[Key]:
    """Return which keys signed a note (C2SP): a text, an empty line, signatures; none if one is wrong."""
    text, _, lines = note.rpartition("\n\n")
    found = []
    for name, encoded in re.findall("(?m)^\u2014 (\\S+) ([A-Za-z0-9+/]{91}=)$", lines):
        raw = base64.b64decode(encoded)
        for key in keys:
            if (name, raw[:4]) == (key.name, key.hash):
                if not signature_holds(key.public, raw[4:], (text + "\n").encode()):
                    return []
                found.append(key)
    return found


class Pack:
    """The files of a pack, in a zip or in a folder; a zip is read without unpacking it."""

    def __init__(self, path: Path) -> None:
        """Open a pack, refusing what does not look like one."""
        self.folder, self.zip = path, None if path.is_dir() else zipfile.ZipFile(path)
        self.names: list[str] = []
        if self.zip is not None:
            self.names = [info.filename for info in self.zip.infolist()]
            refuse_hostile(self.zip.infolist(), path.stat().st_size)
        elif (path / NEEDED[0]).is_file():
            self.names = [one.relative_to(path).as_posix() for one in path.rglob("*") if one.is_file()]
        if missing := [name for name in NEEDED if name not in self.names]:
            raise ValueError(f"this is no evidence pack, it lacks {', '.join(missing)}")

    def lines(self, name: str) -> Iterator[bytes]:
        """Yield the lines of one file."""
        file: Any = self.zip.open(name) if self.zip is not None else (self.folder / name).open("rb")
        with file:
            yield from file


def refuse_hostile(members: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse names that lead out of the zip or come twice, locked files, and zips that swell without end."""
    for one in members:
        strange = one.flag_bits & 1 or one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if strange or re.search(r"^/|\\|:|(^|/)\.\.?(/|$)", one.filename):
            raise ValueError(f"the zip holds a locked file, or a name that leads out of it: {one.filename}")
    if len({one.filename for one in members}) < len(members):
        raise ValueError("the zip holds two files of the same name")
    swollen = sum(one.file_size for one in members)
    if swollen > 20_000_000 and swollen > 100 * size:
        raise ValueError(f"the zip would swell from {size:,} to {swollen:,} bytes")


class Examination:
    """One pack under examination: what was read from it, and what was found."""

    def __init__(self, pack: Pack, anchors: list[Checkpoint]) -> None:
        """Read keys and checkpoints; the anchors are checkpoints from outside the pack."""
        self.pack, self.anchors = pack, anchors
        try:
            listed = b"".join(pack.lines("keys.json"))
            self.keys = [read_key(one["key"], one["from"]) for one in json.loads(listed)]
            blocks = b"".join(pack.lines("checkpoints.txt")).decode().rstrip("\n").split("\n\n")
            self.checkpoints = []
            for text, signed in zip(blocks[::2], [*blocks[1::2], ""]):
                origin, size, root = text.split("\n")[:3]
                self.checkpoints.append(Checkpoint(int(size), root, origin, f"{text}\n\n{signed}\n"))
            self.origin, self.key = self.checkpoints[-1].origin, self.keys[-1]
        except WRONG as error:
            raise ValueError("its keys.json or checkpoints.txt was changed, or is damaged") from error
        self.found: dict[str, list[str]] = {"holds": [], "note": [], "PROBLEM": []}
        self.note, self.bad = self.found["note"].append, self.found["PROBLEM"].append
        self.size, self.at = 0, "the beginning"  # of the tree; when its newest entry was made
        self.nodes: list[bytes] = []  # the roots of the tree's full subtrees, the largest first
        self.roots = {0: (self.root(), self.at)}
        self.parts: dict[str, list[int]] = {}  # of each entry: how many it speaks of, how many came
        self.batches: dict[str, list[tuple[Any, Any, int]]] = {}
        self.bound: dict[str, dict[tuple[str, ...], str]] = {"committed": {}, "digested": {}}
        self.special: dict[str, list[Any]] = {"ledger.rotate_key": [], "ledger.note_restore": []}

    def run(self) -> None:
        """Make every check; each returns what holds, which counts if it met no problem."""
        for check in (self.leaves, self.rows, self.signed, self.rotated, self.history, self.shown, self.sums):
            before, holds = len(self.found["PROBLEM"]), check()
            if len(self.found["PROBLEM"]) == before:
                self.found["holds"].append(holds)

    def leaves(self) -> str:
        """Hash every leaf anew, and grow the tree from the hashes that the pack states."""
        expected, wanted = 0, {one.size for one in (*self.checkpoints, *self.anchors)}
        for number, line in enumerate(self.pack.lines("leaves.jsonl"), 1):
            read = LINE.fullmatch(line)
            index = int(read[2]) if read else expected
            if index != expected:
                self.bad(f"Leaf {expected} is missing or moved: leaf {index} stands in its place.")
            expected = index + 1
            if read is None:
                self.bad(f"Leaf {index} is unreadable: line {number} of leaves.jsonl was changed.")
                continue
            leaf: dict[str, Any] = {}
            try:
                leaf = json.loads(read[3])
                self.take(index, leaf)
                written = json.dumps(leaf, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
            except WRONG as error:
                written = b""
                self.bad(f"Leaf {index} is not what a leaf looks like: {error!r}.")
            if sha256(b"\x00" + read[3]).hexdigest() != read[1].decode() or written != read[3]:
                entry = leaf.get("id", leaf.get("entry"))
                self.bad(f"Leaf {index} was changed (entry {entry}, {self.at}): its hash is not what it was.")
            self.grow(bytes.fromhex(read[1].decode()))
            if self.size in wanted:
                self.roots[self.size] = (self.root(), self.at)
        return f"{self.size:,} leaves have the hashes they had; {len(self.parts):,} of them are entries."

    def grow(self, node: bytes) -> None:
        """Add the hash of one more leaf to the tree."""
        full = self.size
        while full & 1:
            node = sha256(b"\x01" + self.nodes.pop() + node).digest()
            full >>= 1
        self.nodes.append(node)
        self.size += 1

    def root(self) -> str:
        """Return the root of the tree so far, as checkpoints write it."""
        root = self.nodes[-1] if self.nodes else sha256(b"").digest()
        for node in reversed(self.nodes[:-1]):
            root = sha256(b"\x01" + node + root).digest()
        return base64.b64encode(root).decode()

    def take(self, index: int, leaf: dict[str, Any]) -> None:
        """Note what one leaf says, and whether it may stand where it does."""
        if leaf["schema"] != 1 or leaf["kind"] not in ("entry", "part"):
            raise ValueError("its kind is unknown here")
        entry = leaf["id"] if leaf["kind"] == "entry" else leaf["entry"]
        if leaf["kind"] == "entry":
            if entry in self.parts:
                raise ValueError("an earlier leaf is the same entry")
            self.parts[entry], self.at = [leaf["parts"], 0], leaf["at"]
            if leaf["action"] in self.special:
                self.special[leaf["action"]].append((index, leaf["facts"]))
        elif leaf["part"] != self.parts[entry][1] + 1:
            raise ValueError("it is not the next part of its entry")
        else:
            self.parts[entry][1] += 1
            if "rows" not in leaf:
                batch = (leaf["first"], leaf["last"], leaf["count"])
                self.batches.setdefault(leaf["table"], []).append(batch)
        for row in leaf.get("rows", ()):
            for how, held in self.bound.items():
                for field, digest in row.get(how, {}).items():
                    held[entry, row["table"], row["id"], field] = digest

    def rows(self) -> str:
        """Count the rows kept in batches, as votes are; look for missing parts and rows counted twice."""
        for entry, (wanted, came) in self.parts.items():
            if wanted != came:
                self.bad(f"Entry {entry} speaks of {wanted} parts, and has {came}.")
        said = []
        for table, batches in sorted(self.batches.items()):
            before = -1
            for first, last, count in sorted(one for one in batches if isinstance(one[0], int)):
                if first <= before or not 0 < count <= last - first + 1:
                    self.bad(f"Rows {first} to {last} of {table} are counted twice, or wrongly as {count}.")
                before = last
            said.append(f"{sum(one[2] for one in batches):,} rows of {table} in {len(batches):,} batches")
        return f"Every entry has its parts: {', '.join(said) or 'no rows in batches'}."

    def signed(self) -> str:
        """Check that the key of the time signed each checkpoint, and that the tree never shrank."""
        before = 0
        for one in self.checkpoints:
            begun = [key for key in self.keys if key.start < one.size] or self.keys[:1]
            if begun[-1] not in signers(one.note, self.keys):
                self.bad(f"The checkpoint at {one.size} leaves is not signed by the key of that time.")
            if one.size < before:
                self.bad(f"A checkpoint at {one.size} leaves follows one at {before}.")
            before = one.size
        return f"{len(self.checkpoints):,} checkpoints, the last at {before:,} leaves, are properly signed."

    def rotated(self) -> str:
        """Check that each change of the key is an entry, and that the old key signed the next checkpoint."""
        changes, restored = self.special.values()
        if len(changes) != len(self.keys) - 1:
            self.bad(f"There are {len(self.keys)} keys, and {len(changes)} entries that change the key.")
        for old, new, (index, facts) in zip(self.keys, self.keys[1:], changes):
            told = (facts.get("old"), facts.get("new"), facts.get("from_size"))
            if told != (old.text, new.text, new.start) or index < new.start:
                self.bad(f"The key that signs after {new.start} leaves is not the one leaf {index} names.")
            following = [one.note for one in self.checkpoints if one.size > index]
            if not following or old not in signers(following[0], self.keys):
                self.bad(f"Leaf {index} changes the key: the old key did not sign the next checkpoint.")
        for index, _ in restored:
            self.note(f"Leaf {index} says that a backup was restored.")
        return f"The key changed {len(changes)} times, each time with the old key's word."

    def history(self) -> str:
        """Hold the tree against every checkpoint: those from outside first, which nobody here can sign anew."""
        good, rewritten = [], False
        for one in sorted([*self.checkpoints, *self.anchors], key=lambda one: (one.note != "", one.size)):
            size, whose = one.size, "its checkpoint" if one.note else "the checkpoint you gave"
            if one.origin != self.origin:
                self.bad(f"A checkpoint is of another place: {one.origin}")
            elif size > self.size:
                self.bad(f"ROLLED BACK: {whose} knows {size} leaves, this pack has {self.size}.")
            elif self.roots[size][0] == one.root:
                good.append(size)
            elif not rewritten:
                rewritten, last = True, max([0, *(known for known in good if known < size)])
                when = f"{self.roots[last][1]} to {self.roots[size][1]}"
                self.bad(f"History was rewritten from leaf {last} to leaf {size - 1} ({when}): see {whose}.")
        if self.size > max(one.size for one in self.checkpoints):
            self.bad("The last leaves come after the last checkpoint: nothing vouches for them.")
        return f"The tree is the one that each of its checkpoints states, and {len(self.anchors)} given."

    def shown(self) -> str:
        """Compare released figures with their digests, and what was opened with its commitments."""
        released, opened, erased = self.compare("releases.jsonl", self.bound["digested"]), 0, 0
        if "openings.jsonl" in self.pack.names:
            opened = self.compare("openings.jsonl", self.bound["committed"])
            erased = sum(b'"erased":true' in line for line in self.pack.lines("openings.jsonl"))
        left = len(self.bound["committed"])
        self.note(f"{erased:,} committed contents were erased; {left:,} more are not opened in this pack.")
        return f"{released:,} releases and {opened - erased:,} opened contents are what their entries hold."

    def compare(self, name: str, left: dict[tuple[str, ...], str]) -> int:
        """Compare each line of a file with the digest in its entry, which is then no longer left."""
        number = 0
        for number, line in enumerate(self.pack.lines(name), 1):
            try:
                one = json.loads(line)
                if not fits(one, left.pop((one["entry"], one["table"], one["row"], one["field"]))):
                    self.bad(f"Line {number} of {name} is not what entry {one['entry']} holds.")
            except WRONG:
                self.bad(f"Line {number} of {name} is unreadable, or belongs to no entry.")
        return number

    def sums(self) -> str:
        """Compare every file with the signed list of sums."""
        note = b"".join(self.pack.lines("sums.txt")).decode()
        first, *lines = note.rpartition("\n\n")[0].split("\n")
        if first != f"{self.origin} pack" or self.key not in signers(note, self.keys):
            self.bad("The list of sums is not signed by the place's key.")
        told = {line[66:]: line[:64] for line in lines}
        for name in sorted(set(self.pack.names) - {*told, "sums.txt"}):
            (self.bad if self.pack.zip else self.note)(f"{name} is no part of the pack.")
        for name, digest in told.items():
            found = sha256()
            for line in self.pack.lines(name) if name in self.pack.names else ():
                found.update(line)
            if found.hexdigest() != digest:
                self.bad(f"{name} was changed since the pack was made, or is missing.")
        return f"{len(told):,} files are as they were when the pack was made."


def fits(one: dict[str, Any], digest: str) -> bool:
    """Say whether a content (with its salt, if it was committed to) has a digest; erased ones have neither."""
    if "erased" in one:
        return one["erased"] is True and not {"content", "salt"} & set(one)
    salt = bytes.fromhex(one.get("salt", ""))
    before = b"wholeplace.commitment/1\x00" + salt if salt else b""
    return len(salt) in (0, 32) and sha256(before + one["content"].encode()).hexdigest() == digest


def say(text: str) -> None:
    """Print a line; what comes from the pack cannot steer the terminal."""
    safe = "".join(letter if letter.isprintable() else "?" for letter in text)
    print(safe.encode(code := sys.stdout.encoding or "utf-8", "replace").decode(code))


def report(done: Examination) -> int:
    """Print what was found, and return the exit code."""
    say(f"Evidence pack of {done.origin}, up to {done.at}: {done.size:,} leaves")
    for mark, lines in done.found.items():  # problems come last
        for line in lines[:20] + [f"and {len(lines) - 20:,} more"] * (len(lines) > 20):
            say(f"  {mark:8}{line}")
    many = "1 problem" if len(lines) == 1 else f"{len(lines):,} problems"
    say(f"Result: {many} found." if lines else "Result: nothing was changed.")
    for line in ("", "This does not prove", *NOT_PROVED.splitlines(), f"The key: {done.key.text}"):
        say(line)
    return 1 if lines else 0


def main(arguments: list[str] | None = None) -> int:
    """Check the pack that the arguments name, and return the exit code."""
    parser = argparse.ArgumentParser(description="Check an evidence pack.")
    parser.add_argument("pack", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--checkpoint", action="append", default=[], type=Path, help="minutes that hold some")
    asked = parser.parse_args(arguments)
    try:
        given: list[Checkpoint] = []
        for reading in asked.checkpoint:
            wide = reading.read_bytes()[:2] in (b"\xff\xfe", b"\xfe\xff")
            spoken = SPOKEN.findall(reading.read_text("utf-16" if wide else "utf-8-sig", "replace"))
            if not spoken:
                raise ValueError("it holds no checkpoint. Save it as plain text (.txt), in UTF-8")
            given += [Checkpoint(int(size), root, origin, "") for origin, size, root in spoken]
        reading = asked.pack
        done = Examination(Pack(asked.pack), given)
        done.run()
    except (*WRONG, OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        say(f"Cannot read {reading}: {error}")
        return 2
    return report(done)


if __name__ == "__main__":
    sys.exit(main())
