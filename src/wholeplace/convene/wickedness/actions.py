"""Answering how wicked an issue is."""

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.wickedness.conditions import may_answer
from wholeplace.convene.wickedness.models import WickednessAnswer
from wholeplace.convene.wickedness.names import Answer, Property
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act


@action(
    "wickedness.answer",
    title=_("Answer how wicked an issue is"),
    says=_("{actor} answered one of the questions how wicked an issue is"),
    may=may_answer,
    within="issue",
    doors=BY_PERSON,
)
def answer_wickedness(
    act: Act, *, issue: Issue, about: Property, answer: Answer, reason: str
) -> WickednessAnswer:
    """Answer one of the ten questions for everybody, with a reason; the answer before stays readable."""
    made = WickednessAnswer.objects.create(
        place=act.place,
        audience=issue.audience,
        issue=issue,
        about=about,
        answer=answer,
        reason=reason,
        answered_by=act.membership,
        answered=act.at,
    )
    act.record(made)
    return made
