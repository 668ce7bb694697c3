"""An import read and checked, waiting for somebody to say yes."""

import datetime as dt
import uuid

from django.db import models

from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.people import Membership
from wholeplace.kernel.tables import Derived
from wholeplace.mediate.conversations.models import Conversation

KEPT = dt.timedelta(days=1)


class Staged(models.Model):
    """An export as read, with what was found in it; kept for a day, and nobody's evidence yet.

    Once imported, only what it was `made` into is kept: the button pressed a second time leads there.
    """

    table = Derived("an upload kept for a day", personal=("content", "by"))

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("wp_kernel.Place", on_delete=models.CASCADE, related_name="+")
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    question = models.CharField(max_length=500, blank=True)
    content = models.BinaryField()
    report = models.JSONField(default=dict)
    made = models.ForeignKey(Conversation, on_delete=models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title
