"""What a member does about mandates: ask their organisation, take the asking back, lay a mandate down."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.issues.models import Issue
from wholeplace.convene.mandates.conditions import (
    AGAIN,
    OPEN,
    asked_it,
    asking_is_open,
    belongs_to_a_body,
    can_be_asked,
    is_its_member,
    mandate_stands,
    says_something,
    statement_of,
    terms_fit,
)
from wholeplace.convene.mandates.models import Asking, Mandate, Terms
from wholeplace.convene.mandates.names import AskedFor, AskingState, Ending
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.places import Place
from wholeplace.kernel.records import Audience
from wholeplace.kernel.text import shows_something


@action(
    "mandate.ask",
    title=_("Ask for a mandate"),
    says=_("{actor} asked for a mandate from the organisation they belong to"),
    may=belongs_to_a_body,
    within="place",
    doors=BY_PERSON,
    rationed=True,
)
def ask_mandate(
    act: Act,
    *,
    place: Place,  # noqa: ARG001 what it is added to
    email: str,
    until: dt.date,
    manager: str = "",
    words: str = "",
    issue: Issue | None = None,
    in_work_time: bool = False,
    own_words: bool = False,
    money: Decimal = Decimal(0),
    hours: Decimal = Decimal(0),
    goods: Decimal = Decimal(0),
    limits: str = "",
    renews: Mandate | None = None,
) -> Asking:
    """Ask a manager, by a letter with a link, to say in writing that one may take part: so far, until then, in these limits."""
    terms = Terms(until, in_work_time, own_words, money, hours, goods, limits)
    if refusal := terms_fit(terms, act.at):
        raise Refused(refusal.code, **refusal.params)
    if renews is not None and (refusal := is_its_member(act.actor, renews)):
        raise Refused(refusal.code, **refusal.params)
    return _ask(act, email, manager=manager, words=words, issue=issue, renews=renews, **terms.columns)


@action(
    "standing.ask",
    title=_("Ask for a word for all of an organisation's people"),
    says=_("{actor} asked the organisation they belong to for a word for all of its people"),
    may=belongs_to_a_body,
    within="place",
    doors=BY_PERSON,
    rationed=True,
)
def ask_statement(
    act: Act,
    *,
    place: Place,  # noqa: ARG001 what it is added to
    email: str,
    text: str,
    manager: str = "",
    words: str = "",
) -> Asking:
    """Ask a manager, by a letter with a link, to publish a sentence that holds for everybody of the organisation."""
    if not shows_something(text):
        raise Refused("left_empty")
    standing = statement_of(act.membership.organisation_id)
    if standing is not None and standing.text == text:
        raise Refused("same_statement")
    about = AskedFor.STATEMENT
    return _ask(act, email, manager=manager, words=words, about=about, text=text)


@action(
    "standing.ask_withdrawal",
    title=_("Ask that a word for all is withdrawn"),
    says=_("{actor} asked the organisation they belong to to withdraw its word for all of its people"),
    may=says_something,
    within="place",
    doors=BY_PERSON,
    rationed=True,
)
def ask_withdrawal(
    act: Act,
    *,
    place: Place,  # noqa: ARG001 what it is added to
    email: str,
    manager: str = "",
    words: str = "",
) -> Asking:
    """Ask a manager, by a letter with a link, to withdraw what the organisation says for all of its people."""
    statement = statement_of(act.membership.organisation_id)
    about = AskedFor.WITHDRAWAL
    return _ask(act, email, manager=manager, words=words, about=about, statement=statement)


def _ask(act: Act, email: str, **said: Any) -> Asking:
    """Keep what is asked, and have the letter sent; one to the same address before, about the same, is taken back."""
    address = email.strip().lower()
    if refusal := can_be_asked(act.actor, act.at, email=address, manager=said["manager"]):
        raise Refused(refusal.code, **refusal.params)
    organisation = act.membership.organisation
    assert organisation is not None
    made = Asking(
        place=act.place,
        audience=Audience.AUTHOR,
        by=act.membership,
        organisation=organisation,
        email=address,
        asked=act.at,
        over=act.at,
        **said,
    )
    same = {"by": made.by, "email": address, "about": made.about, "issue": made.issue, "state__in": OPEN}
    for before in Asking.objects.filter(asked__lte=act.at - AGAIN, **same):
        _take_back(act, before)
    made.save()
    act.apart = (
        made.pk
    )  # a mandate names its member and what was asked: what else they asked is not found by it
    act.record(made)
    act.enqueue("mandates.send", asking=made)
    return made


@action(
    "asking.take_back",
    title=_("Take back what you asked of your organisation"),
    says=_("{actor} took back what they had asked of the organisation they belong to"),
    may=asked_it,
    when=asking_is_open,
    on="asking",
    doors=BY_PERSON,
)
def take_back_asking(act: Act, *, asking: Asking) -> Asking:
    """Take back what one asked for: the link of its letter no longer works, and a letter that waits does not go."""
    _take_back(act, asking)
    return asking


def _take_back(act: Act, asking: Asking) -> None:
    asking.state, asking.digest, asking.over = AskingState.TAKEN_BACK, "", act.at
    asking.save()
    act.record(asking)


@action(
    "mandate.lay_down",
    title=_("Lay down a mandate"),
    says=_("{actor} laid down a mandate"),
    may=is_its_member,
    when=mandate_stands,
    on="mandate",
    doors=BY_PERSON,
)
def lay_down_mandate(act: Act, *, mandate: Mandate) -> Mandate:
    """Lay down one's own mandate: from now on it stands no more, and what was done under it stays valid."""
    end_mandate(act, mandate, Ending.LAID_DOWN)
    close_asking(act, mandate.asking)
    return mandate


def end_mandate(act: Act, mandate: Mandate, how: Ending) -> None:
    """End a mandate before its time, from this moment on, and never for what was done before."""
    mandate.ended, mandate.ending = act.at, how
    mandate.save()
    act.record(mandate)


def close_asking(act: Act, asking: Asking, *, reason: str = "") -> None:
    """Let an asking be over, what it led to standing no more: its link is of no use from now on."""
    asking.state, asking.digest, asking.over = AskingState.OVER, "", act.at
    asking.reason = reason or asking.reason
    asking.save()
    act.record(asking)
