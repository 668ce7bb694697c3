"""A person's data to take away: one zip with a page to read, and the same as JSON and CSV for programs."""

import codecs
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wholeplace.kernel import clock
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.cells import csv_line
from wholeplace.kernel.files.queries import files_put_by
from wholeplace.kernel.ledger.pack_pages import list_in_page, whole_page, words_in_page
from wholeplace.kernel.people import Membership
from wholeplace.places.yourself.queries import Held, what_is_held


def not_in_it() -> list[str]:
    """Return what a download does not hold, and why."""
    return [
        _("How you answered in a conversation that was brought in from elsewhere: nothing leads from you to those answers."),
        _("What others wrote about you in their own words: it is theirs too. Ask the people who run this place about it."),
        _("The lines of the record: they show what you did without your name, and everybody can read them there."),
        _("What you did in other places here: each place gives you its own."),
        _("Copies in backups: they hold the same as this, from an earlier day."),
    ]  # fmt: skip


def takeout_of(viewer: Viewer) -> bytes:
    """Return a zip of everything that is kept about the viewer, and of nobody else."""
    assert viewer.membership is not None
    held = what_is_held(viewer.membership)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("index.html", _page(viewer.membership, held))
        file.writestr("data.json", _json(viewer.membership, held))
        for one in held:
            lines = [csv_line(row) for row in (one.columns, *one.rows)]
            file.writestr(f"csv/{one.name}.csv", codecs.BOM_UTF8 + b"".join(lines))
        for number, (name, content) in enumerate(files_put_by(viewer), start=1):
            file.writestr(f"files/{number} {name}", content)
    return written.getvalue()


def _json(member: Membership, held: Iterable[Held]) -> str:
    told = {
        "place": member.place.name,
        "made": clock.now(),
        "held": [
            {
                "title": one.title,
                "rows": [dict(zip(one.columns, row, strict=True)) for row in one.rows],
            }
            for one in held
        ],
        "not_in_it": not_in_it(),
    }
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def _page(member: Membership, held: Sequence[Held]) -> str:
    """Return the page the zip opens with: all of it in words, narrow enough for a phone, to read without any program."""
    made = date_format(timezone.localtime(clock.now()), "j F Y, H:i")
    title = _("What {place} keeps about you").format(place=member.place.name)
    about = _("{name}, {made}").format(name=member.name, made=made)
    intro = _(
        "This page tells all of it in words. For programs the same stands in data.json and, as a file for each table, in the"
        " folder csv, with the marks by which rows are found."
    )
    told = (section for one in held for section in _told(one))
    missing = (
        f"<h2>{escape(_('What is not in it, and why'))}</h2>{list_in_page(list(map(escape, not_in_it())))}"
    )
    return whole_page(title, title, about, f"<p>{escape(intro)}</p>{''.join(told)}{missing}")


def _told(held: Held) -> Iterator[str]:
    """Yield what one table holds under its heading, each row as what it says and what it is about."""
    yield f"<h2>{escape(held.title)}</h2>"
    for row in held.read:
        yield words_in_page([(escape(name), escape(said).replace("\n", "<br>")) for name, said in row])
