"""A place's record made from nothing: leaves of every kind, checkpoints, a change of key, releases and openings."""

import hashlib
import io
import json
import random
import uuid
import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wholeplace.kernel.ledger.checkpoints import KeyPeriod, sign_checkpoint, verifying_key
from wholeplace.kernel.ledger.commitments import commit, rows_digest
from wholeplace.kernel.ledger.leaves import BatchLeaf, EntryLeaf, PartLeaf, Row
from wholeplace.kernel.ledger.notes import sign_note
from wholeplace.kernel.ledger.packs import (
    Opened,
    Packed,
    Released,
    Sentence,
    write_public_pack,
    write_scrutineers_pack,
)
from wholeplace.kernel.ledger.tree import leaf_hash, root

ORIGIN = "northshire.example/north"
RELEASES, STATEMENTS, BALLOTS = "wp_kernel_release", "wp_mediate_statement", "wp_mediate_ballot"


def key_of(number: int) -> Ed25519PrivateKey:
    """Return the same key for the same number."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"key %d" % number).digest())


@dataclass
class Story:
    """A record that grows deed by deed."""

    chance: random.Random
    leaves: list[str] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    checkpoints: list[str] = field(default_factory=list)
    keys: list[Ed25519PrivateKey] = field(default_factory=lambda: [key_of(1)])
    periods: list[KeyPeriod] = field(
        default_factory=lambda: [KeyPeriod(verifying_key(key_of(1), origin=ORIGIN), 0)]
    )
    releases: list[Released] = field(default_factory=list)
    openings: list[Opened] = field(default_factory=list)
    ballots: int = 0
    cosigns: bool = False

    def uuid(self) -> str:
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))

    def deed(
        self, action: str = "issue.name", *, facts: dict[str, object] | None = None, **more: object
    ) -> str:
        """Add an entry, and return its id."""
        entry = str(more.pop("id", "")) or self.uuid()
        index = len(self.leaves)
        at = f"2026-{1 + index // 2800 % 12:02}-{1 + index // 100 % 28:02}T09:{index % 60:02}:00.000000Z"
        leaf = EntryLeaf(
            id=entry, place="north", at=at, action=action, actor={"hat": "convener", "membership": self.uuid()},
            door="page", target={"table": "wp_kernel_place", "id": self.uuid()}, facts=facts or {"count": index}, **more,
        )  # fmt: skip
        self.leaves.append(leaf.data().decode())
        self.sentences.append(Sentence(index, at, f"A convener named issue <i>{index}</i> & more"))
        return entry

    def statement(self, content: str, *, erased: bool = False) -> None:
        """Add an entry with a commitment, and what opens it."""
        row, entry = self.uuid(), self.uuid()
        while (opening := commit(content)).salt[-1] > 127:
            pass  # so that the salt's last byte could pass for a letter of the content
        shown = Row(STATEMENTS, row, "now", open={"number": 3}, committed={"text": opening.digest})
        self.deed("statement.make", id=entry, rows=(shown,))
        kept = (None, None) if erased else (opening.salt, content)
        self.openings.append(Opened(entry, STATEMENTS, row, "text", *kept))

    def release(self) -> None:
        """Add an entry that releases figures."""
        entry, row = self.uuid(), self.uuid()
        payload = json.dumps(
            {"agree": self.chance.randrange(10, 99), "voices": [{"voice": "public", "n": 12}]}
        )
        digest = hashlib.sha256(payload.encode()).hexdigest()
        self.deed(
            "figures.release",
            id=entry,
            rows=(Row(RELEASES, row, "now", {"number": 1}, {}, {"payload": digest}),),
        )
        self.releases.append(
            Released(
                entry,
                RELEASES,
                row,
                "payload",
                f"Figures {len(self.releases) + 1} <b>",
                payload,
                ("Statement", "Everybody"),
                (("1 <i>", f"{json.loads(payload)['agree']} of 99 agree"),),
            )
        )

    def votes(self, parts: int = 2) -> None:
        """Add an entry that brings ballots in batches, and a part with rows shown whole."""
        entry = self.deed("conversation.take_in", parts=parts + 1)
        for part in range(1, parts + 1):
            first, count = self.ballots + 1, self.chance.randrange(1, 257)
            self.ballots += count
            digest = rows_digest(commit("").salt, [[number, "ad"] for number in range(first, first + count)])
            batch = BatchLeaf(entry, part, BALLOTS, first, self.ballots, count, digest)
            self.leaves.append(batch.data().decode())
        rows = (Row(STATEMENTS, self.uuid(), "now", {"number": 1}),)
        self.leaves.append(PartLeaf(entry, parts + 1, STATEMENTS, rows).data().decode())

    def checkpoint(self) -> str:
        """Sign the tree as it stands; after a change of key the old one signs too."""
        hashes = [leaf_hash(leaf.encode()) for leaf in self.leaves]
        also = self.keys[-2:-1] if self.cosigns else []
        self.cosigns = False
        text = sign_checkpoint(self.keys[-1], origin=ORIGIN, size=len(hashes), root=root(hashes), also=also)
        self.checkpoints.append(text)
        return text

    def rotate(self) -> None:
        """Change the key that signs."""
        if not self.checkpoints or not self.checkpoints[-1].startswith(f"{ORIGIN}\n{len(self.leaves)}\n"):
            self.checkpoint()
        self.keys.append(key_of(len(self.keys) + 1))
        new, size = verifying_key(self.keys[-1], origin=ORIGIN), len(self.leaves)
        self.deed("ledger.rotate_key", facts={"old": self.periods[-1].key, "new": new, "from_size": size})
        self.periods.append(KeyPeriod(new, size))
        self.cosigns = True

    def again(self) -> "Story":
        """Return the same story, to tell differently from here."""
        return replace(
            self, leaves=list(self.leaves), checkpoints=list(self.checkpoints), keys=list(self.keys),
            periods=list(self.periods), sentences=list(self.sentences), openings=list(self.openings),
        )  # fmt: skip

    def packed(self) -> Packed:
        """Return the record as it goes into a pack."""
        return Packed(
            "Northshire <North>", "1 March 2026", self.leaves, self.sentences, self.checkpoints, self.periods, self.releases
        )  # fmt: skip

    def public(self) -> bytes:
        """Return the public pack's bytes."""
        write_public_pack(made := io.BytesIO(), self.packed(), key=self.keys[-1])
        return made.getvalue()

    def scrutineers(self) -> bytes:
        """Return the scrutineer's pack's bytes."""
        write_scrutineers_pack(made := io.BytesIO(), self.packed(), openings=self.openings, key=self.keys[-1])
        return made.getvalue()


def story(deeds: int = 40, *, seed: int = 1) -> Story:
    """Tell a story of many deeds, with a checkpoint after every tenth and a change of key half way."""
    told = Story(random.Random(seed))
    for number in range(1, deeds + 1):
        if number % 9 == 0:
            told.votes()
        elif number % 7 == 0:
            told.release()
        elif number % 3 == 0:
            told.statement(f"Ŵyn says {number} “things”\n", erased=number % 4 == 0)
        else:
            told.deed()
        if number % 10 == 0:
            told.checkpoint()
        if number == deeds // 2:
            told.rotate()
    told.checkpoint()
    return told


def files_of(pack: bytes) -> dict[str, bytes]:
    """Return a pack's files."""
    with zipfile.ZipFile(io.BytesIO(pack)) as file:
        return {name: file.read(name) for name in file.namelist()}


def zipped(files: dict[str, bytes]) -> bytes:
    """Return files as a zip."""
    with zipfile.ZipFile(made := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return made.getvalue()


def signed_again(files: dict[str, bytes], key: Ed25519PrivateKey) -> dict[str, bytes]:
    """Return changed files with new sums, as somebody who holds the key could sign them."""
    kept = {name: data for name, data in files.items() if name != "sums.txt"}
    lines = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in kept.items())
    return kept | {"sums.txt": sign_note(f"{ORIGIN} pack\n{lines}", name=ORIGIN, keys=[key]).encode()}


def unpacked(pack: bytes, folder: Path) -> Path:
    """Unpack a pack into a folder."""
    with zipfile.ZipFile(io.BytesIO(pack)) as file:
        file.extractall(folder)
    return folder
