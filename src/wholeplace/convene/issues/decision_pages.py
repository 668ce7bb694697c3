"""Pages on which a group is asked to decide how an issue is framed, answers, and reads what came of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.convene.issues.asking import deciders_of, told_before
from wholeplace.convene.issues.asking_forms import AskDecisionForm
from wholeplace.convene.issues.circle_queries import (
    candidacies_visible_to,
    circles_visible_to,
    standing_visible_to,
)
from wholeplace.convene.issues.circle_telling import (
    Candidate,
    behind,
    candidates,
    coverage,
    lacking,
    numbers_of,
    seats_of,
)
from wholeplace.convene.issues.deciding import (
    Proposal,
    kind_of,
    progress_of,
    proposals_of,
    raised,
    rounds,
    state_of,
)
from wholeplace.convene.issues.forms import (
    AnswerForm,
    AnswerOrConfideForm,
    ApproveForm,
    ReplyForm,
)
from wholeplace.convene.issues.framing import ask_decision, second_decision
from wholeplace.convene.issues.panels import without_whom
from wholeplace.convene.issues.queries import (
    issues_visible_to,
    put_to_them,
    standing_framings,
)
from wholeplace.convene.issues.reading import interested_in, issues_with_all_along
from wholeplace.kernel.actions import Action
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.decisions.actions import (
    approve_options,
    reply_to_objection,
    withdraw_decision,
)
from wholeplace.kernel.decisions.conditions import can_be_amended
from wholeplace.kernel.decisions.explaining import called, terms_in_words
from wholeplace.kernel.decisions.models import Decision, Objection, Option, Response
from wholeplace.kernel.decisions.names import DecisionState
from wholeplace.kernel.decisions.purposes import PURPOSES
from wholeplace.kernel.decisions.queries import (
    answers_visible_to,
    decisions_in_a_row,
    decisions_visible_to,
    objections_visible_to,
    options_visible_to,
)
from wholeplace.kernel.decisions.rules import CONSENT, SEATS, Result
from wholeplace.kernel.files.listing import with_files
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not

GOING = frozenset({DecisionState.WAITING, DecisionState.OPEN})
"""States of a decision before which people are told without whom they would decide."""


@members_only
def ask_decision_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Ask the people who take part in an issue to decide how it is framed."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    proposed = list(standing_framings(request.viewer, shown))
    deciders = deciders_of(request.viewer, shown)
    form = AskDecisionForm(request.POST or None, proposed=proposed, **deciders)
    if made := form.perform(ask_decision, request.actor, issue=shown):
        said = _("You asked the group to decide. It opens once somebody else who takes part agrees.")
        return done(request, said, made.get_absolute_url())
    context = {
        **told_before(request.viewer, shown, deciders),
        "form": form,
        "proposed": proposed,
        "refusal": why_not(request, ask_decision, shown),
    }
    return render(request, "issues/ask.html", context, status=form.status)


def decision_page(request: PersonRequest, decision: str) -> HttpResponse:
    """Show a decision: what is asked, on which terms, what people answer, and what came of it; here one answers."""
    viewer = request.viewer
    shown = get_or_404(decisions_in_a_row(viewer), decision)
    issue = get_or_404(issues_with_all_along(viewer), shown.about)
    options = list(options_visible_to(viewer, shown))
    proposals = _proposals(request, shown, issue, options)
    stand = _who_stands(request, shown, issue, options)
    answers = answers_visible_to(viewer, shown, options=len(options))
    mine = next((one for one in answers.by_name if _is_mine(request, shown, one)), None)
    objections = list(objections_visible_to(viewer).filter(decision=shown))
    quiet = [one.elector.member for one in objections if one.in_confidence]
    choices = [one for one in stand if one.candidacy.withdrawn is None] if shown.seats else proposals
    form, deed = _answering(request, shown, choices, mine=mine, unnamed=viewer.membership in quiet)
    if form.perform(deed, request.actor, decision=shown):
        said = _("Your answer counts. You can change it until the decision closes.")
        return done(request, said, f"{shown.get_absolute_url()}#answers")
    context = {
        "decision": shown,
        "issue": issue,
        "state": state_of(shown),
        "kind": kind_of(shown),
        "rule": called(shown.in_force),
        "terms": terms_in_words(shown),
        "progress": progress_of(shown),
        "proposals": proposals,
        "shown": PURPOSES[shown.purpose].shown,
        **_of_circles(request, shown, stand, answers.results),
        **_of_amending(request, shown, proposals, objections),
        **_beside(request, shown, issue),
        "rounds": rounds(shown, answers, objections=objections, interested=interested_in(issue)),
        "names_kept": bool(quiet),
        "objections": raised(viewer, objections),
        "mine": mine,
        "form": form,
        "choices": choices,
        "refusal": why_not(request, deed, shown),
        "why_not_second": _why_not_second(request, shown),
    }
    return render(request, "issues/decision.html", context, status=form.status)


def _proposals(
    request: PersonRequest, decision: Decision, issue: Any, options: Sequence[Option]
) -> list[Proposal]:
    """Return what a decision chooses from, as the reader may see it."""
    proposed = with_files(request.viewer, put_to_them(request.viewer, decision, options))
    return proposals_of(request.viewer, options, proposed, interested=interested_in(issue))


def _beside(request: PersonRequest, decision: Decision, issue: Any) -> dict[str, Any]:
    """Return who asked for a decision and has an interest of their own, and, while it goes on, without whom it would be."""
    words, interested = (decision.asked_by, decision.seconded_by), interested_in(issue)
    return {
        "interested": [one.pk for one in words if one is not None and one.person_id in interested],
        "without": without_whom(request.viewer, issue) if decision.state in GOING else (),
    }


def _who_stands(
    request: PersonRequest, decision: Decision, issue: Any, options: list[Any]
) -> list[Candidate]:
    """Return the people a decision chooses between, where it chooses a circle and the reader may know who stands.

    Until it opens, that is whoever stands now.
    """
    if not decision.seats:
        return []
    if decision.state == DecisionState.WAITING:
        return candidates(request.viewer, standing_visible_to(request.viewer, issue))
    stand = candidacies_visible_to(request.viewer).filter(pk__in=[one.record for one in options])
    return candidates(request.viewer, stand, numbers=numbers_of(options))


def _of_circles(
    request: PersonRequest, decision: Decision, stand: list[Candidate], results: Mapping[str, Result]
) -> dict[str, Any]:
    """Return what is told of the circle that decides, or that the decision chooses, and how many have left."""
    told = {
        "candidates": stand,
        "seats": seats_of(decision, stand, results.get(SEATS)),
        "gone": decision.gone if request.viewer.is_member else 0,  # type: ignore[attr-defined] # by the query
    }
    if decision.circle is None:
        return told
    circle = get_or_404(circles_visible_to(request.viewer), decision.circle)
    said = behind(circle, people=circle.decision.electors, answered=None)
    if (result := results.get(decision.rule)) is not None and decision.opened:
        said += lacking(coverage(result.voices))
    return told | {"circle": circle, "behind": said}


def _of_amending(
    request: PersonRequest, decision: Decision, proposals: Sequence[Proposal], objections: Sequence[Objection]
) -> dict[str, Any]:
    """Return, for whoever proposed what is asked, where they amend it, or why they cannot: what only its own page finds out left aside."""
    amended_at = PURPOSES[decision.purpose].amended_at
    if decision.state != DecisionState.OPEN or decision.rule != CONSENT or not amended_at:
        return {}
    vars(decision)["objected_to"] = any(
        one.withdrawn is None and one.elector.member != request.viewer.membership for one in objections
    )
    mine = any(one.proposed.by.is_same_person_as(request.viewer.membership) for one in proposals)
    return (
        {"amended_at": amended_at, "why_not_amend": can_be_amended(request.actor, decision)} if mine else {}
    )


def _why_not_second(request: PersonRequest, decision: Decision) -> Refusal | None:
    return why_not(request, second_decision, decision) if decision.state == DecisionState.WAITING else None


def _is_mine(request: PersonRequest, decision: Decision, response: Response) -> bool:
    member = request.viewer.membership
    return (
        member is not None and response.elector.member_id == member.pk and response.rule == decision.in_force
    )


def _answering(
    request: PersonRequest,
    decision: Decision,
    proposals: Sequence[Proposal | Candidate],
    *,
    mine: Response | None,
    unnamed: bool,
) -> tuple[ActionForm, Action[..., Any]]:
    """Return the form that asks what the rule in force asks, filled in as the reader answered, and its deed."""
    if decision.in_force == CONSENT:
        initial = {"answer": mine.answer} if mine else {}
        asks = AnswerOrConfideForm if mine is None or unnamed else AnswerForm
        answering = asks(request.POST or None, initial=initial)
        answering.is_valid()
        return answering, answering.deed
    choices = [(one.number, one.label) for one in proposals]
    given = {"options": sorted(mine.options)} if mine else {}
    return ApproveForm(request.POST or None, choices=choices, initial=given), approve_options


@members_only
def second_page(request: PersonRequest, decision: str) -> HttpResponse:
    """Give the second word that opens a decision."""

    def said(shown: Decision) -> str:
        if shown.circle is None:
            return _("The decision is open. Everybody who takes part now is asked.")
        return _("The decision is open. Whoever sits in the circle now is asked, and everybody else is told.")

    def told(shown: Decision) -> dict[str, Any]:
        issue = issues_with_all_along(request.viewer).filter(pk=shown.about).first()
        return {"without": without_whom(request.viewer, issue) if issue is not None else ()}

    return _before_it_begins(request, decision, second_decision, "issues/second.html", said=said, told=told)


@members_only
def withdraw_page(request: PersonRequest, decision: str) -> HttpResponse:
    """Withdraw a decision one asked for, before it begins."""
    said = _("The decision is withdrawn. Nobody is asked.")
    return _before_it_begins(
        request, decision, withdraw_decision, "issues/withdraw.html", said=lambda _shown: said
    )


def _before_it_begins(
    request: PersonRequest,
    decision: str,
    deed: Action[..., Any],
    template: str,
    *,
    said: Callable[[Decision], str],
    told: Callable[[Decision], dict[str, Any]] = lambda _shown: {},
) -> HttpResponse:
    shown = get_or_404(decisions_visible_to(request.viewer), decision)
    form = ActionForm(request.POST or None)
    if form.perform(deed, request.actor, decision=shown):
        return done(request, said(shown), shown.get_absolute_url())
    context = {
        "form": form,
        "decision": shown,
        "terms": terms_in_words(shown),
        "refusal": why_not(request, deed, shown),
        **told(shown),
    }
    return render(request, template, context, status=form.status)


@members_only
def reply_page(request: PersonRequest, objection: str) -> HttpResponse:
    """Answer an objection in words."""
    shown = get_or_404(objections_visible_to(request.viewer), objection)
    form = ReplyForm(request.POST or None, initial={"reply": shown.reply})
    decision = shown.decision
    if form.perform(reply_to_objection, request.actor, decision=decision, objection=shown.pk):
        said = _("Your reply stands beside the objection. Whether it still stands, the objector says.")
        return done(request, said, f"{decision.get_absolute_url()}#objections")
    (told,) = raised(request.viewer, [shown])
    context = {"form": form, "told": told, "refusal": why_not(request, reply_to_objection, decision)}
    return render(request, "issues/reply.html", context, status=form.status)
