"""What must hold of a letter before it is put in the outbox."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.wording import declare_wording

declare_wording(
    {
        "address_is_wrong": _("This is not an email address we can write to. Check it for a slip."),
        "subject_is_broken": _("The first line of a letter must be one line."),
    }
)


def address_is_right(address: str) -> Refusal | None:
    """The address is one address, on one line, with nothing smuggled in beside it."""
    try:
        validate_email(address)
    except ValidationError:
        return Refusal("address_is_wrong")
    return None if _is_one_line(address) else Refusal("address_is_wrong")


def subject_is_one_line(subject: str) -> Refusal | None:
    """The subject cannot add a header of its own to the mail."""
    return None if subject and _is_one_line(subject) else Refusal("subject_is_broken")


def _is_one_line(text: str) -> bool:
    """Say whether this is one line, by whatever Unicode calls a line."""
    return text.splitlines() == [text]
