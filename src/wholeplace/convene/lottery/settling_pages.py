"""The pages on which a convener settles who in a pool is the same person, and who lives together."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.convene.lottery.alike import Pair, homes_to_settle, in_pool_of, pairs_to_settle
from wholeplace.convene.lottery.names import Differ
from wholeplace.convene.lottery.pool_forms import PairForm, SettleForm
from wholeplace.convene.lottery.pool_queries import pool_of_lottery
from wholeplace.convene.lottery.pool_showing import answers_in_order, values_of
from wholeplace.convene.lottery.queries import features_of, lotteries_convened_by
from wholeplace.convene.lottery.settling import live_together, say_apart, set_aside
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.tables import page_asked

EACH = 10
"""Pairs on one page."""
TEMPLATES = {Differ.PERSON: "lottery/alike.html", Differ.HOME: "lottery/homes.html"}


@members_only
def alike_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """Show those who may be one person beside one another, and keep what somebody finds."""
    return _settling(request, lottery, Differ.PERSON)


@members_only
def homes_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """Show those who may live together though their addresses are written otherwise, and keep what somebody finds."""
    return _settling(request, lottery, Differ.HOME)


def _settling(request: PersonRequest, lottery: str, about: Differ) -> HttpResponse:
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    form = ActionForm(request.POST or None)
    if said := _settled(request, shown, form, about):
        return done(request, said, request.get_full_path())
    find = pairs_to_settle if about == Differ.PERSON else homes_to_settle
    context = {
        **_shown(request, shown, find(shown, in_pool_of(shown))),
        "form": form,
        "refusal": why_not(request, say_apart, shown),
    }
    return render(request, TEMPLATES[about], context, status=form.status)


def _shown(request: PersonRequest, lottery: Any, pairs: Sequence[Pair]) -> dict[str, Any]:
    """Return a page of pairs, each with what is known of both."""
    page = page_asked(request, pairs, each=EACH)
    keys = {key for one in page for key in (one.first, one.second)}
    there = {one.pk: one for one in pool_of_lottery(request.viewer, lottery).filter(pk__in=keys)}
    features = features_of(lottery)
    values = values_of(features)

    def told(key: Any) -> dict[str, Any]:
        return {"one": there[key], "answers": ", ".join(answers_in_order(there[key], features, values))}

    count = len(pairs)
    return {
        "lottery": lottery,
        "page": page,
        "counted": ngettext("{count} pair", "{count} pairs", count).format(count=f"{count:,}"),
        "pairs": [
            {
                "because": one.in_words,
                "first": told(one.first),
                "second": told(one.second),
                "form": PairForm(initial={"first": one.first, "second": one.second}, auto_id=False),
            }
            for one in page
        ],
    }


def _settled(request: PersonRequest, lottery: Any, form: ActionForm, about: Differ) -> str:
    """Keep what somebody finds about two, and return what to tell them; nothing where nothing was kept."""
    asked = SettleForm(request.POST or None)
    if not asked.is_bound or not asked.is_valid():
        return ""
    pool = pool_of_lottery(request.viewer, lottery)
    first, second = (get_or_404(pool, asked.cleaned_data[name]) for name in ("first", "second"))
    by, settle = request.actor, asked.cleaned_data["settle"]
    if settle == SettleForm.APART:
        form.perform(say_apart, by, lottery=lottery, first=first, second=second, about=about)
        said = _("They are two people: both stay in the draw.")
        return _told(
            form, said if about == Differ.PERSON else _("They do not live together: both can be drawn.")
        )
    if settle == SettleForm.TOGETHER:
        form.perform(live_together, by, registration=second, other=first)
        return _told(form, _("They are one household now."))
    kept, aside = (first, second) if settle == SettleForm.KEEP_FIRST else (second, first)
    form.perform(set_aside, by, registration=aside, kept=kept)
    said = _("One ticket is kept, {kept}. {aside} is set aside: you can bring it back from its own page.")
    return _told(form, said.format(kept=kept.ticket, aside=aside.ticket))


def _told(form: ActionForm, said: str) -> str:
    return said if form.performed else ""
