"""Getting no more invitations: a link at the foot of each, with this one power, and a mark that outlives the address."""

from collections.abc import Callable, Collection

from django.core import signing
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import is_machine
from wholeplace.kernel.keyed import key_file, keyed
from wholeplace.kernel.ledger.keyfiles import KeyFileError
from wholeplace.kernel.places import Place
from wholeplace.kernel.records import Audience
from wholeplace.kernel.wording import declare_wording
from wholeplace.places.invited.models import LeftAlone
from wholeplace.ui.addresses import place_url

POWER = "wholeplace.invited.leave_alone"
"""What the link is signed for, and what an address is digested for: this, and nothing else."""
NAME = "invitations"

declare_wording(
    {"wants_no_invitations": _("This address cannot be written to. Look for another way to reach them.")}
)


def leave_alone_url(place: Place, address: str) -> str:
    """Return where whoever gets letters at an address says that they want no more of them."""
    wish = signing.dumps([str(place.pk), _digest(place)(address)], salt=POWER)
    return place_url(place, "leave_alone", wish=wish)


def wish_in(place: Place, token: str) -> str:
    """Return by what the address is known that a link is about; nothing where it is no such link of this place."""
    try:
        of, digest = signing.loads(token, salt=POWER)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(digest) if of == str(place.pk) else ""


def is_left_alone(place: Place, wish: str) -> bool:
    """Say whether this address wants no invitations already, by what it is known by."""
    return LeftAlone.objects.filter(place=place, digest=wish).exists()


def unwanted_at(place: Place, addresses: Collection[str]) -> set[str]:
    """Return those of these addresses that want no invitations from this place.

    Were the key lost, nobody would be known again; so it says so, rather than write to whom it promised not to.
    """
    left = LeftAlone.objects.filter(place=place)
    if not addresses or not left.exists():
        return set()
    if not key_file(place).exists():
        raise KeyFileError(
            f"{key_file(place)} is missing, by which those are known who want no invitations. Put it back."
        )
    digest = _digest(place)
    of = {one: digest(one) for one in addresses}
    found = set(left.filter(digest__in=set(of.values())).values_list("digest", flat=True))
    return {one for one, known in of.items() if known in found}


def _digest(place: Place) -> Callable[[str], str]:
    digest = keyed(place, POWER)
    return lambda address: digest(address.strip().lower())


@action(
    "invitation.leave_alone",
    title=_("Get no more invitations"),
    says=_("{actor} noted that somebody wants no more invitations"),
    may=is_machine,
    within="place",
    doors=BY_MACHINE,
    secret=True,
)
def leave_alone(act: Act, *, place: Place, wish: str) -> LeftAlone:
    """Write no more invitations to an address, for good: also once it is forgotten everywhere else."""
    known = LeftAlone.objects.filter(place=place, digest=wish).first()
    made = known or LeftAlone(place=place, audience=Audience.AUTHOR, digest=wish, since=act.at)
    made.save()
    act.record(made)
    return made
