"""Pages for whoever was drawn: saying by their own link whether they come, and typing in the code of a letter."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wholeplace.convene.invitations.code_forms import CodeForm
from wholeplace.convene.lottery.names import Coming
from wholeplace.convene.lottery.queries import registration_behind
from wholeplace.convene.lottery.registering import NAME
from wholeplace.convene.lottery.seat_answers import answer_by_link
from wholeplace.convene.lottery.seat_forms import ComingForm
from wholeplace.convene.lottery.seat_queries import seat_of
from wholeplace.convene.lottery.ticket_seat import drawn_part, said_before
from wholeplace.kernel.actors import machine
from wholeplace.ui.addresses import place_url
from wholeplace.ui.links import count_wrong_link, opened_by_link
from wholeplace.ui.requests import PersonRequest, done


@opened_by_link
def answer_seat_page(request: PersonRequest, ticket: str) -> HttpResponse:
    """Keep what somebody says who was drawn, once they press the button; opening it changes nothing."""
    registration = registration_behind(request.place, ticket)
    seat = seat_of(registration) if registration is not None and not registration.is_emptied else None
    if registration is None or seat is None:
        count_wrong_link(request)
        return render(request, "lottery/no_use.html", status=404)
    form = ComingForm(request.POST or None, initial=said_before(seat))
    back = place_url(request.place, "lottery_ticket", ticket=ticket)
    if form.perform(answer_by_link, machine(request.place, NAME), seat=seat):
        coming = form.cleaned_data["coming"] == Coming.YES
        took = _("Thank you. You take your seat, and can change that here.")
        left = _("Thank you for saying so. You can change your mind here, while the seat is free.")
        return done(request, took if coming else left, back)
    context = {
        "lottery": registration.lottery,
        "seat_part": drawn_part(seat, registration, ticket, form),
        "back": back,
    }
    return render(request, "lottery/answer_seat.html", context, status=form.status)


@opened_by_link
def code_page(request: PersonRequest) -> HttpResponse:
    """Ask for the code of a letter, and lead on to somebody's own page; whoever guesses is soon answered no more."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        if registration_behind(request.place, code) is not None:
            return redirect(place_url(request.place, "lottery_ticket", ticket=code))
        count_wrong_link(request)
        form.does_not_work()
    return render(request, "lottery/code.html", {"form": form})
