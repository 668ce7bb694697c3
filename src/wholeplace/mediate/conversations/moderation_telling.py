"""Telling authors, reporters and moderators what became of a statement, or what waits."""

from collections.abc import Iterable

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.acts import Act
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.people import Hat, HatKind, HatState, Membership
from wholeplace.kernel.scopes import scopes_of
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.conversations.names import Deed
from wholeplace.mediate.conversations.rulings import Ruling, StatementReport
from wholeplace.ui.addresses import place_url

TO_AUTHOR = {
    Deed.ACCEPTED: _("Moderators let your statement stand"),
    Deed.HELD: _("A moderator holds your statement for 48 hours"),
    Deed.CAME_BACK: _("Your statement is shown again"),
    Deed.LEFT_OUT: _("Two moderators left your statement out"),
    Deed.PUT_BACK: _("Two moderators put your statement back"),
}
TO_REPORTER = {
    Deed.ACCEPTED: _("A statement you reported stands"),
    Deed.HELD: _("A statement you reported is held for 48 hours"),
    Deed.CAME_BACK: _("A statement you reported is shown again"),
    Deed.LEFT_OUT: _("A statement you reported was left out"),
}


def tell_author(act: Act, ruling: Ruling) -> None:
    """Tell whoever wrote a statement what moderators decided, and why."""
    statement = ruling.statement
    if statement.author is None:
        return
    href = place_url(act.place, "my_answers", live=statement.conversation_id) + "#written"
    why = _("You wrote the statement. You can answer the moderators in words.")
    theirs = Membership.objects.filter(place=act.place, person=statement.author.person_id, ended=None)
    notify(act, theirs, title=TO_AUTHOR[Deed(ruling.deed)], text=_in_full(ruling), href=href, why=why)


def tell_reporters(act: Act, ruling: Ruling, reports: Iterable[StatementReport]) -> None:
    """Tell whoever reported a statement what came of it, once each; its text stays out of letters that nobody takes back."""
    members = {one.reporter for one in reports if one.reporter is not None}
    href = place_url(act.place, "statements", live=ruling.statement.conversation_id)
    why = _("You reported the statement. Nobody else sees that it was you.")
    notify(act, members, title=TO_REPORTER[Deed(ruling.deed)], text=_by_number(ruling), href=href, why=why)


def _in_full(ruling: Ruling) -> str:
    return " ".join(filter(None, (f"“{ruling.statement.text}”", ruling.because)))


def _by_number(ruling: Ruling) -> str:
    which = gettext("Statement {number}.").format(number=ruling.statement.number)
    return " ".join(filter(None, (which, ruling.because)))


def moderators_of(conversation: Conversation) -> list[Membership]:
    """Return everybody who moderates a conversation, its issue or the whole place."""
    hats = Hat.objects.filter(place=conversation.place, kind=HatKind.MODERATOR, state=HatState.HELD)
    scopes = {None, *scopes_of(conversation)}
    return list({hat.membership for hat in hats.select_related("membership") if hat.scope in scopes})


def tell_overdue(conversation: Conversation, count: int) -> None:
    """Tell moderators that so many statements have waited for more than a day."""
    title = ngettext(
        "A statement has waited for a moderator for more than a day",
        "{count} statements have waited for a moderator for more than a day",
        count,
    ).format(count=count)
    href = place_url(conversation.place, "moderation", live=conversation.pk)
    why = _("You moderate this conversation.")
    moderators = moderators_of(conversation)
    notify(conversation.place, moderators, title=title, text=conversation.title, href=href, why=why)
