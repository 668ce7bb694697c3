"""Ground rules and red lines: declared at the start, agreed to by each, changed by the group's decision alone."""

import pytest
from tests.convene.deciding import Group
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.taking_away import statements_for
from tests.kernel.test_ledger_entries import last
from tests.places.test_leaving import signed_in
from tests.places.test_people import refused

from wholeplace.analysis.disclosure.tens import full_tens
from wholeplace.convene.ground_rules.actions import agree_to_ground_rules, declare_ground_rules
from wholeplace.convene.ground_rules.models import Agreement, GroundRules
from wholeplace.convene.ground_rules.panel import agree_first, panel_context
from wholeplace.convene.ground_rules.queries import ground_rules_visible_to, rules_in_force
from wholeplace.convene.issues.actions import stop_taking_part, take_part
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.kernel.actors import Viewer

__all__ = ["elsewhere", "own_keys", "saltmarsh"]

RULES = "We speak from what we have seen\nWe let each other finish"
RED = "The surgery: we name no patient"


def declared(scene: Scene, by: str = "amina", *, rules: str = RULES, **other: str) -> GroundRules:
    return declare_ground_rules(
        scene.actor(by), issue=scene.issue(), rules=rules, **{"red_lines": RED, **other}
    )


class TestDeclaring:
    def test_a_conveners_hold_at_once_while_the_issue_is_provisional(self, saltmarsh: Scene) -> None:
        made = declared(saltmarsh)
        assert made.in_force is not None
        assert (made.each, made.each_red_line) == (RULES.split("\n"), [("The surgery", "we name no patient")])
        row = last(saltmarsh)["rows"][0]
        assert sorted(row["committed"]) == ["declared_by", "reason", "red_lines", "rules"]

    def test_without_the_hat_nobody_does(self, saltmarsh: Scene) -> None:
        assert refused(declared, saltmarsh, "rosa") == "needs_hat"

    @pytest.mark.parametrize(
        ("rules", "red_lines", "code"),
        [
            ("\u200b", RED, "no_ground_rule"),
            ("a\n" * 21, RED, "too_many_rules"),
            (RULES, f"{RED}\nwe name no patient", "red_line_unheld"),
            (RULES, "The surgery: \u2800", "red_line_unheld"),
        ],
    )
    def test_rules_that_say_nothing_and_red_lines_nobody_holds_are_refused(
        self, saltmarsh: Scene, rules: str, red_lines: str, code: str
    ) -> None:
        assert refused(declared, saltmarsh, rules=rules, red_lines=red_lines) == code

    def test_others_need_a_reason_and_have_to_be_others(self, saltmarsh: Scene) -> None:
        declared(saltmarsh)
        assert refused(declared, saltmarsh) == "same_ground_rules"
        assert refused(declared, saltmarsh, rules="New") == "needs_reason"
        assert declared(saltmarsh, rules="New", reason="We met").version == 2


class TestAgreeing:
    def test_each_who_takes_part_agrees_once_and_stands_in_no_leaf(self, saltmarsh: Scene) -> None:
        made = declared(saltmarsh)
        rosa = saltmarsh.actor("rosa")
        assert refused(agree_to_ground_rules, rosa, ground_rules=made) == "does_not_take_part"
        Group(saltmarsh).come_together()
        step = agree_first(saltmarsh.viewer("rosa"), saltmarsh.issue())
        assert step is not None
        assert step.href == made.get_absolute_url()
        agree_to_ground_rules(rosa, ground_rules=made)
        assert str(saltmarsh.people["rosa"].pk) not in str(last(saltmarsh))
        assert agree_first(saltmarsh.viewer("rosa"), saltmarsh.issue()) is None
        assert agree_first(saltmarsh.viewer("olwen"), saltmarsh.issue()) is None
        assert refused(agree_to_ground_rules, rosa, ground_rules=made) == "agreed_already"

    def test_taking_many_agreements_away_asks_no_more_than_taking_one(self, saltmarsh: Scene) -> None:
        take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        agree_to_ground_rules(saltmarsh.actor("rosa"), ground_rules=declared(saltmarsh))
        one = statements_for(saltmarsh.people["rosa"])
        for number in range(2, 4):
            other = declared(saltmarsh, rules=f"The rules of {number}", reason="We met")
            agree_to_ground_rules(saltmarsh.actor("rosa"), ground_rules=other)
        assert Agreement.objects.count() == 3
        assert statements_for(saltmarsh.people["rosa"]) == one

    def test_who_no_longer_takes_part_is_not_counted(self, saltmarsh: Scene) -> None:
        made = declared(saltmarsh)
        Group(saltmarsh).come_together()
        for name in ("rosa", "tariq"):
            agree_to_ground_rules(saltmarsh.actor(name), ground_rules=made)
        stop_taking_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        newest = ground_rules_visible_to(saltmarsh.viewer("ben")).get()
        assert (newest, newest.agreeing) == (made, 1)

    def test_those_before_are_agreed_to_no_more(self, saltmarsh: Scene) -> None:
        first = declared(saltmarsh)
        declared(saltmarsh, rules="We begin on time", reason="Some wait for an hour")
        take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        rosa = saltmarsh.actor("rosa")
        assert refused(agree_to_ground_rules, rosa, ground_rules=first) == "ground_rules_replaced"


class TestOnceTheIssueIsTheGroups:
    def test_nobody_declares_others_and_a_conveners_attempt_is_on_record(self, saltmarsh: Scene) -> None:
        first, other = declared(saltmarsh), {"rules": "Anything goes", "reason": "I like it"}
        Group(saltmarsh).come_together()
        assert refused(declared, saltmarsh, "rosa", **other) == "rules_are_the_groups"
        assert refused(declared, saltmarsh, **other) == "rules_are_the_groups"
        assert last(saltmarsh)["action"] == "attempt.refuse"
        assert rules_in_force(saltmarsh.viewer("rosa"), saltmarsh.issue()) == first

    def test_the_page_leads_to_drawing_others_up_for_the_group(self, saltmarsh: Scene) -> None:
        made, rosa = declared(saltmarsh), signed_in(saltmarsh, "rosa")
        here = f"/saltmarsh/ground-rules/issues/{saltmarsh.issue().pk}/"
        drawing = f"/saltmarsh/expectations/issues/{saltmarsh.issue().pk}/ground-rules/"
        assert drawing not in rosa.get(here).text
        Group(saltmarsh).come_together()
        for page in (made.get_absolute_url(), f"{here}declare/"):
            assert (drawing in rosa.get(page).text, "Declare others" in rosa.get(page).text) == (True, False)


class TestReading:
    @pytest.mark.parametrize(
        ("agreeing", "people", "shown"),
        [(9, 9, 0), (10, 10, 10), (10, 19, 0), (10, 20, 10), (29, 36, 20), (36, 36, 20), (40, 40, 40)],
    )
    def test_how_many_agree_is_told_in_full_tens_and_never_leaves_a_few(
        self, agreeing: int, people: int, shown: int
    ) -> None:
        assert full_tens(agreeing, people) == shown

    def test_a_few_who_agree_are_not_counted_aloud(self, saltmarsh: Scene, elsewhere: Scene) -> None:
        made = declared(saltmarsh)
        Group(saltmarsh).come_together()
        agree_to_ground_rules(saltmarsh.actor("rosa"), ground_rules=made)
        viewer = saltmarsh.viewer("rosa")
        told = panel_context(viewer, issues_visible_to(viewer).get())
        assert (told["held"].mine, told["agreeing"]) == (True, "How many agree is shown from 10 people on.")
        for other in (Viewer(saltmarsh.place), elsewhere.viewer("amina")):
            assert not ground_rules_visible_to(other).exists()
