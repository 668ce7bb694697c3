"""The pages of the first run: the code, one step after another, all answers to check, and what comes next."""

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from allauth.core import ratelimit
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wholeplace.convene.first_run.asking import (
    answer,
    answer_to,
    first_wrong,
    form_of,
    onward,
    steps_shown,
    want,
)
from wholeplace.convene.first_run.code import is_setup_code
from wholeplace.convene.first_run.draft import Draft, draft_kept, forget_draft
from wholeplace.convene.first_run.forms import AddressForm, CheckForm, CodeForm
from wholeplace.convene.first_run.founding import found
from wholeplace.convene.first_run.logo import logo_chosen
from wholeplace.convene.first_run.mailing import Fault, read_code, send_test_letter
from wholeplace.convene.first_run.names import LEADS, WITHOUT, Step
from wholeplace.convene.first_run.next_steps import next_steps
from wholeplace.convene.first_run.sessions import (
    come_in,
    founded_beside,
    founded_here,
    let_in,
    make_founder,
    may_set_up,
)
from wholeplace.convene.first_run.telling import (
    addresses_told,
    answers_told,
    lines_to_write,
    way_of_mail,
    where_asked,
)
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.people import HatKind
from wholeplace.ui.addresses import place_url
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, SignInNeeded

P = ParamSpec("P")

ON_THE_MACHINE = "wholeplace doctor\nwholeplace backup /mnt/backups/wholeplace.zip"


def code_page(request: HttpRequest) -> HttpResponse:
    """Ask for the setup code, and go on where the last one who gave it stopped."""
    if may_set_up(request):
        return redirect(onward(draft_kept()))
    form = CodeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        if not ratelimit.consume(request, action="setup_code"):
            form.add_error(None, _("Too many codes were tried from here. Wait five minutes, then try again."))
        elif is_setup_code(form.cleaned_data["code"]):
            let_in(request)
            return redirect(onward(draft_kept()))
        else:
            form.add_error(
                "code",
                _("This is not the setup code. It is in the terminal in which the program was started."),
            )
    return render(request, "first_run/code.html", {"form": form, "nobody_yet": True}, status=form.status)


def with_code(
    view: Callable[Concatenate[HttpRequest, Draft, P], HttpResponse], /
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Show a page, with the draft, to whoever gave the setup code; ask anybody else for it."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not may_set_up(request):
            return redirect("setup")
        return view(request, draft_kept(), *args, **kwargs)

    return guarded


@with_code
def step_page(request: HttpRequest, draft: Draft, step: Step) -> HttpResponse:
    """Ask the questions of one step, and keep the answers."""
    if step in WITHOUT and request.POST.get("deed") == "without":
        return redirect(onward(answer(step, None)))
    form = form_of(step, draft, request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent = request.POST.copy()
        if step is Step.PLACE:
            sent["slug"] = form.cleaned_data["slug"]  # a suggested one is kept, and there to be changed
        return redirect(onward(answer(step, sent)))
    return asked(request, draft, step, "first_run/step.html", form=form)


@with_code
def address_page(request: HttpRequest, draft: Draft, step: Step) -> HttpResponse:
    """Ask which address people will type, and say what to write where until the program knows it too."""
    if request.POST.get("deed") == "without":
        return redirect(onward(answer(step, None)))
    here = where_asked(request)
    form = AddressForm(request.POST or None, initial={"address": draft.wanted or here})
    if request.method == "POST" and form.is_valid():
        draft = want(form.cleaned_data["address"])
        if draft.wanted == settings.PUBLIC_URL.lower():
            return redirect(onward(answer(step, request.POST)))
    wanted = "" if form.errors or draft.wanted == settings.PUBLIC_URL.lower() else draft.wanted
    context = {
        "told": settings.PUBLIC_URL,
        "rows": addresses_told(here),
        "wanted": wanted,
        "lines": lines_to_write(wanted),
        "button": _("Check again") if wanted else _("Save and go on"),
    }
    return asked(request, draft, step, "first_run/address.html", form=form, **context)


@with_code
def mail_page(request: HttpRequest, draft: Draft, step: Step) -> HttpResponse:
    """Send a test letter to the first convener, say what came back, and read the code that it holds."""
    to = str(answer_to(Step.YOU, draft).get("email", ""))
    if not to:
        return redirect(f"setup_{Step.YOU.value}")
    deed, reads = request.POST.get("deed", ""), "code" in request.POST
    fault, form = None, CodeForm(request.POST if reads else None)
    if deed == "without":
        return redirect(onward(answer(step, None)))
    if deed == "send":
        fault = _send(request, to)
        draft = draft_kept()
    elif reads and form.is_valid():
        if read_code(form.cleaned_data["code"]):
            return redirect(onward(draft_kept()))
        form.add_error(
            "code", _("This is not the code of the last letter. After five wrong ones, send another letter.")
        )
    context = {
        "to": to,
        "fault": fault,
        "sent": draft.letter_to == to,
        "proved": draft.proved == to,
        "onward": onward(draft),
    }
    return asked(request, draft, step, "first_run/mail.html", form=form, way=way_of_mail(), **context)


def _send(request: HttpRequest, to: str) -> Fault | None:
    """Send the test letter, a few times in an hour at most."""
    if not ratelimit.consume(request, action="setup_letter"):
        return Fault(_("Ten letters were sent within the hour."), _("Wait a while, or go on without."), "")
    return send_test_letter(to=to)


@with_code
def check_page(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Show all answers, and found the place with exactly those."""
    if wrong := first_wrong(draft):
        return redirect(f"setup_{wrong.value}")
    form = CheckForm(request.POST or None)
    if form.is_bound and form.is_valid():
        if form.cleaned_data["seen"] != draft.digest:
            form.add_error(
                None,
                _(
                    "An answer was changed meanwhile, in another window. Read them again, then found the place."
                ),
            )
        elif answered := _found(request, draft, form):
            return answered
    context = {
        "form": form,
        "seen": CheckForm(initial={"seen": draft.digest}),
        "told": answers_told(draft),
        "nobody_yet": True,
    }
    return render(request, "first_run/check.html", context)


def _found(request: HttpRequest, draft: Draft, form: CheckForm) -> HttpResponse | None:
    """Found the place and lead into it; whoever is second is told so, and what does not fit stands above the answers."""
    said = {step: answer_to(step, draft) for step in Step}
    try:
        founder = found(
            place=said[Step.PLACE],
            colour=said[Step.COLOUR]["colour"],
            you=said[Step.YOU],
            second=said[Step.SECOND] or None,
            issue=said[Step.ISSUE] or None,
            logo=logo_chosen(draft),
        )
    except Refused as refused:
        if refused.refusal.code in {"place_is_there", "short_name_taken"}:
            return _second(request)
        form.add_error(None, str(refused))
        return None
    make_founder(request, founder, draft)
    forget_draft()
    return redirect(place_url(founder.place, "what_next"))


def _second(request: HttpRequest) -> HttpResponse:
    """Lead the founder in who pressed twice; tell anybody else that somebody was first."""
    if founder := founded_beside(request):
        return redirect(place_url(founder.place, "what_next"))
    return render(request, "first_run/second.html", status=409)


def what_next_page(request: PersonRequest) -> HttpResponse:
    """Let the founder in, once; show whoever convenes what to do next in a place that has just begun."""
    if founder := founded_here(request):
        come_in(request, founder)
        return redirect(request.path)
    if not request.viewer.is_member:
        raise SignInNeeded
    if not any(hat.kind == HatKind.CONVENER for hat in request.viewer.held):
        raise Http404
    first, *later = next_steps(request.viewer)
    context = {"first": first, "later": later, "commands": ON_THE_MACHINE}
    return render(request, "first_run/what_next.html", context)


def asked(
    request: HttpRequest, draft: Draft, step: Step, template: str, *, form: ActionForm, **more: object
) -> HttpResponse:
    """Draw a step: its number, its questions, what can be left out, and the way to every other step."""
    without, because = WITHOUT.get(step, ("", ""))
    context = {
        "form": form,
        "step": step,
        "number": list(Step).index(step) + 1,
        "of": len(Step),
        "lead": LEADS.get(step, ""),
        "without": without,
        "because": because,
        "steps": steps_shown(draft, step),
        "nobody_yet": True,
        **more,
    }
    return render(request, template, context, status=form.status)
