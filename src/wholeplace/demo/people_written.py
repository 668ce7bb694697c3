"""A person of the story, as the cast list writes them."""

from dataclasses import dataclass
from typing import Final, Literal

from wholeplace.demo.story import HOME_DOMAIN, ORGANISATIONS, Sector, Voice

HatCode = Literal["convener", "facilitator", "mediator", "moderator", "sponsor", "scrutineer", "operator"]
"""A hat, by its code."""

TITLES: Final = frozenset({"Cllr", "Dr", "Sgt"})
"""What may stand before a name and is no part of it."""

_DOMAINS: Final = {organisation.name: organisation.domain for organisation in ORGANISATIONS}


@dataclass(frozen=True)
class DemoPerson:
    """A made-up person: on whose behalf, from where, in which hats.

    `about` tells a visitor of the demo, in one sentence, who they would be and what they might try.
    """

    name: str
    voice: Voice
    sector: Sector
    area: str
    organisation: str = ""
    hats: tuple[HatCode, ...] = ()
    on_record: bool = False
    about: str = ""

    @property
    def email(self) -> str:
        """Their address, at a domain that can never exist."""
        names = [part.lower() for part in self.name.split() if part not in TITLES]
        return f"{'.'.join(names)}@{_DOMAINS.get(self.organisation, HOME_DOMAIN)}"
