"""The statements a person wrote, for their own page."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.lineage.queries import Became, fates_of
from wholeplace.mediate.conversations.conditions import answered_in
from wholeplace.mediate.conversations.models import Statement
from wholeplace.mediate.conversations.names import ConversationState, Moderation
from wholeplace.places.yourself.contributions import Contribution
from wholeplace.ui.addresses import place_url


def said(viewer: Viewer) -> Sequence[Contribution]:
    """Return the statements the viewer wrote, each with where its conversation stands."""
    if viewer.membership is None:
        return []
    mine = list(
        Statement.objects.filter(
            place=viewer.place, author__person__memberships=viewer.membership, replaced_by=None
        ).select_related("conversation__place")
    )
    fates, kind = fates_of(viewer, mine), _("You wrote a statement, in a conversation that began then")
    return [
        Contribution(
            kind,
            one.conversation.began,
            one.text,
            _where(viewer, one),
            *_became(one, next(iter(fates.get(one.pk, ())), None)),
        )
        for one in mine
    ]


def _where(viewer: Viewer, one: Statement) -> str:
    """Return where to read on: how people answer it, or, where it is not shown to them, what moderators say of it."""
    if one.moderation in answered_in(one.conversation):
        return one.get_absolute_url()
    return f"{place_url(viewer.place, 'my_answers', live=one.conversation_id)}#written"


def _became(one: Statement, fate: Became | None) -> tuple[str, str]:
    """Return what became of a statement, or where it stands, and the colour of its tag."""
    if fate is not None:
        return fate.said, "good" if fate.carried else ""
    if one.moderation == Moderation.HELD:
        return _("A moderator holds it for now."), "warn"
    if one.moderation == Moderation.OUT:
        return _("Two moderators left it out."), "warn"
    if one.moderation not in answered_in(one.conversation):
        return _("A moderator has yet to look at it."), ""
    if one.conversation.state == ConversationState.OPEN:
        return _("People are answering it."), "place"
    return _("The conversation has closed. What became of it will be told here."), ""
