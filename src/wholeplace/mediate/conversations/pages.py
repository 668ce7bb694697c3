"""Pages for whoever takes part: what is asked, one statement at a time, what one answered and wrote."""

from collections.abc import Callable, Collection
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wholeplace.convene.ground_rules.queries import rules_in_force
from wholeplace.convene.issues.actions import take_part
from wholeplace.kernel.conditions import Refusal
from wholeplace.kernel.lineage.queries import fates_of
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.search.likeness import like_it, likeness_among
from wholeplace.mediate.conversations.answering import answer_statement, go_on_record
from wholeplace.mediate.conversations.aside_queries import asides_written_by, reads_asides
from wholeplace.mediate.conversations.bylines import COLUMNS, NAMES, named
from wholeplace.mediate.conversations.claimed import closed_with_too_few
from wholeplace.mediate.conversations.conditions import LONGEST, answered_in, wears_here
from wholeplace.mediate.conversations.forms import CHOICES, AnswerForm, SayForm
from wholeplace.mediate.conversations.given import Given, given_here
from wholeplace.mediate.conversations.moderation_queries import lines_of, rulings_on, statements_told
from wholeplace.mediate.conversations.names import LAST_KEPT, Moderated, Naming
from wholeplace.mediate.conversations.naming_forms import SayByNameForm
from wholeplace.mediate.conversations.queries import (
    HIDDEN,
    conversations_visible_to,
    next_number,
    reads_what_is_left_out,
    speaks_for_electors,
    statements_asked,
    written_by,
)
from wholeplace.mediate.conversations.saying import reword, say
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, asks_within, done, get_or_404, members_only, why_not
from wholeplace.ui.tables import page_asked

LAST = "last_statement"
"""The cookie by which somebody finds the way back to the statement they answered last: only their browser knows."""


def conversation_page(request: PersonRequest, live: str) -> HttpResponse:
    """Show what is asked, until when, how it works, and what becomes of the answers."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    told = dict(statements_told(request.viewer, shown).values_list("number", "moderation"))
    numbers = [number for number, moderation in told.items() if moderation not in HIDDEN]
    given = given_here(request.viewer, shown)
    mine, on_record = given.answers, bool(given.named)
    refusal = why_not(request, answer_statement, shown)
    in_office = refusal is None and not on_record and speaks_for_electors(request.viewer)
    context = {
        "conversation": shown,
        "rules": rules_in_force(request.viewer, shown.issue),
        "statements": len(numbers),
        "told": len(told),
        "kept": len(told) - len(numbers),
        "answered": len(mine.keys() & set(numbers)),
        "too_few": closed_with_too_few(shown),
        "refusal": refusal,
        "convenes": wears_here(request.viewer, shown, HatKind.CONVENER),
        "moderates": reads_what_is_left_out(request.viewer, shown),
        "facilitates": reads_asides(request.viewer, shown),
        "on_the_record": on_record,
        "may_be_named": in_office and not mine,
        "answered_unnamed": in_office and bool(mine),
    }
    return render(request, "conversations/conversation.html", context)


@members_only
def take_part_page(request: PersonRequest, live: str) -> HttpResponse:
    """Take part in the issue a conversation is about, and go straight on to the first statement."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    form = ActionForm(request.POST or None)
    if form.perform(take_part, request.actor, issue=shown.issue):
        return redirect(_address(shown, "answer"))
    context = {
        "form": form,
        "conversation": shown,
        "rules": rules_in_force(request.viewer, shown.issue),
        "refusal": why_not(request, take_part, shown.issue),
    }
    return render(request, "conversations/take_part.html", context, status=form.status)


@members_only
def answer_page(request: PersonRequest, live: str) -> HttpResponse:
    """Show one statement to answer: the next one, or again the last one that was answered."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    form = AnswerForm(request.POST or None)
    given = form.perform(answer_statement, request.actor, conversation=shown)
    if given is not None:
        return _answered(request, shown, form.cleaned_data["number"], given=given)
    refusal = why_not(request, answer_statement, shown)
    if refusal is not None and refusal.code == "does_not_take_part":
        return redirect(_address(shown, "take_part_here"))
    last, given = request.COOKIES.get(LAST, ""), given_here(request.viewer, shown)
    return _ask(request, shown, form, given=given, last=last, refusal=refusal)


def _answered(request: PersonRequest, shown: Any, number: int, *, given: Given) -> HttpResponse:
    """Lead on to the next statement, or show it at once within the page; the way back is known to the browser alone."""
    here, last = _address(shown, "answer"), str(number)
    response = (
        _ask(request, shown, AnswerForm(), given=given, last=last, refusal=None)
        if asks_within(request)
        else redirect(here)
    )
    response.set_cookie(
        LAST, last, max_age=LAST_KEPT, path=here, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response


def _ask(
    request: PersonRequest,
    shown: Any,
    form: AnswerForm,
    *,
    given: Given,
    last: str,
    refusal: Refusal | None,
) -> HttpResponse:
    """Show the statement to answer next, or again the last one."""
    mine = given.answers
    context = {
        **what_is_asked(
            request,
            shown,
            mine=mine,
            last=number_again(last, mine),
            draw=lambda asked: next_number(request.viewer, shown, among=asked, answered=mine),
        ),
        "author": request.viewer.membership.pk if request.viewer.membership else "",
        "form": form,
        "refusal": refusal,
        "on_the_record": bool(given.named),
    }
    return render(request, "conversations/answer.html", context, status=form.status)


def what_is_asked(
    request: PersonRequest,
    shown: Any,
    *,
    mine: dict[int, Any],
    last: int | None,
    draw: Callable[[Collection[int]], int | None],
) -> dict[str, Any]:
    """Return the statement to answer, again the last one or else the one drawn, and how far whoever answers has come."""
    asked = {
        one.number: one
        for one in statements_asked(request.viewer, shown).values_list(
            "number", "text", "seed", "author", "guest", *COLUMNS, named=True
        )
    }
    number = last if "again" in request.GET and last in asked else draw(asked)
    chosen = asked.get(number) if number is not None else None
    return {
        "conversation": shown,
        "statement": chosen,
        "named": named(*(getattr(chosen, column) for column in COLUMNS)) if chosen else "",
        "number": number,
        "choices": CHOICES,
        "chosen": mine[number].name.lower() if number in mine else "",
        "answered": len(mine.keys() & asked.keys()),
        "count": len(asked),
        "again": last in asked,
        "mine": [(one, mine[one.number].label) for one in asked.values() if one.number in mine],
    }


def number_again(said: str, mine: dict[int, Any]) -> int | None:
    """Return the number of a statement that a browser knows of, if whoever reads answered it."""
    return int(said) if said.isdecimal() and len(said) < 10 and int(said) in mine else None


@members_only
def answers_page(request: PersonRequest, live: str) -> HttpResponse:
    """Show all one's own answers and statements, each to be changed until the close."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    form = AnswerForm(request.POST or None)
    form.perform(answer_statement, request.actor, conversation=shown)
    if form.performed:
        said = _("Your answer was changed.")
        return done(request, said, f"{request.get_full_path()}#statement-{form.cleaned_data['number']}")
    given = given_here(request.viewer, shown)
    mine = given.answers
    answered = statements_asked(request.viewer, shown).filter(number__in=list(mine))
    page = page_asked(request, answered)
    context = {
        "conversation": shown,
        "form": form,
        "page": page,
        "answers": [(one, mine[one.number].name.lower(), mine[one.number].label) for one in page],
        "kept": len(mine) - page.paginator.count,
        "written": with_what_followed(request, written_by(request.viewer, shown)),
        "asides": asides_written_by(request.viewer, shown),
        "states_shown": answered_in(shown),
        "choices": CHOICES,
        "on_the_record": bool(given.named),
        "refusal": why_not(request, answer_statement, shown),
    }
    return render(request, "conversations/answers.html", context, status=form.status)


def with_what_followed(request: PersonRequest, written: QuerySet[Any]) -> list[tuple[Any, Any, Any]]:
    """Return each of these statements with what became of it, and what moderators did with it, the newest first."""
    there = list(written.select_related("replaces", "conversation__place", *NAMES))
    fates, rulings = fates_of(request.viewer, there), rulings_on(there)
    return [(one, fates.get(one.pk, ()), rulings.get(one.pk, [])) for one in there]


def statements_page(request: PersonRequest, live: str) -> HttpResponse:
    """List everything that was said so far, to read; in place of what moderators keep from people stands why."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    words = request.GET.get("q", "").strip()
    statements = statements_told(request.viewer, shown)
    if words:
        statements = statements_asked(request.viewer, shown).filter(text__icontains=words)
    page = page_asked(request, statements.select_related("replaces", *NAMES))
    context = {"conversation": shown, "page": page, "lines": lines_of(page.object_list), "words": words}
    return render(request, "conversations/statements.html", context)


@members_only
def say_page(request: PersonRequest, live: str) -> HttpResponse:
    """Write a statement; what was said already is suggested first."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    form = (
        SayByNameForm(request.POST or None, actor=request.actor)
        if shown.naming == Naming.BY_NAME
        else SayForm(request.POST or None)
    )
    near = said_already(request, shown, form)
    made = None if near else form.perform(say, request.actor, conversation=shown)
    if made is not None:
        said = (
            _("A moderator looks at your statement first. You are told when it is shown.")
            if shown.moderated == Moderated.BEFORE
            else _("Your statement is there for everybody to answer. You can change it until somebody has.")
        )
        return done(request, said, f"{_address(shown, 'my_answers')}#written")
    context = {
        "form": form,
        "conversation": shown,
        "near": near,
        "shared": bool(near) and written_by(request.viewer, shown).filter(pk=near[0].pk).exists(),
        "choices": CHOICES,
        "most": LONGEST,
        "back": _address(shown, "answer"),
        "refusal": why_not(request, say, shown),
    }
    return render(request, "conversations/say.html", context, status=form.status)


def said_already(request: PersonRequest, shown: Any, form: SayForm) -> list[Any]:
    """Return statements that say nearly the same, unless the writer has seen them and says that theirs is another."""
    if request.POST.get("anyway") or not form.is_bound or not form.is_valid():
        return []
    there = list(statements_asked(request.viewer, shown))
    likeness = likeness_among({one.pk: one.text for one in there})
    near = [there[place] for place in like_it(form.cleaned_data["text"], likeness)]
    if near:
        form.ask_again()
    return near


@members_only
def reword_page(request: PersonRequest, live: str, number: int) -> HttpResponse:
    """Say a statement of one's own anew."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    statement = written_by(request.viewer, shown).filter(number=number).first()
    if statement is None:
        raise Http404
    form = SayForm(request.POST or None, initial={"text": statement.text})
    if form.perform(reword, request.actor, conversation=shown, number=number):
        return done(request, _("Your statement was changed."), f"{_address(shown, 'my_answers')}#written")
    context = {
        "form": form,
        "conversation": shown,
        "back": _address(shown, "my_answers"),
        "refusal": why_not(request, reword, shown),
    }
    return render(request, "conversations/reword.html", context, status=form.status)


@members_only
def go_on_record_page(request: PersonRequest, live: str) -> HttpResponse:
    """Choose to answer by name, as an elected member."""
    shown = get_or_404(conversations_visible_to(request.viewer), live)
    form = ActionForm(request.POST or None)
    if form.perform(go_on_record, request.actor, conversation=shown):
        return done(
            request,
            _("You answer on the record: your name stands by your answers."),
            _address(shown, "answer"),
        )
    context = {"form": form, "conversation": shown, "refusal": why_not(request, go_on_record, shown)}
    return render(request, "conversations/on_record.html", context, status=form.status)


def _address(shown: Any, name: str) -> str:
    return place_url(shown.place, name, live=shown.pk)
