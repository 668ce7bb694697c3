"""Gathers the kernel's models for Django."""

from wholeplace.kernel.deeds import Deed
from wholeplace.kernel.ledger.models import Alias, Checkpoint, Entry, Leaf, Opening, Tree, VerifyingKey
from wholeplace.kernel.people import Hat, Membership, Person
from wholeplace.kernel.places import Area, Organisation, Place
from wholeplace.kernel.releases import Release

__all__ = [
    "Alias",
    "Area",
    "Checkpoint",
    "Deed",
    "Entry",
    "Hat",
    "Leaf",
    "Membership",
    "Opening",
    "Organisation",
    "Person",
    "Place",
    "Release",
    "Tree",
    "VerifyingKey",
]
