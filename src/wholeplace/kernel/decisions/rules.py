"""Decision rules: one pure function from an electorate, the declared terms and the responses to what was decided."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.decisions.names import Outcome, Stance

CONSENT, APPROVAL = "consent", "approval"
CONSENT_AT_MOST = 20
"""People who can decide by consent; more than that approve."""


@dataclass(frozen=True)
class Terms:
    """What was declared before anybody answered, for the rule that is in force."""

    rule: str
    options: int
    quorum: int
    voice_quorum: int
    falls_back: bool = False


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
class Result:
    """What a decision came to, with the counts it rests on: of each answer, or of each option's number."""

    outcome: Outcome
    electors: int
    answered: int
    counts: Mapping[str, int] = field(default_factory=dict)
    chosen: int | None = None
    short: tuple[Shortfall, ...] = ()


Verdict = tuple[Outcome, int | None, Mapping[str, int]]


@dataclass(frozen=True)
class Rule:
    """A way a group can choose: what it is called, how it works in plain words, and how its answers are counted."""

    name: str
    title: str | Promise
    says: str | Promise
    most_electors: int | None
    most_options: int | None
    count: Callable[[Terms, Sequence[Given]], Verdict]


RULES: dict[str, Rule] = {}
"""Every decision rule by its name."""


def decision_rule(
    name: str,
    *,
    title: str | Promise,
    says: str | Promise,
    most_electors: int | None = None,
    most_options: int | None = None,
) -> Callable[[Callable[[Terms, Sequence[Given]], Verdict]], Callable[[Terms, Sequence[Given]], Verdict]]:
    """Register a function that counts answers as the decision rule of this name."""

    def register(
        count: Callable[[Terms, Sequence[Given]], Verdict],
    ) -> Callable[[Terms, Sequence[Given]], Verdict]:
        RULES[name] = Rule(name, title, says, most_electors, most_options, count)
        return count

    return register


def result_of(terms: Terms, electorate: Sequence[Voter], responses: Sequence[Given]) -> Result:
    """Return what these responses decide; one that is not the electorate's, or a second of somebody, is an error."""
    voters = {voter.id: voter for voter in electorate}
    by = [given.by for given in responses]
    if len({*by}) != len(by) or not {*by} <= voters.keys():
        raise ValueError("Somebody answered twice, or without being asked.")
    short = _short(terms, electorate, Counter(voters[one].voice for one in by))
    outcome, chosen, counts = RULES[terms.rule].count(terms, responses)
    if len(responses) < terms.quorum or short:
        outcome, chosen = Outcome.NO_QUORUM, None
    return Result(outcome, len(electorate), len(responses), counts, chosen, short)


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
        return (Outcome.FELL_BACK if terms.falls_back else Outcome.OBJECTED), None, said
    if not counts[Stance.CONSENT]:
        return Outcome.NOT_CARRIED, None, said
    return Outcome.ADOPTED, 1, said


@decision_rule(
    APPROVAL,
    title=_("Approval"),
    says=_(
        "Everybody approves as many as they like, or none. The one that most approve is adopted, if more than half of those"
        " who answered approve it."
    ),
)
def approval(terms: Terms, responses: Sequence[Given]) -> Verdict:
    """Adopt the option that most approve, where more than half of those who answered do and no other has as many."""
    counts = {
        number: sum(number in given.options for given in responses) for number in range(1, terms.options + 1)
    }
    said = {str(number): count for number, count in counts.items()}
    most = max(counts.values(), default=0)
    best = [number for number, count in counts.items() if count == most]
    if 2 * most <= len(responses):
        return Outcome.NOT_CARRIED, None, said
    if len(best) > 1:
        return Outcome.TIED, None, said
    return Outcome.ADOPTED, best[0], said
