"""The ledger's own tables: entries, their leaves in the tree, openings of commitments, checkpoints and keys."""

import uuid

from django.db import models

from wholeplace.kernel.tables import Derived, LedgerTable


class Entry(models.Model):
    """One deed, written in the same transaction as what it changed."""

    table = LedgerTable()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("wp_kernel.Place", on_delete=models.PROTECT, related_name="entries")
    at = models.DateTimeField(db_index=True)
    action = models.CharField(max_length=80)
    parts = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["place", "action"])]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.action} at {self.at:%Y-%m-%d %H:%M}"


class Leaf(models.Model):
    """A leaf of a place's tree: an entry (part 0) or a batch of the rows it covers; waiting while it has no index."""

    table = LedgerTable()

    place = models.ForeignKey("wp_kernel.Place", on_delete=models.PROTECT, related_name="leaves")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="leaves")
    part = models.PositiveIntegerField()
    index = models.PositiveIntegerField(null=True)
    data = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "index"], name="one_leaf_at_an_index"),
            models.UniqueConstraint(fields=["entry", "part"], name="one_leaf_for_a_part"),
        ]
        verbose_name_plural = "leaves"

    def __str__(self) -> str:
        return f"leaf {self.index}"


class Opening(models.Model):
    """What a commitment hides, and its salt; erasing deletes both and leaves the row as a tombstone."""

    table = LedgerTable(personal=("content", "salt"))

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="openings")
    of_table = models.CharField(max_length=80)
    row = models.CharField(max_length=40)
    field = models.CharField(max_length=40)
    salt = models.BinaryField(null=True)
    content = models.TextField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "of_table", "row", "field"], name="one_opening")
        ]

    def __str__(self) -> str:
        return f"{self.of_table}.{self.field}"


class Alias(models.Model):
    """The commitment under which a member without a hat appears in the entries about one record.

    Erasing takes away whose it was, and its salt, and leaves the row as a tombstone.
    """

    table = LedgerTable(personal=("membership", "salt"))

    membership = models.ForeignKey(
        "wp_kernel.Membership", null=True, on_delete=models.PROTECT, related_name="+"
    )
    scope = models.UUIDField()
    salt = models.BinaryField(null=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "scope"], name="one_alias_in_a_scope")]
        verbose_name_plural = "aliases"

    def __str__(self) -> str:
        return self.digest[:8]


class Checkpoint(models.Model):
    """A signed statement of a tree's size and root, short enough for committee minutes."""

    table = LedgerTable()

    place = models.ForeignKey("wp_kernel.Place", on_delete=models.PROTECT, related_name="checkpoints")
    size = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["size", "id"]

    def __str__(self) -> str:
        return f"checkpoint at {self.size}"


class VerifyingKey(models.Model):
    """A public key that signs a place's checkpoints from a size of the tree on."""

    table = LedgerTable()

    place = models.ForeignKey("wp_kernel.Place", on_delete=models.PROTECT, related_name="verifying_keys")
    text = models.CharField(max_length=200)
    from_size = models.PositiveIntegerField()

    class Meta:
        ordering = ["from_size", "id"]

    def __str__(self) -> str:
        return self.text


class Subtree(models.Model):
    """The root over a whole block of a place's leaves, so that proving one line does not take reading all of them."""

    table = Derived("could be made again from the leaves")

    place = models.ForeignKey("wp_kernel.Place", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    root = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "number"], name="one_root_for_a_block")]

    def __str__(self) -> str:
        return f"block {self.number}"


class Tree(models.Model):
    """Where a place's sequencer stands: the size and the frontier of its tree."""

    table = Derived("could be made again from the leaves")

    place = models.OneToOneField(
        "wp_kernel.Place", on_delete=models.PROTECT, primary_key=True, related_name="tree"
    )
    size = models.PositiveIntegerField(default=0)
    frontier = models.TextField(default="")

    def __str__(self) -> str:
        return f"tree of {self.size}"
