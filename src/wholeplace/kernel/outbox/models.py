"""The table of mail: what is to be sent, and for a while what was."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.tables import Derived


class Kept(models.TextChoices):
    """How long the words of a mail are kept after it was sent."""

    A_WHILE = "while", _("For 30 days")
    UNTIL_SENT = "sent", _("Until it is sent")


class Mail(models.Model):
    """One letter to one address, written in the transaction of the deed it tells of."""

    table = Derived(
        "letters on their way; the words are blanked after a while",
        personal=("to", "subject", "text", "html", "why"),
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("wp_kernel.Place", on_delete=models.CASCADE, null=True, related_name="+")
    to = models.EmailField(max_length=254, blank=True)
    template = models.CharField(max_length=100)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    why = models.CharField(max_length=500, blank=True)
    kept = models.CharField(max_length=5, choices=Kept.choices, default=Kept.A_WHILE)
    asked = models.DateTimeField(db_index=True)
    sent = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["place", "-asked"], name="mail_of_place")]

    def __str__(self) -> str:
        return f"{self.template} {self.pk}"
