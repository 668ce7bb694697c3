"""The Merkle tree, against published vectors and against another author's program."""

import random
import time

import pymerkle
import pytest

from wholeplace.kernel.ledger.tree import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

# The vectors of the Certificate Transparency reference implementation.
ENTRIES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    0: [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    5: [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
    (3, 7): [
        "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7",
        "07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "837dbb152e9b079010717e84e865da4ebc0fa198a806d59d31bf15accef22d0e",
    ],
    (4, 7): ["837dbb152e9b079010717e84e865da4ebc0fa198a806d59d31bf15accef22d0e"],
}
KNOWN = [leaf_hash(bytes.fromhex(entry)) for entry in ENTRIES]


def leaves(count: int) -> list[bytes]:
    """Return leaf hashes that anybody can make again."""
    return [leaf_hash(b"leaf %d" % number) for number in range(count)]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_published_ones(size):
    assert root(KNOWN[:size]).hex() == ROOTS[size]


def test_inclusion_proofs_are_the_published_ones():
    assert {at: [node.hex() for node in inclusion_proof(at, 8, KNOWN)] for at in INCLUSION} == INCLUSION


def test_consistency_proofs_are_the_published_ones():
    assert {
        sizes: [n.hex() for n in consistency_proof(*sizes, KNOWN)] for sizes in CONSISTENCY
    } == CONSISTENCY


def test_a_tree_without_leaves_has_the_hash_of_nothing_as_its_root():
    assert root([]) == Frontier.empty().root() == EMPTY_ROOT


def test_a_leaf_never_hashes_like_a_node():
    left, right = leaves(2)
    assert leaf_hash(left + right) != node_hash(left, right)


def oracle(count: int) -> pymerkle.InmemoryTree:
    """Return the same tree grown by another author's program."""
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    for number in range(count):
        tree.append_entry(b"leaf %d" % number)
    return tree


def agrees_at(size: int, hashes: list[bytes], other: pymerkle.InmemoryTree, chance: random.Random) -> None:
    """Compare root and proofs with the other program's, at a size."""
    top = root(hashes[:size])
    assert top == other.get_root(size)
    at, old = chance.randrange(size), chance.randint(1, size)
    assert verify_inclusion(
        hashes[at], index=at, size=size, proof=inclusion_proof(at, size, hashes), root=top
    )
    proof = consistency_proof(old, size, hashes)
    assert verify_consistency(old=old, old_root=root(hashes[:old]), new=size, new_root=top, proof=proof)
    theirs = other.prove_inclusion(at + 1, size)  # theirs begins with the leaf itself
    assert theirs.path[1:] == inclusion_proof(at, size, hashes)
    pymerkle.verify_consistency(root(hashes[:old]), top, other.prove_consistency(old, size))


@pytest.mark.parametrize("first", range(1, 301, 50))
def test_another_program_agrees_at_sizes_1_to_300(first):
    chance, hashes, other = random.Random(first), leaves(300), oracle(300)
    for size in range(first, first + 50):
        agrees_at(size, hashes, other, chance)


@pytest.mark.soak
def test_every_proof_of_every_size_from_1_to_300_holds():
    hashes = leaves(300)
    roots = [root(hashes[:size]) for size in range(301)]
    for size in range(1, 301):
        for at in range(size):
            proof = inclusion_proof(at, size, hashes)
            assert verify_inclusion(hashes[at], index=at, size=size, proof=proof, root=roots[size])
            proof = consistency_proof(at + 1, size, hashes)
            assert verify_consistency(
                old=at + 1, old_root=roots[at + 1], new=size, new_root=roots[size], proof=proof
            )


@pytest.mark.soak
def test_another_program_agrees_at_random_sizes_to_100_000():
    chance, hashes, other = random.Random(7), leaves(100_000), oracle(100_000)
    for _ in range(20):
        agrees_at(chance.randint(1, 100_000), hashes, other, chance)


def spoiled(proof: list[bytes], chance: random.Random) -> list[list[bytes]]:
    """Return a proof with a bit changed, a node lost, one doubled, one added, and a node too short."""
    if not proof:
        return [[leaf_hash(b"")]]
    at = chance.randrange(len(proof))
    flipped = bytes([proof[at][0] ^ 1 << chance.randrange(8)]) + proof[at][1:]
    return [
        [*proof[:at], flipped, *proof[at + 1 :]],
        [*proof[:at], *proof[at + 1 :]],
        [*proof[: at + 1], *proof[at:]],
        [*proof, leaf_hash(b"")],
        [*proof[:at], proof[at][:31], *proof[at + 1 :]],
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 9, 64, 100, 257])
def test_an_altered_inclusion_proof_leaf_index_size_or_root_is_rejected(size):
    chance, hashes = random.Random(size), leaves(size + 1)
    top = root(hashes[:size])
    for at in chance.sample(range(size), min(size, 20)):
        proof = inclusion_proof(at, size, hashes)
        assert verify_inclusion(hashes[at], index=at, size=size, proof=proof, root=top)
        for wrong in spoiled(proof, chance):
            assert not verify_inclusion(hashes[at], index=at, size=size, proof=wrong, root=top)
        assert not verify_inclusion(hashes[size], index=at, size=size, proof=proof, root=top)
        assert not verify_inclusion(hashes[at], index=at, size=size, proof=proof, root=hashes[size])
        for other in {at - 1, at + 1, size, -1}:
            assert not verify_inclusion(hashes[at], index=other, size=size, proof=proof, root=top)
        assert not verify_inclusion(hashes[at], index=at, size=2 * size, proof=proof, root=top)


@pytest.mark.parametrize("new", [1, 2, 3, 7, 8, 9, 64, 100, 257])
def test_an_altered_consistency_proof_size_or_root_is_rejected(new):
    chance, hashes = random.Random(new), leaves(new + 1)
    top = root(hashes[:new])
    for old in chance.sample(range(1, new + 1), min(new, 20)):
        said = {"old": old, "old_root": root(hashes[:old]), "new": new, "new_root": top}
        proof = consistency_proof(old, new, hashes)
        assert verify_consistency(**said, proof=proof)
        for wrong in spoiled(proof, chance):
            assert not verify_consistency(**said, proof=wrong)
        for name in ("old_root", "new_root"):
            assert not verify_consistency(**said | {name: leaf_hash(b"other")}, proof=proof)
        assert not verify_consistency(**said | {"old": 0}, proof=proof)
        assert not verify_consistency(**said | {"new": old - 1}, proof=proof)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0), (0, 5)])
def test_no_inclusion_proof_is_made_of_a_leaf_that_is_not_there(index, size):
    with pytest.raises(ValueError, match="No leaf"):
        inclusion_proof(index, size, leaves(4))


@pytest.mark.parametrize(("old", "new"), [(0, 3), (3, 2), (1, 5)])
def test_no_consistency_proof_is_made_between_impossible_sizes(old, new):
    with pytest.raises(ValueError, match="No proof"):
        consistency_proof(old, new, leaves(4))


def test_a_frontier_grows_leaf_by_leaf_to_the_root_of_the_whole():
    frontier, hashes = Frontier.empty(), leaves(300)
    for size, leaf in enumerate(hashes, 1):
        frontier = Frontier.parse(frontier.text()).append(leaf)
        assert (frontier.size, frontier.root()) == (size, root(hashes[:size]))


def test_a_frontier_of_nothing_is_no_text():
    assert Frontier.empty().text() == ""
    assert Frontier.parse("") == Frontier.empty()


@pytest.mark.parametrize(
    "text", ["3 " + "00" * 32, "1 00", "-1 " + "00" * 32, "01 " + "00" * 32, "x", "1 zz"]
)
def test_a_frontier_that_cannot_be_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 any reason will do
        Frontier.parse(text)


@pytest.mark.soak
def test_the_root_of_100_000_leaves_takes_less_than_300_milliseconds():
    hashes = leaves(100_000)
    began = time.perf_counter()
    root(hashes)
    assert time.perf_counter() - began < 0.3
