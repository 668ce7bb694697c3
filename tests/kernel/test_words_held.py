"""Words that somebody wrote are held of somebody: in each row that they fill, and not of whoever else stands in the table."""

from django.db.models import Q
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.kernel.test_ledger_check import enrich

from wholeplace.kernel.ledger.check import rows_of
from wholeplace.kernel.people import Membership
from wholeplace.kernel.places import Place
from wholeplace.kernel.privacy.personal import PERSONAL, Holding, NotTheirs, subject_of
from wholeplace.kernel.tables import evidence_models, table_of
from wholeplace.places.yourself.queries import _written

__all__ = ["own_keys", "saltmarsh"]

NOBODYS = {
    "wp_mediate_statement": Q(author=None),
    "wp_mediate_statementreport": Q(reporter=None),
    "wp_mediate_pseudonym": Q(member=None),
    "wp_convene_framing": Q(by=None),
    "wp_places_invitation": Q(member=None),
    "wp_convene_contact": Q(pk__isnull=False),
    "wp_convene_registration": Q(pk__isnull=False),
    "wp_convene_issueinvitation": Q(member=None, invited=None),
    "wp_convene_seat": Q(pk__isnull=False),
}
"""Rows whose words are no member's: seeds, guests', visitors', what a group adopted, who has not joined, whom one could invite, and who registered for a lottery."""


def held_of_nobody(place: Place) -> list[str]:
    """Return each column of words that stands filled in a row which no member of the place is shown as theirs."""
    people = [subject_of(one) for one in Membership.objects.filter(place=place)]
    found = []
    for model in evidence_models():
        declared = [one for one in PERSONAL if one.model is model]
        excused = {name for one in declared if isinstance(one, NotTheirs) for name in one.columns}
        for column in set(_written(model)) - excused:
            holdings = [one for one in declared if isinstance(one, Holding) and column in one.columns]
            theirs = {row.pk for one in holdings for subject in people for row in one.of(subject)}
            filled = rows_of(model, place).exclude(Q(**{column: ""}) | Q(**{column: None}))
            rows = filled.exclude(NOBODYS.get(table_of(model), Q(pk__in=[])))
            found += [f"{table_of(model)}.{column}" for row in rows if row.pk not in theirs]
    return sorted(set(found))


def test_words_in_every_row_are_held_of_whoever_wrote_them(saltmarsh: Scene) -> None:
    found = held_of_nobody(enrich(saltmarsh))
    assert found == []
