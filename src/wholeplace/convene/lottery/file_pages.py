"""The pages by which a file of people comes into a pool: sending it, seeing what it comes to, saying yes, and how far it is."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.convene.lottery.file_showing import told_of, understood
from wholeplace.convene.lottery.pool_forms import ColumnsForm, PoolFileForm, ThrowAwayForm
from wholeplace.convene.lottery.pool_queries import files_sent
from wholeplace.convene.lottery.pool_sheets import (
    MOST_BYTES,
    guessed,
    other_headings,
    people_in,
    read_file,
    unpacked,
)
from wholeplace.convene.lottery.queries import features_of, lotteries_convened_by
from wholeplace.convene.lottery.reading import Unreadable
from wholeplace.convene.lottery.sending import (
    TAKING_IN,
    ask_to_take_in,
    choose_columns,
    keep_file,
    kept_until,
    throw_away,
)
from wholeplace.convene.lottery.taking_in import take_in
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.jobs.models import State
from wholeplace.kernel.jobs.queries import progress_of
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.limits import takes_files
from wholeplace.ui.requests import PersonRequest, asks_within, done, get_or_404, members_only, why_not

GOING_ON = frozenset({State.WAITING, State.RUNNING})


@takes_files(most=MOST_BYTES)
@members_only
def send_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """Read a file of people, and keep it for a day until somebody says yes to it."""
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    refusal = why_not(request, take_in, shown)
    form = PoolFileForm(request.POST or None, request.FILES or None)
    member, features = request.viewer.membership, features_of(shown)
    if refusal is None and member is not None and form.is_bound and form.is_valid():
        sent = form.cleaned_data["content"]
        try:
            sheet = read_file(sent.read(), name=sent.name)
        except (Unreadable, Refused) as wrong:
            form.add_error("content", str(wrong))
        else:
            kept = keep_file(sheet, lottery=shown, by=member, columns=guessed(sheet, features))
            return redirect(place_url(request.place, "sent_pool", sent=kept.pk))
    waiting = files_sent(request.viewer).filter(lottery=shown, done=None).first()
    context = {
        "lottery": shown,
        "form": form,
        "features": features,
        "understood": understood(),
        "refusal": refusal,
        "waiting": waiting,
        "until": kept_until(waiting) if waiting else None,
        "back": place_url(request.place, "lottery_pool", lottery=shown.pk),
    }
    return render(request, "lottery/send_file.html", context, status=form.status)


@members_only
def sent_page(request: PersonRequest, sent: str) -> HttpResponse:
    """Show what a file comes to, let its columns be chosen, and have it taken in."""
    file = get_or_404(files_sent(request.viewer), sent)
    pool = place_url(request.place, "lottery_pool", lottery=file.lottery_id)
    if file.done is not None:
        return _afresh(request) if asks_within(request) else done(request, _taken_in(file), pool)
    if file.report.get("asked"):
        progress = progress_of((TAKING_IN, file))
        if progress is not None and progress.state in GOING_ON:
            context = {"lottery": file.lottery, "progress": progress, "refresh_after": 3}
            return render(request, "lottery/file_waiting.html", context)
    if asks_within(request):
        return _afresh(request)
    if request.method == "POST" and "throw_away" in request.POST:
        throw_away(file)
        return done(request, _("The file is thrown away. You can send another at any time."), pool)
    if file.report.get("planned"):
        context = {
            "lottery": file.lottery,
            "refused": file.report.get("refused", ""),
            "throwing": ThrowAwayForm(),
        }
        return render(request, "lottery/file_stopped.html", context)
    return _looked_over(request, file, pool)


def _afresh(request: PersonRequest) -> HttpResponse:
    return HttpResponse(headers={"HX-Redirect": request.path, "Cache-Control": "no-store"})


def _taken_in(file: Any) -> str:
    count = file.report.get("count", 0)
    said = ngettext("{count} person came into the pool.", "{count} people came into the pool.", count)
    return said.format(count=f"{count:,}")


def _looked_over(request: PersonRequest, file: Any, pool: str) -> HttpResponse:
    """Show what a file comes to, by the columns that were chosen."""
    sheet = unpacked(bytes(file.content), name=file.name)
    features = features_of(file.lottery)
    chosen = file.report["columns"]
    asks_columns = "columns_chosen" in request.POST
    columns = ColumnsForm(
        request.POST if asks_columns else None, headings=other_headings(sheet, features), chosen=chosen
    )
    if asks_columns and columns.is_valid():
        choose_columns(file, columns.columns)
        return redirect(request.path)
    refusal = why_not(request, take_in, file.lottery)
    found = people_in(sheet, file.lottery, features, chosen)
    if request.method == "POST" and not asks_columns and refusal is None and found.new:
        ask_to_take_in(file)
        return redirect(request.path)
    progress = progress_of((TAKING_IN, file)) if file.report.get("asked") else None
    context = {
        **told_of(found, features, chosen),
        "lottery": file.lottery,
        "file": file,
        "columns": columns,
        "yes": ActionForm(),
        "throwing": ThrowAwayForm(),
        "until": kept_until(file),
        "refusal": refusal,
        "failed": progress is not None and progress.state == State.FAILED,
        "refused": file.report.get("refused", ""),
        "back": pool,
    }
    return render(request, "lottery/sent_file.html", context)
