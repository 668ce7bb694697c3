"""Pages for everybody who would rather work a draw out than believe it: its rules, and the program that follows them."""

from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wholeplace.analysis.lottery import BALLS
from wholeplace.convene.lottery import draw_again
from wholeplace.convene.lottery.how_example import SECRET, TYPED, Example, example
from wholeplace.ui.requests import PersonRequest
from wholeplace.ui.sending import to_keep
from wholeplace.ui.tables import Column, Table

PYTHON = "text/x-python; charset=utf-8"
CANONICAL = 'json.dumps(part, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()'
"""What a digest is made of, for whoever reads Python."""
SECTIONS = {
    "plainly": gettext_lazy("In plain words"),
    "program": gettext_lazy("With a program"),
    "words": gettext_lazy("The words"),
    "rules": gettext_lazy("The rules, exactly"),
    "example": gettext_lazy("A small example"),
    "file": gettext_lazy("What stands in the file"),
    "not-proved": gettext_lazy("What the file does not prove"),
}


def how_page(request: PersonRequest) -> HttpResponse:
    """Say by which rules a draw is worked out, in plain words first, then exactly, then in a small example."""
    shown = example()
    context = {
        "values": _values(shown),
        "pool": _pool(shown),
        "choices": _choices(shown),
        "drawn": ", ".join(shown.tickets[place][0] for place in shown.places),
        "places": ", ".join(map(str, shown.places)),
        "balls": f"{BALLS:,}",
        "canonical": CANONICAL,
        "packed": f"python3 draw_again.py draw-1.json --pack {request.place.slug}-public-pack.zip",
        "contents": [{"label": label, "href": f"#{name}"} for name, label in SECTIONS.items()],
        "words": _words(),
        "parts": _parts(),
    }
    return render(request, "lottery/how.html", context)


def _words() -> list[dict[str, str]]:
    """Return what the words mean that a draw is told in."""
    told = {
        _("Terms"): _(
            "What is to be drawn: how many seats, for each answer the least and the most of seats (a target), whether one of a"
            " household is drawn at most, and which public value is waited for, where it is published and when."
        ),
        _("Ticket"): _("A person in the draw, by letters that say nothing of who they are."),
        _("Pool"): _("All tickets that can be drawn, in an order that is published beforehand."),
        _("Place"): _("Where a ticket stands in the pool."),
        _("Seal"): _(
            "What stands at a place instead of the ticket: a fingerprint of the ticket and of something secret, its salt. Each person"
            " finds their own seal and salt on their own page; of those who are drawn everybody does, in the file."
        ),
        _("Kind"): _(
            "People who are alike: they gave the same answers and, where one of a household is drawn at most, live with people who"
            " gave the same. All people of a kind have exactly the same chance."
        ),
        _("Panel"): _("For each seat the kind of whoever sits there. Every panel meets every target."),
        _("Balls"): _(
            "How often a panel comes: of {count} balls in an urn it has so many, and one ball is drawn."
        ).format(count=f"{BALLS:,}"),
        _("Digest"): _("A fingerprint, by SHA-256: it comes out quite different if one letter is changed."),
        _("Commitment to the secret"): _(
            "The digest of a secret. It is on record before the public value is known, and the secret is told after: so nobody can"
            " choose a secret that suits them."
        ),
    }  # fmt: skip
    return [{"label": label, "value": value} for label, value in told.items()]


def _parts() -> list[dict[str, str]]:
    """Return what stands under which name in the file of a draw."""
    told = {
        "format, place, draw, number": _("Which draw it is, and by which rules its file is written."),
        "how, not_shown": _("Where this page is, the rules in brief, and what the file does not show."),
        "terms": _("What was to be drawn. Its targets are counted from 0 in the order in which they stand."),
        "pool": _("A row for each place: its seal, the number of its kind, the number of its household."),
        "panels": _("Under panels a row for each panel: for each seat the kind of whoever sits there; under balls how many balls each panel has."),
        "least, bound": _(
            "The smallest chance of anybody who can be drawn, and what is proved to be the greatest that it can be."
        ),
        "finished": _("Whether the work went on until it was proved that chances are the fairest."),
        "digests, commitment": _("What stood in the record before the public value was known."),
        "committed, drawn_at": _("When it was committed to, and drawn."),
        "secret, value, value_source": _("Both halves of the seed, and where to look up the public one."),
        "drawn": _("A row for each ticket that was drawn: its place, the ticket, the salt of its seal."),
        "tickets": _("Only in the file for scrutineers: for each place its ticket, and the salt of its seal."),
        "kinds": _("Only there: for each kind the numbers of the targets that count its people."),
        "answers_salt": _("Only there: what the digest of the answers was made with, besides kinds."),
    }  # fmt: skip
    return [{"label": label, "value": value} for label, value in told.items()]


def _pool(shown: Example) -> Table:
    rows = [
        [_("Place {number}").format(number=place), ticket, f"{seal[:8]}…", str(kind), str(home)]
        for place, ((ticket, _salt), (seal, kind, home)) in enumerate(
            zip(shown.tickets, shown.pool, strict=True)
        )
    ]
    columns = [
        Column(_("Place"), whole=True),
        Column(_("Ticket"), whole=True),
        Column(_("Seal"), whole=True),
        Column(_("Kind"), brief=True),
        Column(_("Household"), brief=True),
    ]
    return Table(_("The pool of the example, with its tickets"), columns=columns, rows=rows)


def _values(shown: Example) -> list[dict[str, str]]:
    """Return what follows from what in the example."""
    ticket, salt = shown.tickets[0]
    told = {
        _("Salt and ticket at place 0"): f"{salt}, {ticket}",
        _("Its seal: SHA-256 over salt, line feed and ticket"): shown.pool[0][0],
        _("The panels, as their digest is made of them"): shown.written,
        _("Digest of the panels"): shown.digest,
        _("The secret"): SECRET,
        _("Commitment to the secret"): shown.commitment,
        _("The public value as somebody types it (each ␣ is a space)"): TYPED.replace(" ", "␣"),
        _("The public value as it goes in"): shown.value.replace(" ", "␣"),
        _("The seed: SHA-256 over secret, line feed and value"): shown.seed,
    }
    told |= {
        _("Number {count}: SHA-256 over the seed and {bytes}").format(
            count=one.number, bytes=one.number.to_bytes(8, "big").hex(" ")
        ): one.hashed
        for one in shown.choices
    }
    return [{"label": label, "value": value} for label, value in told.items()]


def _choices(shown: Example) -> Table:
    rows = [
        [
            _("Number {number}").format(number=one.number),
            f"{one.of:,}",
            f"{one.left:,}",
            ", ".join(map(str, one.among)),
            _("place {number}").format(number=one.chosen)
            if one.among
            else _("panel {number}").format(number=one.chosen),
        ]
        for one in shown.choices
    ]
    columns = [
        Column(_("Number"), whole=True),
        Column(_("Divided by"), numeric=True),
        Column(_("Remainder"), numeric=True),
        Column(_("Places to choose from")),
        Column(_("Chooses"), whole=True),
    ]
    return Table(_("What each number of the example chooses"), columns=columns, rows=rows)


def draw_again_file(request: PersonRequest) -> HttpResponse:  # noqa: ARG001 every page takes one
    """Give everybody the program that checks the file of a draw."""
    program = Path(draw_again.__file__).read_bytes()
    return to_keep(program, name="draw_again.py", kind=PYTHON)
