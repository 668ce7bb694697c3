"""Canonical JSON: one value, one sequence of bytes, so that a digest means the same everywhere."""

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID


class CanonicalError(ValueError):
    """Raised for a value that has no single written form; says where in the whole it stands."""


def canonical(value: object) -> bytes:
    """Return a value as JSON bytes: keys sorted by code point, no spaces, UTF-8, text exactly as it is.

    Dates, times (as UTC, to the microsecond), UUIDs and decimals (without needless zeros) become text, and
    equal ones give equal bytes. Floats are refused: two programs may write the same one differently.
    """
    plain = _plain(value, "value")
    text = json.dumps(plain, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise CanonicalError(f"The text holds half a character ({error.object[error.start]!r}).") from error


def _plain(value: object, where: str) -> object:
    """Return a value as JSON knows it, refusing what has no single written form."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str.__str__(value)  # an enumeration's text, not its name
    if isinstance(value, int):
        return int(value)
    if isinstance(value, Mapping):
        return {_key(key, where): _plain(item, f"{where}.{key}") for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, f"{where}[{index}]") for index, item in enumerate(value)]
    return _text(value, where)


def _key(key: object, where: str) -> str:
    if not isinstance(key, str):
        raise CanonicalError(f"{where} has the key {key!r}; keys are text.")
    return str.__str__(key)


def _text(value: object, where: str) -> str:
    """Return the written form of what JSON has no word for."""
    if isinstance(value, dt.datetime):
        if value.utcoffset() is None:
            raise CanonicalError(f"{where} is a time without a zone: {value.isoformat()}.")
        return value.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Decimal):
        return _decimal(value, where)
    if isinstance(value, float):
        raise CanonicalError(
            f"{where} is the float {value!r}, which has no single written form; use Decimal or int."
        )
    raise CanonicalError(f"{where} is a {type(value).__name__}, which the ledger cannot write.")


def _decimal(value: Decimal, where: str) -> str:
    if not value.is_finite():
        raise CanonicalError(f"{where} is {value}, which is no number.")
    written = format(value, "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written == "-0" else written
