"""Pages of moderation: reporting a statement, the moderators' lists and log, and an author's answer."""

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wholeplace.kernel import clock
from wholeplace.kernel.actors import Actor, machine
from wholeplace.kernel.conditions import Refusal
from wholeplace.mediate.conversations.bylines import NAMES
from wholeplace.mediate.conversations.moderation import answer_moderators
from wholeplace.mediate.conversations.moderation_forms import AnswerModeratorsForm, DecideForm, ReportForm
from wholeplace.mediate.conversations.moderation_queries import (
    QUEUES,
    counted_in_queues,
    log_lines,
    log_visible_to,
    moderates_in,
    reports_waiting,
    rulings_on,
    statements_to_moderate,
)
from wholeplace.mediate.conversations.moderation_reporting import report_statement
from wholeplace.mediate.conversations.queries import (
    conversations_visible_to,
    reads_what_is_left_out,
    statements_to_find,
    written_by,
)
from wholeplace.mediate.conversations.waiting import OVERDUE
from wholeplace.ui.addresses import place_url
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.tables import A_PAGE, Column, Table, page_asked


def report_page(request: PersonRequest, live: str, number: int) -> HttpResponse:
    """Report a statement to the moderators, as anybody may who reads it."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    statement = statements_to_find(request.viewer).filter(conversation=shown, number=number).first()
    if statement is None:
        raise Http404
    back = place_url(request.place, "guest" if "guest" in request.GET else "statements", live=shown.pk)
    form = ReportForm(request.POST or None)
    refusal = Refusal("reported_too_often") if form.is_bound and _too_often(request) else None
    if refusal is not None:
        form.full_clean()
        form.add_error(None, str(refusal))
    elif form.perform(report_statement, _reader(request), statement=statement):
        said = _("Thank you. Moderators will look at the statement.")
        if request.viewer.is_member:
            said += " " + _("You will be told what comes of it.")
        return done(request, said, back)
    context = {
        "form": form,
        "conversation": shown,
        "statement": statement,
        "back": back,
        "refusal": report_statement.refusal(_reader(request), statement),
    }
    return render(request, "conversations/report.html", context, status=form.status)


def _reader(request: PersonRequest) -> Actor:
    """Return the member who reads, or the program on behalf of a visitor, whom nobody knows."""
    return request.actor if request.viewer.is_member else machine(request.place, "visitors")


def _too_often(request: PersonRequest) -> bool:
    """Say whether visitors reported too often from this address within the hour, this time counted."""
    return not request.viewer.is_member and not ratelimit.consume(request, action="report_statement")


@members_only
def moderation_page(request: PersonRequest, live: str) -> HttpResponse:
    """List what waits for moderators, and let them decide about one or many."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    if not reads_what_is_left_out(request.viewer, shown) or shown.source:
        raise Http404
    queue = request.GET.get("kind", "waiting")
    queue = queue if queue in QUEUES else "waiting"
    words = request.GET.get("q", "").strip()
    there = statements_to_moderate(request.viewer, shown)
    listed = there.filter(QUEUES[queue][1])
    found = listed.filter(text__icontains=words) if words else listed
    page = page_asked(request, found.select_related(*NAMES))
    statements = list(page.object_list)
    chosen = there.filter(number__in=_chosen(request)).exclude(pk__in=[one.pk for one in statements])
    boxes = [*statements, *chosen] if request.POST else statements
    form = DecideForm(request.POST or None, statements=boxes, queue=queue, by=request.actor)
    if moderates_in(request.viewer, shown) and (count := form.decide(request.actor)):
        return _decided(request, form, count)
    counts = counted_in_queues(there)
    context = {
        "conversation": shown,
        "form": form,
        "page": page,
        "rows": _rows(form, statements),
        "words": words,
        "queue": queue,
        "tabs": [
            {"label": f"{label} ({counts[name]})", "href": f"?kind={name}", "current": name == queue}
            for name, (label, _held) in QUEUES.items()
        ],
        "overdue": there.filter(waits_since__lt=clock.now() - OVERDUE).count(),
        "moderates": moderates_in(request.viewer, shown),
    }
    return render(request, "conversations/moderation.html", context, status=form.status)


def _chosen(request: PersonRequest) -> list[int]:
    """Return the numbers of the statements somebody chose, wherever in the list they stand by now."""
    numbers = [name.removeprefix("chosen_") for name in request.POST if name.startswith("chosen_")]
    return [int(one) for one in numbers[:A_PAGE] if one.isdecimal() and len(one) < 10]


def _rows(form: DecideForm, statements: Any) -> list[dict[str, Any]]:
    """Return each statement with its box, why it was reported, and what was done with it and said about that."""
    reports, rulings = reports_waiting(statements), rulings_on(statements)
    late = clock.now() - OVERDUE
    return [
        {
            "statement": one,
            "box": form[f"chosen_{one.number}"],
            "reports": reports.get(one.pk, []),
            "rulings": rulings.get(one.pk, []),
            "overdue": one.waits_since is not None and one.waits_since < late,
        }
        for one in statements
    ]


def _decided(request: PersonRequest, form: DecideForm, count: int) -> HttpResponse:
    """Say with how many statements it was done, and why not with the others."""
    for why, numbers in form.refusals.items():
        listed = ", ".join(map(str, numbers))
        messages.warning(request, _("Not done with {numbers}: {why}").format(numbers=listed, why=why))
    said = ngettext("Done with one statement.", "Done with {count} statements.", count).format(count=count)
    return done(request, said, request.get_full_path())


LOG = (
    Column(gettext_lazy("When")),
    Column(gettext_lazy("Statement")),
    Column(gettext_lazy("What was done")),
    Column(gettext_lazy("Why")),
)


@members_only
def log_page(request: PersonRequest, live: str) -> HttpResponse:
    """Show what moderators did with statements, and why: for every member to check."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    page = page_asked(request, log_visible_to(request.viewer, shown))
    count = page.paginator.count
    context = {
        "conversation": shown,
        "page": page,
        "counted": ngettext("{count} line", "{count} lines", count).format(count=count),
        "table": Table(_("The log, the newest first"), columns=LOG, rows=_logged(request, shown, page)),
        "reads_all": reads_what_is_left_out(request.viewer, shown),
    }
    return render(request, "conversations/moderation_log.html", context)


def _logged(request: PersonRequest, shown: Any, page: Any) -> list[list[object]]:
    return [
        [
            date_format(timezone.localtime(one.at), "j M Y, H:i"),
            f"{one.number}. {one.text}" if one.text else one.number,
            f"{one.deed} ({one.by})" if one.by else one.deed,
            one.because,
        ]
        for one in log_lines(request.viewer, shown, page.object_list)
    ]


@members_only
def answer_moderators_page(request: PersonRequest, live: str, number: int) -> HttpResponse:
    """Answer the moderators about a statement of one's own."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    statement = written_by(request.viewer, shown).filter(number=number).first()
    if statement is None:
        raise Http404
    form = AnswerModeratorsForm(request.POST or None)
    mine = place_url(request.place, "my_answers", live=shown.pk) + "#written"
    if form.perform(answer_moderators, request.actor, statement=statement):
        return done(request, _("Moderators read your answer beside your statement."), mine)
    context = {
        "form": form,
        "conversation": shown,
        "statement": statement,
        "rulings": rulings_on([statement]).get(statement.pk, []),
        "back": mine,
        "refusal": why_not(request, answer_moderators, statement),
    }
    return render(request, "conversations/answer_moderators.html", context, status=form.status)
