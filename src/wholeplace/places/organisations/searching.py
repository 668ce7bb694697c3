"""How organisations are found by their name."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.places import Organisation
from wholeplace.kernel.search.searchable import Searchable
from wholeplace.places.organisations.queries import organisations_visible_to
from wholeplace.ui.addresses import place_url


def _address(organisation: Organisation) -> str:
    return place_url(organisation.place, "people")


ORGANISATIONS = Searchable(
    "organisation",
    _("Organisation"),
    _("Organisations"),
    Organisation,
    organisations_visible_to,
    address=_address,
    members_only=True,
)
"""The organisations at work in a place; they stand on a page for members."""
