"""What cards hold about a person: what they wrote and marked, and what they said of mismatches."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.expectations.models import (
    Card,
    CardLine,
    Dismissal,
    Pairing,
    ProposedRules,
    Settling,
    alike,
)
from wholeplace.convene.expectations.names import Ending, LineKind, PairingKind
from wholeplace.convene.expectations.telling import amount_of
from wholeplace.kernel.decisions.models import Option
from wholeplace.kernel.decisions.names import DecisionState
from wholeplace.kernel.lineage.models import Link
from wholeplace.kernel.privacy.personal import PERSONAL, Holding, NotTheirs, Rows, Subject, by

FOR_A_PARTY = _(
    "What you wrote for your organisation, or with others: it is theirs. It no longer leads to you."
)
LINE = {
    "card": _("Whose card"),
    "kind": _("Which list"),
    "text": _("Line"),
    "quantity": _("How much"),
    "written": _("Written on"),
    "dropped": _("Dropped on"),
    "because": _("Why it was dropped"),
}


def _which_list(one: CardLine) -> str:
    return str(LineKind(one.kind).label)


def _how(one: Pairing) -> str:
    return str(PairingKind(one.kind).label)


def _ending(one: Settling) -> str:
    return str(Ending(one.kind).label)


def _quoting(column: str) -> Rows:
    """Return the drafts that repeat in a column what somebody wrote on a card of their own, as long as they are no group's."""

    def rows(who: Subject) -> "QuerySet[Any]":
        own = CardLine.objects.filter(by__in=who.members, card__organisation=None)
        said = {(issue, alike(text)) for issue, text in own.values_list("card__issue", "text")}
        drafts = ProposedRules.objects.filter(issue__in={issue for issue, _text in said}).exclude(_taken_up())
        quoting = [
            one.pk
            for one in drafts
            if any((one.issue_id, alike(line)) in said for line in _lines(one, column))
        ]
        return ProposedRules.objects.filter(pk__in=quoting)

    return rows


def _lines(drawn: ProposedRules, column: str) -> list[str]:
    return drawn.each if column == "rules" else [text for _holder, text in drawn.each_red_line]


def _taken_up() -> Q:
    """The group is deciding on it, or has adopted it."""
    decided_on = Option.objects.filter(decision__state=DecisionState.OPEN).values("record")
    return Q(pk__in=decided_on) | Q(pk__in=Link.objects.filter(kind="adopts").values("ancestor"))


COPIED = tuple(
    Holding(
        ProposedRules,
        title,
        _quoting(column),
        shown=("issue", column, "proposed"),
        called={"issue": _("Issue"), column: label},
        words=(column,),
        kept=_("That ground rules were drawn up, and whatever of them a group decides on or has adopted."),
    )
    for column, title, label in (
        ("rules", _("Ground rules drawn up that repeat what you wrote for yourself"), _("Ground rules")),
        ("red_lines", _("Red lines drawn up that repeat what you wrote for yourself"), _("Red lines")),
    )
)
"""Copies of what people wrote on cards of their own: they go before the lines by which they are found."""

HELD = (
    *COPIED,
    Holding(
        Card,
        _("Your own cards of expectations"),
        by(Card, "member"),
        shown=("issue", "begun"),
        called={"issue": _("Issue"), "begun": _("Begun on")},
        names=("member",),
        kept=_("That somebody had a card. It no longer leads to you."),
    ),
    Holding(
        CardLine,
        _("Lines you wrote on your own card"),
        by(CardLine, "by", "dropped_by", card__organisation=None),
        shown=("card", "kind", "text", "quantity", "written", "dropped", "because"),
        called=LINE,
        said={"kind": _which_list, "quantity": amount_of},
        names=("by", "dropped_by"),
        words=("text", "because"),
        kept=_(
            "That there was a line, and how much was offered. It no longer leads to you. Where a group made a ground rule of it,"
            " that is theirs."
        ),
    ),
    Holding(
        CardLine,
        _("Lines you wrote on the card of your organisation"),
        by(CardLine, "by", "dropped_by", card__organisation__isnull=False),
        shown=("card", "kind", "text", "quantity", "written", "dropped", "because"),
        called=LINE,
        said={"kind": _which_list, "quantity": amount_of},
        names=("by", "dropped_by"),
        kept=FOR_A_PARTY,
    ),
    Holding(
        Pairing,
        _("Matches and mismatches you marked"),
        by(Pairing, "by"),
        shown=("issue", "kind", "line", "other", "why", "marked", "taken_back"),
        called={
            "issue": _("Issue"),
            "kind": _("What you saw"),
            "line": _("Line"),
            "other": _("Beside"),
            "marked": _("Marked on"),
        },
        said={"kind": _how},
        names=("by",),
        kept=FOR_A_PARTY,
    ),
    Holding(
        Settling,
        _("What you said of mismatches, or confirmed"),
        by(Settling, "by", "confirmed_by"),
        shown=("pairing", "kind", "words", "said", "until", "confirmed"),
        called={
            "pairing": _("Mismatch"),
            "kind": _("What was said"),
            "said": _("Said on"),
            "until": _("Parked until"),
            "confirmed": _("Confirmed on"),
        },
        said={"kind": _ending},
        names=("by", "confirmed_by"),
        kept=FOR_A_PARTY,
    ),
    Holding(
        Dismissal,
        _("Suggestions you dismissed"),
        by(Dismissal, "by"),
        shown=("line", "other", "dismissed"),
        called={"line": _("Line"), "other": _("Beside"), "dismissed": _("Dismissed on")},
        names=("by",),
        kept=_("That somebody dismissed it. It no longer leads to you."),
    ),
    Holding(
        ProposedRules,
        _("Ground rules you drew up"),
        by(ProposedRules, "by"),
        shown=("issue", "rules", "red_lines", "reason", "proposed"),
        called={"issue": _("Issue"), "rules": _("Ground rules"), "red_lines": _("Red lines")},
        names=("by",),
        kept=_("The ground rules: you drew them up for the group to decide on, so they are theirs."),
    ),
)


WHOSE_CARD = NotTheirs(
    Card, frozenset({"organisation"}), "the organisation whose card it is, and nobody of it"
)


def declare() -> None:
    """Show what cards hold about people in the registry of personal data."""
    PERSONAL.add("convene.expectations", WHOSE_CARD)
    for one in HELD:
        PERSONAL.add("convene.expectations", one)
