"""The columns of perspectives and ties in a spreadsheet: how we head them, how Kumu does, and what a heading is known by."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.stakeholders.names import TOLD_BACK, Level, Relation, Standing, Whose
from wholeplace.convene.stakeholders.wording import PERSPECTIVE_LABELS
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector
from wholeplace.kernel.search.words import words_in

BAR: Final = "|"
"""What Kumu writes between many values in one cell."""
TAGS: Final = "tags"


@dataclass(frozen=True)
class Heading:
    """One column: what the program calls it, how we head it, and how Kumu heads it where it has the same."""

    name: str
    label: str | Promise
    kumu: str = ""

    @property
    def known_by(self) -> tuple[str, ...]:
        """All that this column may be headed, folded."""
        return tuple(folded(one) for one in (str(self.label), self.name, self.kumu) if one)


KUMU_NAMES: Final = {"name": "Label", "whose": "Type", "knows": "Description"}
PERSPECTIVES: Final = (
    *(Heading(name, label, KUMU_NAMES.get(name, "")) for name, label in PERSPECTIVE_LABELS.items()),
    Heading("standing", _("How it stands")),
    Heading("because", _("Why it stands so")),
)
"""The columns of a sheet of perspectives."""
TIES: Final = (
    Heading("first", _("The one"), "From"),
    Heading("relation", _("How they stand to one another"), "Type"),
    Heading("second", _("The other"), "To"),
    Heading("evidence", _("On what evidence"), "Description"),
    Heading("said_by", _("Who says so")),
)
"""The columns of a sheet of ties."""
NEEDED: Final = {PERSPECTIVES: ("name",), TIES: ("first", "relation", "second")}
"""The columns without which a sheet cannot be read."""
KUMU_ALONE: Final = frozenset(map(str.casefold, (TAGS, "Label")))
"""Columns of Kumu that hold nothing of ours: tags repeat what our own columns say, and a tie's label its type."""

_KUMU_TYPES: Final = {
    "person": Whose.PERSON, "individual": Whose.PERSON, "organization": Whose.BODY, "organisation": Whose.BODY, "body": Whose.BODY,
    "abody": Whose.BODY,
    "group": Whose.GROUP, "people": Whose.GROUP, "community": Whose.GROUP,
}  # fmt: skip
"""How maps made elsewhere call whose view it is."""


def folded(text: str) -> str:
    """Return a heading or a choice as it is compared: without capitals, accents, spaces and punctuation."""
    return "".join(word.text for word in words_in(text))


def values_of(name: str) -> dict[str, object]:
    """Return what may stand in a column of choices, folded: each by its label and by its value."""
    choices: dict[str, Sequence[Whose | Sector | CivicVoice | Level | Standing]] = {
        "whose": list(Whose), "sector": list(Sector), "voice": list(CivicVoice), "interest": list(Level),
        "influence": list(Level), "standing": list(Standing),
    }  # fmt: skip
    known: dict[str, object] = dict(_KUMU_TYPES) if name == "whose" else {}
    for one in choices.get(name, ()):
        known |= {folded(str(one.value)): one, folded(str(one.label)): one}
    return known


def ways() -> dict[str, tuple[Relation, bool]]:
    """Return every way in which one can stand to another, folded, with its relation and whether it is told from the other end."""
    known = {folded(str(TOLD_BACK[one])): (one, True) for one in Relation}
    for one in Relation:
        known |= {folded(one.value): (one, False), folded(str(one.label)): (one, False)}
    return known


def labels_of(name: str) -> list[str]:
    """Return the choices of a column in words, as a fault lists them."""
    if name == "relation":
        return [str(one.label) for one in Relation]
    return list(dict.fromkeys(str(one.label) for one in values_of(name).values()))  # type: ignore[attr-defined] # choices all
