"""What ground rules hold about a person: who declared them, and who agreed."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wholeplace.convene.ground_rules.models import Agreement, GroundRules
from wholeplace.kernel.privacy.personal import PERSONAL, Holding, Subject, by


def _agreed(who: Subject) -> "QuerySet[Any]":
    return by(Agreement, "member")(who).select_related("ground_rules__issue")


def _which(one: Agreement) -> str:
    rules = one.ground_rules
    return _("{issue}, version {version}").format(issue=rules.issue.title, version=rules.version)


HELD = (
    Holding(
        GroundRules,
        _("Ground rules you declared"),
        by(GroundRules, "declared_by"),
        shown=("issue", "version", "rules", "red_lines", "reason", "declared"),
        called={
            "issue": _("Issue"),
            "version": _("Version"),
            "rules": _("Ground rules"),
            "red_lines": _("Red lines"),
            "declared": _("Declared on"),
        },
        names=("declared_by",),
        kept=_("The ground rules: those who take part agreed to them, so they are theirs."),
    ),
    Holding(
        Agreement,
        _("Ground rules you agreed to"),
        _agreed,
        shown=("ground_rules", "agreed"),
        called={"ground_rules": _("Ground rules"), "agreed": _("Agreed on")},
        said={"ground_rules": _which},
        names=("member",),
        kept=_("That somebody agreed, and when. It no longer leads to you."),
    ),
)


def declare() -> None:
    """Show what ground rules hold about people in the registry of personal data."""
    for one in HELD:
        PERSONAL.add("convene.ground_rules", one)
