"""Commitments: they bind, they hide, and nothing but salt and content opens them."""

from hashlib import sha256

import pytest

from wholeplace.kernel.ledger.canonical import canonical
from wholeplace.kernel.ledger.commitments import CONTENT, ROWS, commit, opens, rows_digest


@pytest.mark.parametrize("content", ["", "I agree", "Ŵyn\n", b"\x00\xff"])
def test_a_commitment_opens_with_its_salt_and_content(content):
    opening = commit(content)
    assert opens(opening.digest, opening.salt, content)


def test_it_opens_with_nothing_else():
    opening = commit("I agree")
    assert not opens(opening.digest, opening.salt, "I agree.")
    assert not opens(opening.digest, commit("I agree").salt, "I agree")
    assert not opens("", opening.salt, "I agree")
    assert not opens(opening.digest, b"", "I agree")
    assert not opens(opening.digest, opening.salt[:31], opening.salt[31:] + b"I agree")


def test_two_commitments_to_one_content_have_nothing_in_common():
    first, second = commit("yes"), commit("yes")
    assert first.digest != second.digest
    assert first.salt != second.salt
    assert len(first.salt) == 32


def test_the_digest_is_over_a_prefix_the_salt_and_the_content():
    opening = commit("yes")
    assert opening.digest == sha256(CONTENT + opening.salt + b"yes").hexdigest()


def test_a_batch_has_a_digest_over_its_canonical_rows_in_their_order():
    salt, rows = bytes(32), [[1, "aad"], [2, "dpa"]]
    assert (
        rows_digest(salt, rows)
        == sha256(ROWS + salt + canonical(rows[0]) + b"\n" + canonical(rows[1]) + b"\n").hexdigest()
    )
    assert rows_digest(salt, rows[::-1]) != rows_digest(salt, rows)
    assert rows_digest(salt, rows[:1]) != rows_digest(salt, rows)
    assert rows_digest(bytes([1]) * 32, rows) != rows_digest(salt, rows)


def test_a_batch_without_a_proper_salt_is_refused():
    with pytest.raises(ValueError, match="32 bytes, not 0"):
        rows_digest(b"", [])
