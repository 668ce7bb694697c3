"""The verifier's own Ed25519, against the vectors of RFC 8032 and against another implementation."""

import hashlib
import random

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from wholeplace.kernel.ledger.verify import ORDER, signature_holds

VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        b"",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        b"\x72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        b"\xaf\x82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
    (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        hashlib.sha512(b"abc").digest(),
        (
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
            "3dca179c138ac17ad9bef1177331a704"
        ),
    ),
]


@pytest.mark.parametrize(("secret", "public", "message", "signature"), VECTORS)
def test_the_vectors_of_the_standard_hold(secret, public, message, signature):
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    assert key.public_key().public_bytes_raw().hex() == public
    assert signature_holds(bytes.fromhex(public), bytes.fromhex(signature), message)


def theirs(public: bytes, signature: bytes, message: bytes) -> bool:
    """Ask the other implementation."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def agrees(seed: int, rounds: int) -> None:
    """Sign at random, spoil at random, and ask both implementations."""
    chance = random.Random(seed)
    for _ in range(rounds):
        key = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        public, message = key.public_key().public_bytes_raw(), chance.randbytes(chance.randrange(80))
        signature = key.sign(message)
        assert signature_holds(public, signature, message)
        parts = [public, signature, message + b"."]
        which = chance.randrange(3)
        at = chance.randrange(len(parts[which]))
        spoilt = (
            parts[which][:at] + bytes([parts[which][at] ^ 1 << chance.randrange(8)]) + parts[which][at + 1 :]
        )
        parts[which] = spoilt
        assert signature_holds(*parts) is theirs(*parts) is False


def test_a_good_signature_holds_and_a_spoilt_one_does_not():
    agrees(1, 40)


@pytest.mark.soak
def test_a_thousand_good_and_spoilt_signatures_are_told_apart():
    agrees(2, 1000)


def test_a_signature_has_one_form_only():
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    public, signature = key.public_key().public_bytes_raw(), key.sign(b"once")
    other = signature[:32] + (int.from_bytes(signature[32:], "little") + ORDER).to_bytes(32, "little")
    assert signature_holds(public, signature, b"once")
    assert not signature_holds(public, other, b"once")
    assert not signature_holds(public, signature[:63], b"once")
    assert not signature_holds(public, signature + b"\x00", b"once")


@pytest.mark.parametrize(
    "public",
    [b"", bytes(31), b"\xff" * 32, *(n.to_bytes(32, "little") for n in (2, 1 | 1 << 255, 2**255 - 18))],
)
def test_bytes_that_are_no_point_of_the_curve_are_no_key(public):
    base = bytes([0x58, *[0x66] * 31])  # under the neutral point this would sign anything
    assert not signature_holds(public, base + (1).to_bytes(32, "little"), b"")
