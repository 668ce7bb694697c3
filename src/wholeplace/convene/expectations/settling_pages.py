"""Pages on which lines are marked beside one another, and mismatches are settled, parked or lived with."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.convene.expectations.conditions import acting_for, belongs_to_party, marked_it, other_party
from wholeplace.convene.expectations.forms import MarkForm, ParkForm, SettleForm, beside_line
from wholeplace.convene.expectations.marking import dismiss, mark, take_back
from wholeplace.convene.expectations.names import OVER, STILL_OPEN, TAGS, PairingKind, Standing
from wholeplace.convene.expectations.queries import (
    beside,
    ever_marked,
    lines_visible_to,
    pairings_visible_to,
    settlings_visible_to,
    standing_lines,
    standing_of,
)
from wholeplace.convene.expectations.settling import confirm, park, settle
from wholeplace.convene.expectations.suggesting import suggestions
from wholeplace.convene.expectations.telling import in_words, is_silent_about, said_by, spoken
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.kernel.actions import Action
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.people import HatKind
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not


@members_only
def mark_page(request: PersonRequest, line: str) -> HttpResponse:
    """Mark that a line matches one of another card, or does not fit with it."""
    viewer = request.viewer
    shown = get_or_404(lines_visible_to(viewer), line)
    issue = shown.card.issue
    here, lines = beside(viewer, issue), list(standing_lines(viewer, issue))
    form = MarkForm(
        request.POST or None, line=shown, cards=here.cards, lines=lines, initial=_suggested(request, shown)
    )
    if made := form.perform(mark, request.actor, line=shown):
        match = _("You marked a match. Everybody who takes part can read it.")
        mismatch = _("You marked a mismatch. Both parties are told, and can settle it.")
        return done(request, match if made.kind == PairingKind.MATCH else mismatch, made.get_absolute_url())
    context = {
        "form": form,
        "line": shown,
        "says": said_by(shown),
        "issue": issue,
        "others": len(here.cards) > 1,
        "refusal": why_not(request, mark, shown),
    }
    return render(request, "expectations/mark.html", context, status=form.status)


def _suggested(request: PersonRequest, line: Any) -> Any:
    """Return what a suggestion would have the form begin with."""
    kind = next((one for one in PairingKind if one.value in request.GET), None)
    other = _id(request.GET.get("beside", ""))
    return beside_line(line, other, kind)


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@members_only
def alike_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Show lines of different cards that say nearly the same, to be marked or dismissed."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    form = ActionForm(request.POST or None, auto_id=False)
    if form.is_bound:
        line, other = (
            get_or_404(lines_visible_to(request.viewer), one)
            for one in (*request.POST.get("pair", "").split(), "", "")[:2]
        )
        if form.perform(dismiss, request.actor, line=line, other=other):
            said = _("These two are suggested no more.")
            return done(request, said, place_url(request.place, "alike_lines", issue=shown.pk))
    found: list[dict[str, Any]] = [
        {
            "one": one,
            "label": one.kind.label,
            "says": said_by(one.line),
            "other_says": said_by(one.other),
            "pair": f"{one.line.pk} {one.other.pk}",
            "mark": f"{place_url(request.place, 'mark_line', line=one.line.pk)}?{one.kind.value}&beside={one.other.pk}",
        }
        for one in suggestions(request.viewer, shown)
    ]
    refusal = why_not(request, dismiss, found[0]["one"].line) if found else None
    context = {"issue": shown, "found": found, "form": form, "refusal": refusal}
    return render(request, "expectations/alike.html", context, status=form.status)


@members_only
def pairing_page(request: PersonRequest, pairing: str) -> HttpResponse:
    """Show a match or mismatch: both lines, why somebody sees it so, and what was said of it since."""
    viewer = request.viewer
    shown = get_or_404(ever_marked(viewer), pairing)
    standing, said = standing_of(shown), list(settlings_visible_to(viewer).filter(pairing=shown))
    waiting = said[0] if standing == Standing.WAITING else None
    going = standing in {*STILL_OPEN, Standing.PARKED}
    refusal = settle.refusal(_for_party(request, shown), shown) if going else None
    context = {
        "pairing": shown,
        "issue": shown.issue,
        "label": standing.label,
        "tag": TAGS[standing],
        "sentence": in_words(shown),
        "spoken": spoken(said),
        "going": going,
        "waiting": waiting is not None,
        "refusal": refusal,
        "to_confirm": waiting
        if waiting and not refusal and _is_theirs_to_confirm(request, waiting)
        else None,
        "can_park": going and (refusal is None or (waiting is None and viewer.wears(HatKind.CONVENER))),
        "can_take_back": standing not in OVER and marked_it(request.actor, shown) is None,
        **_both(shown),
    }
    return render(request, "expectations/pairing.html", context)


def _is_theirs_to_confirm(request: PersonRequest, settling: Any) -> bool:
    """Say whether the reader is of the party that has yet to confirm what was said of a mismatch."""
    waited_for = other_party(settling)
    return waited_for is not None and belongs_to_party(request.viewer.membership, waited_for)


def _for_party(request: PersonRequest, pairing: Any) -> Actor:
    """Return the reader as they act for one of the two parties of a mismatch, if they belong to one."""
    return acting_for(request.actor, pairing.line.card, pairing.party)


def _both(pairing: Any) -> dict[str, object]:
    """Return what each of the two parties says."""
    other = pairing.other
    if other is not None:
        other.card = pairing.party
    return {
        "says": said_by(pairing.line),
        "other_says": said_by(other) if other is not None else is_silent_about(pairing),
    }


@members_only
def settle_page(request: PersonRequest, pairing: str) -> HttpResponse:
    """Say for one party how a mismatch is settled, or that one lives with it."""
    shown = get_or_404(pairings_visible_to(request.viewer), pairing)
    form = SettleForm(request.POST or None)
    said = _("The other party is asked to confirm it. Until then the mismatch is open.")
    return _about(request, shown, form, form.deed, "expectations/settle.html", said=lambda _made: said)


@members_only
def park_page(request: PersonRequest, pairing: str) -> HttpResponse:
    """Leave a mismatch until a day."""
    shown = get_or_404(pairings_visible_to(request.viewer), pairing)
    form = ParkForm(request.POST or None)
    said = _("It is parked. On that day it is open again.")
    return _about(request, shown, form, park, "expectations/park.html", said=lambda _made: said)


@members_only
def take_back_page(request: PersonRequest, pairing: str) -> HttpResponse:
    """Take back what one marked."""
    shown = get_or_404(pairings_visible_to(request.viewer), pairing)
    form = ActionForm(request.POST or None)
    if form.perform(take_back, request.actor, pairing=shown):
        said = _("You took it back. It counts no more.")
        return done(request, said, place_url(request.place, "expectations", issue=shown.issue_id))
    context = {
        "form": form,
        "pairing": shown,
        "issue": shown.issue,
        "refusal": why_not(request, take_back, shown),
        **_both(shown),
    }
    return render(request, "expectations/take_back.html", context, status=form.status)


@members_only
def confirm_page(request: PersonRequest, settling: str) -> HttpResponse:
    """Confirm for the other party what was said of a mismatch."""
    shown = get_or_404(settlings_visible_to(request.viewer), settling)
    form = ActionForm(request.POST or None)
    waited_for = other_party(shown)
    actor = acting_for(request.actor, *([waited_for] if waited_for is not None else []))
    if form.perform(confirm, actor, settling=shown):
        return done(request, _("Both parties agree. The mismatch is open no more."), shown.get_absolute_url())
    (told,) = spoken([shown])
    context = {
        "form": form,
        "settling": shown,
        "told": told,
        "pairing": shown.pairing,
        "issue": shown.pairing.issue,
        "actor": actor,
        "refusal": confirm.refusal(actor, shown),
        **_both(shown.pairing),
    }
    return render(request, "expectations/confirm.html", context, status=form.status)


def _about(
    request: PersonRequest,
    pairing: Any,
    form: ActionForm,
    deed: Action[..., Any],
    template: str,
    *,
    said: Callable[[Any], str],
) -> HttpResponse:
    """Do something about a mismatch by a form, and go back to its page."""
    actor = _for_party(request, pairing)
    if made := form.perform(deed, actor, pairing=pairing):
        return done(request, said(made), pairing.get_absolute_url())
    context = {
        "form": form,
        "pairing": pairing,
        "issue": pairing.issue,
        "actor": actor,
        "refusal": deed.refusal(actor, pairing),
        **_both(pairing),
    }
    return render(request, template, context, status=form.status)
