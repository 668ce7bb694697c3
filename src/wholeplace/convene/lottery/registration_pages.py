"""One registration, for conveners alone: what is known of somebody, correcting it, and taking them out of the pool."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.convene.lottery.pool_showing import called, summary_of
from wholeplace.convene.lottery.queries import features_of, household_visible_to, registrations_opened
from wholeplace.convene.lottery.registering import take_out
from wholeplace.convene.lottery.registering_forms import CorrectForm
from wholeplace.convene.lottery.settling import bring_back, lives_alone
from wholeplace.convene.lottery.typing_in import change_registration, send_link
from wholeplace.kernel.actions import Action
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not


@members_only
def registration_page(request: PersonRequest, registration: str) -> HttpResponse:
    """Show what is known of somebody in a pool, and what can be done about it."""
    shown = get_or_404(registrations_opened(request.viewer), registration)
    features = features_of(shown.lottery)
    context = {
        "registration": shown,
        "lottery": shown.lottery,
        "called": called(shown),
        "rows": list(summary_of(shown, features)),
        "home": list(household_visible_to(request.viewer, shown)),
        "change": why_not(request, change_registration, shown),
        "stays": why_not(request, take_out, shown),
        "can_link": why_not(request, send_link, shown) is None,
        "can_come_back": why_not(request, bring_back, shown) is None,
        "can_be_alone": why_not(request, lives_alone, shown) is None,
    }
    return render(request, "lottery/registration.html", context)


@members_only
def change_page(request: PersonRequest, registration: str) -> HttpResponse:
    """Correct what somebody registered with."""
    shown = get_or_404(registrations_opened(request.viewer).filter(withdrawn=None), registration)
    form = CorrectForm(request.POST or None, features=features_of(shown.lottery), registration=shown)
    back = place_url(request.place, "registration", registration=shown.pk)
    if form.perform(change_registration, request.actor, registration=shown):
        return done(request, _("It is corrected, and that it was stands in the record."), back)
    refusal = why_not(request, change_registration, shown)
    context = {
        "form": form,
        "registration": shown,
        "lottery": shown.lottery,
        "called": called(shown),
        "back": back,
        "refusal": refusal,
    }
    return render(request, "lottery/correct.html", context, status=form.status)


@members_only
def take_out_page(request: PersonRequest, registration: str) -> HttpResponse:
    """Take somebody out of the pool who asks for it, or was typed in by mistake."""
    text = _(
        "Do this where they ask for it, or where they were typed in by mistake. All that says who they are is erased now; an empty ticket stays, and no file brings them back. Where they gave an e-mail address, they are told. This cannot be undone."
    )
    said = _("They are out of the pool, and nothing of them is kept.")
    return _asks(
        request,
        registration,
        take_out,
        title=_("Take them out of the pool"),
        text=text,
        said=said,
        kind="warning",
    )


@members_only
def bring_back_page(request: PersonRequest, registration: str) -> HttpResponse:
    """Have a registration count again that was set aside."""
    text = _(
        "It was set aside because the same person seemed to be in the pool by another ticket. Brought back, both are in the draw."
    )
    said = _("It is in the draw again.")
    return _asks(
        request, registration, bring_back, title=_("Bring it back into the draw"), text=text, said=said
    )


@members_only
def link_page(request: PersonRequest, registration: str) -> HttpResponse:
    """Send somebody a new link to their own page."""
    text = _("A letter with a new link goes to their e-mail address. The link they had before works no more.")
    said = _("The letter is on its way.")
    return _asks(request, registration, send_link, title=_("Send them a new link"), text=text, said=said)


@members_only
def alone_page(request: PersonRequest, registration: str) -> HttpResponse:
    """Note that somebody does not live with the others at their address."""
    text = _(
        "Then they can be drawn beside the others at this address, such as in a house with several flats."
    )
    said = _("They count as a household of their own.")
    return _asks(
        request, registration, lives_alone, title=_("They do not live together"), text=text, said=said
    )


def _asks(
    request: PersonRequest,
    registration: str,
    action: Action[..., Any],
    *,
    title: str,
    text: str,
    said: str,
    kind: str = "",
) -> HttpResponse:
    """Ask once before a deed on one registration, and do it."""
    shown: Any = get_or_404(registrations_opened(request.viewer), registration)
    back = place_url(request.place, "registration", registration=shown.pk)
    form = ActionForm(request.POST or None)
    if form.perform(action, request.actor, registration=shown):
        return done(request, said, back)
    context = {
        "form": form,
        "lottery": shown.lottery,
        "registration": shown,
        "called": called(shown),
        "words": {"title": title, "text": text, "kind": kind},
        "back": back,
        "refusal": why_not(request, action, shown),
    }
    return render(request, "lottery/deed.html", context, status=form.status)
