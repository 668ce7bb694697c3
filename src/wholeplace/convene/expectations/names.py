"""What stands on a card, how two lines of different cards can go together, and how a mismatch may end."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.people import CivicVoice


class LineKind(models.TextChoices):
    """The three lists of a card."""

    EXPECTS = "expects", _("I expect")
    OFFERS = "offers", _("I can offer")
    REFUSES = "refuses", _("I cannot accept")


class PairingKind(models.TextChoices):
    """How two lines go together, as somebody sees it."""

    MATCH = "match", _("They match")
    MISMATCH = "mismatch", _("They do not fit together")


class Ending(models.TextChoices):
    """What can be done about a mismatch."""

    SETTLED = "settled", _("Settled")
    ACCEPTED = "accepted", _("We live with it")
    PARKED = "parked", _("Parked")


class Standing(models.TextChoices):
    """Where a match or a mismatch stands."""

    MATCHED = "matched", _("Match")
    OPEN = "open", _("Mismatch, open")
    WAITING = "waiting", _("Mismatch, to be confirmed")
    AGAIN = "again", _("Mismatch, open again")
    PARKED = "parked", _("Mismatch, parked")
    SETTLED = "settled", _("Mismatch, settled")
    ACCEPTED = "accepted", _("Mismatch, lived with")
    TAKEN_BACK = "taken_back", _("Taken back")


SOMEBODY = {
    CivicVoice.PUBLIC: _("A member of the public"),
    CivicVoice.POLITICIAN: _("A politician"),
    CivicVoice.PROFESSIONAL: _("A professional"),
}
"""Who holds a red line that somebody drew for themselves, as ground rules say it: nobody is named there unasked."""
STILL_OPEN = frozenset({Standing.OPEN, Standing.WAITING, Standing.AGAIN})
"""Where a mismatch stands that is neither settled, parked nor accepted."""
OVER = frozenset({Standing.SETTLED, Standing.ACCEPTED, Standing.TAKEN_BACK})
"""Where a mismatch stands on which both parties agree, or that counts no more."""
TAGS = {
    Standing.MATCHED: "good",
    Standing.OPEN: "warn",
    Standing.WAITING: "warn",
    Standing.AGAIN: "warn",
    Standing.PARKED: "",
    Standing.SETTLED: "good",
    Standing.ACCEPTED: "",
    Standing.TAKEN_BACK: "",
}
"""The colour of the tag each wears."""

_EXPECTS, _OFFERS, _REFUSES = LineKind.EXPECTS, LineKind.OFFERS, LineKind.REFUSES

GO_TOGETHER = {
    PairingKind.MATCH: frozenset({frozenset({_EXPECTS, _OFFERS}), frozenset({_EXPECTS})}),
    PairingKind.MISMATCH: frozenset(
        {
            frozenset({_EXPECTS, _REFUSES}),
            frozenset({_OFFERS, _REFUSES}),
            frozenset({_EXPECTS, _OFFERS}),
            frozenset({_EXPECTS}),
        }
    ),
}
"""Which lists two lines may be of: an expectation is met or shared, or it, or an offer, meets what somebody cannot accept."""
