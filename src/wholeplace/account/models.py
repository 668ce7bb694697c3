"""Gathers the models of giving account for Django."""

from wholeplace.account.exchange.models import Staged
from wholeplace.account.scrutiny.models import LastVisit

__all__ = ["LastVisit", "Staged"]
