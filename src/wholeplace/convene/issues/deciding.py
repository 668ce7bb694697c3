"""How an issue is framed and decided on, as its pages tell it: versions, rivals, and decisions with their answers."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wholeplace.convene.issues.models import Framing, ProposedFraming
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.decisions.explaining import called, objections_said, why
from wholeplace.kernel.decisions.models import Decision, Objection, Option, Response
from wholeplace.kernel.decisions.names import DecisionState, Outcome, Stance
from wholeplace.kernel.decisions.queries import Answers
from wholeplace.kernel.decisions.rules import CONSENT, Objected, Result
from wholeplace.kernel.files.listing import files_of
from wholeplace.kernel.files.models import KeptFile
from wholeplace.kernel.lineage.queries import Became, fates_of
from wholeplace.kernel.people import CivicVoice, Membership
from wholeplace.ui.comparing import Run, compared

TAGS = {
    DecisionState.WAITING: "warn",
    DecisionState.OPEN: "place",
    DecisionState.CLOSED: "",
    DecisionState.WITHDRAWN: "",
    DecisionState.LAPSED: "",
}
"""The colour of the tag each state wears."""


@dataclass(frozen=True)
class Version:
    """A framing that was or is in force, with what it changed of the one before."""

    framing: Framing
    by: str
    before: Sequence[Run] = ()
    after: Sequence[Run] = ()


def versions(viewer: Viewer, framings: Sequence[Framing]) -> list[Version]:
    """Return an issue's framings, the newest first, each that was adopted beside the one it replaced."""
    replaced = [*framings[1:], None] if framings else []
    return [
        Version(one, _author(viewer, one), *_changed(one, earlier))
        for one, earlier in zip(framings, replaced, strict=True)
    ]


def _changed(framing: Framing, earlier: Framing | None) -> tuple[Sequence[Run], Sequence[Run]]:
    if framing.provisional or earlier is None:
        return (), ()
    return compared(earlier.text, framing.text)


def _author(viewer: Viewer, framing: Framing) -> str:
    member = framing.adopted_from.by if framing.adopted_from else framing.by
    return named(viewer, member)


def named(viewer: Viewer, member: Membership | None) -> str:
    """Return who somebody is and in which civic voice, to members; to everybody else nothing."""
    if member is None or not viewer.is_member:
        return ""
    return _said_of(member.name, member.voice)


VOICES = {
    CivicVoice.PUBLIC: gettext_lazy("member of the public"),
    CivicVoice.POLITICIAN: gettext_lazy("politician"),
    CivicVoice.PROFESSIONAL: gettext_lazy("professional"),
}
"""What one person of each civic voice is called."""


def _said_of(name: str, voice: str) -> str:
    return _("{name} ({voice})").format(name=name, voice=VOICES[CivicVoice(voice)])


@dataclass(frozen=True)
class Proposal:
    """What is proposed as one reads it, a framing mostly: who by, its number as an option, and its fates, the newest first."""

    proposed: Any
    by: str
    number: int = 0
    fates: Sequence[Became] = ()
    files: Sequence[KeptFile] = ()
    is_mine: bool = False
    interested: bool = False
    """Whether whoever proposed it declared an interest of their own in the issue."""

    @property
    def label(self) -> str:
        """Its number and what it is called, a framing by its standpoint, to choose it by."""
        return f"{self.number}. {self.proposed}"


def rivals(
    viewer: Viewer,
    proposed: Iterable[ProposedFraming],
    framings: Sequence[Framing],
) -> list[Proposal]:
    """Return the proposed framings that are not the one in force, those that stand first, each with what became of it."""
    in_force = framings[0].adopted_from_id if framings else None
    others = sorted((one for one in proposed if one.pk != in_force), key=lambda one: not one.stands)
    fates = fates_of(viewer, others, known=framings)
    return [
        Proposal(
            one,
            named(viewer, one.by),
            fates=fates.get(one.pk, ()),
            files=files_of(viewer, one),
            is_mine=one.by.is_same_person_as(viewer.membership),
        )
        for one in others
    ]


def evidence_for(
    viewer: Viewer, proposed: Iterable[ProposedFraming], framings: Sequence[Framing]
) -> list[KeptFile]:
    """Return the files beside the framing in force, where a group adopted one that has some."""
    in_force = framings[0].adopted_from_id if framings else None
    return [file for one in proposed if one.pk == in_force for file in files_of(viewer, one)]


def proposals_of(
    viewer: Viewer,
    options: Sequence[Option],
    proposed: Iterable[Any],
    *,
    interested: Collection[uuid.UUID] = (),
) -> list[Proposal]:
    """Return what a decision chooses from, in the order of its options, and whether an interested person proposed it."""
    known = {one.pk: one for one in proposed}
    fates = fates_of(viewer, known.values())
    return [
        Proposal(
            one,
            named(viewer, one.by),
            option.number,
            fates.get(one.pk, ()),
            files_of(viewer, one),
            interested=one.by.person_id in interested,
        )
        for option in options
        if (one := known.get(option.record)) is not None
    ]


def state_of(decision: Decision) -> str:
    """Return where a decision stands, in a word or two: how it ended, once it is over."""
    if decision.seated:
        return _("Chosen")
    if decision.state == DecisionState.CLOSED:
        return str(Outcome(decision.outcome).label).capitalize()
    return decision.get_state_display()


def kind_of(decision: Decision) -> str:
    """Return the colour of the tag a decision wears."""
    if decision.outcome == Outcome.ADOPTED:
        return "good"
    return TAGS[DecisionState(decision.state)]


def progress_of(decision: Decision) -> str:
    """Return how many have answered of those who may; never who has not."""
    answered: int = decision.answered  # type: ignore[attr-defined] # counted by the query
    said = ngettext(
        "{answered} of {electors} has answered", "{answered} of {electors} have answered", answered
    )
    return said.format(answered=answered, electors=decision.electors)


def cards(viewer: Viewer, decisions: Iterable[Decision]) -> list[Mapping[str, str]]:
    """Return each decision as a card on its issue's page."""
    return [
        {
            "title": decision.question,
            "href": decision.get_absolute_url(),
            "tag": state_of(decision),
            "kind": kind_of(decision),
            "meta": _meta(viewer, decision),
        }
        for decision in decisions
    ]


def _meta(viewer: Viewer, decision: Decision) -> str:
    by = called(decision.in_force)
    if decision.state == DecisionState.WAITING or not viewer.is_member:
        return by
    return f"{by}. {progress_of(decision)}."


@dataclass(frozen=True)
class Round:
    """What was answered under one rule: the sentences, and for members each answer by name."""

    title: str
    why: Sequence[str]
    answers: Sequence[tuple[str, str, bool]]
    """Whose it is, what it says, and whether they declared an interest of their own in the issue."""


def rounds(
    decision: Decision,
    answers: Answers,
    *,
    objections: Sequence[Objection],
    interested: Collection[uuid.UUID] = (),
) -> list[Round]:
    """Return each round of answers as members read it, the one in force last; explained once it is over.

    Beside a name stands whether it is one of those who declared an interest of their own.
    """
    if decision.state not in {DecisionState.OPEN, DecisionState.CLOSED}:
        return []
    names_kept = any(one.in_confidence for one in objections)
    closed = decision.state == DecisionState.CLOSED
    over = {decision.rule: closed or decision.fell_back, decision.in_force: closed}
    return [
        Round(
            called(rule),
            [*why(answers.results[rule], rule=rule), *_objected(rule, objections)] if ended else [],
            _counted(answers.results[rule])
            if names_kept and rule == CONSENT
            else [
                (
                    _said_of(one.elector.member.name, one.elector.voice),
                    _said(one),
                    one.elector.member.person_id in interested,
                )
                for one in answers.by_name
                if one.rule == rule
            ],
        )
        for rule, ended in over.items()
        if rule in answers.results
    ]


def _objected(rule: str, objections: Sequence[Objection]) -> list[str]:
    """Say of objections that were withdrawn that they were raised: the count of answers knows only those that stand."""
    withdrawn = sum(one.withdrawn is not None for one in objections)
    if rule != CONSENT or not withdrawn:
        return []
    answered = sum(one.replied is not None for one in objections)
    return [objections_said(Objected(len(objections), answered, withdrawn))]


def _counted(result: Result) -> list[tuple[str, str, bool]]:
    """Return how many gave each answer, where no name may stand beside it."""
    people = [(Stance(answer), count) for answer, count in result.counts.items() if count]
    return [
        (
            ngettext("{count} person", "{count} people", count).format(count=count),
            str(TOGETHER[stance]),
            False,
        )
        for stance, count in people
    ]


SHORT = {
    Stance.CONSENT: gettext_lazy("Consents"),
    Stance.OBJECT: gettext_lazy("Objects"),
    Stance.ASIDE: gettext_lazy("Stands aside"),
}
"""Each answer as it stands beside a name."""

TOGETHER = {
    Stance.CONSENT: gettext_lazy("Consent"),
    Stance.OBJECT: gettext_lazy("Object"),
    Stance.ASIDE: gettext_lazy("Stand aside"),
}
"""Each answer as it stands beside a number of people."""


def _said(response: Response) -> str:
    if response.rule == CONSENT:
        return str(SHORT[Stance(response.answer)])
    if not response.options:
        return _("Approves none of them")
    numbers = ", ".join(map(str, sorted(response.options)))
    said = ngettext("Approves option {numbers}", "Approves options {numbers}", len(response.options))
    return said.format(numbers=numbers)


@dataclass(frozen=True)
class Raised:
    """An objection beside its answer, and whether it still stands."""

    objection: Objection
    by: str
    replied_by: str
    stands: bool
    gone: bool
    """Whether whoever raised it, by name, has left the place."""


def raised(viewer: Viewer, objections: Iterable[Objection]) -> list[Raised]:
    """Return each objection as members read it."""
    return [
        Raised(
            one,
            _("Somebody, in confidence") if one.in_confidence else named(viewer, one.elector.member),
            named(viewer, one.replied_by),
            stands=one.withdrawn is None,
            gone=one.elector.member.ended is not None and not one.in_confidence,
        )
        for one in objections
    ]


def framing_named(framing: Framing) -> str:
    """Return what a version of an issue's framing is called in the middle of a sentence."""
    day = date_format(framing.written, "j F Y")
    if framing.provisional:
        return _("the provisional framing of {day}").format(day=day)
    return _("the framing adopted on {day}").format(day=day)


def proposal_named(proposed: ProposedFraming) -> str:
    """Return what a proposed framing is called in the middle of a sentence."""
    return _("the view of “{standpoint}”").format(standpoint=proposed.standpoint)
