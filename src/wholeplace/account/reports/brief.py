"""A report on one page, for a committee that reads many: cut from the same things the whole is made of."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.account.reports.gathering import Gathered
from wholeplace.account.reports.sections import (
    bound,
    checkpoint_part,
    outcome_of,
    seen_alike,
    steps,
    without_figures,
)
from wholeplace.account.reports.structure import Document, Fact, Part, Quote, Section
from wholeplace.kernel.decisions.explaining import objections_said
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.decisions.rules import Objected
from wholeplace.mediate.landscapes.shown import ShownStatement

MOST = 3
"""Quotes and lines of a kind on a page that has room for them."""
MOST_DECIDED = 6
"""Decisions on a page that has room for them."""
SHORTER = ((3, 6), (2, 6), (1, 6), (1, 3), (1, 2), (0, 2), (0, 1), (0, 0))
"""Lines of a kind, and decisions, that a page is tried with in turn: what was decided goes last."""


def brief(gathered: Gathered, *, most: int = MOST, decided: int = MOST_DECIDED) -> Document:
    """Return the report on one page, with at most so many quotes and lines of a kind, and so many decisions."""
    report = gathered.report
    sections = (
        Section("short", _("In short"), (Part(words=_joined(report.summary if report else "")),)),
        Section("found", _("What people said"), tuple(_found(gathered, most))),
        Section("decided", _("What was decided, and what comes of it"), tuple(_decided(gathered, decided))),
        Section("next", _("What happens next"), tuple(_next(gathered, most))),
        Section("checkpoint", _("How to check it"), (checkpoint_part(gathered),)),
    )
    whole = bound(gathered, sections)
    return replace(whole, title=_("Brief: {title}").format(title=whole.title))


def _joined(text: str) -> tuple[str, ...]:
    return (" ".join(text.split()),) if text.strip() else ()


def _found(gathered: Gathered, most: int) -> Iterator[Part]:
    reading = gathered.reading
    if reading is None:
        yield Part(words=(without_figures(gathered),))
        return
    yield Part(words=(" ".join(islice((one.text for one in reading.sentences), most)),))
    figures = reading.figures
    for title, shown in seen_alike(figures):
        yield _quoted(gathered, title, shown, most)
    yield _quoted(gathered, _("What divides most"), figures.ranked("divide"), most)


def _quoted(gathered: Gathered, title: str, shown: Sequence[ShownStatement], most: int) -> Part:
    quotes = tuple(Quote(gathered.quoted[one.number], one.everybody.says) for one in shown[:most])
    return Part(title=title, quotes=quotes) if quotes else Part()


def _decided(gathered: Gathered, most: int) -> Iterator[Part]:
    """Tell of every decision, or first of those somebody objected to, and say that it is not all."""
    latest = gathered.decisions[::-1]
    first = sorted(latest, key=lambda one: one.pk not in gathered.objected)[:most]
    left = len(gathered.decisions) - len(first)
    if left:
        said = (
            _("{told} of {all} decisions, those with objections first. The report tells of all.")
            if first
            else ngettext(
                "{all} decision was taken. The report tells of it, and of any objection.",
                "{all} decisions were taken. The report tells of them, and of any objection.",
                left,
            )
        )
        yield Part(words=(said.format(told=len(first), all=len(gathered.decisions)),))
    shown = first if left else gathered.decisions
    yield Part(facts=tuple(Fact(one.question, _came_to(gathered, one)) for one in shown))
    newest = [given[0] for given in gathered.fates.values() if given]
    carried = sum(one.carried for one in newest)
    told = ngettext(
        "{carried} of {all} statement was carried on; whoever wrote one was told what became of it.",
        "{carried} of {all} statements were carried on; whoever wrote one was told what became of it.",
        len(newest),
    )
    yield Part(words=(told.format(carried=carried, all=len(newest)),))


def _came_to(gathered: Gathered, decision: Decision) -> str:
    objected = objections_said(gathered.objected.get(decision.pk, Objected()))
    return " ".join(filter(None, (outcome_of(decision), objected)))


def _next(gathered: Gathered, most: int) -> Iterator[Part]:
    first = steps(gathered)[: most + 1]
    yield Part(words=() if first else (_("No next step was written down."),), facts=first)
