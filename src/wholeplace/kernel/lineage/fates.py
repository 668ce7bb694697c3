"""Giving contributions their fate, inside the deed that settles it, and telling their authors."""

from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.lineage.kin import kin_of, leads_to
from wholeplace.kernel.lineage.models import Fate
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.tables import table_of

if TYPE_CHECKING:
    from wholeplace.kernel.acts import Act
    from wholeplace.kernel.decisions.models import Decision
    from wholeplace.kernel.records import Record

AUTHOR_TOLD = _("It is about something you contributed.")


def carry(
    act: "Act",
    contribution: "Record",
    *,
    into: "Record",
    decision: "Decision | None" = None,
    figures: str = "",
) -> Fate:
    """Say that a contribution lives on in another record, and tell its author."""
    made = _next(act, contribution, decision=decision, figures=figures)
    made.into_table, made.into = table_of(into), into.pk
    return _give(act, made, contribution, leads=into)


def leave(
    act: "Act", contribution: "Record", *, because: str, decision: "Decision | None" = None, figures: str = ""
) -> Fate:
    """Say why a contribution was not carried on, and tell its author."""
    made = _next(act, contribution, decision=decision, figures=figures)
    made.because = because
    return _give(act, made, contribution, leads=contribution)


def _next(act: "Act", contribution: "Record", *, decision: "Decision | None", figures: str) -> Fate:
    """Return the fate that supersedes whatever was said of a contribution before."""
    before = Fate.objects.filter(of=contribution.pk).count()
    return Fate(
        place=act.place,
        audience=contribution.audience,
        of_table=table_of(contribution),
        of=contribution.pk,
        number=before + 1,
        decision=decision,
        figures=figures,
        by=None if decision is not None else act.actor.membership,
        given=act.at,
    )


def _give(act: "Act", fate: Fate, contribution: "Record", *, leads: "Record") -> Fate:
    fate.save(force_insert=True)
    act.record(fate)
    _tell(act, fate, contribution, href=leads_to(leads))
    return fate


def _tell(act: "Act", fate: Fate, contribution: "Record", *, href: str) -> None:
    """Tell the author, without repeating their words."""
    kin = kin_of(table_of(contribution))
    author = kin.author(contribution) if kin.author else None
    if author is None:
        return
    said = (
        _("It was carried on: it is part of what the group works with now.")
        if fate.is_carried
        else format_lazy(_("It was not carried: {because}."), because=fate.because)
    )
    text = format_lazy("{} {}.", said, fate.figures) if fate.figures else said
    title = format_lazy(_("What became of {yours}"), yours=kin.yours)
    notify(act, [author], title=title, text=text, href=href, why=AUTHOR_TOLD)
