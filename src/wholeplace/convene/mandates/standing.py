"""What an organisation says for all of its people: said and taken back by the links of letters, seconded by a third."""

from django.utils.translation import gettext_lazy as _

from wholeplace.convene.mandates.actions import close_asking
from wholeplace.convene.mandates.answering import (
    see_that_it_is_about,
    see_who_gives,
    word_is_given,
)
from wholeplace.convene.mandates.conditions import (
    answer_works,
    knows_who_speaks,
    statement_of,
    waits_for_a_second_word,
    word_works,
)
from wholeplace.convene.mandates.letters import ask_for_second_words, send_word, tell_asker
from wholeplace.convene.mandates.models import Asking, StandingStatement
from wholeplace.convene.mandates.names import AskedFor, AskingState
from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_MACHINE, BY_PERSON
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
    """Say for an organisation what holds for all of its people; it stands as soon as a third gives the second word."""
    see_that_it_is_about(asking, AskedFor.STATEMENT)
    see_who_gives(giver)
    said = StandingStatement.objects.filter(organisation=asking.organisation_id)
    before = said.first()
    for waiting in said.filter(seconded=None, withdrawn=None):
        _withdraw(act, waiting)
    made = StandingStatement.objects.create(
        place=act.place,
        audience=Audience.PARTNERSHIP,
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
    ask_for_second_words(act, made)
    return made


@action(
    "standing.second",
    title=_("Give the second word to what an organisation says for all"),
    says=_(
        "{actor} gave the second word to what {organisation} says for all of its people, version {version}"
    ),
    may=knows_who_speaks,
    when=waits_for_a_second_word,
    on="for_all",
    doors=BY_PERSON,
)
def second_statement(act: Act, *, for_all: StandingStatement) -> StandingStatement:
    """Say as a third that it was said by somebody who may: from now on it stands in public, in the place of the one before."""
    before = statement_of(for_all.organisation_id)
    if before is not None:
        _withdraw(act, before)
    for_all.seconded, for_all.seconded_by, for_all.audience = act.at, act.membership, Audience.PUBLIC
    for_all.save()
    act.record(for_all)
    act.say(organisation=for_all.organisation.name, version=for_all.version)
    tell_asker(act, for_all.asking, "seconded", for_all)
    return for_all


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
