"""Pages for conveners: who was drawn, how each seat stands, and asking them."""

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wholeplace.convene.lottery.asking_drawn import letter_before, sample_sheet
from wholeplace.convene.lottery.pool_showing import answers_told
from wholeplace.convene.lottery.queries import features_of, lotteries_convened_by, seats_opened
from wholeplace.convene.lottery.report_writing import draw_in_words
from wholeplace.convene.lottery.roll_pages import rolls_offered
from wholeplace.convene.lottery.seat_answers import record_answer
from wholeplace.convene.lottery.seat_forms import FindSeatForm, SaidForm, SetLettersForm, ToDrawnForm
from wholeplace.convene.lottery.seat_queries import (
    counted_among,
    draws_of,
    held_in,
    holders_among,
    met_by,
    seats_found,
    seats_of,
    targets_of,
    to_ask,
    to_do_among,
    to_print,
    to_remind,
)
from wholeplace.convene.lottery.seat_showing import (
    COLUMNS,
    counted,
    holding_told,
    missing_told,
    script_of,
    seat_told,
    seats_table,
    stands,
    targets_table,
    who,
)
from wholeplace.convene.lottery.seats import (
    ask_all_drawn,
    ask_drawn,
    remind_all_drawn,
    remind_drawn,
    say_to_drawn,
    set_letter,
    set_letters,
)
from wholeplace.kernel import clock
from wholeplace.kernel.actions import Action
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.paper import Sheet, pdf_of
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not
from wholeplace.ui.sending import to_show
from wholeplace.ui.tables import page_asked, sort_asked

DEEDS: tuple[tuple[str, Any, Action[..., Any]], ...] = (
    ("ask_one_drawn", gettext_lazy("Ask them by e-mail"), ask_drawn),
    ("letter_to_drawn", gettext_lazy("Set a letter for the post"), set_letter),
    ("remind_one_drawn", gettext_lazy("Remind them"), remind_drawn),
    ("record_drawn", gettext_lazy("Call them, and say what they said"), record_answer),
)
"""What can be done about a seat, each by its page."""


@members_only
def seats_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """List who was drawn, how each seat stands, and how far the targets are met."""
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    form = FindSeatForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {"words": "", "state": ""}
    sort = sort_asked(request, COLUMNS, otherwise="registration__name")
    page = page_asked(request, seats_found(request.viewer, shown, **asked).order_by(sort, "pk"))
    all_of_them = list(seats_of(request.viewer, shown))
    counts, count = counted_among(all_of_them), page.paginator.count
    met = met_by(list(targets_of(shown)), holders_among(all_of_them))
    draws = draws_of(request.viewer, shown)
    context = {
        "lottery": shown,
        "issue": shown.issue,
        "page": page,
        "form": form,
        "narrowed": any(asked.values()),
        "table": seats_table(shown, page, sort=sort),
        "told": counted(counts),
        "holding": holding_told(shown, counts) if counts else "",
        "free": max(shown.seats - held_in(counts), 0) if counts else 0,
        "counted": ngettext("{count} person", "{count} people", count).format(count=f"{count:,}"),
        "targets": targets_table(met) if counts and met else None,
        "missing": missing_told(met),
        "draws": [draw_in_words(one) for one in draws if one.drawn is not None],
        "waits": next((one for one in draws if one.drawn is None and one.taken_back is None), None),
        "downloads": rolls_offered(shown),
        **asdict(to_do_among(all_of_them, clock.now())),
    }
    return render(request, "lottery/seats.html", context)


@members_only
def seat_page(request: PersonRequest, seat: str) -> HttpResponse:
    """Show one person who was drawn: how to reach them, how their seat stands, and what can be done."""
    one = get_or_404(seats_opened(request.viewer), seat)
    refusals = {page: why_not(request, deed, one) for page, _label, deed in DEEDS}
    deeds = [
        {"label": label, "href": place_url(request.place, page, seat=one.pk)}
        for page, label, _deed in DEEDS
        if refusals[page] is None
    ]
    waits = refusals["remind_one_drawn"]
    context = {
        **_about(request, one),
        "stands": stands(one),
        "told": seat_told(one),
        "answers": answers_told(one.registration, features_of(one.draw.lottery)),
        "deeds": deeds,
        "waits": waits if waits is not None and waits.code == "drawn_asked_lately" else None,
    }
    return render(request, "lottery/seat.html", context)


def _about(request: PersonRequest, one: Any) -> dict[str, Any]:
    lottery = one.draw.lottery
    return {
        "one": one,
        "who": who(one),
        "lottery": lottery,
        "issue": lottery.issue,
        "back": place_url(request.place, "lottery_seat", seat=one.pk),
        "seats": place_url(request.place, "lottery_seats", lottery=lottery.pk),
    }


@members_only
def words_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """Ask what those who are drawn should know besides, and by when they answer."""
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    form = ToDrawnForm(request.POST or None, initial={"words": shown.to_drawn, "within": shown.answer_within})
    back = place_url(request.place, "lottery_seats", lottery=shown.pk)
    if form.perform(say_to_drawn, request.actor, lottery=shown):
        return done(request, _("It is kept, and counts for each letter from now on."), back)
    context = {"lottery": shown, "issue": shown.issue, "form": form, "back": back}
    context["refusal"] = why_not(request, say_to_drawn, shown)
    return render(request, "lottery/words.html", context, status=form.status)


@members_only
def ask_all_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """Show the letter as it goes to everybody who was drawn and has an e-mail address, and send it."""
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    first = to_ask(shown).first()
    count = to_ask(shown).count()
    text = ngettext(
        "{count} person is written to, with a link to their own page. This is how it reads.",
        "{count} people are written to, each with a link to their own page. This is how the first reads.",
        count,
    )
    words = (_("Ask them"), text.format(count=f"{count:,}"), _("The letters are on their way."))
    return _of_all(request, shown, ask_all_drawn, words, first=first)


@members_only
def remind_all_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """Show the reminder as it goes to everybody who has not answered, and send it."""
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    silent = to_remind(shown, clock.now())
    first = silent.first()
    if first is not None:
        first.reminded = clock.now()
    count = silent.count()
    text = ngettext(
        "{count} person is written to once more, with a new link. This is how it reads.",
        "{count} people are written to once more, each with a new link. This is how the first reads.",
        count,
    )
    words = (_("Remind them"), text.format(count=f"{count:,}"), _("The reminders are on their way."))
    return _of_all(request, shown, remind_all_drawn, words, first=first)


def _of_all(
    request: PersonRequest,
    shown: Any,
    deed: Action[..., Any],
    words: tuple[str, str, str],
    *,
    first: Any,
) -> HttpResponse:
    """Look at what goes to many before it goes."""
    button, text, said = words
    form = ActionForm(request.POST or None)
    back = place_url(request.place, "lottery_seats", lottery=shown.pk)
    if form.perform(deed, request.actor, lottery=shown):
        return done(request, said, back)
    context = {
        "lottery": shown,
        "issue": shown.issue,
        "form": form,
        "button": button,
        "text": text if first is not None else "",
        "letter": letter_before(first, at=clock.now()) if first is not None else None,
        "nobody": first is None,
        "back": back,
        "refusal": why_not(request, deed, shown),
    }
    return render(request, "lottery/look.html", context, status=form.status)


@members_only
def ask_one_page(request: PersonRequest, seat: str) -> HttpResponse:
    """Show the letter as it goes to one person who was drawn, and send it."""
    one = get_or_404(seats_opened(request.viewer), seat)
    text = _("They are written to, with a link to their own page. Links they had before stop working.")
    return _of_one(request, one, ask_drawn, (_("Ask them"), text, _("The letter is on its way.")))


@members_only
def remind_one_page(request: PersonRequest, seat: str) -> HttpResponse:
    """Show the reminder as it goes to one person who was drawn, and send it."""
    one = get_or_404(seats_opened(request.viewer), seat)
    text = _("They are written to once more, with a new link. The one before stops working.")
    words = (_("Remind them"), text, _("The reminder is on its way."))
    return _of_one(request, one, remind_drawn, words)


def _of_one(
    request: PersonRequest, one: Any, deed: Action[..., Any], words: tuple[str, str, str]
) -> HttpResponse:
    button, text, said = words
    form = ActionForm(request.POST or None)
    context = {**_about(request, one), "form": form, "button": button, "text": text}
    if form.perform(deed, request.actor, seat=one):
        return done(request, said, context["back"])
    context["refusal"] = why_not(request, deed, one)
    if context["refusal"] is None:
        one.reminded = clock.now() if deed is remind_drawn else None
        context["letter"] = letter_before(one, at=clock.now())
    return render(request, "lottery/look.html", context, status=form.status)


@members_only
def letters_page(request: PersonRequest, lottery: str) -> HttpResponse:
    """Show the letter as it stands on paper, and set one for each who gave no e-mail address: the file comes at once."""
    shown = get_or_404(lotteries_convened_by(request.viewer), lottery)
    form = SetLettersForm(request.POST or None)
    if request.POST.get("do") != "paper" and (
        sheets := form.perform(set_letters, request.actor, lottery=shown)
    ):
        return _printed(sheets)
    there = list(to_print(shown))
    first = there[0] if there else None
    context = {
        "lottery": shown,
        "issue": shown.issue,
        "count": len(there),
        "again": first is not None and first.asked is not None,
        "back": place_url(request.place, "lottery_seats", lottery=shown.pk),
        "refusal": why_not(request, set_letters, shown),
    }
    return _letters(request, form, first, context)


@members_only
def letter_page(request: PersonRequest, seat: str) -> HttpResponse:
    """Set one letter for the post, with a code of its own, or set it again."""
    one = get_or_404(seats_opened(request.viewer), seat)
    form = SetLettersForm(request.POST or None)
    if request.POST.get("do") != "paper" and (sheets := form.perform(set_letter, request.actor, seat=one)):
        return _printed(sheets)
    refusal = why_not(request, set_letter, one)
    context = {**_about(request, one), "count": 1, "refusal": refusal, "again": one.asked is not None}
    return _letters(request, form, one if refusal is None else None, context)


def _letters(request: PersonRequest, form: Any, first: Any, context: dict[str, Any]) -> HttpResponse:
    """Show a letter before it is set, on the page or on paper; the code that will stand in it is not drawn yet."""
    member = request.viewer.membership
    if first is not None and member is not None:
        sheet = sample_sheet(first, at=clock.now(), by=member.name)
        if request.POST.get("do") == "paper":
            return to_show(pdf_of([sheet]), name="letter.pdf", kind="application/pdf")
        context |= {"sheet": sheet, "looking": ActionForm(auto_id=False)}
    context["form"] = form
    return render(request, "lottery/letters.html", context, status=form.status)


def _printed(sheets: list[Sheet]) -> HttpResponse:
    """Send letters as one PDF, of which nothing is kept."""
    response = to_show(pdf_of(sheets), name="letters.pdf", kind="application/pdf")
    response["Cache-Control"] = "private, no-store"
    return response


@members_only
def record_page(request: PersonRequest, seat: str) -> HttpResponse:
    """Show what to say on the phone, and keep what somebody said."""
    one = get_or_404(seats_opened(request.viewer), seat)
    form = SaidForm(request.POST or None)
    context = _about(request, one)
    if form.perform(record_answer, request.actor, seat=one):
        return done(request, _("It is kept, with your name beside it."), context["back"])
    context |= {
        "form": form,
        "script": script_of(one),
        "told": [row for row in seat_told(one) if row["label"] in {_("Phone"), _("Postal address")}],
        "refusal": why_not(request, record_answer, one),
    }
    return render(request, "lottery/record.html", context, status=form.status)
