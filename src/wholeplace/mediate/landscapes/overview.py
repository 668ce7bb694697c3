"""What the page of a landscape says before its figures: who is counted, which groups there are, what is on the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.kernel.jobs.models import State
from wholeplace.kernel.jobs.queries import Progress
from wholeplace.mediate.landscapes.bars import marked, reason_hidden
from wholeplace.mediate.landscapes.reading import Group, Reading
from wholeplace.mediate.landscapes.shown import Answers, Figures, Listed, name_of, people_said

FOLDED_FROM = 300
"""A description longer than this many characters is folded."""


def groups_shown(reading: Reading) -> list[dict[str, Any]]:
    """Return the opinion groups as the page shows them: mark, size, what each holds, and what sets it apart."""
    return [_group(reading, group) for group in reading.groups]


def _group(reading: Reading, group: Group) -> dict[str, Any]:
    held = []
    for one, answer in group.statements:
        own = next((row for row in one.rows("group") if row.code == group.band.code), None)
        held.append({"number": one.number, "text": reading.texts[one.number], "own": own, "answer": answer})
    band = group.band
    size = people_said(band.people) if band.people > 0 else _("too few people to show")
    return {"mark": marked(band.code), "size": size, "name": group.name, "held": held}


def why_unshown_so_far() -> str:
    """Say when answers to a statement of an open conversation are shown, and why no sooner."""
    return _(
        "How people answer it is shown once twenty people have. Ten are counted then, and the ten newest answers wait until"
        " ten more have come, so that nobody can work out how one person answered."
    )


def why_unshown(work: Progress | None) -> str:
    """Return why nobody's answers to a statement are shown after the close, by what became of the work on them, if any."""
    if work is not None and work.state in {State.WAITING, State.RUNNING}:
        return _(
            "The conversation has closed, and how people answered is being worked out. It is shown here as soon as that is done."
        )
    if work is not None and work.state == State.FAILED:
        return _(
            "Working out how people answered failed. The answers are safe. Ask the operator of this place to start it again."
        )
    return _(
        "Figures are shown where ten people or more answered. Here fewer did, or so few that each of them could be found"
        " out, so they stay hidden. What was said stands here, and what became of it."
    )


@dataclass(frozen=True)
class Unseen:
    """Bands of which no figures are shown, by the reason, and those shown in part: their names, ready to be read."""

    by_name: str
    protected: str
    too_few: str
    in_part: str


def unseen(reading: Reading) -> Unseen:
    """Return the voices and sectors without figures of their own, and why, and those without some."""
    figures = reading.figures
    bands = [
        (attribute, band.code)
        for attribute in reading.breakdowns
        if attribute != "group"
        for band in figures.bands(attribute)
    ]
    reasons = {pair: figures.why_unseen(*pair) or _in_part(figures, *pair) for pair in bands}

    def named(reason: str) -> str:
        return Listed(name_of(*pair) for pair in bands if reasons[pair] == reason).said

    return Unseen(named("by_name"), named("protected"), named("too_few"), named("in_part"))


def _in_part(figures: Figures, attribute: str, code: str) -> str:
    """Return `in_part` for a band of which figures are shown, but not on every statement."""
    shown = (one for one in figures.statements.values() if not one.moderated and not one.everybody.hidden)
    rows = (row for one in shown for row in one.tables.get(attribute, ()) if row.code == code)
    return "in_part" if any(row.hidden for row in rows) else ""


def not_shown_of(figures: Figures, attribute: str, rows: Sequence[Answers]) -> list[str]:
    """Say of which bands a statement's page shows nothing, one sentence for each reason."""
    sentences = {
        "too_few": _("Too few answered to show: {names}."),
        "protected": _("Not shown, so that a small number elsewhere cannot be worked out: {names}."),
        "by_name": _("Answered by name, see below: {names}."),
    }
    hidden = [(reason_hidden(figures, attribute, row), row.code) for row in rows if row.hidden]
    return [
        told.format(names=Listed(name_of(attribute, code) for why, code in hidden if why == reason).said)
        for reason, told in sentences.items()
        if any(why == reason for why, _code in hidden)
    ]


def counted(figures: Figures, by_name: tuple[int, int]) -> list[str]:
    """Say how many people, answers and statements there were, and how many of them the figures hold."""
    if figures.people < 0:
        return []
    people, votes = by_name
    there_were = _("In all, {people} gave {votes} answers to {statements} statements.").format(
        people=people_said(figures.people + people),
        votes=f"{figures.votes + votes:,}",
        statements=f"{figures.answered:,}",
    )
    if not people and not figures.left_out:
        return [there_were]
    return [there_were, *_named(people, votes), *left_out_said(figures), _remaining(figures, people=people)]


def _named(people: int, votes: int) -> list[str]:
    if not people:
        return []
    told = ngettext(
        "{people} person answered by name ({votes} answers) and is counted in no figure.",
        "{people} people answered by name ({votes} answers) and are counted in no figure.",
        people,
    )
    return [told.format(people=f"{people:,}", votes=f"{votes:,}")]


def _remaining(figures: Figures, *, people: int) -> str:
    statements = f"{figures.answered - figures.left_out:,}"
    if not people:
        return _("That leaves {statements} statements to read here.").format(statements=statements)
    told = _("That leaves {people} with {votes} answers, and {statements} statements to read here.")
    return told.format(people=figures.people_said, votes=f"{figures.votes:,}", statements=statements)


def left_out_said(figures: Figures) -> list[str]:
    """Say how many statements moderators had left out or held back at the close, if any: one may have come back since."""
    if not figures.left_out:
        return []
    told = ngettext(
        "{count} of {all} statements was left out, or held back, by moderators when these figures were made.",
        "{count} of {all} statements were left out, or held back, by moderators when these figures were made.",
        figures.left_out,
    )
    return [told.format(count=f"{figures.left_out:,}", all=f"{figures.answered:,}")]


def never_asked(figures: Figures) -> str:
    """Say by what figures cannot be broken down, because it was not asked."""
    known = [name for name in ("voice", "sector") if figures.bands(name)]
    missing = {"voice": _("civic voice"), "sector": _("sector")}
    names = [words for name, words in missing.items() if name not in known]
    told = _("Figures by {names} cannot be shown: people were not asked.")
    return told.format(names=Listed([*names, _("neighbourhood"), _("age")]).either)


def contents(reading: Reading, lists: Sequence[dict[str, Any]], *, drawn: bool) -> list[dict[str, str]]:
    """Return what is on the page, each with its address on it."""
    items = [{"label": str(one["title"]), "href": f"#{one['id']}"} for one in lists]
    if drawn:
        items.append({"label": _("The map"), "href": "#map"})
        if reading.groups:
            items.append({"label": _("What sets each group apart"), "href": "#groups"})
    return [
        *items,
        {"label": _("All statements"), "href": "#all"},
        {"label": _("How this was worked out"), "href": "#how"},
    ]
