"""A lottery's own page, and the pages on which a convener sets it up, opens and closes registration, and ends it."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.convene.lottery.actions import (
    change_lottery,
    close_registration,
    end_lottery,
    open_registration,
    set_up_lottery,
)
from wholeplace.convene.lottery.conditions import stage_of
from wholeplace.convene.lottery.draw_showing import draws_told, seats_part
from wholeplace.convene.lottery.forgetting import KEPT
from wholeplace.convene.lottery.forms import (
    ChangeLotteryForm,
    OpenAgainForm,
    OpenForm,
    SetUpForm,
    usual_consent,
)
from wholeplace.convene.lottery.leading import next_for_convener, no_panel_fits
from wholeplace.convene.lottery.names import Asked, Fairness, Stage
from wholeplace.convene.lottery.pool_queries import answers_counted, how_many
from wholeplace.convene.lottery.queries import (
    features_of,
    lotteries_convened_by,
    lotteries_listed,
    lotteries_visible_to,
)
from wholeplace.convene.lottery.seat_queries import counted_by_state
from wholeplace.convene.lottery.seat_showing import still_waiting
from wholeplace.convene.lottery.showing import (
    KINDS,
    day_of,
    registered_in_words,
    square_of,
    stage_in_words,
    targets_table,
)
from wholeplace.kernel import clock
from wholeplace.kernel.people import HatKind
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not

USUALLY_OPEN = dt.timedelta(weeks=5)


def lotteries_page(request: PersonRequest) -> HttpResponse:
    """List the panels that are drawn by lot, those one can register for first: its address is short enough to be typed."""
    now = clock.now()
    told = [(one, stage_of(one, now)) for one in lotteries_listed(request.viewer)]
    listed = [
        {
            "lottery": one,
            "label": stage.label,
            "kind": KINDS.get(stage, ""),
            "text": _("{said} For: {issue}.").format(said=stage_in_words(one, stage), issue=one.issue.title),
            "open": stage == Stage.OPEN,
        }
        for one, stage in sorted(told, key=lambda each: each[1] != Stage.OPEN)
    ]
    return render(request, "lottery/list.html", {"listed": listed})


def lottery_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """Tell everybody what a panel is for and how it is drawn, and lead whoever convenes on."""
    shown = get_or_404(lotteries_visible_to(request.viewer), lottery)
    convenes = request.viewer.wears(HatKind.CONVENER)
    stage = stage_of(shown, clock.now())
    features, count, seats = features_of(shown), how_many(shown), counted_by_state(shown)
    context = {
        "lottery": shown,
        "stage": stage,
        "stage_label": stage.label,
        "stage_kind": KINDS.get(stage, ""),
        "said": stage_in_words(shown, stage),
        "open": stage == Stage.OPEN,
        "registered": registered_in_words(count, exactly=convenes),
        "features": features,
        "targets": targets_table(features, answers_counted(shown) if convenes else None)
        if features
        else None,
        "convenes": convenes,
        "next": next_for_convener(shown, stage, features=features, count=count, seats=seats)
        if convenes
        else None,
        "kept": KEPT.days,
        "until": day_of(shown.ended + KEPT) if shown.ended else "",
        "seats_part": seats_part(request.viewer, shown, seats),
        **draws_told(request, shown),
    }
    return render(request, "lottery/lottery.html", context)


@members_only
def set_up_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Set up a panel for an issue."""
    about = get_or_404(issues_visible_to(request.viewer), issue)
    form = SetUpForm(request.POST or None)
    if made := form.perform(set_up_lottery, request.actor, issue=about):
        said = _("The panel is set up. Say next whom it should resemble.")
        return done(request, said, made.get_absolute_url())
    context = {
        "form": form,
        "issue": about,
        "heading": _("Set up a panel drawn by lot"),
        "lead": _(
            "People register, and lot decides who sits, so that the panel resembles the place. You begin with three questions; whom it should resemble and how people register comes after."
        ),
        "button": _("Set it up"),
        "back": about.get_absolute_url(),
        "refusal": why_not(request, set_up_lottery, about),
    }
    return render(request, "lottery/terms.html", context, status=form.status)


@members_only
def change_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """Change what a panel is, how many sit on it, and how it is drawn."""
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    form = ChangeLotteryForm(request.POST or None, lottery=shown)
    if made := form.perform(change_lottery, request.actor, lottery=shown):
        return done(request, _changed(made), shown.get_absolute_url())
    context = {
        "form": form,
        "stands": form.stands(shown) if form.is_overtaken else None,
        "issue": shown.issue,
        "lottery": shown,
        "heading": _("Change the terms"),
        "button": _("Change them"),
        "back": shown.get_absolute_url(),
        "refusal": why_not(request, change_lottery, shown),
    }
    return render(request, "lottery/terms.html", context, status=form.status)


def _changed(lottery: Any) -> str:
    """Say that terms are changed, and whether any panel of that size can still meet the targets."""
    wrong = no_panel_fits(lottery, features_of(lottery))
    if not wrong:
        return _("It is changed.")
    said = _("It is changed, and now no panel can meet the targets. {wrong} Mend the targets next.")
    return said.format(wrong=" ".join(wrong))


@members_only
def open_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """Open registration, or move its closing date."""
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    again = shown.opened is not None
    form: Any = (
        OpenAgainForm(
            request.POST or None, lottery=shown, initial={"closes": timezone.localdate(shown.closes)}
        )
        if again
        else OpenForm(request.POST or None, initial=_usual(shown))
    )
    if made := form.perform(open_registration, request.actor, lottery=shown):
        said = _("Registration is open until {day}. Print the poster, or share the address.")
        return done(request, said.format(day=day_of(made.closes)), shown.get_absolute_url())
    context = {
        "form": form,
        "issue": shown.issue,
        "lottery": shown,
        "heading": _("Move the closing date") if again else _("Open registration"),
        "lead": ""
        if again
        else _(
            "Anybody with the address or the poster can register, without an account. Each person is one ticket in the draw."
        ),
        "button": _("Keep it open until then") if again else _("Open registration"),
        "back": shown.get_absolute_url(),
        "refusal": why_not(request, open_registration, shown),
    }
    return render(request, "lottery/terms.html", context, status=form.status)


def _usual(lottery: Any) -> dict[str, Any]:
    return {
        "asks": [one.value for one in Asked],
        "consent": usual_consent(lottery),
        "closes": timezone.localdate(clock.now() + USUALLY_OPEN),
        "method": Fairness.LEXIMIN,
    }


@members_only
def close_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """Close registration before its day."""
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    form = ActionForm(request.POST or None)
    if form.perform(close_registration, request.actor, lottery=shown):
        return done(
            request,
            _("Registration is closed. Look now at who may be in the pool twice."),
            shown.get_absolute_url(),
        )
    words = {
        "title": _("Close registration"),
        "text": _(
            "Nobody else can register on the page. Whoever did can still withdraw. You can open it again until a draw is committed to."
        ),
        "kind": "warning",
    }
    context = {
        "form": form,
        "lottery": shown,
        "words": words,
        "refusal": why_not(request, close_registration, shown),
    }
    return render(request, "lottery/deed.html", context, status=form.status)


@members_only
def end_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """End a lottery once the panel has met, or when it is given up."""
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    form = ActionForm(request.POST or None)
    if form.perform(end_lottery, request.actor, lottery=shown):
        return done(request, _("The lottery has ended."), shown.get_absolute_url())
    text = _(
        "Do this when the panel has met for the last time, or is given up. Nobody is drawn any more, and after {days} days everybody in the pool is forgotten. This cannot be undone."
    )
    told = [text.format(days=KEPT.days), still_waiting(shown)]
    words = {"title": _("End this lottery"), "text": " ".join(filter(None, told)), "kind": "warning"}
    context = {
        "form": form,
        "lottery": shown,
        "words": words,
        "refusal": why_not(request, end_lottery, shown),
    }
    return render(request, "lottery/deed.html", context, status=form.status)


@members_only
def paper_form_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """Show a form to print, for whoever registers without the internet: what the page asks for, what they agree to, and a line to sign on."""
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    if stage_of(shown, clock.now()) != Stage.OPEN:
        raise Http404
    context = {
        "lottery": shown,
        "features": features_of(shown),
        "reach": [one.label for one in Asked if shown.asks_for(one)],
        "until": day_of(shown.closes),
    }
    return render(request, "lottery/paper_form.html", context)


@members_only
def poster_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """Show a poster to print: what the panel is called, until when one can register, and a square to scan."""
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    if stage_of(shown, clock.now()) != Stage.OPEN:
        raise Http404
    listed = settings.PUBLIC_URL + place_url(request.place, "lotteries")
    address = settings.PUBLIC_URL + place_url(request.place, "lottery_register", lottery=shown.pk)
    context = {
        "lottery": shown,
        "address": listed.split("://", 1)[-1],
        "square": square_of(
            address, _("A square to scan with a phone: it leads straight to the page on which one registers")
        ),
        "until": day_of(shown.closes),
    }
    return render(request, "lottery/poster.html", context)
