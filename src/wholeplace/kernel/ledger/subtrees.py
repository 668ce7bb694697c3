"""Roots over whole blocks of a place's leaves, and proofs that read only what lies near a line."""

from dataclasses import dataclass, field

from django.db.models import Q

from wholeplace.kernel.ledger.models import Leaf, Subtree
from wholeplace.kernel.ledger.tree import Frontier, inclusion_spans, leaf_hash, root
from wholeplace.kernel.places import Place

SIZE = 256
"""Leaves in a block: a power of two, so that a block is a subtree."""


@dataclass
class Blocks:
    """The block that is filling up, and the roots of those that were filled since."""

    number: int
    filling: Frontier
    filled: list[tuple[int, bytes]] = field(default_factory=list)

    @classmethod
    def after(cls, frontier: Frontier) -> "Blocks":
        """Return the block that a tree is about to go on with."""
        begun = frontier.size % SIZE
        nodes = frontier.nodes[len(frontier.nodes) - begun.bit_count() :]
        return cls(frontier.size // SIZE, Frontier(begun, nodes))

    def append(self, leaf: bytes) -> None:
        """Take the next leaf's hash."""
        self.filling = self.filling.append(leaf)
        if self.filling.size == SIZE:
            self.filled.append((self.number, self.filling.root()))
            self.number, self.filling = self.number + 1, Frontier.empty()

    def keep(self, place: Place) -> None:
        """Keep the roots of the blocks that are full; called by the sequencer."""
        Subtree.objects.bulk_create(
            [Subtree(place=place, number=number, root=found.hex()) for number, found in self.filled]
        )


def inclusion_proof_of(place: Place, index: int, size: int) -> list[bytes]:
    """Return the proof of a place's line in its tree of `size` leaves, the lowest node first."""
    spans = inclusion_spans(index, size)
    known = {
        number: bytes.fromhex(found)
        for number, found in Subtree.objects.filter(place=place, number__lt=size // SIZE).values_list(
            "number", "root"
        )
    }
    own = index // SIZE
    near = Q(index__gte=own * SIZE, index__lt=(own + 1) * SIZE) | Q(index__gte=size // SIZE * SIZE)
    unknown = [number for number in range(size // SIZE) if number not in known and number != own]
    for number in unknown:  # leaves that were in the tree before blocks were kept
        near |= Q(index__gte=number * SIZE, index__lt=(number + 1) * SIZE)
    leaves = Leaf.objects.filter(near, place=place, index__lt=size)
    hashes = {at: leaf_hash(data.encode()) for at, data in leaves.values_list("index", "data")}
    return [_root(first, last, known=known, hashes=hashes) for first, last in spans]


def _root(first: int, last: int, *, known: dict[int, bytes], hashes: dict[int | None, bytes]) -> bytes:
    """Return the root over leaves first to last, by whole blocks as far as there are any."""
    blocks = range(first // SIZE, last // SIZE) if first % SIZE == 0 else range(0)
    whole = Frontier.empty().extend(
        known[number]
        if number in known
        else root(hashes[at] for at in range(number * SIZE, (number + 1) * SIZE))
        for number in blocks
    )
    rest = (hashes[at] for at in range(first + len(blocks) * SIZE, last))
    return Frontier(whole.size * SIZE, whole.nodes).extend(rest).root()
