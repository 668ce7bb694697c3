"""Pages for bringing a conversation in, and for taking its figures out."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from wholeplace.account.exchange.forms import TakeInForm, UploadForm
from wholeplace.account.exchange.limits import ON_A_PAGE
from wholeplace.account.exchange.polis_reader import ImportRefused, PolisExport, SignUnknown, read_polis
from wholeplace.account.exchange.polis_zip import Found
from wholeplace.account.exchange.queries import staged_visible_to
from wholeplace.account.exchange.reporting import report_on
from wholeplace.account.exchange.staging import heard, keep_what_it_led_to, stage, unstage
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.kernel.conditions import Refused
from wholeplace.mediate.conversations.actions import ask_to_take_in, take_in_conversation
from wholeplace.mediate.conversations.queries import conversations_visible_to
from wholeplace.ui.limits import takes_files
from wholeplace.ui.requests import PersonRequest, get_or_404, members_only, why_not


@takes_files(most=ON_A_PAGE.bytes)
@members_only
def upload_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Read an export and show what is in it, before anything is kept."""
    about = get_or_404(issues_visible_to(request.viewer), issue)
    refusal = why_not(request, take_in_conversation, about)
    form = UploadForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if refusal is None and form.is_bound and form.is_valid():
        staged = _staged(request, about, form, problems)
        if staged is not None:
            return redirect("staged_import", place=request.place.slug, staged=staged.pk)
    context = {
        "form": form,
        "issue": about,
        "refusal": refusal,
        "problems": problems,
        "taken": _taken_in(request, form),
    }
    return render(request, "exchange/upload.html", context, status=form.status)


def _staged(request: PersonRequest, about: Any, form: UploadForm, problems: list[str]) -> Any | None:
    """Read the files and keep what they hold for a day, or put on the form what is wrong."""
    member, answers = request.viewer.membership, form.cleaned_data
    export = _read(form, problems)
    if export is None or member is None:
        return None
    title = answers["title"] or export.topic or about.title
    try:
        conversation = heard(export)
        ask_to_take_in(request.actor, conversation)
        return stage(
            conversation,
            issue=about,
            by=member,
            title=title[:200],
            question=answers["question"],
            report=report_on(export),
        )
    except Refused as refused:
        form.refusal = refused.refusal
        form.add_error("files", str(refused))
        return None


def _taken_in(request: PersonRequest, form: UploadForm) -> Any | None:
    """Return the conversation that these files already are, where that is why they were refused."""
    if form.refusal is None or form.refusal.code != "conversation_taken_in":
        return None
    called = form.refusal.params["title"]
    return conversations_visible_to(request.viewer).filter(title=called).first()


def _read(form: UploadForm, problems: list[str]) -> PolisExport | None:
    """Read the uploaded files, putting what is wrong where the page shows it."""
    answers = form.cleaned_data
    files = [Found(one.name, one.size, one.read) for one in answers["files"]]
    try:
        return read_polis(files, agree=int(answers["agree"]) if answers["agree"] else None, room=ON_A_PAGE)
    except SignUnknown as unknown:
        form.add_error("agree", unknown.worded(gettext))
    except ImportRefused as refused:
        problems.extend(refused.lines(gettext))
        form.add_error(None, problems[0])
    return None


@members_only
def staged_page(request: PersonRequest, staged: str) -> HttpResponse:
    """Show what an export holds, and import it when somebody says yes."""
    waiting = get_or_404(staged_visible_to(request.viewer), staged)
    if waiting.made is not None:
        return redirect(waiting.made)
    form = TakeInForm(request.POST or None)
    made = None
    if form.is_bound:
        made = form.perform(
            take_in_conversation,
            request.actor,
            issue=waiting.issue,
            title=waiting.title,
            question=waiting.question,
            heard=unstage(waiting),
        )
    if made is not None:
        keep_what_it_led_to(waiting, made)
        return redirect(made)
    context = {
        "form": form,
        "staged": waiting,
        "refusal": why_not(request, take_in_conversation, waiting.issue),
    }
    return render(request, "exchange/staged.html", context, status=form.status)
