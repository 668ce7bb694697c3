"""The steps by which a first place is set up, and what each is called."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    """What is asked one after another before the first place is founded."""

    PLACE = "place", _("The place")
    YOU = "you", _("You")
    SECOND = "second-convener", _("A second convener")
    ADDRESS = "address", _("The public address")
    MAIL = "mail", _("Mail")
    COLOUR = "colour", _("The colour and a logo")
    ISSUE = "issue", _("A first issue")


LEADS: dict[Step, str | Promise] = {
    Step.PLACE: _(
        "A place has one partnership. All that is asked here can be changed later, but for the short address."
    ),
    Step.YOU: _(
        "You become the first convener: you set the work up and keep it moving, and decide nothing for the others."
    ),
    Step.SECOND: _(
        "Two people hold the place together. What matters most here takes the word of two: giving a convener's hat to"
        " others, removing a member, closing a conversation early."
    ),
    Step.COLOUR: _(
        "The colour stands in the heading and on the buttons of every page of the place, the logo beside its name. You can add"
        " a logo later."
    ),
    Step.ISSUE: _(
        "Something that nobody owns, that people see in different ways, and that you cannot change alone."
    ),
}
"""What is said above the questions of a step."""

WITHOUT: dict[Step, tuple[str | Promise, str | Promise]] = {
    Step.SECOND: (
        _("Go on alone for now"),
        _(
            "Alone, you can name issues and admit people, and nothing can be done that takes two. The operator can give the"
            " second hat later, at the command line."
        ),
    ),
    Step.ADDRESS: (
        _("Leave it as it is"),
        _("Enough to try it out. What you found now keeps that name in its record."),
    ),
    Step.MAIL: (
        _("Go on without a letter"),
        _(
            "You are let in once, here, because you gave the setup code. After that nobody can sign in, you included, but"
            " with a code that a letter brings or that is read in the terminal."
        ),
    ),
    Step.ISSUE: (
        _("Name one later"),
        _("The place begins empty. You name its first issue from “What we work on”."),
    ),
}
"""What can be left out: the words on the button, and what follows from it."""
