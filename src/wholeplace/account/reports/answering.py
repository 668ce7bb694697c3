"""Pages for conveners: which statements are owed an answer, giving it, and writing down what comes next."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.account.reports.actions import add_follow_up, leave_statements
from wholeplace.account.reports.conditions import MOST_AT_ONCE
from wholeplace.account.reports.forms import FateForm, FollowUpForm, Narrowing
from wholeplace.account.reports.queries import (
    conversations_reported,
    debts_of,
    found,
    statements_told,
    targets,
)
from wholeplace.kernel.lineage.kin import called
from wholeplace.kernel.lineage.queries import fates_of
from wholeplace.mediate.conversations.queries import reads_what_is_left_out
from wholeplace.mediate.landscapes.queries import landscape_visible_to
from wholeplace.ui.addresses import place_url
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.tables import page_asked

PREVIEWED = 20
"""Statements that are shown before they get one answer; the others are folded away."""


@members_only
def fates_page(request: PersonRequest, conversation: str) -> HttpResponse:
    """List the statements with what became of each, narrowed down as asked for."""
    shown = get_or_404(conversations_reported(request.viewer), conversation)
    form = Narrowing(request.GET)
    chosen = _chosen(request, shown, form)
    page = page_asked(request, chosen)
    known = targets(request.viewer, shown)
    fates = fates_of(request.viewer, page.object_list, known=known)
    debts = debts_of(request.viewer, shown)
    context = {
        "conversation": shown,
        "narrowing": form,
        "narrowed": len(chosen) < debts.asked,
        "page": page,
        "listed": [(one, fates.get(one.pk, ())) for one in page.object_list],
        "debts": debts,
        "looks": reads_what_is_left_out(request.viewer, shown),
        "numbers": ",".join(str(one.number) for one in chosen[:MOST_AT_ONCE]),
        "at_once": min(len(chosen), MOST_AT_ONCE),
        "refusal": why_not(request, leave_statements, shown),
    }
    return render(request, "reports/fates.html", context)


def _chosen(request: PersonRequest, shown: Any, form: Narrowing) -> list[Any]:
    """Return the statements asked for: by whether they have their answer, by words, and by what the landscape says."""
    statements = statements_told(request.viewer, shown, told=form.asked("told"))
    if words := form.asked("q").strip():
        statements = statements.filter(text__icontains=words)
    finding = form.asked("finding")
    release = landscape_visible_to(request.viewer, shown) if finding else None
    return found(release, statements, finding=finding)


@members_only
def give_page(request: PersonRequest, conversation: str) -> HttpResponse:
    """Say what became of one statement, or of several at once, which are shown first."""
    shown = get_or_404(conversations_reported(request.viewer), conversation)
    there = targets(request.viewer, shown)
    choices = [(str(one.pk), _capital(called(one))) for one in there]
    numbers = request.GET.get("numbers", "")
    form = FateForm(request.POST or None, targets=choices, initial={"numbers": numbers})
    if form.is_bound:
        form.perform(form.deed, request.actor, conversation=shown)
        if form.performed:
            return _told(request, shown, len(form.cleaned_data["numbers"]))
        numbers = request.POST.get("numbers", "")
    statements = _asked_about(request, shown, numbers)
    fates = fates_of(request.viewer, statements[:PREVIEWED], known=there)
    context = {
        "conversation": shown,
        "form": form,
        "count": len(statements),
        "first": [(one, fates.get(one.pk, ())) for one in statements[:PREVIEWED]],
        "others": statements[PREVIEWED:],
        "refusal": why_not(request, leave_statements, shown),
    }
    return render(request, "reports/give.html", context, status=form.status)


def _asked_about(request: PersonRequest, shown: Any, numbers: str) -> Sequence[Any]:
    wanted = [int(one) for one in numbers.split(",")[:MOST_AT_ONCE] if one.isdecimal() and len(one) < 10]
    return list(statements_told(request.viewer, shown, told="").filter(number__in=wanted))


def _told(request: PersonRequest, shown: Any, count: int) -> HttpResponse:
    said = ngettext(
        "{count} statement has its answer, and whoever wrote it is told.",
        "{count} statements have their answer, and whoever wrote them is told.",
        count,
    )
    return done(request, said.format(count=count), f"{_address(shown, 'fates')}?told=owed")


@members_only
def next_step_page(request: PersonRequest, conversation: str) -> HttpResponse:
    """Write down what will be done, who has taken it on, and by when."""
    shown = get_or_404(conversations_reported(request.viewer), conversation)
    form = FollowUpForm(request.POST or None)
    if form.perform(add_follow_up, request.actor, conversation=shown):
        said = _("The next step is written down. Statements can be carried into it.")
        return done(request, said, _address(shown, "fates"))
    context = {"conversation": shown, "form": form, "refusal": why_not(request, add_follow_up, shown)}
    return render(request, "reports/next_step.html", context, status=form.status)


def _address(shown: Any, name: str) -> str:
    return place_url(shown.place, name, conversation=shown.pk)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
