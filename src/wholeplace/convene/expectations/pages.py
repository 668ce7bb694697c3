"""Pages on which parties fill in their cards, and everybody who takes part reads them side by side."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.convene.expectations.actions import say_how_much, write_card
from wholeplace.convene.expectations.conditions import acting_for, belongs_to_party, speaks_for
from wholeplace.convene.expectations.forms import CardForm, HowMuchForm, OtherAmountForm, OtherCardForm
from wholeplace.convene.expectations.names import LineKind
from wholeplace.convene.expectations.queries import (
    beside,
    cards_visible_to,
    lines_once_marked,
    lines_visible_to,
    pairings_of_card,
    proposed_rules_visible_to,
    standing_lines,
)
from wholeplace.convene.expectations.telling import (
    amount_of,
    before,
    last_written,
    mark_addresses,
    said_on_cards,
    side_by_side,
    text_of,
    where_it_stands,
)
from wholeplace.convene.issues.queries import issues_visible_to, viewer_takes_part
from wholeplace.kernel.actors import Actor
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not

FOR, BODY, MYSELF = "for", "body", "myself"
"""What an address can say of whose card is written, and how."""


@members_only
def expectations_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Show the cards of all parties side by side, each line with what was found beside it."""
    viewer = request.viewer
    shown = get_or_404(issues_visible_to(viewer), issue)
    here, lines = beside(viewer, shown), list(standing_lines(viewer, shown))
    part = viewer_takes_part(viewer, shown)
    context = {
        "issue": shown,
        "here": here,
        "sentence": where_it_stands(len(here.cards), mismatches=len(here.mismatches), still=len(here.open)),
        "table": side_by_side(
            here,
            lines,
            caption=_("What each party expects, can offer and cannot accept"),
            marks=mark_addresses(lines) if part and len(here.cards) > 1 else {},
        ),
        "takes_part": part,
        "drawn": proposed_rules_visible_to(viewer).filter(issue=shown),
        "mine": _mine(request.actor, here.cards),
        "refusal": why_not(request, write_card, shown),
    }
    return render(request, "expectations/all.html", context)


def _mine(actor: Actor, cards: Iterable[Any]) -> Any:
    """Return the card of the party somebody acts for, if there is one."""
    return next((one for one in cards if speaks_for(actor, one)), None)


def _writing(request: PersonRequest) -> Actor:
    """Return whoever writes a card: on whose behalf the address says, or else as they act everywhere."""
    actor, asked = request.actor, request.GET.get(FOR)
    if asked not in {BODY, MYSELF} or actor.membership is None:
        return actor
    body = actor.membership.organisation if asked == BODY else None
    return request.viewer.acting(hat=actor.hat, on_behalf_of=body)


@members_only
def write_card_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Fill in the card of the party one speaks for, or change it."""
    viewer = request.viewer
    shown = get_or_404(issues_visible_to(viewer), issue)
    actor = _writing(request)
    card = _mine(actor, beside(viewer, shown).cards)
    lines = list(standing_lines(viewer, shown).filter(card=card)) if card else []
    told = {kind.value: text_of(lines, kind) for kind in LineKind}
    asks = OtherCardForm if card else CardForm
    form = asks(request.POST or None, initial={**told, "after": card.version if card else 0})
    if made := form.perform(write_card, actor, issue=shown):
        said = _("This is on your card. The others read it beside theirs.")
        return done(request, said, made.get_absolute_url())
    context = {
        "form": form,
        "issue": shown,
        "card": card,
        "organisation": actor.on_behalf_of,
        "other": None if actor.on_behalf_of else viewer.membership and viewer.membership.organisation,
        "refusal": why_not(request, write_card, shown),
    }
    return render(request, "expectations/write.html", context, status=form.status)


@members_only
def card_page(request: PersonRequest, card: str) -> HttpResponse:
    """Show the card of one party: what stands on it, what was found beside it, and what stood before."""
    viewer = request.viewer
    shown = get_or_404(cards_visible_to(viewer), card)
    lines = lines_once_marked(viewer, shown)
    mine = belongs_to_party(viewer.membership, shown)
    standing = [one for one in lines if one.dropped is None]
    told = said_on_cards(pairings_of_card(viewer, shown), standing, marks=mark_addresses(standing))
    context = {
        "card": shown,
        "issue": shown.issue,
        "lists": [(kind.label, kind == LineKind.OFFERS, told[shown.pk, kind.value]) for kind in LineKind],
        "before": before(lines),
        "written": last_written(shown, lines),
        "mine": mine,
        "refusal": why_not(request, write_card, shown.issue) if mine else None,
    }
    return render(request, "expectations/card.html", context)


@members_only
def how_much_page(request: PersonRequest, line: str) -> HttpResponse:
    """Say how much of something one can offer."""
    shown = get_or_404(lines_visible_to(request.viewer), line)
    told = {"resource": shown.resource, "quantity": shown.amount}
    asks = HowMuchForm if shown.amount is None else OtherAmountForm
    form = asks(request.POST or None, initial=told)
    actor = acting_for(request.actor, shown.card)
    if form.perform(say_how_much, actor, line=shown):
        return done(request, _("How much you offer stands beside it."), shown.card.get_absolute_url())
    context = {
        "form": form,
        "line": shown,
        "issue": shown.card.issue,
        "amount": amount_of(shown),
        "refusal": say_how_much.refusal(actor, shown),
    }
    return render(request, "expectations/how_much.html", context, status=form.status)
