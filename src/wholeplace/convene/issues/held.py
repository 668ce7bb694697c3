"""What issues hold about a person."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.models import Amendment, Framing, Issue, ProposedFraming, TakingPart
from wholeplace.kernel.decisions.models import Option
from wholeplace.kernel.decisions.names import DecisionState
from wholeplace.kernel.privacy.personal import PERSONAL, Holding, Subject, by

WORDS = ("standpoint", "text", "evidence", "reason", "because")
CHANGED = ("before", "after", "reason")


def declare() -> None:
    """Show what issues hold about people in the registry of personal data."""
    for one in HELD:
        PERSONAL.add("convene.issues", one)


def _taken_up() -> Q:
    """The group is deciding on it, or has adopted it."""
    decided_on = Option.objects.filter(decision__state=DecisionState.OPEN).values("record")
    adopted = Framing.objects.exclude(adopted_from=None).values("adopted_from")
    return Q(pk__in=decided_on) | Q(pk__in=adopted)


def _of_the_group(who: Subject) -> QuerySet[ProposedFraming]:
    return ProposedFraming.objects.filter(_taken_up(), by__in=who.members)


def _ones_own(who: Subject) -> QuerySet[ProposedFraming]:
    return ProposedFraming.objects.filter(~_taken_up(), by__in=who.members)


def _of_ones_own(who: Subject) -> QuerySet[Amendment]:
    theirs = ProposedFraming.objects.filter(by__in=who.members).values("pk")
    return Amendment.objects.filter(about__in=theirs)


def _of_the_issue(who: Subject) -> QuerySet[Amendment]:
    ones_own = _of_ones_own(who).values("pk")
    return by(Amendment, "by", "seconded_by")(who).exclude(pk__in=ones_own)


HELD = (
    Holding(
        ProposedFraming,
        _("Framings you proposed"),
        _ones_own,
        shown=("issue", *WORDS, "proposed", "withdrawn"),
        names=("by",),
        words=WORDS,
    ),
    Holding(
        ProposedFraming,
        _("Framings you proposed, which the group took up"),
        _of_the_group,
        shown=("issue", *WORDS, "proposed", "withdrawn"),
        names=("by",),
        kept=_("The words of a framing that a group is deciding on, or has adopted: they are the group's."),
    ),
    Holding(
        Issue,
        _("Issues you named"),
        by(Issue, "named_by"),
        shown=("title", "happening", "for_whom", "tried", "named"),
        names=("named_by",),
        kept=_("How an issue is described: you wrote it as a convener, for the partnership."),
    ),
    Holding(
        Framing,
        _("Provisional framings you set"),
        by(Framing, "by"),
        shown=("issue", "text", "written"),
        names=("by",),
        kept=_("The framing: you set it as a convener, for the partnership."),
    ),
    Holding(
        Amendment,
        _("Changes you made to what is said of an issue"),
        _of_the_issue,
        shown=("issue", "about", "before", "after", "reason", "asked"),
        names=("by", "seconded_by"),
        kept=_("What was changed and why: it is said for the partnership."),
    ),
    Holding(
        Amendment,
        _("Changes you made to a framing you proposed"),
        _of_ones_own,
        shown=("about", *CHANGED, "asked"),
        names=("by",),
        words=CHANGED,
        kept=_("That you changed it, and when."),
    ),
    Holding(
        TakingPart,
        _("Issues you take part in"),
        by(TakingPart, "member"),
        shown=("issue", "since", "left"),
        names=("member",),
        kept=_("That somebody took part, and from when to when. It no longer leads to you."),
    ),
)
