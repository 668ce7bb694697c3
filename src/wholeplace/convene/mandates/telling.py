"""What a mandate says, in words: for a letter, a page, and the badge beside somebody's name."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.analysis.disclosure import LEAST_CELL
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.mandates.models import Asking, Mandate, StandingStatement, Terms
from wholeplace.convene.mandates.queries import shown_mandated, shown_members
from wholeplace.kernel.behalf import Resource

DAY = "j F Y"


def rows_of(terms: Terms, *, issue: Issue | None) -> list[dict[str, Any]]:
    """Return what terms say, each with what it is called."""
    return [
        {
            "label": _("Take part in"),
            "value": issue.title if issue else _("Everything the partnership works on"),
        },
        {"label": _("In work time"), "value": _yes_or_no(said=terms.in_work_time)},
        {"label": _("Speak in their own words"), "value": _yes_or_no(said=terms.own_words)},
        {"label": _("Promise at most"), "value": promised(terms) or _("Nothing")},
        {"label": _("Until"), "value": date_format(terms.until, DAY) if terms.until else ""},
        *([{"label": _("Within these limits"), "value": terms.limits}] if terms.limits else []),
    ]


def promised(terms: Terms) -> str:
    """Return how much of what may be promised; nothing where it is nought."""
    said = [_amount(kind, amount) for kind, amount in terms.amounts.items() if amount]
    return get_text_list(said, _("and"))


def allowed(mandate: Mandate) -> str:
    """Say in one sentence what a mandate allows, for how long, and by whose word: as others read it."""
    everywhere = _("{organisation} lets them take part{leave}, until {day}.")
    there = _("{organisation} lets them take part in “{issue}”{leave}, until {day}.")
    return _allowed(mandate, there if mandate.issue else everywhere, own_words=_("in their own words"))


def allowed_to_you(mandate: Mandate) -> str:
    """Say the same to whoever has the mandate."""
    everywhere = _("{organisation} lets you take part{leave}, until {day}.")
    there = _("{organisation} lets you take part in “{issue}”{leave}, until {day}.")
    return _allowed(mandate, there if mandate.issue else everywhere, own_words=_("in your own words"))


def said_by_you(made: Mandate | StandingStatement) -> str:
    """Say back to whoever answered a letter what they said."""
    if isinstance(made, StandingStatement):
        return _("“{text}”").format(text=made.text)
    most = promised(made.terms)
    said = _("You let {name} take part until {day}, and promise up to {most}.")
    without = _("You let {name} take part until {day}, and promise nothing.")
    day = date_format(made.last_day, DAY)
    return (said if most else without).format(name=made.member.name, day=day, most=most)


def once_allowed_to_you(mandate: Mandate) -> str:
    """Say to whoever had a mandate what it allowed, while it stood."""
    everywhere = _("{organisation} let you take part{leave}.")
    there = _("{organisation} let you take part in “{issue}”{leave}.")
    return _allowed(mandate, there if mandate.issue else everywhere, own_words=_("in your own words"))


def _allowed(mandate: Mandate, sentence: str, *, own_words: str) -> str:
    leave = [
        *([_("in work time")] if mandate.in_work_time else []),
        *([own_words] if mandate.own_words else []),
    ]
    said = sentence.format(
        organisation=mandate.organisation.name,
        leave=f", {get_text_list(leave, _('and'))}" if leave else "",
        day=date_format(mandate.last_day, DAY),
        issue=mandate.issue.title if mandate.issue else "",
    )
    return f"{said} {_('By word of:')} {by_word_of(mandate.giver)}"


def by_word_of(giver: str) -> str:
    """Return by whose word something was said: what they are as they say themselves, which nobody here has checked."""
    return _("“{giver}”, as they call themselves. Nobody here has checked it.").format(giver=giver)


def members_in_words(people: int) -> str:
    """Say how many members an organisation has: a number from five up."""
    shown = shown_members(people)
    return _("Fewer than 5") if shown is None else f"{shown:,}"


def mandated_in_words(mandated: int, *, people: int) -> str:
    """Say how many of an organisation's members have a mandate that stands: a number from five up, and words below."""
    shown = shown_mandated(mandated, people=people)
    if shown is not None:
        return f"{shown:,}"
    return _("Fewer than 5") if mandated < LEAST_CELL else _("Most of them")


def organisations_in_words(count: int) -> str:
    """Say how many organisations have let their people take part in writing."""
    said = ngettext(
        "{count} organisation has said in writing that its people may take part.",
        "{count} organisations have said in writing that their people may take part.",
        count,
    )
    return (
        said.format(count=count)
        if count
        else _("No organisation has said so in writing that its people may take part.")
    )


def asked_for(asking: Asking) -> list[dict[str, Any]]:
    """Return what somebody asks their organisation for, each with what it is called."""
    if asking.text:
        return [{"label": _("To say for all"), "value": asking.text}]
    if asking.statement is not None:
        return [{"label": _("To withdraw"), "value": asking.statement.text}]
    return rows_of(asking.terms, issue=asking.issue)


def as_lines(rows: Sequence[dict[str, Any]]) -> str:
    """Return rows as lines of a letter, each on one line."""
    return "\n".join(f"{row['label']}: {' '.join(str(row['value']).split())}" for row in rows)


def _yes_or_no(*, said: bool) -> str:
    return _("Yes") if said else _("No")


def _amount(kind: Resource, amount: Decimal) -> str:
    number = f"{amount.normalize():,f}"
    if kind == Resource.TIME:
        return ngettext("{number} hour", "{number} hours", int(amount)).format(number=number)
    worth = _("goods worth £{number}") if kind == Resource.GOODS else _("£{number}")
    return worth.format(number=number)
