"""The code that lets whoever runs the machine, and nobody else, set up its first place."""

from django.utils.crypto import constant_time_compare, salted_hmac

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Figures and capital letters, without those that are taken for one another."""
LOOKS_LIKE = str.maketrans("OIL", "011")
LENGTH = 12
"""Sixty bits: at five tries in five minutes, nobody finds it by trying."""


def setup_code() -> str:
    """Return this installation's setup code, made of its secret: the same after a restart, and kept nowhere."""
    digest = salted_hmac("wholeplace.setup-code", "", algorithm="sha256").digest()
    signs = "".join(SIGNS[byte % len(SIGNS)] for byte in digest[:LENGTH])
    return "-".join(signs[start : start + 4] for start in range(0, LENGTH, 4))


def is_setup_code(typed: str) -> bool:
    """Say whether this is the setup code, with or without hyphens, in small letters or capital ones."""
    return constant_time_compare(_signs(typed), _signs(setup_code()))


def digest_of(code: str) -> str:
    """Return what is kept of a code that was sent by letter."""
    return salted_hmac("wholeplace.letter-code", _signs(code), algorithm="sha256").hexdigest()


def _signs(typed: str) -> str:
    return "".join(one for one in typed.upper() if one.isalnum()).translate(LOOKS_LIKE)
