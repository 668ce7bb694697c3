"""Issues: named by a convener, framed for the time being, owned by the people who take part."""

import pytest
from tests.kernel.scene import ISSUE, Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_people import refused

from wholeplace.convene.issues.actions import reframe_issue, stop_taking_part, take_part
from wholeplace.convene.issues.conditions import owners, participation
from wholeplace.convene.issues.models import Issue, TakingPart
from wholeplace.convene.issues.queries import (
    framings_visible_to,
    issues_visible_to,
    taking_part_by_voice,
    viewer_takes_part,
)
from wholeplace.kernel.actors import Actor, Door, Viewer
from wholeplace.kernel.conditions import Refused
from wholeplace.places.people.actions import NewMember, admit_members

__all__ = ["elsewhere", "own_keys", "saltmarsh"]

FIVE = ("amina", "ben", "cllr", "rosa", "tariq")


def all_take_part(scene: Scene, names: tuple[str, ...] = FIVE) -> Issue:
    for name in names:
        take_part(scene.actor(name), issue=scene.issue())
    return scene.issue()


class TestNaming:
    def test_a_convener_names_an_issue_with_a_first_framing(self, saltmarsh: Scene) -> None:
        issue = saltmarsh.name_issue()
        (framing,) = issue.framings.all()
        assert (framing.text, framing.version, framing.provisional) == (ISSUE["framing"], 1, True)
        assert [row["table"] for row in last(saltmarsh)["rows"]] == ["wp_convene_issue", "wp_convene_framing"]

    def test_somebody_without_the_hat_names_none(self, saltmarsh: Scene) -> None:
        said = {**ISSUE, "audience": "public"}
        from wholeplace.convene.issues.actions import name_issue

        assert refused(name_issue, saltmarsh.actor("rosa"), place=saltmarsh.place, **said) == "needs_hat"

    def test_two_issues_have_different_titles(self, saltmarsh: Scene, elsewhere: Scene) -> None:
        saltmarsh.name_issue()
        assert refused(saltmarsh.name_issue) == "title_taken"
        assert elsewhere.name_issue().title == ISSUE["title"]


class TestTakingPart:
    def test_a_member_takes_part_stops_and_comes_back(self, saltmarsh: Scene) -> None:
        issue, rosa = saltmarsh.issue(), saltmarsh.actor("rosa")
        take_part(rosa, issue=issue)
        assert viewer_takes_part(rosa.viewer, issue.pk)
        stop_taking_part(rosa, issue=issue)
        assert not viewer_takes_part(rosa.viewer, issue.pk)
        take_part(rosa, issue=issue)
        assert (TakingPart.objects.count(), participation(issue)) == (2, (1, 0))

    def test_nobody_takes_part_twice_or_stops_without_having_begun(self, saltmarsh: Scene) -> None:
        issue, rosa = saltmarsh.issue(), saltmarsh.actor("rosa")
        assert refused(stop_taking_part, rosa, issue=issue) == "does_not_take_part"
        take_part(rosa, issue=issue)
        assert refused(take_part, rosa, issue=issue) == "takes_part_already"

    def test_who_takes_part_stands_in_no_leaf(self, saltmarsh: Scene) -> None:
        take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        assert sorted(last(saltmarsh)["rows"][0]["committed"]) == ["member", "why"]
        assert str(saltmarsh.people["rosa"].pk) not in str(last(saltmarsh))


class TestFraming:
    def test_a_convener_reframes_while_it_is_provisional(self, saltmarsh: Scene) -> None:
        issue = all_take_part(saltmarsh, FIVE[:4])
        framing = reframe_issue(saltmarsh.actor("ben"), issue=issue, text="We lack trust, not places")
        assert (framing.version, framing.audience) == (2, issue.audience)
        assert [one.version for one in framings_visible_to(saltmarsh.viewer("rosa"), issue)] == [2, 1]

    def test_five_people_of_two_organisations_own_it(self, saltmarsh: Scene) -> None:
        issue = all_take_part(saltmarsh)
        assert participation(issue) == (5, 2)
        assert refused(reframe_issue, saltmarsh.actor("amina"), issue=issue, text="Mine") == "owned_by_group"

    def test_it_stays_theirs_when_one_of_them_leaves(self, saltmarsh: Scene) -> None:
        """A convener among the five might otherwise leave, reframe, and come back."""
        issue = all_take_part(saltmarsh)
        stop_taking_part(saltmarsh.actor("amina"), issue=issue)
        assert participation(issue) == (4, 2)
        assert refused(reframe_issue, saltmarsh.actor("amina"), issue=issue, text="Mine") == "owned_by_group"

    def test_five_who_never_took_part_together_own_nothing(self, saltmarsh: Scene) -> None:
        issue = all_take_part(saltmarsh, FIVE[:4])
        stop_taking_part(saltmarsh.actor("ben"), issue=issue)
        take_part(saltmarsh.actor("tariq"), issue=issue)
        assert reframe_issue(saltmarsh.actor("amina"), issue=issue, text="Mine").version == 2

    def test_five_of_one_organisation_own_nothing(self, saltmarsh: Scene) -> None:
        issue = all_take_part(saltmarsh, ("amina", "olwen", "cllr", "rosa"))
        assert owners(issue) is None
        take_part(saltmarsh.actor("tariq"), issue=issue)
        assert owners(issue) == (5, 2)

    def test_somebody_without_the_hat_reframes_nothing(self, saltmarsh: Scene) -> None:
        assert (
            refused(reframe_issue, saltmarsh.actor("rosa"), issue=saltmarsh.issue(), text="Mine")
            == "needs_hat"
        )


class TestReading:
    @pytest.mark.parametrize(("audience", "visitors"), [("public", 1), ("partnership", 0)])
    def test_a_visitor_sees_what_is_for_everybody(
        self, saltmarsh: Scene, audience: str, visitors: int
    ) -> None:
        issue = saltmarsh.name_issue(audience=audience)
        visitor = Viewer(saltmarsh.place)
        assert issues_visible_to(visitor).count() == visitors
        assert framings_visible_to(visitor, issue).count() == visitors

    def test_an_audience_that_no_page_serves_yet_is_refused(self, saltmarsh: Scene) -> None:
        with pytest.raises(Refused) as caught:
            saltmarsh.name_issue(audience="author")
        assert caught.value.refusal.code == "audience_not_yet"

    def test_how_many_take_part_is_counted_by_voice_for_members_only(self, saltmarsh: Scene) -> None:
        issue = all_take_part(saltmarsh)
        assert (
            taking_part_by_voice(saltmarsh.viewer("rosa"), issues_visible_to(saltmarsh.viewer("rosa")).get())
            == {}
        )  # two, one and two: whoever knows would know
        crowd = [NewMember(f"r{n}@x.example", f"R {n}", "public", "resident") for n in range(12)]
        crowd += [NewMember(f"p{n}@x.example", f"P {n}", "professional", "health") for n in range(30)]
        for member in admit_members(saltmarsh.actor("amina"), place=saltmarsh.place, people=crowd):
            take_part(Actor(saltmarsh.place, Door.PAGE, member), issue=issue)
        assert taking_part_by_voice(
            saltmarsh.viewer("rosa"), issues_visible_to(saltmarsh.viewer("rosa")).get()
        ) == {"Professionals": 32}
        assert taking_part_by_voice(Viewer(saltmarsh.place), issue) == {}
        assert issues_visible_to(saltmarsh.viewer("rosa")).get().people == 47

    def test_another_places_issue_is_not_there(self, saltmarsh: Scene, elsewhere: Scene) -> None:
        saltmarsh.name_issue(audience="public")
        assert not issues_visible_to(elsewhere.viewer("amina")).exists()
