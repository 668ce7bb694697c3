"""Gathers the kernel's models for Django."""

from wholeplace.kernel.decisions.models import Decision, Elector, Objection, Option, Response
from wholeplace.kernel.deeds import Deed
from wholeplace.kernel.files.models import FileRuling, KeptFile, Shelf
from wholeplace.kernel.jobs.models import CronTick, JobRun
from wholeplace.kernel.ledger.models import Alias, Checkpoint, Entry, Leaf, Opening, Tree, VerifyingKey
from wholeplace.kernel.lineage.models import Fate, Link
from wholeplace.kernel.notices.models import Notice, Silence
from wholeplace.kernel.outbox.models import Mail
from wholeplace.kernel.people import Hat, Membership, Person
from wholeplace.kernel.places import Area, Organisation, Place
from wholeplace.kernel.privacy.models import Erasure
from wholeplace.kernel.releases import Release
from wholeplace.kernel.search.models import Findable

__all__ = [
    "Alias",
    "Area",
    "Checkpoint",
    "CronTick",
    "Decision",
    "Deed",
    "Elector",
    "Entry",
    "Erasure",
    "Fate",
    "FileRuling",
    "Findable",
    "Hat",
    "JobRun",
    "KeptFile",
    "Leaf",
    "Link",
    "Mail",
    "Membership",
    "Notice",
    "Objection",
    "Opening",
    "Option",
    "Organisation",
    "Person",
    "Place",
    "Release",
    "Response",
    "Shelf",
    "Silence",
    "Tree",
    "VerifyingKey",
]
