"""Under which name a statement is read: what its columns tell, and nothing of its author's."""

from django.utils.translation import gettext as _

from wholeplace.kernel.ledger.tombstones import NOBODY

NAMES = ("pseudonym", "signed_by", "on_behalf_of")
"""The records of a statement that the name beside it is read from."""
COLUMNS = tuple(f"{record}__name" for record in NAMES)
"""The same, as columns."""


def named(pseudonym: str | None, signed_by: str | None, on_behalf_of: str | None) -> str:
    """Return the name that stands beside a statement, read from its columns; nothing where nobody is named."""
    if pseudonym:
        return pseudonym
    if not signed_by or signed_by == NOBODY:  # whoever was erased speaks for nobody any more
        return ""
    if on_behalf_of:
        return _("{name}, on behalf of {body}").format(name=signed_by, body=on_behalf_of)
    return signed_by
