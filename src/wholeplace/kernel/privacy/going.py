"""What goes by itself of the kernel's own tables."""

from django.utils.translation import gettext_lazy as _

from wholeplace.kernel import deeds
from wholeplace.kernel.jobs import sweeper
from wholeplace.kernel.notices import jobs as notices
from wholeplace.kernel.outbox import jobs as outbox
from wholeplace.kernel.privacy.models import THINK_AGAIN
from wholeplace.kernel.privacy.periods import PERIODS, Period

GOING = (
    Period(_("The words and the address of a letter"), outbox.KEPT),
    Period(
        _("A letter with a sign-in code that could not be sent; one that was sent goes at once"),
        outbox.SECRET_KEPT,
    ),
    Period(_("What a member was told, on their page of notices"), notices.KEPT),
    Period(
        _("What keeps a form from being carried out twice; it goes with the next one sent after that"),
        deeds.KEPT,
    ),
    Period(_("The list of what the program did in the background"), sweeper.KEPT),
    Period(_("The same, of what it could not do"), sweeper.KEPT_FAILED),
    Period(_("Whoever asked to be erased and did not take it back"), THINK_AGAIN),
)


def declare() -> None:
    """Show what goes by itself here in the registry."""
    for number, one in enumerate(GOING):
        PERIODS.add("kernel", one, order=number)
