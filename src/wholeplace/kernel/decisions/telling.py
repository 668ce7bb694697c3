"""What a decision tells whom: that it waits for their answer, that it ends soon, what came of it, and about objections."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.acts import Act
from wholeplace.kernel.decisions.models import Decision, Elector, Objection, Response
from wholeplace.kernel.decisions.names import Outcome
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.people import Membership

YOURS = _("You took part when this decision opened, so it is yours too.")
IN_CIRCLE = _("You sat in the circle when this decision opened, so it is yours to answer.")
ASKED = _("You asked the group to decide.")
OBJECTED = _("You objected.")


def tell_it_is_open(act: Act, decision: Decision, members: Sequence[Membership]) -> None:
    """Tell everybody a decision belongs to that it waits for their answer."""
    title = _("It is yours to decide")
    notify(
        act, members, title=title, text=_until(decision), href=decision.get_absolute_url(), why=_why(decision)
    )


def tell_it_ends_soon(decision: Decision) -> None:
    """Remind those who have yet to answer; each is told alone, and nobody else of them."""
    answered = Response.objects.filter(decision=decision, rule=decision.in_force).values("elector")
    waited_for = [one.member for one in _electors(decision).exclude(pk__in=answered)]
    title = _("A decision ends soon, and waits for your answer")
    href = decision.get_absolute_url()
    notify(decision.place, waited_for, title=title, text=_until(decision), href=href, why=_why(decision))


def tell_what_came_of_it(act: Act, decision: Decision, outcome: Outcome) -> None:
    """Tell everybody a decision belonged to how it ended, or that approval now decides."""
    members = [one.member for one in _electors(decision)]
    goes_on = outcome == Outcome.FELL_BACK
    title = (
        _("An objection stands: now say what you approve") if goes_on else _("A decision has come to its end")
    )
    text = (
        _until(decision)
        if goes_on
        else format_lazy(
            _("{question} It ended: {outcome}."), question=decision.question, outcome=outcome.label
        )
    )
    notify(act, members, title=title, text=text, href=decision.get_absolute_url(), why=_why(decision))


def tell_of_objection(act: Act, objection: Objection) -> None:
    """Tell whoever asked for the decision that somebody objects."""
    decision = objection.decision
    title, href = _("Somebody objects to what you asked"), f"{decision.get_absolute_url()}#objections"
    notify(act, [decision.asked_by], title=title, text=decision.question, href=href, why=ASKED)


def tell_of_reply(act: Act, objection: Objection) -> None:
    """Tell whoever objected that they were answered; whether the objection stands is for them to say."""
    decision = objection.decision
    title, href = _("Your objection was answered"), f"{decision.get_absolute_url()}#objections"
    text = _("{question} Read the answer, and say whether your objection stands.")
    member = objection.elector.member
    words = format_lazy(text, question=decision.question)
    notify(act, [member], title=title, text=words, href=href, why=OBJECTED)


def _electors(decision: Decision) -> QuerySet[Elector]:
    return Elector.objects.filter(decision=decision).select_related("member").order_by("pk")


def _why(decision: Decision) -> str | Promise:
    return YOURS if decision.circle is None else IN_CIRCLE


def _until(decision: Decision) -> Promise:
    assert decision.deadline is not None
    said = _("{question} Open until {until}.")
    until = date_format(timezone.localtime(decision.deadline), "l j F, H:i")
    return format_lazy(said, question=decision.question, until=until)
