"""A person's wish to be erased from a place, with the time in which they can think again."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.people import Membership
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence

THINK_AGAIN = dt.timedelta(days=7)
"""How long a person can take back the wish to be erased."""


class ErasureState(models.TextChoices):
    """How far a wish to be erased has come."""

    ASKED = "asked", _("Asked for")
    WITHDRAWN = "withdrawn", _("Taken back")
    DONE = "done", _("Carried out")


class Erasure(Record):
    """A member asks to be erased: whole, or with their words kept without their name."""

    table = Evidence(open=(*BASE_COLUMNS, "asked", "due", "state"), committed=("member", "keeps_words"))

    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="erasures")
    keeps_words = models.BooleanField()
    asked = models.DateTimeField()
    due = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=10, choices=ErasureState.choices, default=ErasureState.ASKED)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(state="asked"), name="one_wish_to_be_erased"
            )
        ]
        ordering = ["-asked"]

    def __str__(self) -> str:
        return f"erasure asked for on {self.asked:%Y-%m-%d}"
