"""A decision in sentences: the terms it was declared under, and why it came out as it did."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.decisions.names import Outcome, Stance
from wholeplace.kernel.decisions.rules import (
    APPROVAL,
    APPROVED_BY,
    CONSENT,
    RULES,
    SEATED,
    SEATS,
    UNNAMED,
    Objected,
    Result,
    enough,
)
from wholeplace.kernel.people import CivicVoice


def terms_in_words(decision: Decision) -> list[str]:
    """Return what was declared before anybody answered, as sentences."""
    return [
        str(decision.declared.says),
        *_quorum(decision),
        *_fallback(decision),
        *_seats(decision),
        *_unnamed(decision),
    ]


def _seats(decision: Decision) -> Iterator[str]:
    if not decision.seats:
        return
    yield _(
        "There are {seats} seats. Nobody sits whom fewer than one in {seats} of those who answer approve, or fewer than {few}"
        " people; with fewer than {least} seats filled, or unless more than half approve somebody who sits, nothing is"
        " decided."
    ).format(seats=decision.seats, few=APPROVED_BY, least=SEATED[0])
    yield _(
        "Members see how many approve each who is seated, unless fewer than {few} do not, and never who approves whom. The"
        " program knows, and a scrutineer could find out."
    ).format(few=APPROVED_BY)


def _unnamed(decision: Decision) -> Iterator[str]:
    if decision.rule == UNNAMED:
        yield _(
            "Members see how many approve the one that is adopted, unless fewer than {few} do not, and of the others nothing;"
            " never who approves what. The program knows, and a scrutineer could find out."
        ).format(few=APPROVED_BY)


def _quorum(decision: Decision) -> Iterator[str]:
    yield _("It counts if at least {quorum} people answer.").format(quorum=decision.quorum)
    if decision.voice_quorum:
        yield ngettext(
            "At least {people} person of each civic voice among those who may answer must do so.",
            "At least {people} people of each civic voice among those who may answer must do so, or all of a voice that has"
            " fewer.",
            decision.voice_quorum,
        ).format(people=decision.voice_quorum)


def _fallback(decision: Decision) -> Iterator[str]:
    if decision.rule != CONSENT:
        return
    yield _(
        "While an objection stands, whoever proposed it can amend it. Then the group is asked anew, on the same terms."
    )
    if not decision.fallback_days:
        yield _("If an objection still stands at the end, nothing is decided.")
        return
    yield ngettext(
        "If an objection still stands at the end, the same people decide by approval within {days} more day.",
        "If an objection still stands at the end, the same people decide by approval within {days} more days.",
        decision.fallback_days,
    ).format(days=decision.fallback_days)


def why(result: Result, *, rule: str) -> list[str]:
    """Return why the answers under a rule came to what they came to, each figure with its base."""
    told = [
        _("{answered} of {electors} people answered.").format(
            answered=result.answered, electors=result.electors
        )
    ]
    if result.outcome == Outcome.NO_QUORUM:
        return [*told, *(_too_few(result) if RULES[rule].is_open else _too_few_unnamed(result))]
    return [*told, *COUNTED[rule](result)]


def objections_said(objected: Objected) -> str:
    """Say how many objections were raised and what came of them; nothing where there were none."""
    if not objected.raised:
        return ""
    if objected.withdrawn == objected.raised:
        told = ngettext(
            "{raised} objection was raised and withdrawn.",
            "{raised} objections were raised and withdrawn.",
            objected.raised,
        )
    elif objected.raised > 1:
        told = _("{raised} objections were raised: {answered} answered, {withdrawn} withdrawn.")
    elif objected.answered:
        told = _("{raised} objection was raised and answered, and stands.")
    else:
        told = _("{raised} objection was raised and not answered, and stands.")
    return told.format(raised=objected.raised, answered=objected.answered, withdrawn=objected.withdrawn)


def _too_few(result: Result) -> Iterator[str]:
    for short in result.short:
        yield _("Of the voice “{voice}” {answered} answered, and {needed} had to.").format(
            voice=CivicVoice(short.voice).label, answered=short.answered, needed=short.needed
        )
    yield _("That is fewer than was agreed beforehand, so nothing is decided and everything stays as it was.")


def _too_few_unnamed(result: Result) -> Iterator[str]:
    """Say that a voice was not heard enough and not which: of a voice with few people it would tell who did not answer."""
    if result.short:
        yield _("Of one civic voice or more, fewer answered than had to.")
    yield _("That is fewer than was agreed beforehand, so nothing is decided and everything stays as it was.")


def _consent(result: Result) -> Iterator[str]:
    said = {answer: result.counts[answer.value] for answer in Stance}
    yield _("{consent} consented, {aside} stood aside, {object} objected.").format(
        consent=said[Stance.CONSENT], aside=said[Stance.ASIDE], object=said[Stance.OBJECT]
    )
    ends = {
        Outcome.ADOPTED: _("No objection stands, so it is adopted."),
        Outcome.OBJECTED: _("An objection stands, so nothing is decided, as was declared beforehand."),
        Outcome.AMENDED: _(
            "An objection stood. Whoever proposed it amended it to meet that, and the group is asked anew."
        ),
        Outcome.FELL_BACK: _("An objection stands, so approval decides, as was declared beforehand."),
        Outcome.NOT_CARRIED: _("Nobody consented, so nothing is decided."),
    }
    yield ends[result.outcome]


def _approval(result: Result) -> Iterator[str]:
    for number, count in result.counts.items():
        yield _("{approved} of {answered} approve option {number}.").format(
            approved=count, answered=result.answered, number=number
        )
    yield _end_of_approval(result)


def _approval_unnamed(result: Result) -> Iterator[str]:
    """Say how many approve what is adopted; how many approve another, which may be a handful, is told nowhere."""
    if result.chosen is not None:
        yield f"{approved_unnamed(result)}."
    yield _end_of_approval(result)


def approved_unnamed(result: Result) -> str:
    """Say how many approve what was adopted where no names are shown: where a few or none do not, nearly all of them do."""
    approved = result.counts[str(result.chosen)]
    if enough(result.answered - approved):
        return _("{approved} of {answered} approve it").format(approved=approved, answered=result.answered)
    return _("All or nearly all of {answered} approve it").format(answered=result.answered)


def _end_of_approval(result: Result) -> str:
    ends = {
        Outcome.ADOPTED: _(
            "More than half approve option {number}, and no other has as many: it is adopted."
        ),
        Outcome.NOT_CARRIED: _("No option is approved by more than half, so nothing is decided."),
        Outcome.TIED: _("Two or more options are approved by as many, so nothing is decided."),
    }
    return ends[result.outcome].format(number=result.chosen)


def _seated(result: Result) -> Iterator[str]:
    """Say how many seats are given; who approved whoever is not seated, and how few, is told nowhere."""
    seats = len(result.adopted)
    if not seats:
        yield _("Too few were approved by enough people to fill a circle, so nothing is decided.")
        return
    yield ngettext("{seats} seat is given.", "{seats} seats are given.", seats).format(seats=seats)


COUNTED = {CONSENT: _consent, APPROVAL: _approval, UNNAMED: _approval_unnamed, SEATS: _seated}
"""What explains the answers under each rule."""


def called(rule: str) -> str:
    """Return what a rule is called."""
    return str(RULES[rule].title)


def decision_named(decision: Decision) -> str:
    """Return what a decision is called in the middle of a sentence."""
    return _("the decision “{question}”").format(question=decision.question)
