"""Pages about what is expected to change, and the readings that show whether it does."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.convene.changes.actions import (
    correct_reading,
    declare_change,
    give_reading,
    restate_change,
    second_change,
    take_readings,
)
from wholeplace.convene.changes.conditions import days_read
from wholeplace.convene.changes.forms import (
    ChangeForm,
    CorrectionForm,
    FileForm,
    ReadingForm,
    RestateForm,
    TakeInForm,
)
from wholeplace.convene.changes.names import Expectation
from wholeplace.convene.changes.queries import changes_visible_to, readings_visible_to
from wholeplace.convene.changes.reading_files import MOST_BYTES, MOST_FAULTS, ReadFile, read_readings
from wholeplace.convene.changes.telling import gaps_in_words, is_corrected, picture, sentence, table
from wholeplace.convene.changes.wording import CHANGE_LABELS, SAID, worded
from wholeplace.convene.issues.amending import written
from wholeplace.convene.issues.deciding import named
from wholeplace.convene.issues.history import history
from wholeplace.convene.issues.queries import amendments_visible_to, issues_visible_to
from wholeplace.kernel import clock
from wholeplace.kernel.cells import csv_line
from wholeplace.kernel.files.listing import files_of, with_files
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.limits import takes_files
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.sending import CSV, to_keep
from wholeplace.ui.tables import Table, page_asked

SHOWN = 50
"""Readings shown one by one before they are taken in."""
BYTE_ORDER_MARK = "\ufeff".encode()
"""By it spreadsheets know that a file is UTF-8."""


def change_page(request: PersonRequest, change: str) -> HttpResponse:
    """Show a change: the sentence, the picture, the table, and what was said otherwise before."""
    shown = get_or_404(changes_visible_to(request.viewer), change)
    readings = list(with_files(request.viewer, readings_visible_to(request.viewer).filter(change=shown)))
    page = page_asked(request, readings)
    amendments = amendments_visible_to(request.viewer).filter(about=shown.pk)
    context = {
        "change": shown,
        "issue": shown.issue,
        "declared_by": named(request.viewer, shown.declared_by),
        "sentence": sentence(shown),
        "picture": picture(shown, readings),
        "gaps": gaps_in_words(readings),
        "page": page,
        "readings": _table(request, shown, list(page.object_list)) if readings else None,
        "told": history(request.viewer, amendments, labels=CHANGE_LABELS, worded=worded),
    }
    return render(request, "changes/change.html", context)


def _table(request: PersonRequest, change: Any, readings: Sequence[Any]) -> Table:
    """Return readings as a table, each with its files; members are led to correcting one, and to adding files."""

    def leading_to(page: str) -> Callable[[Any], str]:
        return lambda reading: place_url(request.place, page, reading=reading.pk)

    files = {one.pk: files_of(request.viewer, one) for one in readings}
    if not request.viewer.is_member:
        return table(change, readings, files=files)
    return table(
        change,
        readings,
        files=files,
        correct=leading_to("correct_reading"),
        add=leading_to("reading_evidence"),
    )


@members_only
def declare_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Say what is expected to change, or is not."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    asked = Expectation.NOT_EXPECTED if "not" in request.GET else Expectation.EXPECTED
    form = ChangeForm(request.POST or None, initial={"expectation": asked.value})
    if made := form.perform(declare_change, request.actor, issue=shown):
        said = (
            _("It stands on the issue's page. Now give a reading.")
            if made.indicator
            else _("It stands on the issue's page. Readings can be given as soon as an indicator is named.")
        )
        return done(request, said, made.get_absolute_url())
    context = {"form": form, "issue": shown, "refusal": why_not(request, declare_change, shown)}
    return render(request, "changes/declare.html", context, status=form.status)


@members_only
def restate_page(request: PersonRequest, change: str) -> HttpResponse:
    """Say otherwise what is expected to change, or ask for it."""
    shown = get_or_404(changes_visible_to(request.viewer), change)
    form = RestateForm(request.POST or None, initial=_as_written(shown))
    if made := form.perform(restate_change, request.actor, change=shown):
        asked = _("You asked for it. It changes once somebody else who takes part agrees.")
        said = _("It is changed. What stood before stays readable.") if made.done else asked
        return done(request, said, f"{shown.get_absolute_url()}#history")
    context = {"form": form, "change": shown, "refusal": why_not(request, restate_change, shown)}
    return render(request, "changes/restate.html", context, status=form.status)


def _as_written(change: Any) -> dict[str, object]:
    """Return what is said of a change as somebody would type it, numbers without needless noughts."""
    told = {name: getattr(change, name) for name in SAID}
    return told | {name: written(told[name]) for name in ("baseline", "target")}


@members_only
def second_page(request: PersonRequest, restatement: str) -> HttpResponse:
    """Give the second word that changes what is expected."""
    found = get_or_404(amendments_visible_to(request.viewer), restatement)
    shown = get_or_404(changes_visible_to(request.viewer), found.about)
    form = ActionForm(request.POST or None)
    if form.perform(second_change, request.actor, amendment=found):
        return done(request, _("You agreed, and it is changed."), shown.get_absolute_url())
    (told,) = history(request.viewer, [found], labels=CHANGE_LABELS, worded=worded)
    context = {
        "form": form,
        "change": shown,
        "told": told,
        "refusal": why_not(request, second_change, found),
    }
    return render(request, "changes/second.html", context, status=form.status)


@members_only
def reading_page(request: PersonRequest, change: str) -> HttpResponse:
    """Give one reading."""
    shown = get_or_404(changes_visible_to(request.viewer), change)
    form = ReadingForm(request.POST or None)
    if form.perform(give_reading, request.actor, change=shown):
        said = _("The reading stands in the table, and in the picture.")
        return done(request, said, f"{shown.get_absolute_url()}#readings")
    context = {"form": form, "change": shown, "refusal": why_not(request, give_reading, shown)}
    return render(request, "changes/reading.html", context, status=form.status)


@members_only
def correct_page(request: PersonRequest, reading: str) -> HttpResponse:
    """Correct a reading; both stay visible."""
    wrong = get_or_404(readings_visible_to(request.viewer), reading)
    shown = get_or_404(changes_visible_to(request.viewer), wrong.change_id)
    told = {name: getattr(wrong, name) for name in ("day", "source", "note")}
    form = CorrectionForm(request.POST or None, initial={**told, "value": written(wrong.value)})
    if form.perform(correct_reading, request.actor, change=shown, reading=wrong):
        said = _("The reading is corrected. The one before stays visible, struck through.")
        return done(request, said, f"{shown.get_absolute_url()}#readings")
    context = {
        "form": form,
        "change": shown,
        "reading": wrong,
        "refusal": why_not(request, correct_reading, shown),
    }
    return render(request, "changes/correct.html", context, status=form.status)


def _read(text: str, *, taken: frozenset[dt.date] = frozenset()) -> ReadFile:
    """Read rows as of today; which days are taken the action asks again."""
    return read_readings(text, today=clock.now().date(), taken=taken)


@takes_files(most=MOST_BYTES)
@members_only
def file_page(request: PersonRequest, change: str) -> HttpResponse:
    """Read a file of readings, show what is in it, and take it in when somebody says yes."""
    shown = get_or_404(changes_visible_to(request.viewer), change)
    refusal = why_not(request, take_readings, shown)
    if "sure" in request.POST:
        return _taken_in(request, shown)
    form = FileForm(request.POST or None, request.FILES or None)
    found = ReadFile([], [])
    if refusal is None and form.is_bound and form.is_valid():
        found = _read(form.cleaned_data["text"], taken=days_read(shown))
        if not found.faults:
            told = {name: form.cleaned_data[name] for name in ("source", "text")}
            return _checked(request, shown, TakeInForm(initial=told, read=_read), found)
        form.add_error(None, str(found.faults[0]))
    context = {
        "form": form,
        "change": shown,
        "refusal": refusal,
        "faults": found.faults[:MOST_FAULTS],
        "more": max(len(found.faults) - MOST_FAULTS, 0),
    }
    return render(request, "changes/file.html", context, status=400 if found.faults else form.status)


def _taken_in(request: PersonRequest, change: Any) -> HttpResponse:
    form = TakeInForm(request.POST, read=_read)
    form.perform(take_readings, request.actor, change=change)
    if form.performed:
        said = _("The readings stand in the table, and in the picture.")
        return done(request, said, f"{change.get_absolute_url()}#readings")
    return _checked(request, change, form, _read(request.POST.get("text", "")))


def _checked(request: PersonRequest, change: Any, form: TakeInForm, found: ReadFile) -> HttpResponse:
    """Show what would be taken in, before anything is."""
    count = len(found.readings)
    button = ngettext("Take in {count} reading", "Take in {count} readings", count).format(count=count)
    context = {
        "form": form,
        "change": change,
        "found": found.readings[:SHOWN],
        "more": max(count - SHOWN, 0),
        "button": button,
    }
    return render(request, "changes/check.html", context, status=form.status)


def readings_file(request: PersonRequest, change: str) -> HttpResponse:
    """Send an indicator's readings as a CSV file, those that were corrected with what was wrong."""
    shown = get_or_404(changes_visible_to(request.viewer), change)
    if not shown.indicator:
        raise Http404
    readings = readings_visible_to(request.viewer).filter(change=shown).order_by("day", "given")
    rows: list[Any] = [("date", "value", "note", "source", "given", "corrected", "reason")]
    for one in readings:
        newer = one.corrected_by if is_corrected(one) else None
        told = (newer is not None, newer.reason if newer else "")
        rows.append((one.day, Decimal(written(one.value)), one.note, one.source, one.given.date(), *told))
    content = BYTE_ORDER_MARK + b"".join(csv_line(row) for row in rows)
    name = f"{slugify(shown.indicator)[:60] or 'readings'}.csv"
    return to_keep(content, name=name, kind=CSV)
