"""What every file that is taken away says of itself: whose it is, what was asked, when, and of how many."""

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wholeplace.kernel.cells import Cell
from wholeplace.kernel.spreadsheets import Table
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.landscapes.bars import notes_on, outlines_of
from wholeplace.mediate.landscapes.reading import Reading
from wholeplace.ui.charts.standalone import Told

LONGEST_NAME = 40


def file_name(conversation: Conversation, reading: Reading, *, table: str, form: str) -> str:
    """Return the name of a file, by which it is known from those of other conversations."""
    place = conversation.place.slug
    short = (
        slugify(conversation.title, allow_unicode=True)[:LONGEST_NAME].strip("-_") or conversation.pk.hex[:8]
    )
    whose = short if f"{short}-".startswith(f"{place}-") else f"{place}-{short}"
    return f"{whose}-{table}-release-{reading.release.number}.{form}"


def address(conversation: Conversation) -> str:
    """Return where a conversation's figures stand, as somebody outside can type it."""
    return f"{settings.PUBLIC_URL}{conversation.get_absolute_url()}"


def about_picture(conversation: Conversation, reading: Reading) -> Told:
    """Return what stands about the map where it is a picture of its own."""
    figures = reading.figures
    names = {group.band.code: group.name for group in reading.groups}
    counts = [people for _x, _y, people in figures.payload["map"]["cells"]]
    source = _("{people} answered {statements} statements. {release}. {address}").format(
        people=figures.people_said,
        statements=f"{len(figures.statements):,}",
        release=_release(reading),
        address=address(conversation),
    )
    return Told(
        place=conversation.place.name,
        title=conversation.title,
        question=conversation.question,
        notes=[
            _(
                "People who answered alike are near each other. Each hexagon holds ten people or more. Left and right, up"
                " and down have no meaning of their own."
            ),
            *notes_on(figures),
        ],
        groups=[(one.group, one.name) for one in outlines_of(figures, names)],
        shades=sorted({min(counts), max(counts)}),
        source=source,
    )


def about_sheet(conversation: Conversation, reading: Reading) -> Table:
    """Return the first sheet of a spreadsheet: what its figures are, and what its cells mean."""
    figures = reading.figures
    rows: list[tuple[str, Cell]] = [
        (_("Place"), conversation.place.name),
        (_("Conversation"), conversation.title),
        (_("Question"), conversation.question or _("none was given")),
        (_("Release"), _release(reading)),
        (_("People who answered"), figures.people if figures.people > 0 else _("fewer than ten")),
        (_("Statements"), len(figures.statements)),
        (_("Where these figures stand"), address(conversation)),
        (
            _("“not shown”"),
            _(
                "Fewer than five people gave this answer, or fewer than ten are counted, or the number would let one like"
                " that be worked out. The sentence beside it says what may be said."
            ),
        ),
        (
            _("An empty cell"),
            _(
                "In the last three columns: the statement is no common ground, bridges no groups, or divides nobody."
            ),
        ),
        (_("Bridge and divides, rank"), _("1 is the statement that does so most.")),
        (
            _("Figures of groups"),
            _("Whoever is in no group, or in one too small to show, counts for everybody only."),
        ),
    ]
    return Table(_("About"), [_("About these figures"), ""], rows, widths=(28, 90), filtered=False)


def _release(reading: Reading) -> str:
    taken = timezone.localtime(reading.release.taken)
    return _("Release {number}, worked out on {when}").format(
        number=reading.release.number, when=date_format(taken, "j F Y")
    )
