"""A circle as the pages and letters tell it: who sits in it, which civic voices it lacks, and who stands for the next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wholeplace.convene.issues.deciding import named
from wholeplace.convene.issues.models import Candidacy, Circle
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.acts import Act
from wholeplace.kernel.decisions.models import Decision, Option
from wholeplace.kernel.decisions.rules import APPROVED_BY, Result, enough
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.people import CivicVoice, Membership

CHOSE = gettext_lazy("You take part in what it is about.")


@dataclass(frozen=True)
class Candidate:
    """Somebody who stands, as members read it: the number they stand under, who they are and what became of it."""

    candidacy: Candidacy
    by: str
    number: int = 0
    approved: str = ""
    """How many approved them, where they were given a seat."""
    is_mine: bool = False

    @property
    def label(self) -> str:
        """Their number and name, to choose them by."""
        return f"{self.number}. {self.by}"


def candidates(
    viewer: Viewer, standing: Iterable[Candidacy], *, numbers: Mapping[object, int] | None = None
) -> list[Candidate]:
    """Return people who stand as the viewer reads them, by their numbers where they have any."""
    found = [
        Candidate(
            one,
            named(viewer, one.member),
            (numbers or {}).get(one.pk, 0),
            is_mine=viewer.membership is not None and viewer.membership.pk == one.member_id,
        )
        for one in standing
    ]
    return sorted(found, key=lambda one: one.number)


def seats_of(decision: Decision, stood: Iterable[Candidate], result: Result | None) -> list[Candidate]:
    """Return those who were given seats, in their order, each with how many approved them."""
    by_number = {one.number: one for one in stood}
    if result is None:
        return []
    return [
        replace(
            by_number[number],
            approved=_approved(result.counts[str(number)], of=result.answered),
        )
        for number in decision.seats_given
    ]


def _approved(people: int, *, of: int) -> str:
    """Return how many approve somebody who is seated; where all but a few do, only that they are not a few."""
    if of == people or enough(of - people):
        return _("{approved} of {answered} approve").format(approved=people, answered=of)
    return _("At least {few} of {answered} approve").format(few=APPROVED_BY, answered=of)


def numbers_of(options: Iterable[Option]) -> dict[object, int]:
    """Return the number each record stands under in a decision."""
    return {option.record: option.number for option in options}


def coverage(voices: Mapping[str, int]) -> dict[str, int]:
    """Return how many speak in each civic voice, by what it is called, and nought where nobody does."""
    return {str(voice.label): voices.get(voice.value, 0) for voice in CivicVoice}


def lacking(covered: Mapping[str, int]) -> list[str]:
    """Return a sentence for each civic voice in which nobody of a circle speaks."""
    return [
        _("Nobody in it speaks in the voice “{voice}”.").format(voice=voice)
        for voice, people in covered.items()
        if not people
    ]


def behind(circle: Circle, *, people: int, answered: int | None) -> list[str]:
    """Return, as sentences, by whose choice a circle decides: so many of so many, and when."""
    said = ngettext(
        "It was chosen on {day}, when {people} person was asked who sits in it.",
        "It was chosen on {day}, when {people} people were asked who sits in it.",
        people,
    ).format(day=date_format(circle.chosen, "j F Y"), people=people)
    if answered is None:
        return [said]
    more = ngettext("{answered} answered.", "{answered} answered.", answered).format(answered=answered)
    return [said, more]


def circle_named(circle: Circle) -> str:
    """Return what a circle is called in the middle of a sentence."""
    return _("the circle chosen on {day}").format(day=date_format(circle.chosen, "j F Y"))


def candidacy_named(candidacy: Candidacy) -> str:
    """Return what somebody's standing for a circle is called in the middle of a sentence."""
    return _("{name}, who stood for the circle").format(name=candidacy.member.name)


def tell_that_circle_decides(act: Act, decision: Decision, others: Sequence[Membership]) -> None:
    """Tell everybody who takes part and does not sit in a circle that it decides, and where they can follow it."""
    title = gettext_lazy("The circle you chose decides")
    text = format_lazy(
        gettext_lazy("{question} You can read all that is answered."), question=decision.question
    )
    notify(act, others, title=title, text=text, href=decision.get_absolute_url(), why=CHOSE)
