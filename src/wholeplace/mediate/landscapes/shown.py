"""Released figures as a person reads them: rows of answers, statements, groups, and the whole landscape."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector

HIDDEN = -1
AT_MOST_FEW = 4
ATTRIBUTES = ("group", "voice", "sector")
LETTERS = "ABCDE"


@dataclass(frozen=True)
class Answers:
    """How one set of people answered a statement, as far as it may be shown (-1 where it may not)."""

    code: str
    base: int
    agree: int
    disagree: int
    passed: int
    nearly: str = ""
    hardly: str = ""

    @property
    def hidden(self) -> bool:
        """Whether nothing may be shown."""
        return self.base == HIDDEN

    @property
    def together(self) -> int:
        """How many people gave an answer that is shown only together with another."""
        if self.hidden:
            return 0
        return self.base - sum(cell for cell in (self.agree, self.disagree, self.passed) if cell != HIDDEN)

    @property
    def bare(self) -> bool:
        """Whether only the number of people may be shown, and nothing of what they answered."""
        return not self.hidden and self.together == self.base and not self.nearly and not self.hardly

    @property
    def agreeing(self) -> tuple[float, float] | None:
        """Between which shares of the base the agreement lies; both the same where it is shown."""
        if self.hidden:
            return None
        if self.agree != HIDDEN:
            return self.agree / self.base, self.agree / self.base
        if self.nearly == "agree":
            known = self.base - self.together
            return (self.together - AT_MOST_FEW) / self.base, (self.base - known) / self.base
        if self.hardly == "agree" or self.nearly in {"disagree", "pass"}:
            return 0.0, min(AT_MOST_FEW, self.together) / self.base
        return 0.0, self.together / self.base

    @property
    def disagreeing(self) -> tuple[float, float] | None:
        """Between which shares of the base the disagreement lies."""
        if self.hidden:
            return None
        if self.disagree != HIDDEN:
            return self.disagree / self.base, self.disagree / self.base
        if self.nearly == "disagree":
            return (self.together - AT_MOST_FEW) / self.base, self.together / self.base
        if self.hardly == "disagree" or self.nearly in {"agree", "pass"}:
            return 0.0, min(AT_MOST_FEW, self.together) / self.base
        return 0.0, self.together / self.base

    @property
    def says(self) -> str:
        """The figures as one sentence with their base."""
        if self.hidden:
            return _("Too few people to show.")
        if HIDDEN not in (self.agree, self.disagree, self.passed):
            return _("{agree} of {base} people agree, {disagree} disagree and {passed} passed.").format(
                **vars(self)
            )
        return self._split() or self._nearly() or _("{base} people answered.").format(base=self.base)

    @property
    def says_nearly_all(self) -> bool:
        """Whether all that is shown is that nearly all of these people agree."""
        return self.nearly == "agree" and self.together == self.base

    @property
    def says_no_first(self) -> str:
        """The figures as one sentence, those who disagree first where they are shown."""
        if HIDDEN in (self.agree, self.disagree, self.passed):
            return self.says
        return _("{disagree} of {base} people disagree, {agree} agree and {passed} passed.").format(
            **vars(self)
        )

    def _split(self) -> str:
        """The sentence where one answer is set against the other two."""
        facts = {"base": self.base, "rest": self.together, "agree": self.agree, "disagree": self.disagree}
        others = {
            "agree": _("nearly all the others agree"),
            "disagree": _("nearly all the others disagree"),
            "pass": _("nearly all the others passed"),
        }
        if self.agree != HIDDEN:
            rest = others.get(self.nearly) or _("{rest} disagree or passed").format(**facts)
            return _("{agree} of {base} people agree, {then}.").format(**facts, then=rest)
        if self.disagree != HIDDEN:
            rest = others.get(self.nearly) or _("{rest} agree or passed").format(**facts)
            return _("{disagree} of {base} people disagree, {then}.").format(**facts, then=rest)
        return ""

    def _nearly(self) -> str:
        """The sentence where only 'nearly all' or 'hardly anybody' may be said."""
        said = {
            "agree": _("Nearly all of {base} people agree."),
            "disagree": _("Nearly all of {base} people disagree."),
            "pass": _("Nearly all of {base} people passed."),
        }.get(self.nearly) or {
            "agree": _("Hardly any of {base} people agree."),
            "disagree": _("Hardly any of {base} people disagree."),
        }.get(self.hardly, "")
        return said.format(base=self.base)


@dataclass(frozen=True)
class ShownStatement:
    """A statement's released figures: everybody, and each breakdown's rows."""

    number: int
    moderated: bool
    everybody: Answers
    tables: Mapping[str, tuple[Answers, ...]]
    common: str
    bridge: int
    divide: int
    speaks_for: tuple[tuple[str, str], ...]
    apart: tuple[str, ...]

    def rows(self, attribute: str) -> tuple[Answers, ...]:
        """Return one breakdown's rows that may be shown."""
        return tuple(row for row in self.tables.get(attribute, ()) if not row.hidden)


@dataclass(frozen=True)
class Band:
    """A set of people figures are broken down by: an opinion group, a voice or a sector."""

    code: str
    people: int


class Figures:
    """A release about a conversation, read once from its payload."""

    def __init__(self, payload: dict[str, Any], *, seen: Collection[int] | None = None) -> None:
        """Keep the payload, and the numbers of the statements the reader may see (None for all)."""
        self.payload = payload
        self._seen = seen

    @property
    def people(self) -> int:
        """How many people answered (-1 below the base)."""
        return int(self.payload["people"])

    @property
    def people_said(self) -> str:
        """How many people answered, in words that agree with the number."""
        return people_said(self.people)

    @property
    def votes(self) -> int:
        """How many answers they gave."""
        return int(self.payload["votes"])

    def on_record(self, voice: str) -> int:
        """How many people of a civic voice answered by name."""
        return int(self.payload.get("on_record", {}).get(voice, 0))

    @property
    def density_said(self) -> str:
        """The share of all statements a person answered, on average."""
        return f"{100 * float(self.payload['density']):.0f}%"

    @property
    def drawn(self) -> bool:
        """Whether the votes are enough to draw opinion groups."""
        return bool(self.payload["groups"]["drawn"])

    @property
    def why_not_drawn(self) -> str:
        """The code of the reason why no groups are drawn."""
        return str(self.payload["groups"]["reason"])

    @cached_property
    def statements(self) -> dict[int, ShownStatement]:
        """Every statement's figures by its number."""
        return {
            one.number: one for one in self._statements() if self._seen is None or one.number in self._seen
        }

    def bands(self, attribute: str) -> list[Band]:
        """Return the groups, voices or sectors of this release, the hidden ones too."""
        return [Band(code, people) for code, people in self.payload["attributes"].get(attribute, [])]

    def ranked(self, kind: str) -> list[ShownStatement]:
        """Return the statements that bridge or divide, the strongest first."""
        chosen = [one for one in self.statements.values() if getattr(one, kind)]
        return sorted(chosen, key=lambda one: int(getattr(one, kind)))

    def common_ground(self) -> list[ShownStatement]:
        """Return the statements nearly everyone agrees on, or nearly everyone rejects."""
        chosen = [one for one in self.statements.values() if one.common]
        return sorted(chosen, key=_strength, reverse=True)

    def _statements(self) -> Iterator[ShownStatement]:
        for one in self.payload["statements"]:
            yield ShownStatement(
                number=one["n"],
                moderated=one.get("out", False),
                everybody=Answers(*one["all"]),
                tables={name: tuple(Answers(*row) for row in one.get(name, ())) for name in ATTRIBUTES},
                common=one.get("common", ""),
                bridge=one.get("bridge", 0),
                divide=one.get("divide", 0),
                speaks_for=tuple((group, answer) for group, answer in one.get("for", ())),
                apart=tuple(one.get("apart", ())),
            )


def _strength(one: ShownStatement) -> tuple[float, int]:
    shares = one.everybody.agreeing if one.common == "agree" else one.everybody.disagreeing
    return (shares[0] if shares else 0.0, one.everybody.base)


def name_of(attribute: str, code: str) -> str:
    """Return what a group, voice or sector is called on a page."""
    if attribute == "voice":
        return str(CivicVoice(code).label)
    if attribute == "sector":
        return str(Sector(code).label)
    return _("Group {letter}").format(letter=code)


def percent(share: tuple[float, float] | None) -> str:
    """Return a share as a percentage, or as the range it may lie in."""
    if share is None:
        return _("too few")
    low, high = (round(100 * end) for end in share)
    return f"{low}%" if low == high else _("{low}% to {high}%").format(low=low, high=high)


def people_said(count: int) -> str:
    """Return a number of people in words that agree with it."""
    return ngettext("{count} person", "{count} people", count).format(count=f"{count:,}")
