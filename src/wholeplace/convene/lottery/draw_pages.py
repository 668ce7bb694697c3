"""Pages about draws: what chances people have, committing to a draw, entering its public value, and its file."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wholeplace.convene.lottery.alike import in_pool_of, out_of_reach, to_settle
from wholeplace.convene.lottery.chances import drawn_up_told
from wholeplace.convene.lottery.composing import composed
from wholeplace.convene.lottery.conditions import stage_of
from wholeplace.convene.lottery.draw_forms import CommitForm, TakeBackForm, ValueForm, WayForm, WorkOutForm
from wholeplace.convene.lottery.drawing import commit_to_draw, draw_panel, open_draw, take_draw_back
from wholeplace.convene.lottery.names import Fairness, Outcome, Stage
from wholeplace.convene.lottery.packing import pack_of, packed, whole_pack_of
from wholeplace.convene.lottery.queries import (
    drawings_up_of,
    draws_visible_to,
    lotteries_checked_by,
    lotteries_convened_by,
)
from wholeplace.convene.lottery.targeting import set_targets, wanted_of
from wholeplace.convene.lottery.working import DRAW_UP, ask_to_draw_up, ask_to_stop
from wholeplace.kernel import clock
from wholeplace.kernel.jobs.models import State
from wholeplace.kernel.jobs.queries import progress_of
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, asks_within, done, get_or_404, members_only, why_not
from wholeplace.ui.sending import to_keep

JSON = "application/json"
GOING_ON = frozenset({State.WAITING, State.RUNNING})


@members_only
def chances_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """Show the chances people have by each method that was worked out, or what would have to give way."""
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    there = drawings_up_of(shown)
    form = WorkOutForm(request.POST or None, initial={"method": shown.method})
    if (onward := _asked(request, shown, form, there)) is not None:
        return onward
    now = there.get(shown.method)
    working = next((one for one in there.values() if one.outcome == Outcome.WORKING), None)
    progress = progress_of((DRAW_UP, working)) if working is not None else None
    if working is not None and progress is not None and progress.state in GOING_ON:
        return render(
            request, "lottery/working.html", {"lottery": shown, "progress": progress, "refresh_after": 3}
        )
    if asks_within(request):
        return HttpResponse(headers={"HX-Redirect": request.path, "Cache-Control": "no-store"})
    of = composed(shown)
    context = {
        "lottery": shown,
        "people": len(of.pool.ids),
        "seats": of.seats,
        "failed": working is not None,
        "old": now is not None and now.of != of.digest,
        "way": WayForm(auto_id=False),
        "form": form,
        "first": stage_of(shown, clock.now()) != Stage.DRAWN,
        "refusal": why_not(request, commit_to_draw, shown),
        **drawn_up_told(shown, there, digest=of.digest),
    }
    return render(request, "lottery/chances.html", context)


def _asked(request: PersonRequest, shown: Any, form: WorkOutForm, there: Any) -> HttpResponse | None:
    """Have a method worked out, targets give way, or what is worked out stop at the best there is; nothing where nobody asked."""
    if request.method != "POST":
        return None
    if "way" in request.POST:
        return _gives_way(request, shown, there)
    if "stop" in request.POST:
        for one in there.values():
            ask_to_stop(one)
    elif form.is_valid():
        ask_to_draw_up(shown, method=Fairness(form.cleaned_data["method"]), of=composed(shown).digest)
    else:
        return None
    return redirect(request.path)


def _gives_way(request: PersonRequest, shown: Any, there: Any) -> HttpResponse:
    """Let targets give way as was worked out, and have chances worked out anew by them."""
    now = there.get(shown.method)
    ways = now.found.get("ways", []) if now is not None else []
    form = WayForm(request.POST, ways=ways, targets=wanted_of(shown))
    if form.perform(set_targets, request.actor, lottery=shown):
        ask_to_draw_up(shown, method=Fairness(shown.method), of=composed(shown).digest)
        return done(request, _("The targets are changed. Chances are worked out anew."), request.path)
    for said in form.non_field_errors():
        messages.warning(request, str(said))
    return redirect(request.path)


@members_only
def commit_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """Commit to a draw, before the public value that decides it exists."""
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    form = CommitForm(request.POST or None)
    if form.perform(commit_to_draw, request.actor, lottery=shown):
        said = _(
            "The draw is committed to. Everything that decides it is on record, but for the public value."
        )
        return done(request, said, shown.get_absolute_url())
    of, there = composed(shown), drawings_up_of(shown)
    first = stage_of(shown, clock.now()) != Stage.DRAWN
    context = {
        **(_unsettled(shown) if first else {}),
        "pool_changes": first,
        "lottery": shown,
        "form": form,
        "people": len(of.pool.ids),
        "seats": of.seats,
        "refusal": why_not(request, commit_to_draw, shown),
        "back": place_url(request.place, "lottery_chances", lottery=shown.pk),
        **drawn_up_told(shown, there, digest=of.digest),
    }
    return render(request, "lottery/commit.html", context, status=form.status)


def _unsettled(lottery: Any) -> dict[str, int]:
    """Return how many pairs of the pool are not settled, and how many people nobody can reach."""
    pool = in_pool_of(lottery)
    return {**to_settle(lottery, pool), "nowhere": out_of_reach(pool)}


@members_only
def value_page(request: PersonRequest, draw: str) -> HttpResponse:
    """Enter the public value a draw waits for, and draw."""
    shown = get_or_404(draws_visible_to(request.viewer), draw)
    get_or_404(lotteries_convened_by(request.viewer), shown.lottery_id)
    form = ValueForm(request.POST or None, initial={"value_source": shown.value_source})
    if form.perform(draw_panel, request.actor, draw=shown):
        return done(
            request,
            _("The panel is drawn."),
            place_url(request.place, "lottery_seats", lottery=shown.lottery_id),
        )
    context = {
        "draw": shown,
        "lottery": shown.lottery,
        "form": form,
        "refusal": why_not(request, draw_panel, shown),
        "back": shown.get_absolute_url(),
    }
    return render(request, "lottery/value.html", context, status=form.status)


@members_only
def take_back_page(request: PersonRequest, draw: str) -> HttpResponse:
    """Take back a draw that waits for its public value."""
    shown = get_or_404(draws_visible_to(request.viewer), draw)
    get_or_404(lotteries_convened_by(request.viewer), shown.lottery_id)
    form = TakeBackForm(request.POST or None)
    if form.perform(take_draw_back, request.actor, draw=shown):
        said = _("The draw is taken back. Pool and terms can change again.")
        return done(request, said, shown.get_absolute_url())
    context = {
        "draw": shown,
        "lottery": shown.lottery,
        "form": form,
        "refusal": why_not(request, take_draw_back, shown),
        "back": shown.get_absolute_url(),
    }
    return render(request, "lottery/take_back.html", context, status=form.status)


def draw_file(request: PersonRequest, draw: str) -> HttpResponse:
    """Give everybody the file from which a draw can be checked."""
    shown = get_or_404(draws_visible_to(request.viewer), draw)
    return to_keep(packed(pack_of(shown)), name=f"draw-{shown.number}.json", kind=JSON)


@members_only
def whole_draw_page(request: PersonRequest, draw: str) -> HttpResponse:
    """Say what the whole file of a draw holds, and give it to whoever convenes or scrutinises: that stands in the record."""
    shown = get_or_404(draws_visible_to(request.viewer), draw)
    get_or_404(lotteries_checked_by(request.viewer), shown.lottery_id)
    form = ActionForm(request.POST or None)
    refusal = why_not(request, open_draw, shown)
    if form.is_bound and refusal is None:
        open_draw(request.actor, draw=shown)
        return to_keep(packed(whole_pack_of(shown)), name=f"draw-{shown.number}-whole.json", kind=JSON)
    text = _(
        "The file opens every seal, and says what each ticket answered: with it you can check that every panel meets every target."
        " It does not say who the tickets are. Keep it to yourself, and destroy it when you have finished. That you opened it"
        " is written in the record, where everybody can read it."
    )
    context = {
        "lottery": shown.lottery,
        "words": {"title": _("Open what the tickets answered"), "text": text},
        "form": form,
        "refusal": refusal,
        "back": shown.get_absolute_url(),
    }
    return render(request, "lottery/deed.html", context, status=form.status)
