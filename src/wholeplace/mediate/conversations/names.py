"""The states of conversations and statements, the three answers, and what a browser keeps of whoever gives them."""

import datetime as dt
from collections.abc import Mapping

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ConversationState(models.TextChoices):
    """How far a conversation has come."""

    WAITING = "waiting", _("Not open yet")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class Moderation(models.IntegerChoices):
    """What moderators made of a statement, numbered as the field's exports number it."""

    HELD = -2, _("Held by a moderator")
    OUT = -1, _("Left out by a moderator")
    UNSEEN = 0, _("Not yet moderated")
    IN = 1, _("Accepted")


class Moderated(models.TextChoices):
    """Whether a statement is shown before a moderator has looked at it, or only after."""

    AFTER = "after", _("At once; moderators look at it afterwards")
    BEFORE = "before", _("Only when a moderator has accepted it")


class Naming(models.TextChoices):
    """Under which name statements are shown in a conversation, as declared when it opened."""

    NOBODY = "nobody", _("Nobody is named")
    PSEUDONYM = "pseudonym", _("Each under a made-up name, for this conversation alone")
    BY_NAME = "by_name", _("By name, where whoever writes says so")


NAMING_SAYS: Mapping[str, str | Promise] = {
    Naming.NOBODY: _(
        "Nobody is named: it is not shown who wrote a statement, nor which statements one person wrote."
    ),
    Naming.PSEUDONYM: _(
        "Whoever writes has a made-up name, such as Amber Heron, drawn by chance for this conversation alone. It is not"
        " shown who they are."
    ),
    Naming.BY_NAME: _(
        "Whoever writes chooses each time: without a name, in their own name, or in their own name for their organisation."
    ),
}
"""What each way of naming means for readers, in one sentence."""


class Named(models.TextChoices):
    """Whether whoever writes a statement puts their name to it, where a conversation lets them."""

    UNNAMED = "unnamed", _("No, nobody is named")
    NAME = "name", _("Yes, my name is shown")


class Reason(models.TextChoices):
    """Why a statement should not be shown: to report it, to hold it, or to leave it out."""

    PERSONAL = "personal", _("It names somebody, or tells who they are")
    HARM = "harm", _("It insults or threatens people")
    UNLAWFUL = "unlawful", _("It may break the law")
    SPAM = "spam", _("It is advertising, or says nothing")
    ASIDE = "aside", _("It is about something else")
    UNCLEAR = "unclear", _("It cannot be answered: it says several things, or asks")
    OTHER = "other", _("Another reason")


class Deed(models.TextChoices):
    """What moderators did with a statement, and what its author said about it."""

    ACCEPTED = "accepted", _("Accepted")
    HELD = "held", _("Held for 48 hours")
    PROPOSED_OUT = "propose_out", _("Proposed to leave out")
    LEFT_OUT = "left_out", _("Left out by a second word")
    PROPOSED_BACK = "propose_back", _("Proposed to put back")
    PUT_BACK = "put_back", _("Put back by a second word")
    KEPT_OUT = "kept_out", _("Kept out")
    CAME_BACK = "came_back", _("Came back by itself")
    ANSWERED = "answered", _("Answered by its author")


class Origin(models.TextChoices):
    """By which door answers came in: each is counted in the whole, and shown apart where figures allow."""

    HERE = "here", _("Signed in as a member")
    GUEST = "guest", _("As a guest in a room")
    PAPER = "paper", _("On paper")


class Answer(models.TextChoices):
    """The letters that stand for answers in a ballot, one for each statement."""

    AGREE = "a", _("Agree")
    DISAGREE = "d", _("Disagree")
    PASS = "p", _("Pass")
    UNSEEN = ".", _("Not seen")


CODE_KEPT = dt.timedelta(days=90)
"""How long a browser keeps the return code of a guest, unless they finish on that device."""
LAST_KEPT = dt.timedelta(hours=1)
"""How long a browser keeps which statement somebody answered last."""

GIVEN = (Answer.AGREE, Answer.DISAGREE, Answer.PASS)
"""The three answers that somebody can give."""
