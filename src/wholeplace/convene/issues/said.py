"""What a person said about issues and what became of it, for their own page."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from wholeplace.convene.issues.deciding import kind_of, state_of
from wholeplace.convene.issues.models import ProposedFraming, TakingPart
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.decisions.models import Decision, Objection, Option
from wholeplace.kernel.decisions.names import DecisionState, Outcome
from wholeplace.kernel.lineage.queries import Became, fates_of
from wholeplace.places.yourself.contributions import Contribution, TakenPart


def said(viewer: Viewer) -> Sequence[Contribution]:
    """Return the framings the viewer proposed, the decisions they asked for, and what they objected."""
    if viewer.membership is None:
        return []
    return [*_framings(viewer), *_decisions(viewer), *_objections(viewer)]


def parts(viewer: Viewer) -> Sequence[TakenPart]:
    """Return the issues the viewer takes part in."""
    mine = TakingPart.objects.filter(member=viewer.membership, left=None).select_related("issue__place")
    return [TakenPart(one.issue.title, one.since, one.issue.get_absolute_url()) for one in mine]


def _framings(viewer: Viewer) -> Sequence[Contribution]:
    being_decided = Option.objects.filter(record=OuterRef("pk"), decision__state=DecisionState.OPEN)
    mine = ProposedFraming.objects.filter(place=viewer.place, by__person__memberships=viewer.membership)
    amended = Option.objects.filter(record=OuterRef("pk"), decision__outcome=Outcome.AMENDED)
    told = mine.annotate(decided_now=Exists(being_decided), amended=Exists(amended))
    found = list(told.select_related("issue__place"))
    fates, kind = fates_of(viewer, found), _("You proposed a framing")
    return [
        Contribution(
            kind,
            one.proposed,
            one.text,
            one.issue.get_absolute_url(),
            *_became(one, next(iter(fates.get(one.pk, ())), None)),
        )
        for one in found
    ]


def _became(one: ProposedFraming, fate: Became | None) -> tuple[str, str]:
    """Return what became of a framing somebody proposed, and the colour of its tag."""
    if one.decided_now:  # type: ignore[attr-defined] # found by the query
        return _("The group is deciding on it now."), "place"
    if one.amended:  # type: ignore[attr-defined] # found by the query
        return _("You amended it to meet an objection, and the group was asked anew."), ""
    if fate is not None:
        return (_("The group adopted it."), "good") if fate.carried else (fate.said, "")
    if one.withdrawn is not None:
        return _("You withdrew it."), ""
    return _(
        "It stands beside the others on the page of the issue. Nobody asked for a decision on it yet."
    ), ""


def _decisions(viewer: Viewer) -> Sequence[Contribution]:
    asked = Decision.objects.filter(asked_by=viewer.membership).select_related("place")
    kind = _("You asked for a decision")
    return [
        Contribution(kind, one.asked, one.question, one.get_absolute_url(), f"{state_of(one)}.", kind_of(one))
        for one in asked
    ]


def _objections(viewer: Viewer) -> Sequence[Contribution]:
    raised = Objection.objects.filter(elector__member=viewer.membership).select_related("decision__place")
    return [
        Contribution(
            _("You objected"),
            one.raised,
            one.text,
            f"{one.decision.get_absolute_url()}#objections",
            _answered(one),
            "good" if one.reply else "warn",
        )
        for one in raised
    ]


def _answered(objection: Objection) -> str:
    if not objection.reply:
        return _("Nobody has answered it yet.") if objection.withdrawn is None else _("You withdrew it.")
    said = (
        _("It was answered: {reply}")
        if objection.withdrawn is None
        else _("It was answered: {reply} You withdrew it.")
    )
    return said.format(reply=objection.reply)
