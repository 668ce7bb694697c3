"""The states an issue passes through."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


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
