"""A file put beside a record, and where a place keeps such files."""

from django.db import models
from django.urls import reverse

from wholeplace.kernel.files.names import LONGEST_NAME, PICTURES, FileKind
from wholeplace.kernel.ledger.tombstones import ERASED
from wholeplace.kernel.people import Membership
from wholeplace.kernel.records import Record
from wholeplace.kernel.tables import BASE_COLUMNS, Evidence


class Shelf(Record):
    """Where a place's files are kept; its salt makes the same file another one in every place."""

    table = Evidence(open=(*BASE_COLUMNS, "made"), committed=("salt",))

    salt = models.CharField(max_length=64)
    made = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place"], name="one_shelf_of_a_place")]

    def __str__(self) -> str:
        return f"the files of {self.place}"


class KeptFile(Record):
    """A file somebody put beside a record; its content lies on the shelf, under the digest that the ledger names."""

    table = Evidence(
        open=(*BASE_COLUMNS, "of_table", "of", "number", "kind", "size", "digest", "put", "taken_back"),
        committed=("name", "description", "because", "by"),
    )

    of_table = models.CharField(max_length=80)
    of = models.UUIDField()
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=LONGEST_NAME)
    description = models.CharField(max_length=300)
    """What it shows; for whoever cannot see a picture, all of it."""
    kind = models.CharField(max_length=8, choices=FileKind.choices)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    put = models.DateTimeField()
    taken_back = models.DateTimeField(null=True)
    because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="one_file_of_a_number")]
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Whether it may be shown on a page."""
        return self.kind in PICTURES

    @property
    def picture_url(self) -> str:
        """The address a page shows it from, if it is a picture."""
        return reverse("file_picture", kwargs={"place": self.place.slug, "file": self.pk})

    @property
    def is_erased(self) -> bool:
        """Whether what it held went with the person who put it there."""
        return self.name == ERASED

    @property
    def is_there(self) -> bool:
        """Whether it still has its content: nobody took it back, and nobody was erased with it."""
        return self.taken_back is None and not self.is_erased

    def get_absolute_url(self) -> str:
        """Return the page about it."""
        return reverse("file", kwargs={"place": self.place.slug, "file": self.pk})
