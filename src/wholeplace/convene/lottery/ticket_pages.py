"""Somebody's own page in a lottery, opened by their link: their ticket, what they answered, and how to withdraw."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.convene.lottery.conditions import can_withdraw, stage_of
from wholeplace.convene.lottery.draw_showing import seal_told
from wholeplace.convene.lottery.forgetting import KEPT
from wholeplace.convene.lottery.letters import own_page
from wholeplace.convene.lottery.pool_showing import answers_told, reach_told
from wholeplace.convene.lottery.queries import features_of, registration_behind
from wholeplace.convene.lottery.registering import NAME, withdraw
from wholeplace.convene.lottery.showing import square_of, stage_in_words
from wholeplace.convene.lottery.ticket_seat import ticket_part
from wholeplace.kernel import clock
from wholeplace.kernel.actors import machine
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.links import count_wrong_link, opened_by_link
from wholeplace.ui.requests import PersonRequest, done


@opened_by_link
def ticket_page(request: PersonRequest, ticket: str) -> HttpResponse:
    """Show somebody their ticket, and how far the lottery is."""
    registration = _found(request, ticket)
    if registration is None:
        return _no_use(request)
    lottery = registration.lottery
    stage = stage_of(lottery, clock.now())
    if registration.is_emptied:
        return render(request, "lottery/withdrawn.html", {"registration": registration, "lottery": lottery})
    address = own_page(request.place, ticket)
    context = {
        "registration": registration,
        "link": ticket,
        "lottery": lottery,
        "stage": stage,
        "said": stage_in_words(lottery, stage),
        "rows": list(_answers(registration)),
        "new": "new" in request.GET,
        "address": address,
        "square": square_of(address, _("A square to scan: it leads to this page")),
        "kept": KEPT.days,
        "seat_part": ticket_part(registration, ticket),
        "refusal": can_withdraw(machine(request.place, NAME), registration),
    }
    return render(request, "lottery/ticket.html", context)


@opened_by_link
def withdraw_page(request: PersonRequest, ticket: str) -> HttpResponse:
    """Ask once whether somebody withdraws, and erase what they registered with."""
    registration = _found(request, ticket)
    if registration is None or registration.is_emptied:
        return _no_use(request)
    form = ActionForm(request.POST or None)
    by = machine(request.place, NAME)
    back = place_url(request.place, "lottery_ticket", ticket=ticket)
    if form.perform(withdraw, by, registration=registration):
        return done(request, _("You have withdrawn. Everything that says who you are is erased."), back)
    context = {
        "registration": registration,
        "lottery": registration.lottery,
        "form": form,
        "back": back,
        "refusal": withdraw.refusal(by, registration),
        "published": bool(seal_told(registration)),
    }
    return render(request, "lottery/withdraw.html", context, status=form.status)


def _found(request: PersonRequest, ticket: str) -> Any:
    """Return the registration a link opens; one that is not there is remembered."""
    registration = registration_behind(request.place, ticket)
    if registration is None:
        count_wrong_link(request)
    return registration


def _no_use(request: PersonRequest) -> HttpResponse:
    """Answer every link that leads nowhere alike."""
    return render(request, "lottery/no_use.html", status=404)


def _answers(registration: Any) -> list[dict[str, Any]]:
    """Return what somebody registered with, as rows of a summary: of how to reach them only what they gave."""
    reach = [row for row in reach_told(registration) if row["value"]]
    return [*reach, *answers_told(registration, features_of(registration.lottery))]
