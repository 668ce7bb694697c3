"""Who pays whom, as the map of an issue says: from these some things are kept."""

from tests.convene.mapping import CHARITY, mapped, tie
from tests.kernel.scene import Scene, own_keys, saltmarsh

from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.stakeholders.actions import speak_for
from wholeplace.convene.stakeholders.names import Relation
from wholeplace.convene.stakeholders.paying import payers_of

__all__ = ["own_keys", "saltmarsh"]


def test_a_body_is_known_on_the_map_by_its_name_or_by_whoever_speaks_for_it(saltmarsh: Scene) -> None:
    trust, council = saltmarsh.organisations["Health Trust"], saltmarsh.organisations["Council"]
    pays, ward, other = (
        mapped(saltmarsh, f"The {council.name}", **CHARITY),
        *(mapped(saltmarsh, name, **CHARITY) for name in ("The night ward", "Sailing club")),
    )
    tie(saltmarsh, pays, Relation.COMMISSIONS, ward, other)
    tie(saltmarsh, other, Relation.WORKS_WITH, ward)
    assert payers_of(trust.pk, issue=saltmarsh.issue()) == frozenset()
    take_part(saltmarsh.actor("tariq"), issue=saltmarsh.issue())
    speak_for(saltmarsh.actor("tariq"), perspective=ward)
    assert payers_of(trust.pk, issue=saltmarsh.issue()) == {council.pk}
    assert payers_of(council.pk, issue=saltmarsh.issue()) == frozenset()
