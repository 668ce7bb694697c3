"""The page on which somebody sees where they stand, and which nobody else sees."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.mediate.conversations.claimed import closed_with_too_few
from wholeplace.mediate.conversations.given import my_answers
from wholeplace.mediate.conversations.names import Answer
from wholeplace.mediate.conversations.queries import conversations_visible_to, statements_visible_to
from wholeplace.mediate.landscapes.queries import landscape_visible_to
from wholeplace.mediate.landscapes.reading import Reading
from wholeplace.mediate.landscapes.shown import name_of
from wholeplace.mediate.landscapes.standing import EVERYBODY, Beside, beside_everybody, beside_groups, nearest
from wholeplace.ui.addresses import place_url
from wholeplace.ui.requests import PersonRequest, get_or_404, members_only
from wholeplace.ui.tables import Cell, Column, Table


@members_only
def standing_page(request: PersonRequest, conversation: str) -> HttpResponse:
    """Show somebody how their own answers stand beside those of each group, once the landscape is out."""
    shown = get_or_404(conversations_visible_to(request.viewer), conversation)
    mine = my_answers(request.viewer, shown)
    release = landscape_visible_to(request.viewer, shown)
    context: dict[str, Any] = {"conversation": shown, "mine": len(mine), "release": release}
    if release is not None and mine:
        texts = dict(statements_visible_to(request.viewer, shown).values_list("number", "text"))
        reading = Reading(release, texts)
        groups, names = beside_groups(reading, mine), {one.band.code: one.name for one in reading.groups}
        near, everybody = nearest(groups), beside_everybody(reading, mine)
        context |= {
            "said": said_of(near, everybody),
            "table": _compared([*groups, everybody], names),
            "otherwise": _otherwise(shown, reading, near or everybody, mine),
        }
    elif mine:
        context["too_few"] = closed_with_too_few(shown)
    return render(request, "landscapes/standing.html", context)


def said_of(near: Beside | None, everybody: Beside) -> str:
    """Say where somebody stands: what they read first."""
    if near is not None:
        told = _(
            "You stand nearest to {group}. On {alike} of the {compared} statements that most of them saw one way, you saw"
            " it so too."
        )
        return told.format(
            group=name_of("group", near.code), alike=len(near.alike), compared=f"{near.compared:,}"
        )
    if not everybody.compared:
        return _("You have agreed or disagreed with nothing yet on which most people gave one answer.")
    told = _("On {alike} of the {compared} statements that most people saw one way, you saw it so too.")
    return told.format(alike=len(everybody.alike), compared=f"{everybody.compared:,}")


def _compared(groups: list[Beside], names: dict[str, str]) -> Table:
    columns = [
        Column(_("Who")),
        Column(_("You answered like most"), numeric=True),
        Column(_("Compared on"), numeric=True),
    ]
    rows = [[_who(one, names), f"{len(one.alike):,}", f"{one.compared:,}"] for one in groups if one.compared]
    return Table(_("How your answers stand beside those of others"), columns=columns, rows=rows)


def _who(one: Beside, names: dict[str, str]) -> str:
    if one.code == EVERYBODY:
        return _("Everybody who answered")
    return f"{name_of('group', one.code)}: {names[one.code]}"


def _otherwise(conversation: Any, reading: Reading, near: Beside, mine: dict[int, Answer]) -> Table | None:
    """Return what the reader sees otherwise than most of those nearest to them, as a table."""
    if not near.otherwise:
        return None
    columns = [Column(_("Statement")), Column(_("Your answer"), whole=True), Column(_("Everybody"))]
    rows = [
        [
            Cell(
                f"{one.number}. {reading.texts[one.number]}",
                place_url(conversation.place, "statement", conversation=conversation.pk, number=one.number),
            ),
            mine[one.number].label,
            one.everybody.says,
        ]
        for one in sorted(near.otherwise, key=lambda one: one.number)
    ]
    who = _("people") if near.code == EVERYBODY else name_of("group", near.code)
    return Table(_("What you see otherwise than most of {who}").format(who=who), columns=columns, rows=rows)
