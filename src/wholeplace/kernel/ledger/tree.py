"""The Merkle tree of RFC 6962: roots, proofs, and a frontier that grows without reading what came before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf's bytes."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node above two others."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """The roots of a tree's full subtrees, the largest first: enough to grow it and to know its root."""

    size: int
    nodes: tuple[bytes, ...]

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.nodes) != self.size.bit_count():
            raise ValueError(f"A tree of {self.size} leaves has not {len(self.nodes)} full subtrees.")
        if any(len(node) != HASH_SIZE for node in self.nodes):
            raise ValueError("Each full subtree's root has 32 bytes.")

    @classmethod
    def empty(cls) -> "Frontier":
        """Return the frontier of a tree without leaves."""
        return cls(0, ())

    @classmethod
    def parse(cls, text: str) -> "Frontier":
        """Return the frontier that `text` was written from."""
        if not text:
            return cls.empty()
        size, *nodes = text.split(" ")
        if str(int(size)) != size:
            raise ValueError(f"{size!r} is no size of a tree.")
        return cls(int(size), tuple(bytes.fromhex(node) for node in nodes))

    def text(self) -> str:
        """Return the frontier as one line: the size and the hexadecimal roots; nothing for an empty tree."""
        return " ".join([str(self.size), *(node.hex() for node in self.nodes)]) if self.size else ""

    def append(self, leaf: bytes) -> "Frontier":
        """Return the frontier after one more leaf hash."""
        return self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> "Frontier":
        """Return the frontier after many more leaf hashes."""
        size, nodes = self.size, list(self.nodes)
        for leaf in leaves:
            node, full = leaf, size
            while full & 1:
                node = node_hash(nodes.pop(), node)
                full >>= 1
            nodes.append(node)
            size += 1
        return Frontier(size, tuple(nodes))

    def root(self) -> bytes:
        """Return the root of the whole tree."""
        if not self.nodes:
            return EMPTY_ROOT
        *rest, root = self.nodes
        for node in reversed(rest):
            root = node_hash(node, root)
        return root


def root(leaf_hashes: Iterable[bytes]) -> bytes:
    """Return the root of the tree over these leaf hashes."""
    return Frontier.empty().extend(leaf_hashes).root()


def inclusion_proof(index: int, size: int, leaf_hashes: Sequence[bytes]) -> list[bytes]:
    """Return the nodes that lead from a leaf to the root of the first `size` leaves, the lowest first."""
    if size > len(leaf_hashes):
        raise ValueError(f"No leaf {index} in a tree of {size}, with {len(leaf_hashes)} leaves at hand.")
    return [root(leaf_hashes[first:last]) for first, last in inclusion_spans(index, size)]


def inclusion_spans(index: int, size: int) -> list[tuple[int, int]]:
    """Return which leaves lie under each node of an inclusion proof, first to one past the last, the lowest first."""
    if not 0 <= index < size:
        raise ValueError(f"No leaf {index} in a tree of {size}.")
    first, last, spans = 0, size, []
    while last - first > 1:
        middle = first + _split(last - first)
        if index < middle:
            spans.append((middle, last))
            last = middle
        else:
            spans.append((first, middle))
            first = middle
    return spans[::-1]


def consistency_proof(old: int, new: int, leaf_hashes: Sequence[bytes]) -> list[bytes]:
    """Return the nodes that show that the tree of `new` leaves begins with the tree of `old` leaves."""
    if not 0 < old <= new <= len(leaf_hashes):
        raise ValueError(f"No proof from {old} to {new} leaves, with {len(leaf_hashes)} at hand.")
    first, last, known, proof = 0, new, True, []
    while old != last:
        middle = first + _split(last - first)
        if old <= middle:
            proof.append(root(leaf_hashes[middle:last]))
            last = middle
        else:
            proof.append(root(leaf_hashes[first:middle]))
            first, known = middle, False
    if not known:
        proof.append(root(leaf_hashes[first:last]))
    return proof[::-1]


def verify_inclusion(leaf: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Say whether a proof leads from a leaf hash at an index to the root of a tree of a size."""
    if not 0 <= index < size or any(len(node) != HASH_SIZE for node in (leaf, *proof)):
        return False
    at, last, found = index, size - 1, leaf
    for node in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(node, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, node)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(
    *, old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Say whether a proof shows that the tree of `new` leaves begins with the tree of `old` leaves."""
    if not 0 < old <= new or any(len(node) != HASH_SIZE for node in (old_root, new_root, *proof)):
        return False
    if old == new:
        return not proof and old_root == new_root
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    nodes = list(proof) if at else [old_root, *proof]
    if not nodes:
        return False
    before = after = nodes[0]
    for node in nodes[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            before, after = node_hash(node, before), node_hash(node, after)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, node)
        at, last = at >> 1, last >> 1
    return last == 0 and (before, after) == (old_root, new_root)


def _split(size: int) -> int:
    """Return the largest power of two below a size: how many leaves lie left of the root."""
    return 1 << ((size - 1).bit_length() - 1)
