"""The states an issue passes through, and the stages of its work."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Whether an issue is being worked on."""

    WORKED_ON = "worked_on", _("Being worked on")
    RESTING = "resting", _("Resting")
    ENDED = "ended", _("Ended")


MEANS: dict[Status, str | Promise] = {
    Status.WORKED_ON: _("People meet, talk or try something about it."),
    Status.RESTING: _("Nobody works on it for now, and it is not forgotten."),
    Status.ENDED: _("The work is over, whether or not it came to what was hoped."),
}
"""What each status says."""


class Stage(models.TextChoices):
    """The stages of an issue's work: the golden thread, in the order it is usually walked."""

    UNDERSTAND = "understand", _("Understand")
    PEOPLE = "people", _("People")
    CONVERSATION = "conversation", _("Conversation")
    TENSIONS = "tensions", _("Tensions")
    SHARED_GROUND = "shared_ground", _("Shared ground")
    IDEAS = "ideas", _("Ideas")
    PROJECTS = "projects", _("Projects")
    ACCOUNT = "account", _("Account")


PURPOSE: dict[Stage, str | Promise] = {
    Stage.UNDERSTAND: _("What is happening, and for whom"),
    Stage.PEOPLE: _("Who needs to take part"),
    Stage.CONVERSATION: _("What people say"),
    Stage.TENSIONS: _("Where people pull apart, and why"),
    Stage.SHARED_GROUND: _("What all sides can stand behind"),
    Stage.IDEAS: _("What could be done"),
    Stage.PROJECTS: _("What is tried, and by whom"),
    Stage.ACCOUNT: _("What became of it all"),
}
"""What each stage is for, told while it has not begun."""

SAID_ANEW = "says_anew"
"""The kind of link from what is proposed to what it takes the place of."""
