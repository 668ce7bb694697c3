"""What issues hold about a person."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, JSONField, Q, QuerySet, Value
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.history import FRAMING_LABELS, ISSUE_LABELS, issue_wording, words_of
from wholeplace.convene.issues.models import Amendment, Candidacy, Framing, Issue, ProposedFraming, TakingPart
from wholeplace.kernel.decisions.models import Option
from wholeplace.kernel.decisions.names import DecisionState
from wholeplace.kernel.lineage.models import Link
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Area
from wholeplace.kernel.privacy.personal import PERSONAL, Holding, Subject, Words, by

ISSUE = _("Issue")
FRAMING = {
    "issue": ISSUE,
    **FRAMING_LABELS,
    "because": _("Why you withdrew it"),
}
LABELS = {**ISSUE_LABELS, **FRAMING_LABELS}
AMENDED: Mapping[str, Words] = {
    "issue": ISSUE,
    "about": "",
    "before": _("What it said before"),
    "after": _("What it said then"),
}
PROPOSAL_LABELS = {
    "rules": _("Ground rules"),
    "red_lines": _("Red lines"),
    "because": _("Why"),
    **{voice.value: voice.label for voice in CivicVoice},
}
"""What ground rules, or a proposal to go on without some, say."""
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


def _of_ones_own(who: Subject) -> "QuerySet[Any]":
    theirs = ProposedFraming.objects.filter(by__in=who.members).values("pk")
    return _with_areas(who, Amendment.objects.filter(about__in=theirs))


def _of_the_issue(who: Subject) -> "QuerySet[Any]":
    return _with_areas(who, by(Amendment, "by", "seconded_by")(who).filter(about=F("issue")))


def _to_meet_an_objection(who: Subject) -> "QuerySet[Any]":
    """Return what somebody amended of what a group was asked about, other than a framing."""
    anew = Link.objects.filter(kind="says_anew").values("descendant")
    theirs = by(Amendment, "by")(who).filter(about__in=anew)
    return theirs.exclude(about__in=ProposedFraming.objects.values("pk"))


def _with_areas(who: Subject, amendments: "QuerySet[Any]") -> "QuerySet[Any]":
    """Return amendments, each with what the areas of the place are called: they are asked once for all of them."""
    names = {str(pk): name for pk, name in Area.objects.filter(place=who.place).values_list("pk", "name")}
    told: QuerySet[Any] = amendments.annotate(areas=Value(names, output_field=JSONField()))
    return told


def was_before(one: Any) -> str:
    """Return what an issue or a framing said before, in words."""
    return words_of(one.before, labels=LABELS, worded=issue_wording(one.areas))


def is_after(one: Any) -> str:
    """Return what an issue or a framing said afterwards, in words."""
    return words_of(one.after, labels=LABELS, worded=issue_wording(one.areas))


def as_proposed_before(one: Amendment) -> str:
    """Return what a proposal said before it was amended, in words: for a civic voice, whether it is left out."""
    return words_of(one.before, labels=PROPOSAL_LABELS, worded=_as_proposed)


def as_proposed_after(one: Amendment) -> str:
    """Return what a proposal said once it was amended, in words."""
    return words_of(one.after, labels=PROPOSAL_LABELS, worded=_as_proposed)


def _as_proposed(name: str, text: str) -> str:
    if name not in CivicVoice.values:
        return text
    return str(_("Left out") if text == str(True) else _("Not left out"))


def seated_on(one: Candidacy) -> str:
    """Return the day on which somebody was given a seat in a circle."""
    return date_format(one.circle.chosen, "j F Y") if one.circle is not None else ""


HELD = (
    Holding(
        ProposedFraming,
        _("Framings you proposed"),
        _ones_own,
        shown=("issue", *WORDS, "proposed", "withdrawn"),
        called=FRAMING,
        names=("by",),
        words=WORDS,
    ),
    Holding(
        ProposedFraming,
        _("Framings you proposed, which the group took up"),
        _of_the_group,
        shown=("issue", *WORDS, "proposed", "withdrawn"),
        called=FRAMING,
        names=("by",),
        kept=_("The words of a framing that a group is deciding on, or has adopted: they are the group's."),
    ),
    Holding(
        Issue,
        _("Issues you named"),
        by(Issue, "named_by"),
        shown=("title", "happening", "for_whom", "tried", "named"),
        called={**ISSUE_LABELS, "named": _("Named on")},
        names=("named_by",),
        kept=_("How an issue is described: you wrote it as a convener, for the partnership."),
    ),
    Holding(
        Framing,
        _("Provisional framings you set"),
        by(Framing, "by"),
        shown=("issue", "text", "written"),
        called={"issue": ISSUE, "text": FRAMING_LABELS["text"], "written": _("Set on")},
        names=("by",),
        kept=_("The framing: you set it as a convener, for the partnership."),
    ),
    Holding(
        Amendment,
        _("Changes you made to what is said of an issue"),
        _of_the_issue,
        shown=("issue", "about", "before", "after", "reason", "asked"),
        called=AMENDED,
        said={"before": was_before, "after": is_after},
        names=("by", "seconded_by"),
        kept=_("What was changed and why: it is said for the partnership."),
    ),
    Holding(
        Amendment,
        _("Changes you made to a framing you proposed"),
        _of_ones_own,
        shown=("about", *CHANGED, "asked"),
        called=AMENDED,
        said={"before": was_before, "after": is_after},
        names=("by",),
        words=CHANGED,
        kept=_("That you changed it, and when."),
    ),
    Holding(
        Amendment,
        _("Changes you made to a proposal to meet an objection"),
        _to_meet_an_objection,
        shown=("issue", "about", "before", "after", "reason", "asked"),
        called=AMENDED,
        said={"before": as_proposed_before, "after": as_proposed_after},
        names=("by",),
        words=("reason",),
        kept=_("What was changed: the group was asked about it, so it is theirs."),
    ),
    Holding(
        Candidacy,
        _("Circles you stood for"),
        by(Candidacy, "member"),
        shown=("issue", "words", "stood", "circle", "withdrawn"),
        called={"issue": ISSUE, "stood": _("You stood on"), "circle": _("You were given a seat on")},
        said={"circle": seated_on},
        names=("member",),
        words=("words",),
        kept=_("That somebody stood, and whether they had a seat. It no longer leads to you."),
    ),
    Holding(
        TakingPart,
        _("Issues you take part in"),
        by(TakingPart, "member"),
        shown=("issue", "since", "left", "why"),
        called={"issue": ISSUE, "left": _("Until"), "why": _("Why you left")},
        names=("member",),
        words=("why",),
        kept=_("That somebody took part, and from when to when. It no longer leads to you."),
    ),
)
