"""The states of conversations and statements, and the three answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConversationState(models.TextChoices):
    """How far a conversation has come."""

    WAITING = "waiting", _("Not open yet")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class Moderation(models.IntegerChoices):
    """What moderators made of a statement, numbered as the field's exports number it."""

    OUT = -1, _("Left out by a moderator")
    UNSEEN = 0, _("Not yet moderated")
    IN = 1, _("Accepted")


class Answer(models.TextChoices):
    """The letters that stand for answers in a ballot, one for each statement."""

    AGREE = "a", _("Agree")
    DISAGREE = "d", _("Disagree")
    PASS = "p", _("Pass")
    UNSEEN = ".", _("Not seen")


GIVEN = (Answer.AGREE, Answer.DISAGREE, Answer.PASS)
"""The three answers that somebody can give."""
