"""Released figures as one table of plain words, for whoever reads them away from these pages."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.releases import Release
from wholeplace.mediate.conversations.queries import conversations_visible_to, statements_visible_to
from wholeplace.mediate.landscapes.shown import Figures, name_of

BREAKDOWN = "group"


def texts_of(release: Release, viewer: Viewer) -> dict[int, str]:
    """Return the words of the statements that released figures are about, as far as the viewer may read them."""
    about = conversations_visible_to(viewer).filter(pk=release.about).first()
    return dict(statements_visible_to(viewer, about).values_list("number", "text")) if about else {}


def in_words(release: Release, texts: Mapping[int, str]) -> tuple[list[str], list[list[str]]]:
    """Return the columns and rows of the statements' figures: everybody's, and each opinion group's.

    A statement whose words are not given stands by its number alone.
    """
    figures = Figures(release.figures)
    codes = [band.code for band in figures.bands(BREAKDOWN)]
    columns = [_("Statement"), _("Everybody"), *(name_of(BREAKDOWN, code) for code in codes)]
    rows = []
    for number, one in sorted(figures.statements.items()):
        told = {row.code: row.says for row in one.tables.get(BREAKDOWN, ())}
        if not one.moderated:
            named = f"{number}: {texts[number]}" if number in texts else str(number)
            rows.append([named, one.everybody.says, *(told.get(code, "") for code in codes)])
    return columns, rows
