"""What was read of an export, in words: for the page that asks, and for the command that tells."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wholeplace.account.exchange.polis_export import PolisExport, SignSource
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector

FINDINGS_LISTED = 20


def report_on(export: PolisExport) -> dict[str, Any]:
    """Return what an export holds and what was noticed in it, in words."""
    listed = [f"{one.where(_)}: {one.worded(_)}" for one in export.findings[:FINDINGS_LISTED]]
    return {
        "summary": [{"label": label, "value": value} for label, value in _summary(export)],
        "findings": listed,
        "more": sum(export.report.totals.values()) - len(listed),
    }


def _summary(export: PolisExport) -> list[tuple[str, str]]:
    counts = export.report.counts
    votes = _("{votes}: {agree} agree, {disagree} disagree, {passed} passed").format(
        votes=f"{counts.votes:,}",
        agree=f"{counts.agree:,}",
        disagree=f"{counts.disagree:,}",
        passed=f"{counts.passed:,}",
    )
    rows = [
        (_("Topic"), export.topic),
        (_("People"), f"{counts.people:,}"),
        (_("Statements"), _statements(export)),
        (_("Answers"), votes),
        (_("Agree is written as"), _sign(export)),
        (_("Civic voices"), _shares([one.voice for one in export.people], dict(CivicVoice.choices))),
        (_("Sectors"), _shares([one.sector for one in export.people], dict(Sector.choices))),
        (_("On the record"), _named(export)),
    ]
    return [(label, value) for label, value in rows if value]


def _statements(export: PolisExport) -> str:
    counts = export.report.counts
    left_out = ngettext(
        "{count}, of which {left_out} was left out by a moderator",
        "{count}, of which {left_out} were left out by a moderator",
        counts.left_out,
    )
    return (
        left_out.format(count=counts.statements, left_out=counts.left_out)
        if counts.left_out
        else str(counts.statements)
    )


def _sign(export: PolisExport) -> str:
    found = {
        SignSource.COUNTS: _("{sign}, as the counts in the files show"),
        SignSource.CALLER: _("{sign}, as you said"),
        SignSource.NO_VOTES: _("{sign} (there are no votes)"),
    }
    return found[export.report.sign_from].format(sign=int(export.agree))


def _shares(values: list[str], labels: dict[str, Any]) -> str:
    counted = Counter(value for value in values if value)
    return ", ".join(f"{labels[value]} {count}" for value, count in counted.most_common())


def _named(export: PolisExport) -> str:
    return ", ".join(sorted(one.on_record for one in export.people if one.on_record))
