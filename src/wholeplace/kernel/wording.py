"""The one table of refusals, each worded for the person it is shown to."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from wholeplace.kernel.conditions import Refusal

WORDING: dict[str, str | Promise] = {
    "not_a_member": _(
        "You need to be a member of this partnership to do this. Ask its convener for an invitation."
    ),
    "needs_hat": _("This needs the {hat} hat, which you do not hold here. Ask a convener who does."),
    "in_another_hat": _(
        "This needs the {hat} hat. You hold it, but act as {chosen} at the moment: change that under your name, at the top."
    ),
    "second_step_missing": _(
        "This needs the {hat} hat. You hold it, and can use it once you sign in by two steps: add the second one under"
        " your name at the top, at “How you sign in”."
    ),
    "only_machine": _("The program does this by itself; nobody can do it by hand."),
    "only_at_the_command_line": _("Only the operator does this, at the command line."),
    "not_by_command": _("This cannot be done for somebody else at the command line."),
    "not_of_that_body": _("You do not belong to {body} here, so you cannot speak for it."),
    "beyond_mandate": _(
        "For {body} you may promise at most this of “{kind}”: {most}. Ask whoever may say so there for a mandate that goes"
        " further, or promise less."
    ),
    "gone": _("What this is about is no longer there."),
    "does_not_fit": _(
        "Something you wrote is longer than there is room for. Make it shorter and send it again."
    ),
    "left_empty": _("Something that is needed was left empty. Fill it in and send it again."),
    "already_sent": _(
        "You already sent this form with other answers: {already}. Open it afresh to send again."
    ),
    "key_missing": _(
        "The key that signs this record is not where it should be. Ask the operator to put it back."
    ),
    "release_too_small": _("Figures of fewer than {least} people are not released."),
    "release_too_near": _(
        "Beside figures that were released before, these would give away how fewer than {least} people answered. They"
        " are not released; the earlier figures stay."
    ),
    "too_busy": _(
        "Too many people are saving at this moment. What you wrote is kept on the page: send it again in a minute."
    ),
}


def declare_wording(wording: Mapping[str, str | Promise]) -> None:
    """Add a feature's refusals to the table; a code can be declared once only."""
    twice = WORDING.keys() & wording.keys()
    if twice:
        raise ValueError(f"Refusals worded twice: {sorted(twice)}")
    WORDING.update(wording)


def worded(refusal: "Refusal") -> str:
    """Return a refusal as the sentence shown to the person refused."""
    return str(WORDING[refusal.code]).format(**refusal.params)
