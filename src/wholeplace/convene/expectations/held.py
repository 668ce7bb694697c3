"""What cards hold about a person: what they wrote and marked, and what they said of mismatches."""

import uuid
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
from wholeplace.convene.ground_rules.models import held, lines_of
from wholeplace.convene.issues.held import AMENDED, as_proposed_after, as_proposed_before
from wholeplace.convene.issues.models import Amendment
from wholeplace.kernel.decisions.models import Option
from wholeplace.kernel.decisions.names import DecisionState
from wholeplace.kernel.ledger.tombstones import ERASED
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


def _own_words(who: Subject) -> set[tuple[Any, str]]:
    """Return what somebody wrote on cards of their own, each with the issue it is about."""
    own = CardLine.objects.filter(by__in=who.members, card__organisation=None)
    return {(issue, alike(text)) for issue, text in own.values_list("card__issue", "text")}


def _quoting(column: str) -> Rows:
    """Return the drafts that repeat in a column what somebody wrote on a card of their own, as long as they are no group's."""

    def rows(who: Subject) -> "QuerySet[Any]":
        own = _own_words(who)
        drafts = ProposedRules.objects.filter(issue__in={issue for issue, _text in own}).exclude(_taken_up())
        found = [one.pk for one in drafts if _repeats(own, one.issue_id, {column: getattr(one, column)})]
        return ProposedRules.objects.filter(pk__in=found)

    return rows


def _quoting_amendments(who: Subject) -> "QuerySet[Any]":
    """Return the amendments of drafts that repeat such words, but where they stand in what a group took up."""
    own = _own_words(who)
    drafts = ProposedRules.objects.filter(issue__in={issue for issue, _text in own})
    free = set(drafts.exclude(_taken_up()).values_list("pk", flat=True))
    found = [
        one.pk
        for one in Amendment.objects.filter(about__in=drafts.values("pk"))
        if _repeats(own, one.issue_id, one.before)
        or (one.about in free and _repeats(own, one.issue_id, one.after))
    ]
    return Amendment.objects.filter(pk__in=found)


def _repeats(own: set[tuple[Any, str]], issue: uuid.UUID, kept: Any) -> bool:
    """Say whether ground rules or red lines, by their columns, hold a line that somebody wrote for themselves."""
    if kept == ERASED:
        return False
    lines = [
        *lines_of(kept.get("rules", "")),
        *(text for _who, _colon, text in held(kept.get("red_lines", ""))),
    ]
    return any((issue, alike(line.strip())) in own for line in lines)


def _taken_up() -> Q:
    """The group is deciding on it, or has adopted it."""
    decided_on = Option.objects.filter(decision__state=DecisionState.OPEN).values("record")
    return Q(pk__in=decided_on) | Q(pk__in=Link.objects.filter(kind="adopts").values("ancestor"))


KEPT_OF_COPIES = _("That ground rules were drawn up, and whatever of them a group decides on or has adopted.")
COPIED = (
    *(
        Holding(
            ProposedRules,
            title,
            _quoting(column),
            shown=("issue", column, "proposed"),
            called={"issue": _("Issue"), column: label},
            words=(column,),
            kept=KEPT_OF_COPIES,
        )
        for column, title, label in (
            ("rules", _("Ground rules drawn up that repeat what you wrote for yourself"), _("Ground rules")),
            ("red_lines", _("Red lines drawn up that repeat what you wrote for yourself"), _("Red lines")),
        )
    ),
    Holding(
        Amendment,
        _("Amendments that repeat what you wrote for yourself"),
        _quoting_amendments,
        shown=("issue", "about", "before", "after", "asked"),
        called=AMENDED,
        said={"before": as_proposed_before, "after": as_proposed_after},
        words=("before", "after"),
        kept=KEPT_OF_COPIES,
    ),
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
