"""The table of what can be found: the words of records, which each database indexes in its own way."""

from django.db import models

from wholeplace.kernel.tables import Derived


class Findable(models.Model):
    """The words of one record, as they are looked for."""

    table = Derived("could be made again from the records", personal=("title", "text", "sense"))

    place = models.ForeignKey("wp_kernel.Place", on_delete=models.CASCADE, related_name="+")
    of_table = models.CharField(max_length=80)
    record = models.UUIDField(unique=True)
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField(null=True)
    sense = models.BinaryField(null=True)
    """What the title means, where the extra is installed and it was read; it goes when the title changes."""

    def __str__(self) -> str:
        return f"{self.of_table} {self.record}"
