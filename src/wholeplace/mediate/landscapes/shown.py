"""Released figures as a person reads them: rows of answers, statements, groups, and the whole landscape."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector
from wholeplace.mediate.conversations.names import Origin

HIDDEN = -1
AT_MOST_FEW = 4
ATTRIBUTES = ("group", "voice", "sector", "origin")
LETTERS = "ABCDE"


def widest_clear(base: int) -> float:
    """Return how wide a printed range of so many people's answers may be for anything to be judged by it."""
    return max(AT_MOST_FEW, base / 10)


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
    between: Sequence[Any] = ()
    """The answer of which only a range is known, and its two ends: what anybody could subtract."""
    held: bool = False
    """Whether the row is hidden for the sake of others, rather than because too few answered."""

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
        return (
            not self.hidden
            and self.together == self.base
            and not (self.nearly or self.hardly or self.between)
        )

    @property
    def told(self) -> bool:
        """Whether anything is shown of what these people answered."""
        return not (self.hidden or self.bare)

    @property
    def clear(self) -> bool:
        """Whether what is shown is exact enough to judge by."""
        if not self.told:
            return False
        return not self.between or self.between[2] - self.between[1] <= widest_clear(self.base)

    @property
    def agreeing(self) -> tuple[float, float] | None:
        """Between which shares of the base the agreement lies; both the same where it is shown."""
        return self._share("agree", self.agree, other="disagree")

    @property
    def disagreeing(self) -> tuple[float, float] | None:
        """Between which shares of the base the disagreement lies."""
        return self._share("disagree", self.disagree, other="agree")

    def _share(self, answer: str, count: int, *, other: str) -> tuple[float, float] | None:
        if self.hidden:
            return None
        if count != HIDDEN:
            return count / self.base, count / self.base
        if self.between:
            ranged, low, high = self.between
            return (low / self.base, high / self.base) if ranged == answer else (0.0, 1 - low / self.base)
        if self.nearly == answer:
            return (self.together - AT_MOST_FEW) / self.base, self.together / self.base
        if self.hardly == answer or self.nearly in {other, "pass"}:
            return 0.0, min(AT_MOST_FEW, self.together) / self.base
        return 0.0, self.together / self.base

    @property
    def says(self) -> str:
        """The figures as one sentence with their base."""
        if self.hidden:
            return self.why_hidden
        if HIDDEN not in (self.agree, self.disagree, self.passed):
            return _("{agree} of {base} people agree, {disagree} disagree and {passed} pass.").format(
                **self._figures
            )
        answered = _("{base} people answered.").format(**self._figures)
        return self._split() or self._ranged() or self._nearly() or answered

    @property
    def why_hidden(self) -> str:
        """Why nothing is shown of these people."""
        if self.held:
            return _("Not shown, so that a small number elsewhere cannot be worked out.")
        return _("Too few answered to show.")

    @property
    def says_nearly_all(self) -> bool:
        """Whether all that is shown is that nearly all of these people agree."""
        return self.nearly == "agree" and self.together == self.base

    @property
    def says_no_first(self) -> str:
        """The figures as one sentence, those who disagree first where they are shown."""
        if HIDDEN in (self.agree, self.disagree, self.passed):
            return self.says
        return _("{disagree} of {base} people disagree, {agree} agree and {passed} pass.").format(
            **self._figures
        )

    @property
    def _figures(self) -> dict[str, str]:
        figures = {"base": self.base, "agree": self.agree, "disagree": self.disagree, "passed": self.passed}
        return {name: f"{figure:,}" for name, figure in (figures | {"rest": self.together}).items()}

    def _split(self) -> str:
        """The sentence where one answer is set against the other two."""
        mostly = {
            "agree": _(" (nearly all of them agree)"),
            "disagree": _(" (nearly all of them disagree)"),
            "pass": _(" (nearly all of them pass)"),
        }.get(self.nearly, "")
        if self.agree != HIDDEN:
            told = _("{agree} of {base} people agree, {rest} disagree or pass{mostly}.")
        elif self.disagree != HIDDEN:
            told = _("{disagree} of {base} people disagree, {rest} agree or pass{mostly}.")
        else:
            return ""
        return told.format(**self._figures, mostly=mostly)

    def _ranged(self) -> str:
        """The sentence where only the ends of a range are known."""
        if not self.between:
            return ""
        answer, low, high = self.between
        told = {
            "agree": _("{low} to {high} of {base} people agree."),
            "disagree": _("{low} to {high} of {base} people disagree."),
        }[answer]
        return told.format(low=f"{low:,}", high=f"{high:,}", base=f"{self.base:,}")

    def _nearly(self) -> str:
        """The sentence where only 'nearly all' or 'hardly anybody' may be said."""
        said = {
            "agree": _("Nearly all of {base} people agree."),
            "disagree": _("Nearly all of {base} people disagree."),
            "pass": _("Nearly all of {base} people pass."),
        }.get(self.nearly) or {
            "agree": _("Hardly any of {base} people agree."),
            "disagree": _("Hardly any of {base} people disagree."),
        }.get(self.hardly, "")
        return said.format(base=f"{self.base:,}")


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

    @property
    def shared(self) -> bool:
        """Whether groups share it: as common ground, as what all reject, or as a bridge between them."""
        return bool(self.common or self.bridge)

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
    def by_name(self) -> int:
        """How many people answered by name, and are in none of the figures."""
        return sum(int(count) for count in self.payload.get("on_record", {}).values())

    @property
    def answered(self) -> int:
        """How many statements there were, those that moderators left out among them."""
        return int(self.payload["statement_count"])

    @cached_property
    def left_out(self) -> int:
        """How many statements moderators left out."""
        return sum(bool(one.get("out")) for one in self.payload["statements"])

    @property
    def density_said(self) -> str:
        """The share of all statements a person answered, on average."""
        return f"{100 * float(self.payload['density']):.0f}%"

    @property
    def held_back_said(self) -> str:
        """How many answers were held back to try two kinds of map on."""
        return f"{int((self.payload['why'] or {'hidden': 0})['hidden']):,}"

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

    def why_unseen(self, attribute: str, code: str) -> str:
        """Return why nothing at all is shown of a voice or sector: by_name, protected or too_few; nothing if some is."""
        if any(band.people > 0 for band in self.bands(attribute) if band.code == code):
            return ""
        if attribute == "voice" and self.on_record(code):
            return "by_name"
        return "protected" if (attribute, code) in self._held else "too_few"

    @cached_property
    def _held(self) -> frozenset[tuple[str, str]]:
        """What ten people or more answered somewhere and is hidden there, which can only be for the sake of others."""
        return frozenset(
            (name, row[0])
            for one in self.payload["statements"]
            for name in ATTRIBUTES
            for row in one.get(name, ())
            if Answers(*row).held
        )

    def ranked(self, kind: str) -> list[ShownStatement]:
        """Return the statements that bridge or divide, the strongest first."""
        chosen = [one for one in self.statements.values() if getattr(one, kind)]
        return sorted(chosen, key=lambda one: int(getattr(one, kind)))

    def common_ground(self) -> list[ShownStatement]:
        """Return the statements nearly everyone agrees on, or nearly everyone rejects."""
        chosen = [one for one in self.statements.values() if one.common]
        return sorted(chosen, key=_strength, reverse=True)

    @cached_property
    def unjudged(self) -> list[ShownStatement]:
        """The statements not all groups' figures are clearly shown of, so that nothing is said of every group; most agreed first."""
        groups = {band.code for band in self.bands("group") if band.people > 0}
        chosen = [
            one
            for one in self.statements.values()
            if not one.moderated and not all(row.clear for row in one.tables["group"] if row.code in groups)
        ]
        return sorted(chosen, key=lambda one: (-_least_agreeing(one), one.number))

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
            )


def _strength(one: ShownStatement) -> tuple[float, int]:
    shares = one.everybody.agreeing if one.common == "agree" else one.everybody.disagreeing
    return (shares[0] if shares else 0.0, one.everybody.base)


def _least_agreeing(one: ShownStatement) -> float:
    shares = one.everybody.agreeing
    return shares[0] if shares else 0.0


class Listed:
    """Things told one after the other in words."""

    def __init__(self, things: Iterable[str]) -> None:
        """Keep the things in their order."""
        self.things = list(things)

    @property
    def said(self) -> str:
        """All of them: this, this and this."""
        return self._joined(_("{first} and {last}"))

    @property
    def either(self) -> str:
        """Any of them: this, this or this."""
        return self._joined(_("{first} or {last}"))

    def _joined(self, told: str) -> str:
        if len(self.things) < 2:
            return "".join(self.things)
        return told.format(first=", ".join(self.things[:-1]), last=self.things[-1])


def name_of(attribute: str, code: str) -> str:
    """Return what a group, voice or sector is called on a page."""
    if attribute == "voice":
        return str(CivicVoice(code).label)
    if attribute == "sector":
        return str(Sector(code).label)
    if attribute == "origin":
        return str(Origin(code).label)
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
