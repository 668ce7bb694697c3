"""The page on which one thing is asked about the map of an issue, or about one perspective on it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from wholeplace.kernel.actions import Action
from wholeplace.ui.forms import ActionForm
from wholeplace.ui.requests import PersonRequest, why_not


def ask_about(
    request: PersonRequest,
    about: Any,
    form: ActionForm,
    deed: Action[..., Any],
    record: Any = None,
    *,
    heading: str,
    button: str,
    text: str = "",
    back: str = "",
) -> HttpResponse:
    """Ask about an issue or a perspective, beside the button what keeps the deed from being done to it, or to `record`."""
    issue = getattr(about, "issue", about)
    context = {
        "issue": issue,
        "perspective": about if about is not issue else None,
        "form": form,
        "heading": heading,
        "text": text,
        "button": button,
        "back": back or about.get_absolute_url(),
        "refusal": why_not(request, deed, record or about),
    }
    return render(request, "stakeholders/ask.html", context, status=form.status)
