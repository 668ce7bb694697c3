"""When a scrutineer last looked, so that the page can say what changed since."""

from django.db import models

from wholeplace.kernel.people import Membership
from wholeplace.kernel.tables import Derived


class LastVisit(models.Model):
    """The size of the tree at a member's last visit to the record."""

    table = Derived("a bookmark", personal=("member",))

    member = models.OneToOneField(Membership, on_delete=models.CASCADE, primary_key=True, related_name="+")
    size = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"visit at {self.size}"
