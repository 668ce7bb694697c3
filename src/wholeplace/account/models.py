"""Gathers the models of giving account for Django."""

from wholeplace.account.exchange.models import Staged
from wholeplace.account.reports.models import FollowUp, Paper, Report
from wholeplace.account.scrutiny.models import LastVisit

__all__ = ["FollowUp", "LastVisit", "Paper", "Report", "Staged"]
