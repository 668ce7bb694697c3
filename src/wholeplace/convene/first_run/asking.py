"""One step at a time: its form, filled in as it was answered before, and the answers of all once they are whole."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from wholeplace.convene.first_run.draft import Draft, changing_draft
from wholeplace.convene.first_run.forms import (
    AddressForm,
    ColourForm,
    FirstIssueForm,
    PlaceForm,
    SecondForm,
    YouForm,
)
from wholeplace.convene.first_run.names import Step
from wholeplace.ui.forms import ActionForm

FORMS: dict[Step, Callable[..., ActionForm]] = {
    Step.PLACE: PlaceForm,
    Step.YOU: YouForm,
    Step.SECOND: SecondForm,
    Step.ADDRESS: AddressForm,
    Step.COLOUR: ColourForm,
    Step.ISSUE: FirstIssueForm,
}
UNKEPT = ("csrfmiddlewaretoken", "key", "deed")


def form_of(
    step: Step,
    draft: Draft,
    sent: QueryDict | None = None,
    files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
) -> ActionForm:
    """Return a step's form, with what is sent now, or else with what was answered before."""
    kept = draft.answers.get(step, "")
    filled = sent if sent is not None else QueryDict(kept) if kept else None
    more = {"yours": str(answer_to(Step.YOU, draft).get("email", ""))} if step is Step.SECOND else {}
    return FORMS[step](filled, files, **more)


def answer_to(step: Step, draft: Draft) -> dict[str, Any]:
    """Return what a step was answered, as the actions take it; nothing where it was left out or is no longer right."""
    if step not in FORMS or not draft.answers.get(step):
        return {}
    form = form_of(step, draft)
    if not form.is_valid():
        return {}
    return {name: answer for name, answer in form.cleaned_data.items() if name != "key"}


def first_wrong(draft: Draft) -> Step | None:
    """Return the first step whose answer is missing, or no longer right beside the others."""
    for step in Step:
        kept = draft.answers.get(step)
        if kept is None or (kept and step in FORMS and not answer_to(step, draft)):
            return step
    return None


def answer(step: Step, sent: QueryDict | None) -> Draft:
    """Keep what a step was answered, beside what others were meanwhile; with nothing sent, that it is left out."""
    with changing_draft() as draft:
        note_answer(step, draft, sent)
    return draft


def want(address: str) -> Draft:
    """Keep the address people will type."""
    with changing_draft() as draft:
        draft.wanted = address
    return draft


def note_answer(step: Step, draft: Draft, sent: QueryDict | None) -> None:
    """Note in a draft what a step was answered, or that it is left out."""
    kept = sent.copy() if sent is not None else QueryDict(mutable=True)
    for name in UNKEPT:
        kept.pop(name, None)
    draft.answers[step.value] = kept.urlencode()


def onward(draft: Draft) -> str:
    """Return the address of the first step that is open, or of the page that shows all answers."""
    step = draft.first_open
    return reverse(f"setup_{step.value}" if step else "setup_check")


def steps_shown(draft: Draft, now: Step | None) -> list[dict[str, Any]]:
    """Return the steps as the page lists them: which are done, which one this is, and which are to come."""
    return [
        {
            "label": step.label,
            "href": "" if step is now else reverse(f"setup_{step.value}"),
            **_state(step, draft, now),
        }
        for step in Step
    ]


def _state(step: Step, draft: Draft, now: Step | None) -> dict[str, object]:
    if step is now:
        return {"state": _("Now"), "kind": "place"}
    kept = draft.answers.get(step)
    if kept is None:
        return {"state": _("Open"), "kind": ""}
    return {"state": _("Done"), "kind": "good"} if kept else {"state": _("Left out"), "kind": ""}
