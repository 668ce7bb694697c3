"""Pages that ask how wicked an issue is, and say what the answers recommend."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.convene.wickedness.actions import answer_wickedness
from wholeplace.convene.wickedness.forms import AnswerForm
from wholeplace.convene.wickedness.names import HINTS, Property
from wholeplace.convene.wickedness.queries import answers_visible_to
from wholeplace.convene.wickedness.recommending import recommended
from wholeplace.convene.wickedness.telling import asked, standing
from wholeplace.kernel.places import Place
from wholeplace.ui.addresses import place_url
from wholeplace.ui.requests import PersonRequest, done, get_or_404, members_only, why_not


def wickedness_page(request: PersonRequest, issue: str) -> HttpResponse:
    """Show the ten questions with their answers, and what they recommend next and why."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    answers = list(answers_visible_to(request.viewer, shown))
    advice = [(one, _leading(request.place, one.page, issue=issue)) for one in recommended(standing(answers))]
    context = {
        "issue": shown,
        "asked": asked(request.viewer, answers),
        "next": advice[0] if advice else None,
        "besides": advice[1:],
        "answered": len(standing(answers)),
    }
    return render(request, "wickedness/check.html", context)


def _leading(place: Place, page: str, *, issue: str) -> str:
    """Return the address of the page on which an advice is followed, if there is one."""
    if not page:
        return ""
    return place_url(place, page) if page == "issues" else place_url(place, page, issue=issue)


@members_only
def answer_page(request: PersonRequest, issue: str, question: str) -> HttpResponse:
    """Ask one of the ten questions, and lead on to the next that nobody has answered."""
    shown = get_or_404(issues_visible_to(request.viewer), issue)
    if question not in Property.values:
        raise Http404
    about = Property(question)
    answers = list(answers_visible_to(request.viewer, shown))
    last = next((one for one in answers if one.about == about), None)
    told = {"answer": last.answer, "reason": last.reason} if last else {}
    form = AnswerForm(request.POST or None, initial=told)
    if form.perform(answer_wickedness, request.actor, issue=shown, about=about):
        left = [one for one in Property if one not in {*standing(answers), about}]
        return done(
            request, _("Your answer stands for everybody to read."), _onward(request.place, issue, left)
        )
    context = {
        "form": form,
        "issue": shown,
        "about": about,
        "hint": HINTS[about],
        "number": list(Property).index(about) + 1,
        "refusal": why_not(request, answer_wickedness, shown),
    }
    return render(request, "wickedness/answer.html", context, status=form.status)


def _onward(place: Place, issue: str, left: list[Property]) -> str:
    """Return the address of the next question that is left, or of what all the answers recommend."""
    if not left:
        return place_url(place, "wickedness", issue=issue)
    return place_url(place, "answer_wickedness", issue=issue, question=left[0].value)
