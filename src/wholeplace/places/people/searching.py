"""How members find each other by name."""

from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.people import Membership
from wholeplace.kernel.search.searchable import Searchable
from wholeplace.places.people.queries import members_visible_to
from wholeplace.ui.addresses import place_url


def _address(member: Membership) -> str:
    return f"{place_url(member.place, 'people')}?{urlencode({'q': member.name})}"


def _is_here(member: Membership) -> bool:
    return member.ended is None


PEOPLE = Searchable(
    "person",
    _("Person"),
    _("People"),
    Membership,
    members_visible_to,
    address=_address,
    kept=_is_here,
    members_only=True,
)
"""The present members of a place, for one another."""
