"""A file put beside a record, and where a place keeps such files."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from wholeplace.kernel.files.names import LONGEST_NAME, PICTURES, FileDeed, FileKind
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
        open=(
            *BASE_COLUMNS,
            "of_table",
            "of",
            "number",
            "kind",
            "size",
            "digest",
            "put",
            "taken_back",
            "held_until",
            "first_word_by",
            "taken_down",
        ),
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
    """Why it was taken back, is held, or was taken down."""
    held_until = models.DateTimeField(null=True)
    """When it comes back by itself, while somebody holds it."""
    first_word_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """Whoever proposes to take it down."""
    taken_down = models.DateTimeField(null=True)
    """When two people took it down."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="one_file_of_a_number")]
        ordering = ["number"]

    def __str__(self) -> str:
        return _("File {number}").format(number=self.number) if self.is_hidden else self.name

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
    def is_kept(self) -> bool:
        """Whether it still has its content: nobody took it back or down, and nobody was erased with it."""
        return self.taken_back is None and self.taken_down is None and not self.is_erased

    @property
    def is_there(self) -> bool:
        """Whether whoever may see it is handed its content: it has it still, and nobody holds it."""
        return self.is_kept and self.held_until is None

    @property
    def is_in_question(self) -> bool:
        """Whether somebody holds it or proposes to take it down, or did when it was taken back."""
        return self.held_until is not None or self.first_word_by_id is not None

    @property
    def is_hidden(self) -> bool:
        """Whether what it is called and shows is kept from people too: held, taken down, or taken back while in question."""
        gone_in_question = self.taken_back is not None and self.is_in_question
        return self.held_until is not None or self.taken_down is not None or gone_in_question

    def is_of(self, member: Membership | None) -> bool:
        """Say whether somebody put it there, in this membership or one before."""
        return self.by.is_same_person_as(member)

    def get_absolute_url(self) -> str:
        """Return the page about it."""
        return reverse("file", kwargs={"place": self.place.slug, "file": self.pk})


LIVE = models.Q(taken_back=None, taken_down=None) & ~models.Q(name=ERASED)
"""Said of a file: it still has its content."""


class FileRuling(Record):
    """One thing done about somebody else's file, or their answer to it: all stay, with their reasons."""

    table = Evidence(open=(*BASE_COLUMNS, "file", "deed", "at"), committed=("words", "by"))

    file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, related_name="rulings")
    deed = models.CharField(max_length=10, choices=FileDeed.choices)
    words = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    """Nobody for what came by itself."""
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "pk"]

    def __str__(self) -> str:
        return str(FileDeed(self.deed).label)
