"""Decision rules: one pure function from an electorate, the declared terms and the responses to what was decided."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.decisions.names import Outcome, Stance

CONSENT, APPROVAL, UNNAMED, SEATS = "consent", "approval", "secret", "seats"
CONSENT_AT_MOST = 20
"""People who can decide by consent; more than that approve, or choose a circle that consents for them."""
APPROVED_BY = 5
"""How many must approve somebody for a seat: where it is told how many do, nobody is one of a handful."""
SEATED = range(5, CONSENT_AT_MOST + 1)
"""How many people can be given seats."""
STAND_AT_MOST = 60
LEAST_QUORUM = 2
UNNAMED_QUORUM = 10
"""How many must answer at least: where members see who answered what, and where they see counts alone."""


@dataclass(frozen=True)
class Terms:
    """What was declared before anybody answered, for the rule that is in force."""

    rule: str
    options: int
    quorum: int
    voice_quorum: int
    falls_back: bool = False
    seats: int = 0
    """How many options can be adopted together, where the rule gives seats."""
    without: frozenset[int] = frozenset()
    """The numbers of the options that withdrew before it ended: the seats are given between the others."""


@dataclass(frozen=True)
class Voter:
    """Somebody of the frozen electorate, with the voice they had when it was frozen."""

    id: str
    voice: str


@dataclass(frozen=True)
class Given:
    """What one of them answered: to a proposal, or the numbers of the options they approve."""

    by: str
    answer: str = ""
    options: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Shortfall:
    """A civic voice of which fewer answered than the terms ask for."""

    voice: str
    answered: int
    needed: int


@dataclass(frozen=True)
class Objected:
    """How many objections were raised to a decision; of those, how many were answered, and how many withdrawn."""

    raised: int = 0
    answered: int = 0
    withdrawn: int = 0


@dataclass(frozen=True)
class Result:
    """What a decision came to, with the counts it rests on: of each answer, or of each option's number.

    `adopted` are the numbers of the options it adopts, in the order they came to it.
    """

    outcome: Outcome
    electors: int
    answered: int
    counts: Mapping[str, int] = field(default_factory=dict)
    adopted: tuple[int, ...] = ()
    short: tuple[Shortfall, ...] = ()
    voices: Mapping[str, int] = field(default_factory=dict)
    """How many of each civic voice could answer."""

    @property
    def chosen(self) -> int | None:
        """The one option that was adopted, where it is one."""
        return self.adopted[0] if len(self.adopted) == 1 else None


Verdict = tuple[Outcome, tuple[int, ...], Mapping[str, int]]


@dataclass(frozen=True)
class Rule:
    """A way a group can choose: what it is called, how it works in plain words, and how its answers are counted."""

    name: str
    title: str | Promise
    says: str | Promise
    most_electors: int | None
    most_options: int | None
    is_open: bool
    """Whether members read who answered what."""
    count: Callable[[Terms, Sequence[Given]], Verdict]

    @property
    def least_quorum(self) -> int:
        """How many people must be asked to answer for a decision to count."""
        return LEAST_QUORUM if self.is_open else UNNAMED_QUORUM


RULES: dict[str, Rule] = {}
"""Every decision rule by its name."""


def decision_rule(
    name: str,
    *,
    title: str | Promise,
    says: str | Promise,
    most_electors: int | None = None,
    most_options: int | None = None,
    is_open: bool = True,
) -> Callable[[Callable[[Terms, Sequence[Given]], Verdict]], Callable[[Terms, Sequence[Given]], Verdict]]:
    """Register a function that counts answers as the decision rule of this name."""

    def register(
        count: Callable[[Terms, Sequence[Given]], Verdict],
    ) -> Callable[[Terms, Sequence[Given]], Verdict]:
        RULES[name] = Rule(name, title, says, most_electors, most_options, is_open, count)
        return count

    return register


def result_of(terms: Terms, electorate: Sequence[Voter], responses: Sequence[Given]) -> Result:
    """Return what these responses decide; one that is not the electorate's, or a second of somebody, is an error."""
    voters = {voter.id: voter for voter in electorate}
    by = [given.by for given in responses]
    if len({*by}) != len(by) or not {*by} <= voters.keys():
        raise ValueError("Somebody answered twice, or without being asked.")
    short = _short(terms, electorate, Counter(voters[one].voice for one in by))
    outcome, adopted, counts = RULES[terms.rule].count(terms, responses)
    if len(responses) < terms.quorum or short:
        outcome, adopted = Outcome.NO_QUORUM, ()
    people = Counter(voter.voice for voter in electorate)
    return Result(outcome, len(electorate), len(responses), counts, adopted, short, people)


def would_count(terms: Terms, electorate: Sequence[Voter], *, answering: Collection[str]) -> bool:
    """Say whether it would count if these of the electorate answered, in all and of each voice."""
    voices = Counter(voter.voice for voter in electorate if voter.id in answering)
    return len(answering) >= terms.quorum and not _short(terms, electorate, voices)


def _short(terms: Terms, electorate: Sequence[Voter], answered: Mapping[str, int]) -> tuple[Shortfall, ...]:
    """Return the voices of which too few answered; of a voice with fewer people than asked for, all must."""
    people = Counter(voter.voice for voter in electorate)
    needed = {voice: min(terms.voice_quorum, count) for voice, count in sorted(people.items())}
    return tuple(
        Shortfall(voice, answered.get(voice, 0), least)
        for voice, least in needed.items()
        if answered.get(voice, 0) < least
    )


@decision_rule(
    CONSENT,
    title=_("Consent"),
    says=_(
        "It is adopted unless somebody objects, and at least one person consents. An objection says what harm it would do,"
        " and is answered in words."
    ),
    most_electors=CONSENT_AT_MOST,
    most_options=1,
)
def consent(terms: Terms, responses: Sequence[Given]) -> Verdict:
    """Adopt the one proposal where nobody objects and somebody consents."""
    counts = Counter(given.answer for given in responses)
    said = {answer.value: counts[answer.value] for answer in Stance}
    if counts[Stance.OBJECT]:
        return (Outcome.FELL_BACK if terms.falls_back else Outcome.OBJECTED), (), said
    if not counts[Stance.CONSENT]:
        return Outcome.NOT_CARRIED, (), said
    return Outcome.ADOPTED, (1,), said


APPROVED = _(
    "Everybody approves as many as they like, or none. The one that most approve is adopted, if more than half of those who"
    " answered approve it."
)
"""How approval is counted, with names and without."""


@decision_rule(APPROVAL, title=_("Approval"), says=APPROVED)
def approval(terms: Terms, responses: Sequence[Given]) -> Verdict:
    """Adopt the option that most approve, where more than half of those who answered do and no other has as many."""
    counts = {
        number: sum(number in given.options for given in responses) for number in range(1, terms.options + 1)
    }
    said = {str(number): count for number, count in counts.items()}
    most = max(counts.values(), default=0)
    best = [number for number, count in counts.items() if count == most]
    if 2 * most <= len(responses):
        return Outcome.NOT_CARRIED, (), said
    if len(best) > 1:
        return Outcome.TIED, (), said
    return Outcome.ADOPTED, (best[0],), said


decision_rule(
    UNNAMED,
    title=_("Approval without names"),
    says=format_lazy(
        "{approved} {unnamed}", approved=APPROVED, unnamed=_("Nobody's name stands beside an answer.")
    ),
    is_open=False,
)(approval)


@decision_rule(
    SEATS,
    title=_("Approval, seat by seat"),
    says=_(
        "Everybody approves as many people as they like, or none. The first seat goes to whoever most approve. From then on an"
        " approval counts half once somebody it also went to has a seat, a third once two have, and so on, so that no majority"
        " fills every seat. Of two who are equal, the one who stood first is seated. Whoever withdraws"
        " before the end is seated no more, and the seats are given between the others."
    ),
    most_options=STAND_AT_MOST,
    is_open=False,
)
def seats(terms: Terms, responses: Sequence[Given]) -> Verdict:
    """Give seats one after the other by approval, each counting less once it has seated somebody (Thiele, 1895).

    Nobody sits whom fewer approve than one seat's share of those who answered, or than five. Seats stay empty rather than that; with
    fewer than five filled, or where no more than half approve anybody who sits, nothing is decided.
    """
    approved = [given.options for given in responses]
    counts = {number: sum(number in one for one in approved) for number in range(1, terms.options + 1)}
    said = {str(number): count for number, count in counts.items()}
    stand = [
        number
        for number, count in counts.items()
        if number not in terms.without and enough(count) and count * terms.seats >= len(responses)
    ]
    seated: list[int] = []
    while stand and len(seated) < terms.seats:
        had = [len(one.intersection(seated)) for one in approved]
        best = max(stand, key=lambda number: (_worth(number, approved, had), -number))
        stand.remove(best)
        seated.append(best)
    heard = sum(not one.isdisjoint(seated) for one in approved)
    if len(seated) < SEATED[0] or 2 * heard <= len(responses):
        return Outcome.NOT_CARRIED, (), said
    return Outcome.ADOPTED, tuple(seated), said


def enough(people: int) -> bool:
    """Say whether it can be told that so many approve, or do not, where members see no names beside answers."""
    return people >= APPROVED_BY


def _worth(number: int, approved: Sequence[frozenset[int]], had: Sequence[int]) -> Fraction:
    """Return what the approvals of an option count, each the less the more of its others are seated."""
    shares = Counter(seats for one, seats in zip(approved, had, strict=True) if number in one)
    return sum((Fraction(count, seats + 1) for seats, count in shares.items()), Fraction(0))
