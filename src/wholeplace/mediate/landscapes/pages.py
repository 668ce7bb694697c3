"""Pages that show where people agree and where they differ."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wholeplace.kernel import clock
from wholeplace.kernel.jobs.models import State
from wholeplace.kernel.lineage.queries import fates_of
from wholeplace.mediate.conversations.bylines import NAMES
from wholeplace.mediate.conversations.conditions import answered_in
from wholeplace.mediate.conversations.history import rewordings_of
from wholeplace.mediate.conversations.models import Conversation, Statement
from wholeplace.mediate.conversations.moderation_queries import tombstone_of
from wholeplace.mediate.conversations.names import Answer, ConversationState
from wholeplace.mediate.conversations.queries import (
    HIDDEN,
    ByName,
    answered_by_name,
    answers_on_the_record,
    conversations_visible_to,
    names_beside,
    on_the_record,
    statements_asked,
    statements_visible_to,
)
from wholeplace.mediate.landscapes.afterwards import AFTERWARDS
from wholeplace.mediate.landscapes.bars import bar_of, map_of, rows_of, spread_of
from wholeplace.mediate.landscapes.downloads import DOWNLOADS, Offer
from wholeplace.mediate.landscapes.forms import WhoForm
from wholeplace.mediate.landscapes.lists import lists_of
from wholeplace.mediate.landscapes.overview import (
    FOLDED_FROM,
    contents,
    counted,
    groups_shown,
    left_out_said,
    never_asked,
    not_shown_of,
    unseen,
    why_unshown,
    why_unshown_so_far,
)
from wholeplace.mediate.landscapes.queries import landscape_visible_to, so_far_visible_to, working_out
from wholeplace.mediate.landscapes.reading import Reading
from wholeplace.mediate.landscapes.sentences import OF_A_VOICE, Said
from wholeplace.mediate.landscapes.shown import (
    ATTRIBUTES,
    ShownStatement,
    name_of,
    people_said,
    percent,
)
from wholeplace.ui.addresses import place_url
from wholeplace.ui.polling import etag, tagged, unchanged
from wholeplace.ui.requests import PersonRequest, asks_within, get_or_404
from wholeplace.ui.tables import Cell, Column, Table, page_asked, sort_asked


def conversations_page(request: PersonRequest) -> HttpResponse:
    """List the conversations of the place."""
    page = page_asked(request, conversations_visible_to(request.viewer))
    return render(request, "landscapes/conversations.html", {"page": page})


def landscape_page(request: PersonRequest, conversation: str) -> HttpResponse:
    """Show a conversation's landscape: sentences first, then the pictures, then the table."""
    shown = get_or_404(conversations_visible_to(request.viewer), conversation)
    if shown.state != ConversationState.CLOSED:
        return _so_far(request, shown)
    release = landscape_visible_to(request.viewer, shown)
    if release is None:
        return _being_worked_out(request, shown)
    if _asks_how_far(request):
        return _afresh()
    afterwards = [one for tell in AFTERWARDS if (one := tell(request.viewer, shown))]
    texts, names = _texts(request, shown), names_beside(request.viewer, shown)
    tag = etag(repr((release.version, [one.href for one in afterwards], texts, names)), request)
    if brief := unchanged(request, tag):
        return brief
    reading = Reading(release, texts, names)
    by = _breakdown(request, reading)
    lists = lists_of(reading, by)
    drawn = map_of(reading.figures, {group.band.code: group.name for group in reading.groups})
    context = {
        "conversation": shown,
        "release": release,
        "reading": reading,
        "figures": reading.figures,
        "sentences": [(said, _numbers(said, reading)) for said in reading.sentences],
        "long": len(shown.description) > FOLDED_FROM,
        "counted": counted(reading.figures, answered_by_name(request.viewer, shown)),
        "contents": contents(reading, lists, drawn=bool(drawn)),
        "lists": lists,
        "tabs": _tabs(request, reading, by),
        "by": by,
        "map": drawn,
        "groups": groups_shown(reading),
        "unseen": unseen(reading),
        "never_asked": never_asked(reading.figures),
        "downloads": _by_label(shown),
        "afterwards": afterwards,
        **_listed(request, shown, reading),
    }
    return tagged(render(request, "landscapes/landscape.html", context), tag)


def _texts(request: PersonRequest, conversation: Conversation) -> dict[int, str]:
    """Return what each statement says that the reader may read, by its number."""
    return dict(statements_visible_to(request.viewer, conversation).values_list("number", "text"))


def _so_far(request: PersonRequest, conversation: Conversation) -> HttpResponse:
    """Show how people answer while a conversation is open: each statement that enough people answered."""
    release = so_far_visible_to(request.viewer, conversation)
    texts = dict(statements_asked(request.viewer, conversation).values_list("number", "text"))
    told = Reading(release, texts).figures.statements if release else {}
    names = names_beside(request.viewer, conversation)
    shown = [(texts[number], names.get(number, ""), bar_of(one.everybody)) for number, one in told.items()]
    context = {"conversation": conversation, "release": release, "statements": shown, "count": len(texts)}
    return render(request, "landscapes/so_far.html", context)


def _by_label(conversation: Conversation) -> dict[str, list[Offer]]:
    """Return the files on offer, those of one thing together."""
    offers: dict[str, list[Offer]] = {}
    for ask in DOWNLOADS:
        for offer in ask(conversation):
            offers.setdefault(str(offer.label), []).append(offer)
    return offers


def _being_worked_out(request: PersonRequest, conversation: Conversation) -> HttpResponse:
    """Show how far the work on a landscape is, or why there is none."""
    progress = working_out(request.viewer, conversation)
    waiting = progress is not None and progress.state in {State.WAITING, State.RUNNING}
    if _asks_how_far(request) and not waiting:
        return _afresh()
    afterwards = [one for tell in AFTERWARDS if (one := tell(request.viewer, conversation))]
    context = {
        "conversation": conversation,
        "progress": progress,
        "waiting": waiting,
        "afterwards": afterwards,
    }
    return render(request, "landscapes/working.html", context | ({"refresh_after": 3} if waiting else {}))


def _asks_how_far(request: PersonRequest) -> bool:
    """Say whether the page that waits for the landscape asks, rather than somebody following a link."""
    return asks_within(request) and request.headers.get("HX-Boosted") != "true"


def _afresh() -> HttpResponse:
    """Have the page that waits load what there is now."""
    return HttpResponse(headers={"HX-Refresh": "true", "Cache-Control": "no-store"})


def _breakdown(request: PersonRequest, reading: Reading) -> str:
    asked = request.GET.get("by", "")
    return asked if asked in reading.breakdowns else next(iter(reading.breakdowns), "")


BROKEN_DOWN = {
    "group": gettext_lazy("By opinion group"),
    "voice": gettext_lazy("By civic voice"),
    "sector": gettext_lazy("By sector"),
    "origin": gettext_lazy("By how they answered"),
}


def _tabs(request: PersonRequest, reading: Reading, by: str) -> list[dict[str, Any]]:
    return [
        {"label": BROKEN_DOWN[name], "href": f"{request.path}?by={name}#statements", "current": name == by}
        for name in reading.breakdowns
    ]


def _numbers(said: Said, reading: Reading) -> Table | None:
    """Return the rows of numbers behind a sentence."""
    if not said.rows:
        return None
    columns = [Column(_("Who")), Column(_("People"), numeric=True), Column(_("What they said"))]
    rows = [
        [
            _("Everybody") if row.code == "all" else name_of(said.attribute, row.code),
            f"{row.base:,}",
            row.says,
        ]
        for row in said.rows
    ]
    caption = reading.texts[said.statement.number] if said.statement else ""
    return Table(caption, columns=columns, rows=rows)


COLUMNS = (
    Column(gettext_lazy("Statement"), sort="number"),
    Column(gettext_lazy("People"), sort="people", numeric=True),
    Column(gettext_lazy("Agree"), sort="agree", numeric=True),
    Column(gettext_lazy("Disagree"), sort="disagree", numeric=True),
    Column(gettext_lazy("Divides most, place"), sort="divide", numeric=True),
)


def _listed(request: PersonRequest, conversation: Conversation, reading: Reading) -> dict[str, Any]:
    """Return the table of all statements, as asked for."""
    words = request.GET.get("q", "").strip()
    sort = sort_asked(request, COLUMNS, otherwise="-agree")
    page = page_asked(request, reading.listed(sort=sort, words=words))
    rows = [_row(conversation, reading, one) for one in page]
    caption = _("Each statement, with how many people answered it")
    asked = any(name in request.GET for name in ("q", "sort", "page"))
    return {
        "page": page,
        "words": words,
        "asked": asked,
        "left_out": left_out_said(reading.figures),
        "table": Table(caption, columns=COLUMNS, rows=rows, sort=sort),
    }


def _row(conversation: Conversation, reading: Reading, one: ShownStatement) -> list[object]:
    href = _statement_href(conversation, one.number)
    text = reading.texts[one.number]
    moderated = f" ({_('left out or held back when the figures were made')})" if one.moderated else ""
    named = f" ({reading.names[one.number]})" if one.number in reading.names else ""
    return [
        Cell(f"{one.number}. {text}{moderated}{named}", href),
        _("too few") if one.everybody.hidden else f"{one.everybody.base:,}",
        percent(one.everybody.agreeing),
        percent(one.everybody.disagreeing),
        one.divide or "—",
    ]


def _statement_href(conversation: Conversation, number: int) -> str:
    return place_url(conversation.place, "statement", conversation=conversation.pk, number=number)


def statement_page(request: PersonRequest, conversation: str, number: int) -> HttpResponse:
    """Show one statement: everybody, each breakdown, and office-holders on the record."""
    shown = get_or_404(conversations_visible_to(request.viewer), conversation)
    there = statements_visible_to(request.viewer, shown).select_related(*NAMES)
    statement = there.filter(number=number).first()
    if statement is None:
        return _tombstone(request, shown, number)
    rewordings, at = rewordings_of(request.viewer, shown), clock.now()
    context = {
        "conversation": shown,
        "statement": statement,
        "earlier": rewordings.before(statement.pk, at),
        "later": rewordings.after(statement.pk, at),
        "line": tombstone_of(request.viewer, shown, number=number)
        if statement.moderation in HIDDEN
        else None,
        "reported": set() if shown.source else answered_in(shown),
        "record": [
            {"label": name, "value": Answer(answer).label}
            for name, answer in on_the_record(request.viewer, shown, statement)
        ],
        "fates": fates_of(request.viewer, [statement]).get(statement.pk, ()),
        **_figures_of(request, shown, statement),
    }
    return render(request, "landscapes/statement.html", context)


def _figures_of(request: PersonRequest, conversation: Conversation, statement: Statement) -> dict[str, Any]:
    """Return what was released of a statement; where too few have answered it so far, why it is not shown and when it is."""
    closed = conversation.state == ConversationState.CLOSED
    release = (landscape_visible_to if closed else so_far_visible_to)(request.viewer, conversation)
    reading = Reading(release, {statement.number: statement.text}) if release else None
    figures = reading.figures.statements.get(statement.number) if reading else None
    if reading is None or figures is None:
        return {"unshown": _unshown(request, conversation)}
    return {
        "unshown": _unshown(request, conversation) if figures.everybody.hidden else "",
        "figures": figures,
        "everybody": figures.everybody,
        "bar": bar_of(figures.everybody),
        "breakdowns": [_table(reading, figures, name) for name in ATTRIBUTES if figures.tables.get(name)],
        "release": release,
    }


def _unshown(request: PersonRequest, conversation: Conversation) -> str:
    """Say why nobody's answers to a statement are shown."""
    if conversation.state != ConversationState.CLOSED:
        return why_unshown_so_far()
    return why_unshown(working_out(request.viewer, conversation))


def _tombstone(request: PersonRequest, conversation: Conversation, number: int) -> HttpResponse:
    """Say of a statement that is held or was left out that it is, and why, and nothing more."""
    line = tombstone_of(request.viewer, conversation, number=number)
    if line is None:
        raise Http404
    context = {"conversation": conversation, "number": number, "line": line}
    return render(request, "landscapes/left_out.html", context)


def _table(reading: Reading, figures: ShownStatement, attribute: str) -> dict[str, Any]:
    """Return one breakdown of a statement: its pictures, its table, and how many of its rows are shown."""
    rows = figures.tables[attribute]
    bands = [row for row in rows if not row.hidden]
    columns = [Column(_("Who")), Column(_("People"), numeric=True), Column(_("What they said"))]
    cells = [[name_of(attribute, row.code), f"{row.base:,}", row.says] for row in bands]
    total = sum(row.base for row in bands)
    return {
        "title": BROKEN_DOWN[attribute],
        "rows": [row for row in rows_of(reading.figures, figures, attribute) if row["bar"]],
        "spread": spread_of(bands, attribute),
        "bare": bool(bands) and all(row.bare for row in bands),
        "table": Table(BROKEN_DOWN[attribute], columns=columns, rows=cells) if cells else None,
        "total": people_said(total) if cells else "",
        "hidden": not_shown_of(reading.figures, attribute, rows),
    }


def on_the_record_page(request: PersonRequest, conversation: str) -> HttpResponse:
    """Show everybody who answered by name, with all their answers, or those of one of them."""
    shown = get_or_404(conversations_visible_to(request.viewer), conversation)
    everybody = answers_on_the_record(request.viewer, shown)
    form = WhoForm(request.GET, names=sorted({one.name for one in everybody}))
    asked = [one for one in everybody if one.name == form.name] or everybody
    texts = dict(statements_visible_to(request.viewer, shown).values_list("number", "text"))
    context = {
        "conversation": shown,
        "form": form,
        "count": len(everybody),
        "narrowed": len(asked) < len(everybody),
        "people": [_named(shown, one, texts) for one in asked],
        "open": len(asked) == 1,
    }
    return render(request, "landscapes/on_the_record.html", context)


def _named(conversation: Conversation, one: ByName, texts: dict[int, str]) -> dict[str, Any]:
    """Return somebody's answers on the record as the page shows them: how many of each, and the table of all."""
    given = list(one.answers.values())
    told = ngettext(
        "{count} statement answered: {agree} agree, {disagree} disagree, {passed} pass.",
        "{count} statements answered: {agree} agree, {disagree} disagree, {passed} pass.",
        len(given),
    ).format(
        count=f"{len(given):,}",
        agree=f"{given.count(Answer.AGREE):,}",
        disagree=f"{given.count(Answer.DISAGREE):,}",
        passed=f"{given.count(Answer.PASS):,}",
    )
    rows = [
        [Cell(f"{number}. {texts[number]}", _statement_href(conversation, number)), answer.label]
        for number, answer in sorted(one.answers.items())
    ]
    caption = _("How {name} answered").format(name=one.name)
    see = ngettext("See the {count} answer", "See all {count} answers", len(rows)).format(
        count=f"{len(rows):,}"
    )
    return {
        "name": one.name,
        "voice": _("One {voices}.").format(voices=OF_A_VOICE[one.voice]) if one.voice in OF_A_VOICE else "",
        "told": told,
        "see": see,
        "table": Table(caption, columns=[Column(_("Statement")), Column(_("Answer"))], rows=rows)
        if rows
        else None,
    }
