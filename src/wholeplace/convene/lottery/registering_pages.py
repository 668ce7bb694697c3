"""The open page on which anybody registers for a lottery, without an account; opening it changes nothing."""

from typing import Any

from allauth.core import ratelimit
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wholeplace.convene.lottery.conditions import stage_of
from wholeplace.convene.lottery.forgetting import KEPT
from wholeplace.convene.lottery.names import Stage
from wholeplace.convene.lottery.queries import features_of, lotteries_visible_to
from wholeplace.convene.lottery.registering import NAME, register
from wholeplace.convene.lottery.registering_forms import REACH, RegisterForm
from wholeplace.convene.lottery.showing import day_of, stage_in_words
from wholeplace.kernel import clock
from wholeplace.kernel.actors import machine
from wholeplace.ui.addresses import place_url
from wholeplace.ui.requests import PersonRequest, get_or_404, kept_nowhere

SURE, CHANGE = "sure", "change"
TOO_MANY = 429


@kept_nowhere
def register_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """Ask who somebody is, show it once more, and keep it when they say that it is right."""
    shown = get_or_404(lotteries_visible_to(request.viewer), lottery)
    stage = stage_of(shown, clock.now())
    if stage != Stage.OPEN:
        context = {"lottery": shown, "said": stage_in_words(shown, stage), "over": stage != Stage.SETTING_UP}
        return render(request, "lottery/not_open.html", context)
    features = features_of(shown)
    form = RegisterForm(request.POST or None, lottery=shown, features=features)
    step = request.POST.get("step", "")
    if step == CHANGE:
        return _asked(request, RegisterForm(lottery=shown, features=features, initial=form.typed()), shown)
    if not form.is_bound or not form.is_valid():
        return _asked(request, form, shown)
    return _kept(request, form, shown) if step == SURE else _checked(request, form, shown)


def _kept(request: PersonRequest, form: RegisterForm, shown: Any) -> HttpResponse:
    """Keep what somebody says is right, and lead them to their page, or tell them that its link is on its way."""
    if not _may_send(request, form):
        many = _(
            "Too many people have registered from here in the last hour. What you typed is still here: try again later."
        )
        form.add_error(None, many)
        return _asked(request, form, shown, status=TOO_MANY)
    link, email = form.link, form.cleaned_data["details"].email
    if form.perform(register, machine(request.place, NAME), lottery=shown, link=link) is None:
        return _asked(request, form, shown)
    if email:
        return redirect(place_url(request.place, "lottery_registered", lottery=shown.pk))
    return redirect(place_url(request.place, "lottery_ticket", ticket=link) + "?new=yes")


def _asked(request: PersonRequest, form: RegisterForm, shown: Any, *, status: int = 0) -> HttpResponse:
    context = {
        "lottery": shown,
        "form": form,
        "until": day_of(shown.closes),
        "kept": KEPT.days,
        "reach": [form[name] for name in REACH if name in form.fields],
        "one_way": not form.needs_address and sum(name in form.fields for name in REACH) > 1,
    }
    return render(request, "lottery/register.html", context, status=status or form.status)


def _checked(request: PersonRequest, form: RegisterForm, shown: Any) -> HttpResponse:
    """Show what somebody typed before it is kept."""
    typed = form.typed()
    details = form.cleaned_data["details"]
    hidden = RegisterForm(lottery=shown, features=form.features, initial={**typed, "step": SURE}).hide()
    rows = [
        {"label": form[name].label, "value": getattr(details, name)}
        for name in ("name", *REACH)
        if name in form.fields
    ]
    rows += form.answered()
    context = {"lottery": shown, "hidden": hidden, "rows": rows, "email": details.email}
    return render(request, "lottery/check.html", context)


def _may_send(request: PersonRequest, form: RegisterForm) -> bool:
    """Say whether one more may be kept from this address, and be written to at that one: whoever sends many is a program."""
    email = form.cleaned_data["details"].email
    if not ratelimit.consume(request, action="register_for_lottery"):
        return False
    return not email or bool(ratelimit.consume(request, action="register_address", key=email))


@kept_nowhere
def registered_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """Say what happens next, alike to whoever is new in the pool and whoever was in it."""
    shown = get_or_404(lotteries_visible_to(request.viewer), lottery)
    return render(request, "lottery/registered.html", {"lottery": shown})
