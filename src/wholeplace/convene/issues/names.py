"""The states an issue passes through."""

from django.db import models
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
