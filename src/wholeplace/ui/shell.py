"""What surrounds every page: the place, its pages, who is reading, in which hat and on whose behalf."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import HatKind, Person
from wholeplace.kernel.places import Organisation, Place
from wholeplace.kernel.registries import Registry
from wholeplace.ui.addresses import place_url, stays_here
from wholeplace.ui.colours import HARBOUR
from wholeplace.ui.requests import PersonRequest, chosen_body, chosen_hat


class Where(StrEnum):
    """The part of the frame a link stands in."""

    PLACE = "place"
    PERSON = "person"
    FOOTER = "footer"


def to_everybody(_viewer: Viewer) -> bool:
    """Show a link to everybody who may read the place's pages."""
    return True


def to_members(viewer: Viewer) -> bool:
    """Show a link to members only."""
    return viewer.is_member


@dataclass(frozen=True)
class NavLink:
    """A way to a page of the place, in the frame of every page."""

    label: str | Promise
    url_name: str
    shown: Callable[[Viewer], bool] = to_everybody
    where: Where = Where.PLACE


MAIN = "main"
"""The id of the part of a page that no other page has."""

NAV: Registry[NavLink] = Registry("nav")
"""The links of the frame, added by the features in `apps.py`."""


@dataclass(frozen=True)
class Shown:
    """A link of the frame as this reader sees it."""

    label: str | Promise
    href: str
    current: bool


@dataclass(frozen=True)
class Shell:
    """The frame of one page, worked out only as far as a template asks."""

    request: HttpRequest

    @property
    def place(self) -> Place | None:
        """The place being read, if the page belongs to one."""
        return getattr(self.request, "place", None)

    @property
    def viewer(self) -> Viewer | None:
        """Whoever reads the place's page."""
        return getattr(self.request, "viewer", None)

    @property
    def main_alone(self) -> bool:
        """Whether the answer to a form only takes the place of the page's main part, so that nothing else is drawn."""
        headers = self.request.headers
        return self.request.method == "POST" and headers.get("HX-Target") == MAIN

    @cached_property
    def person(self) -> Person | None:
        """Whoever is signed in."""
        user = getattr(self.request, "user", None)
        return user if isinstance(user, Person) else None

    @property
    def colour(self) -> str:
        """The place's colour without its hash, for the address of its colours."""
        return (self.place.colour if self.place else HARBOUR).lstrip("#").lower()

    @cached_property
    def hat(self) -> HatKind:
        """The hat the reader acts in."""
        request: Any = self.request
        return chosen_hat(request) if self.place else HatKind.PARTICIPANT

    @cached_property
    def behalf(self) -> Organisation | None:
        """The organisation the reader speaks for; none for themselves."""
        request: Any = self.request
        return chosen_body(request) if self.place else None

    @cached_property
    def hats(self) -> Sequence[HatKind]:
        """The hats the reader may choose from here."""
        held = {HatKind(hat.kind) for hat in self.viewer.hats} if self.viewer else set()
        return [kind for kind in HatKind if kind in held | {HatKind.PARTICIPANT}]

    @cached_property
    def links(self) -> Sequence[Shown]:
        """The pages of the place."""
        return self._links(Where.PLACE)

    @cached_property
    def personal_links(self) -> Sequence[Shown]:
        """The reader's own pages in the place."""
        return self._links(Where.PERSON)

    @cached_property
    def footer_links(self) -> Sequence[Shown]:
        """What stands at the foot of the place's pages, and of the page where one signs in to read them."""
        if self.place is not None:
            return self._links(Where.FOOTER)
        onward = self._place_led_to()
        return _shown(Where.FOOTER, onward, Viewer(onward), self.request.path) if onward else []

    @property
    def offers_search(self) -> bool:
        """Whether the frame has a box to search in: everywhere but on the page that is one."""
        match = getattr(self.request, "resolver_match", None)
        return match is None or match.url_name != "search"

    @property
    def source_url(self) -> str:
        """Where this program's source code is published, if the operator said."""
        return str(getattr(settings, "SOURCE_URL", ""))

    def _links(self, where: Where) -> Sequence[Shown]:
        place, viewer = self.place, self.viewer
        return _shown(where, place, viewer, self.request.path) if place and viewer else []

    def _place_led_to(self) -> Place | None:
        """Return the place whose page the reader is led to from here, if it is known."""
        onward = self.request.GET.get("next", "")
        if not stays_here(self.request, onward):
            return None
        slug = urlsplit(onward).path.strip("/").split("/", maxsplit=1)[0]
        return Place.objects.filter(slug=slug).first()


def _shown(where: Where, place: Place, viewer: Viewer, path: str) -> Sequence[Shown]:
    """Return the links of a part of the frame as a reader sees them, the one they are at marked."""
    found = [
        (link.label, place_url(place, link.url_name))
        for link in NAV
        if link.where is where and link.shown(viewer)
    ]
    within = [href for _, href in found if path.startswith(href)]
    nearest = max(within, key=len, default=None)
    return [Shown(label, href, current=href == nearest) for label, href in found]


def shell(request: HttpRequest | PersonRequest) -> dict[str, Any]:
    """Give every template the frame, the place and the viewer."""
    frame = Shell(request)
    return {"shell": frame, "place": frame.place, "viewer": frame.viewer}
