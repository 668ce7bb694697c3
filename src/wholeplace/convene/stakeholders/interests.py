"""Declaring what one stands to gain or lose by an issue oneself, so that others know it when they read and decide."""

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.conditions import takes_part
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.stakeholders.conditions import declared_it, interest_stands
from wholeplace.convene.stakeholders.models import Interest
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.records import Audience


@action(
    "interest.declare",
    title=_("Declare an interest of one's own in an issue"),
    says=_("{actor} declared an interest of their own in an issue"),
    may=takes_part,
    within="issue",
    doors=BY_PERSON,
)
def declare_interest(act: Act, *, issue: Issue, text: str) -> Interest:
    """Say what one stands to gain or lose by an issue oneself, or through a body one belongs to."""
    made = Interest.objects.create(
        place=act.place,
        audience=Audience.PARTNERSHIP,
        issue=issue,
        text=text,
        by=act.membership,
        declared=act.at,
    )
    act.record(made)
    return made


@action(
    "interest.end",
    title=_("Say that an interest has ended"),
    says=_("{actor} said that an interest of their own in an issue has ended"),
    may=declared_it,
    when=interest_stands,
    on="interest",
    doors=BY_PERSON,
)
def end_interest(act: Act, *, interest: Interest) -> Interest:
    """Say that one no longer has an interest; that one had it stays readable."""
    interest.ended = act.at
    interest.save()
    act.record(interest)
    return interest
