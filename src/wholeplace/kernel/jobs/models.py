"""The tables of background work: one row for each piece of work, one for each tick of a clock."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wholeplace.kernel.tables import Derived


class State(models.TextChoices):
    """How far a piece of work is."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class Priority(models.IntegerChoices):
    """Which work goes first."""

    LATER = -10, _("Later")
    ORDINARY = 0, _("Ordinary")
    URGENT = 10, _("Urgent")


class JobRun(models.Model):
    """One piece of work: what is to be done with which records, who is doing it, and how far they are.

    The row is the queue: it is written in the deed's transaction and vanishes when that rolls back.
    """

    table = Derived("the queue: references to records, never their contents; finished work is thrown away")

    job = models.CharField(max_length=80)
    place = models.ForeignKey("wp_kernel.Place", on_delete=models.CASCADE, null=True, related_name="+")
    references = models.JSONField(default=dict)
    subject = models.CharField(max_length=120, blank=True)
    once = models.CharField(max_length=64, null=True, unique=True)

    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    priority = models.SmallIntegerField(choices=Priority.choices, default=Priority.ORDINARY)
    asked = models.DateTimeField()
    due = models.DateTimeField()
    attempt = models.PositiveSmallIntegerField(default=0)

    worker = models.CharField(max_length=100, blank=True)
    lease = models.DateTimeField(null=True)
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    said = models.CharField(max_length=200, blank=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "-priority", "due", "id"], name="job_next"),
            models.Index(fields=["job", "subject", "-id"], name="job_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.pk}"


class CronTick(models.Model):
    """One moment at which regular work fell due; its row is what keeps two schedulers from doing it twice."""

    table = Derived("kept until the next ones, so that no tick is done twice")

    name = models.CharField(max_length=80)
    due = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "due"], name="one_tick")]

    def __str__(self) -> str:
        return f"{self.name} {self.due}"
