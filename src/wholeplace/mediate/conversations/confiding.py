"""Keeping an idea for whoever facilitates, what they write back, and saying it to everybody: by its author alone."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.actions import action
from wholeplace.kernel.actors import BY_PAGE, BY_PERSON
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.notices.notify import Words, notify
from wholeplace.kernel.people import Membership
from wholeplace.kernel.records import Audience
from wholeplace.kernel.text import shows_something
from wholeplace.mediate.conversations.aside_readers import readers_of_asides
from wholeplace.mediate.conversations.asides import Aside
from wholeplace.mediate.conversations.conditions import MOST_WRITTEN, takes_part_in_it, wording_of
from wholeplace.mediate.conversations.confiding_conditions import (
    can_be_answered_once,
    can_be_asked_about,
    can_be_opened,
    can_be_taken_back,
    facilitates_it,
    somebody_reads_asides,
    wrote_aside,
)
from wholeplace.mediate.conversations.models import Conversation, Statement
from wholeplace.mediate.conversations.names import Named
from wholeplace.mediate.conversations.saying import say
from wholeplace.ui.addresses import place_url


@action(
    "aside.write",
    title=_("Keep an idea for whoever facilitates"),
    says=_("{actor} kept an idea for whoever facilitates"),
    may=takes_part_in_it,
    when=somebody_reads_asides,
    within="conversation",
    doors=BY_PERSON,
)
def write_aside(act: Act, *, conversation: Conversation, text: str, also_near: bool = False) -> Aside:
    """Write an idea for whoever facilitates or moderates alone: it has no number, is answered by nobody and counted nowhere.

    People of one's own organisation, and of one that pays it, do not read it; where nobody else is there, they do, once one
    says that one knows.
    """
    mine = Aside.objects.filter(conversation=conversation, by__person=act.membership.person_id)
    if mine.count() >= MOST_WRITTEN:
        raise Refused("enough_written", most=MOST_WRITTEN)
    readers = readers_of_asides(conversation, act.membership)
    if readers.near and not also_near:
        raise Refused("only_near_read_asides", names=", ".join(one.name for one in readers.people))
    aside = Aside(
        place=act.place,
        audience=Audience.AUTHOR,
        conversation=conversation,
        text=wording_of(text),
        by=act.membership,
        kept_from=[str(body) for body in readers.kept_from],
        written=act.at,
    )
    act.apart = aside.pk
    notify(
        act,
        readers.people,
        title=_("Somebody kept an idea for whoever facilitates"),
        text=conversation.title,
        href=place_url(act.place, "asides", live=conversation.pk),
        why=_("You facilitate or moderate this conversation. Nobody else reads it."),
    )
    return _kept(act, aside)


@action(
    "aside.answer",
    title=_("Write back to somebody who kept an idea for whoever facilitates"),
    says=_("{actor} wrote back about an idea kept for whoever facilitates"),
    may=facilitates_it,
    when=can_be_answered_once,
    on="aside",
    doors=BY_PAGE,
)
def answer_aside(act: Act, *, aside: Aside, reply: str) -> Aside:
    """Write back once: its author reads it, and so does whoever else facilitates or moderates there."""
    if not shows_something(reply):
        raise Refused("left_empty")
    aside.reply, aside.replied, aside.replied_by = reply.strip(), act.at, act.membership
    _tell_author(act, aside, _("Whoever facilitates wrote back to you"))
    return _kept(act, aside)


@action(
    "aside.ask_openly",
    title=_("Ask whether an idea may be said openly"),
    says=_("{actor} asked whether an idea kept for whoever facilitates may be said openly"),
    may=facilitates_it,
    when=can_be_asked_about,
    on="aside",
    doors=BY_PAGE,
)
def ask_openly(act: Act, *, aside: Aside) -> Aside:
    """Ask its author whether it may be said to everybody: they alone say yes, and no answer means no."""
    aside.asked = act.at
    _tell_author(act, aside, _("Whoever facilitates asks whether something may be said openly"))
    return _kept(act, aside)


@action(
    "aside.open",
    title=_("Say to everybody what one kept for whoever facilitates"),
    says=_("{actor} said to everybody what they had kept for whoever facilitates"),
    may=wrote_aside,
    when=can_be_opened,
    on="aside",
    doors=BY_PAGE,
)
def open_aside(act: Act, *, aside: Aside, named: Named = Named.UNNAMED) -> Statement:
    """Make a statement of one's own aside, as any other: it has its number from now on, and cannot be kept again."""
    act.apart = aside.pk
    said = say(act.actor, conversation=aside.conversation, text=aside.text, named=named)
    aside.statement = said
    _kept(act, aside)
    return said


@action(
    "aside.take_back",
    title=_("Take back what one kept for whoever facilitates"),
    says=_("{actor} took back what they had kept for whoever facilitates"),
    may=wrote_aside,
    when=can_be_taken_back,
    on="aside",
    doors=BY_PAGE,
)
def take_aside_back(act: Act, *, aside: Aside) -> Aside:
    """Let nobody else read it any more: as long as nobody has written back or asked about it."""
    aside.taken_back = act.at
    return _kept(act, aside)


def _tell_author(act: Act, aside: Aside, title: Words) -> None:
    """Tell its author, in words that give nothing of it away to whoever else sees the letter."""
    if aside.by is None:
        return
    theirs = Membership.objects.filter(place=act.place, person=aside.by.person_id, ended=None)
    href = place_url(act.place, "my_answers", live=aside.conversation_id) + "#asides"
    why = _("You wrote to whoever facilitates. Nobody else reads it.")
    notify(act, theirs, title=title, text=aside.conversation.title, href=href, why=why)


def _kept(act: Act, aside: Aside) -> Aside:
    aside.save()
    act.record(aside)
    return aside
