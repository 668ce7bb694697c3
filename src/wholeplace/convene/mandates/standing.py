"""What an organisation says for all of its people: published, withdrawn and taken back by the links of letters."""

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.mandates.actions import close_asking
from wholeplace.convene.mandates.answering import (
    see_that_it_is_about,
    see_who_gives,
    word_is_given,
)
from wholeplace.convene.mandates.conditions import answer_works, word_works
from wholeplace.convene.mandates.letters import send_word, tell_asker
from wholeplace.convene.mandates.models import Asking, StandingStatement
from wholeplace.convene.mandates.names import AskedFor, AskingState
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import is_machine
from wholeplace.kernel.records import Audience


@action(
    "standing.publish",
    title=_("Publish an organisation's word for all by the link of a letter"),
    says=_("{actor} recorded that {organisation} gave its word for all of its people, version {version}"),
    may=is_machine,
    when=answer_works,
    on="asking",
    doors=BY_MACHINE,
    secret=True,
)
def publish_statement(act: Act, *, asking: Asking, giver: str) -> StandingStatement:
    """Say for an organisation what holds for all of its people; the version before stays readable."""
    see_that_it_is_about(asking, AskedFor.STATEMENT)
    see_who_gives(giver)
    before = StandingStatement.objects.filter(organisation=asking.organisation_id).first()
    if before is not None and before.withdrawn is None:
        _withdraw(act, before)
    made = StandingStatement.objects.create(
        place=act.place,
        audience=Audience.PUBLIC,
        organisation=asking.organisation,
        asking=asking,
        version=before.version + 1 if before else 1,
        text=asking.text,
        giver=giver,
        published=act.at,
    )
    act.record(made)
    act.say(version=made.version)
    send_word(asking, made, token=word_is_given(act, asking, until=None))
    tell_asker(act, asking, "published", made)
    return made


@action(
    "standing.withdraw",
    title=_("Withdraw an organisation's word for all by the link of a letter"),
    says=_("{actor} recorded that {organisation} withdrew its word for all of its people"),
    may=is_machine,
    when=answer_works,
    on="asking",
    doors=BY_MACHINE,
    secret=True,
)
def withdraw_statement(act: Act, *, asking: Asking, giver: str) -> StandingStatement:
    """Withdraw what holds for all of its people, as one of them asked; it stays readable."""
    see_that_it_is_about(asking, AskedFor.WITHDRAWAL)
    see_who_gives(giver)
    assert asking.statement is not None
    asking.state, asking.digest = AskingState.GIVEN, ""
    asking.answered = asking.over = act.at
    asking.save()
    act.record(asking)
    return _ended(act, asking, asking.statement, "withdrawn")


@action(
    "standing.take_back",
    title=_("Take back an organisation's word for all by the link of a letter"),
    says=_("{actor} recorded that {organisation} took back its word for all of its people"),
    may=is_machine,
    when=word_works,
    on="asking",
    doors=BY_MACHINE,
    secret=True,
)
def take_back_statement(act: Act, *, asking: Asking, reason: str = "") -> StandingStatement:
    """Withdraw what one said for all of an organisation's people, by the link of the letter that confirmed it."""
    see_that_it_is_about(asking, AskedFor.STATEMENT)
    asking.reason = reason
    return _ended(act, asking, asking.statements.latest("version"), "withdrawn")


def _ended(act: Act, asking: Asking, statement: StandingStatement, told: str) -> StandingStatement:
    if statement.asking_id == asking.pk:
        statement.asking = asking
    _withdraw(act, statement)
    act.say(organisation=asking.organisation.name)
    tell_asker(act, asking, told, statement)
    return statement


def _withdraw(act: Act, statement: StandingStatement) -> None:
    """Let a statement stand no more, and the link by which it could be taken back be of no use."""
    statement.withdrawn = act.at
    statement.save()
    act.record(statement)
    close_asking(act, statement.asking, reason=statement.asking.reason)
