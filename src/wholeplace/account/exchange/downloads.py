"""Taking released figures away: the map, the statements, and the files other programs read; never a ballot."""

from collections.abc import Callable, Sequence

from django.http import Http404, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholeplace.account.exchange import polis_figures
from wholeplace.account.exchange.about import about_picture, about_sheet, file_name
from wholeplace.account.exchange.polis_figures import Stated
from wholeplace.kernel.spreadsheets import Table, csv_for_people, xlsx_bytes
from wholeplace.mediate.conversations.bylines import NAMES
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.queries import conversations_visible_to, statements_visible_to
from wholeplace.mediate.landscapes.bars import map_of
from wholeplace.mediate.landscapes.downloads import Offer
from wholeplace.mediate.landscapes.queries import landscape_visible_to
from wholeplace.mediate.landscapes.reading import Reading
from wholeplace.mediate.landscapes.shown import ATTRIBUTES, HIDDEN, Answers, name_of
from wholeplace.ui.addresses import place_url
from wholeplace.ui.charts.standalone import png_file, svg_file
from wholeplace.ui.requests import PersonRequest, get_or_404
from wholeplace.ui.sending import to_keep

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml",
    "png": "image/png",
}

FIGURES = (11, 11, 11, 11, 48)
"""How wide the columns of one set of people are: people, agree, disagree, pass, in words."""

ON_OFFER = (
    (gettext_lazy("The map"), "map", ("svg", "png")),
    (gettext_lazy("All statements and their figures"), "statements", ("csv", "xlsx")),
    (gettext_lazy("Statements, as Polis writes them"), "comments", ("csv",)),
    (gettext_lazy("Statements by group, as Polis writes them"), "comment-groups", ("csv",)),
    (gettext_lazy("Numbers over time, as Polis writes them"), "stats-history", ("csv",)),
    (gettext_lazy("Summary, as Polis writes it"), "summary", ("csv",)),
)


def offers(conversation: Conversation) -> Sequence[Offer]:
    """Return the files on offer about a conversation."""
    return [
        Offer(
            label,
            place_url(conversation.place, "download", conversation=conversation.pk, table=table, form=form),
            form.upper(),
        )
        for label, table, forms in ON_OFFER
        for form in forms
    ]


def download(request: PersonRequest, conversation: str, table: str, form: str) -> HttpResponse:
    """Download one table or picture of a conversation's newest release."""
    shown = get_or_404(conversations_visible_to(request.viewer), conversation)
    release = landscape_visible_to(request.viewer, shown)
    make = MAKERS.get((table, form))
    if release is None or make is None:
        raise Http404
    reading = Stated(release, statements_visible_to(request.viewer, shown).select_related(*NAMES))
    content = make(shown, reading)
    return to_keep(content, name=file_name(shown, reading, table=table, form=form), kind=TYPES[form])


def _map_svg(conversation: Conversation, reading: Reading) -> bytes:
    return svg_file(_map(reading), about_picture(conversation, reading)).encode()


def _map_png(conversation: Conversation, reading: Reading) -> bytes:
    return png_file(_map(reading), about_picture(conversation, reading))


def _map(reading: Reading) -> SafeString:
    drawn = map_of(reading.figures, {group.band.code: group.name for group in reading.groups})
    if not isinstance(drawn, SafeString):
        raise Http404
    return drawn


def _statements(_conversation: Conversation, reading: Reading) -> Table:
    """Return every statement's released figures: everybody, then each band of each breakdown."""
    bands = [
        (name, band.code) for name in ATTRIBUTES for band in reading.figures.bands(name) if band.people > 0
    ]
    by = [_("Said under the name")] if reading.names else []
    columns = [_("Number"), _("Statement"), *by, _("Left out"), *_headings(_("Everybody"))]
    for name, code in bands:
        columns += _headings(name_of(name, code))
    columns += [_("Common ground"), _("Bridge, rank"), _("Divides, rank")]
    rows = []
    for number, one in sorted(reading.figures.statements.items()):
        named = [reading.names.get(number, "")] if reading.names else []
        row: list[str | int | None] = [number, reading.texts[number], *named]
        row.append(_("yes") if one.moderated else _("no"))
        row += _cells(one.everybody)
        for name, code in bands:
            found = [band for band in one.tables.get(name, ()) if band.code == code]
            row += _cells(found[0]) if found else [_("not shown")] * len(FIGURES)
        common = {"agree": _("agree"), "disagree": _("disagree")}.get(one.common)
        rows.append([*row, common, one.bridge or None, one.divide or None])
    widths = (9, 60, *(30 for _name in by), 10, *FIGURES * (1 + len(bands)), 12, 10, 10)
    return Table(_("Statements"), columns, rows, widths=widths)


def _headings(who: str) -> list[str]:
    return [
        _("{who}: people").format(who=who),
        _("{who}: agree").format(who=who),
        _("{who}: disagree").format(who=who),
        _("{who}: pass").format(who=who),
        _("{who}: in words").format(who=who),
    ]


def _cells(row: Answers) -> list[str | int | None]:
    """Return a row's figures; a number that is not shown says so."""
    numbers = (row.base, row.agree, row.disagree, row.passed)
    return [*(_("not shown") if cell == HIDDEN else cell for cell in numbers), row.says]


Maker = Callable[[Conversation, Stated], bytes]


def _statements_csv(conversation: Conversation, reading: Reading) -> bytes:
    return csv_for_people(_statements(conversation, reading))


def _statements_xlsx(conversation: Conversation, reading: Reading) -> bytes:
    return xlsx_bytes([about_sheet(conversation, reading), _statements(conversation, reading)])


MAKERS: dict[tuple[str, str], Maker] = {
    ("map", "svg"): _map_svg,
    ("map", "png"): _map_png,
    ("statements", "csv"): _statements_csv,
    ("statements", "xlsx"): _statements_xlsx,
    ("comments", "csv"): polis_figures.comments,
    ("comment-groups", "csv"): polis_figures.comment_groups,
    ("stats-history", "csv"): polis_figures.stats_history,
    ("summary", "csv"): polis_figures.summary,
}
