"""Who an issue needs: put on its map, said otherwise, suggested, set aside, and spoken for."""

import pytest
from tests.convene.deciding import Group, wears
from tests.convene.mapping import CHARITY, WARD, mapped
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_people import refused

from wholeplace.convene.issues.actions import stop_taking_part, take_part
from wholeplace.convene.issues.models import Amendment
from wholeplace.convene.issues.reading import issues_with_all_along
from wholeplace.convene.stakeholders import actions
from wholeplace.convene.stakeholders.actions import (
    bring_perspective_back,
    describe_perspective,
    place_perspective,
    set_perspective_aside,
    speak_for,
    stop_speaking,
)
from wholeplace.convene.stakeholders.changing import change_perspectives, undo_change
from wholeplace.convene.stakeholders.coverage import coverage_counted, coverage_of
from wholeplace.convene.stakeholders.models import Perspective
from wholeplace.convene.stakeholders.names import Level, Relation, Standing, Whose
from wholeplace.convene.stakeholders.panel import answer_suggestions
from wholeplace.convene.stakeholders.queries import (
    on_map,
    perspectives_found,
    perspectives_visible_to,
    said_otherwise,
    ties_on_map,
    ties_visible_to,
)
from wholeplace.convene.stakeholders.suggesting import (
    suggest_perspective,
    take_up_suggestion,
    turn_down_suggestion,
)
from wholeplace.convene.stakeholders.telling import covered, gaps
from wholeplace.convene.stakeholders.tying import end_tie, say_tie
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.notices.models import Notice
from wholeplace.kernel.people import CivicVoice
from wholeplace.kernel.places import Sector
from wholeplace.kernel.records import Audience
from wholeplace.places.people.leaving import leave
from wholeplace.places.yourself.contributions import said_by

__all__ = ["elsewhere", "own_keys", "saltmarsh"]


class TestMapping:
    def test_a_convener_puts_a_perspective_on_the_map_and_the_record_names_nobody(
        self, saltmarsh: Scene
    ) -> None:
        made = mapped(saltmarsh)
        assert (made.standing, made.audience) == (Standing.NEEDED, Audience.PARTNERSHIP)
        row = last(saltmarsh)["rows"][0]
        assert "Young carers" not in str(row)
        assert {"name", "knows", "gains", "loses", "speaker"} <= set(row["committed"])

    def test_nobody_else_does_and_nothing_stands_there_twice(self, saltmarsh: Scene) -> None:
        assert refused(mapped, saltmarsh, by="rosa") == "needs_hat"
        mapped(saltmarsh)
        assert refused(mapped, saltmarsh) == "on_the_map_already"

    def test_members_read_it_and_nobody_else_does_whatever_the_issue(
        self, saltmarsh: Scene, elsewhere: Scene
    ) -> None:
        saltmarsh.name_issue(audience=Audience.PUBLIC)
        made = mapped(saltmarsh)
        describe_perspective(
            saltmarsh.actor("amina"), perspective=made, whose=Whose.GROUP, name="Young people who care"
        )
        assert perspectives_visible_to(saltmarsh.viewer("rosa")).get() == made
        assert said_otherwise(saltmarsh.viewer("rosa"), made).get().before["name"] == "Young carers"
        for viewer in (Viewer(saltmarsh.place), elsewhere.viewer("amina")):
            assert not perspectives_visible_to(viewer).exists()
            assert not said_otherwise(viewer, made).exists()

    def test_what_was_said_before_stays(self, saltmarsh: Scene) -> None:
        made = mapped(saltmarsh)
        kept = place_perspective(
            saltmarsh.actor("amina"), perspective=made, interest=Level.SOME, influence=Level.MUCH
        )
        assert (kept.before, kept.after) == (
            {"interest": "5", "influence": "2"},
            {"interest": "3", "influence": "4"},
        )
        made.refresh_from_db()
        assert (made.interest, made.influence) == (3, 4)


class TestSuggesting:
    def test_whoever_takes_part_says_who_is_missing_and_a_convener_takes_it_up(
        self, saltmarsh: Scene
    ) -> None:
        take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        made = suggested(saltmarsh)
        assert made.standing == Standing.SUGGESTED
        assert notified(saltmarsh, "amina", "rosa") == [["Somebody suggested who else should be here"], []]
        assert [waits(saltmarsh, name) for name in ("amina", "rosa")] == [True, False]
        assert refused(take_up_suggestion, saltmarsh.actor("rosa"), perspective=made) == "needs_hat"
        take_up_suggestion(saltmarsh.actor("amina"), perspective=made)
        assert refused(take_up_suggestion, saltmarsh.actor("amina"), perspective=made) == "not_suggested"
        assert not waits(saltmarsh, "amina")

    def test_whoever_suggested_it_is_told_what_became_of_it_and_their_reason_stays(
        self, saltmarsh: Scene
    ) -> None:
        take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        made, amina = suggested(saltmarsh), saltmarsh.actor("amina")
        turn_down_suggestion(amina, perspective=made, because="The harbour is another issue")
        made.refresh_from_db()
        assert (made.because, made.answer) == (
            "They come home when no bus goes",
            "The harbour is another issue",
        )
        bring_perspective_back(amina, perspective=made)
        kept = said_otherwise(saltmarsh.viewer("rosa"), made).get()
        assert kept.before == {"standing": "turned_down", "answer": "The harbour is another issue"}
        take_up_suggestion(amina, perspective=suggested(saltmarsh, "The harbour"))
        told = Notice.objects.filter(member=saltmarsh.people["rosa"]).order_by("happened")
        assert list(told.values_list("title", "text")) == [
            ("“Night-shift workers”, whom you suggested, is not taken up", "The harbour is another issue"),
            (
                "“The harbour”, whom you suggested, is on the map",
                "It is counted now among those the issue needs.",
            ),
        ]
        assert [one.became for one in said_by(saltmarsh.viewer("rosa"))] == [
            "It is counted among those the issue needs."
        ] * 2

    def test_whoever_could_speak_for_them_speaks_only_once_they_say_so(self, saltmarsh: Scene) -> None:
        take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        made = suggested(saltmarsh, hint="Somebody at the depot")
        take_up_suggestion(saltmarsh.actor("amina"), perspective=made)
        assert told(saltmarsh)[-1] == "Nobody speaks yet for Night-shift workers."

    def test_no_suggestion_keeps_a_convener_from_the_map(
        self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(actions, "MOST", 1)
        take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        suggested(saltmarsh)
        assert refused(suggested, saltmarsh, "The harbour") == "too_many_perspectives"
        mapped(saltmarsh)
        assert refused(mapped, saltmarsh, "Age Concern", **CHARITY) == "too_many_perspectives"

    def test_whoever_does_not_take_part_suggests_nothing(self, saltmarsh: Scene) -> None:
        assert refused(suggested, saltmarsh) == "does_not_take_part"

    def test_what_is_not_taken_up_has_a_reason(self, saltmarsh: Scene) -> None:
        take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        made, amina = suggested(saltmarsh), saltmarsh.actor("amina")
        assert refused(turn_down_suggestion, amina, perspective=made, because="\u200b") == "why_not_taken_up"
        turn_down_suggestion(amina, perspective=made, because="The harbour is another issue")
        assert refused(speak_for, saltmarsh.actor("rosa"), perspective=made) == "not_on_the_map"


def notified(scene: Scene, *names: str) -> list[list[str]]:
    """Return what each of these people was told."""
    return [[one.title for one in Notice.objects.filter(member=scene.people[name])] for name in names]


def waits(scene: Scene, name: str) -> bool:
    """Say whether somebody is led from the issue's page to what people suggested."""
    viewer = scene.viewer(name)
    return answer_suggestions(viewer, issues_with_all_along(viewer).get()) is not None


def suggested(scene: Scene, name: str = "Night-shift workers", *, hint: str = "") -> Perspective:
    return suggest_perspective(
        scene.actor("rosa"),
        issue=scene.issue(),
        whose=Whose.GROUP,
        name=name,
        because="They come home when no bus goes",
        hint=hint,
    )


class TestSettingAside:
    def test_a_convener_does_with_a_reason_and_brings_it_back(self, saltmarsh: Scene) -> None:
        made, amina = mapped(saltmarsh), saltmarsh.actor("amina")
        assert refused(set_perspective_aside, amina, perspective=made, because=" ") == "why_set_aside"
        set_perspective_aside(amina, perspective=made, because="Written twice")
        assert refused(set_perspective_aside, amina, perspective=made, because="x") == "not_on_the_map"
        bring_perspective_back(amina, perspective=made)
        assert refused(bring_perspective_back, amina, perspective=made) == "on_the_map_still"

    def test_once_the_issue_is_the_groups_nobody_is_left_out_but_where_another_holds_the_view(
        self, saltmarsh: Scene
    ) -> None:
        made, amina = mapped(saltmarsh), saltmarsh.actor("amina")
        whole, ward = mapped(saltmarsh, "Carers of any age"), mapped(saltmarsh, "The ward", **WARD)
        Group(saltmarsh).come_together()
        why = {"because": "They are among the others"}
        assert refused(set_perspective_aside, amina, perspective=made, **why) == "missing_by_decision"
        assert (
            refused(set_perspective_aside, amina, perspective=made, part_of=made, **why) == "part_of_itself"
        )
        speak_for(saltmarsh.actor("rosa"), perspective=ward)
        for unheard in (whole, ward):
            assert (
                refused(set_perspective_aside, amina, perspective=made, part_of=unheard, **why)
                == "part_of_unheard"
            )
        speak_for(saltmarsh.actor("rosa"), perspective=whole)
        set_perspective_aside(amina, perspective=made, part_of=whole, **why)
        made.refresh_from_db()
        assert (made.standing, made.part_of) == (Standing.SET_ASIDE, whole)
        assert (
            refused(bring_perspective_back, saltmarsh.actor("olwen"), perspective=made)
            == "does_not_take_part"
        )
        bring_perspective_back(saltmarsh.actor("rosa"), perspective=made)


class TestSpeaking:
    def test_only_for_oneself_and_one_at_a_time(self, saltmarsh: Scene) -> None:
        made, rosa, ben = mapped(saltmarsh), saltmarsh.actor("rosa"), saltmarsh.actor("ben")
        assert refused(speak_for, rosa, perspective=made) == "does_not_take_part"
        for actor in (rosa, ben):
            take_part(actor, issue=saltmarsh.issue())
        assert refused(stop_speaking, rosa, perspective=made) == "does_not_speak"
        speak_for(rosa, perspective=made)
        assert refused(speak_for, rosa, perspective=made) == "speaks_already"
        assert refused(speak_for, ben, perspective=made) == "spoken_for"
        assert str(saltmarsh.people["rosa"].pk) not in str(last(saltmarsh)["rows"])
        stop_speaking(rosa, perspective=made)
        assert not Perspective.objects.get().spoken_for

    def test_whoever_has_left_the_partnership_speaks_no_more(self, saltmarsh: Scene) -> None:
        made = mapped(saltmarsh)
        take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        speak_for(saltmarsh.actor("rosa"), perspective=made)
        missing = {"viewer": saltmarsh.viewer("ben"), "issue": saltmarsh.issue(), "shown": "missing"}
        assert not perspectives_found(**missing).exists()
        leave(saltmarsh.actor("rosa"), member=saltmarsh.people["rosa"])
        assert perspectives_found(**missing).get() == made
        assert told(saltmarsh)[-1] == "Nobody speaks yet for Young carers."

    def test_whoever_takes_part_no_longer_speaks_no_more_and_somebody_else_can(
        self, saltmarsh: Scene
    ) -> None:
        made, rosa, ben = mapped(saltmarsh), saltmarsh.actor("rosa"), saltmarsh.actor("ben")
        for actor in (rosa, ben):
            take_part(actor, issue=saltmarsh.issue())
        speak_for(rosa, perspective=made)
        viewer = saltmarsh.viewer("ben")
        assert on_map(viewer, saltmarsh.issue())[0].is_spoken_for
        stop_taking_part(rosa, issue=saltmarsh.issue())
        assert told(saltmarsh)[-1] == "Nobody speaks yet for Young carers."
        assert not on_map(viewer, saltmarsh.issue())[0].is_spoken_for
        (issue,) = issues_with_all_along(viewer).filter(pk=saltmarsh.issue().pk)
        assert coverage_counted(issue).all.missing == 1
        speak_for(ben, perspective=made)

    def test_whoever_facilitates_neither_speaks_nor_suggests_nor_says_how_others_stand(
        self, saltmarsh: Scene
    ) -> None:
        made, charity = mapped(saltmarsh), mapped(saltmarsh, "Age Concern", **CHARITY)
        take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        wears(saltmarsh, "rosa")
        rosa = saltmarsh.actor("rosa")
        said = {"issue": saltmarsh.issue(), "relation": Relation.FUNDS, "said_by": "Both"}
        assert refused(speak_for, rosa, perspective=made) == "facilitates_here"
        assert refused(suggested, saltmarsh) == "facilitates_here"
        assert refused(say_tie, rosa, first=made, second=charity, **said) == "facilitates_here"

    def test_a_convener_who_says_that_somebody_no_longer_speaks_says_why_and_they_are_told(
        self, saltmarsh: Scene
    ) -> None:
        made, rosa, ben = mapped(saltmarsh), saltmarsh.actor("rosa"), saltmarsh.actor("ben")
        take_part(rosa, issue=saltmarsh.issue())
        speak_for(rosa, perspective=made)
        assert refused(stop_speaking, ben, perspective=made, because=" ") == "why_unspoken"
        stop_speaking(ben, perspective=made, because="Their own group has chosen somebody")
        kept = said_otherwise(saltmarsh.viewer("rosa"), made).get()
        assert (kept.reason, kept.by) == (
            "Their own group has chosen somebody",
            saltmarsh.people["ben"],
        )
        notice = Notice.objects.get(member=saltmarsh.people["rosa"])
        assert (notice.title, notice.text) == (
            "You no longer speak for “Young carers”",
            "Their own group has chosen somebody",
        )


class TestTies:
    def test_are_said_with_who_says_so_and_read_as_facts(self, saltmarsh: Scene) -> None:
        charity, carers = mapped(saltmarsh, "Age Concern", **CHARITY), mapped(saltmarsh)
        amina = saltmarsh.actor("amina")
        said = {"issue": saltmarsh.issue(), "relation": Relation.FUNDS, "said_by": "The grants register"}
        assert (
            refused(say_tie, saltmarsh.actor("rosa"), first=charity, second=carers, **said)
            == "does_not_take_part"
        )
        assert refused(say_tie, amina, first=charity, second=charity, **said) == "tied_to_itself"
        assert (
            refused(say_tie, amina, first=charity, second=carers, **{**said, "said_by": " "}) == "who_says_so"
        )
        tie = say_tie(amina, first=charity, second=carers, **said)
        assert refused(say_tie, amina, first=charity, second=carers, **said) == "tied_already"
        (fact,) = ties_on_map(saltmarsh.viewer("rosa"), saltmarsh.issue())
        assert (fact.first_name, fact.relation, fact.second_name) == (
            "Age Concern",
            Relation.FUNDS,
            "Young carers",
        )
        assert not ties_visible_to(Viewer(saltmarsh.place)).exists()
        assert refused(end_tie, saltmarsh.actor("rosa"), tie=tie) == "not_yours_to_end"
        end_tie(amina, tie=tie, because="The grant ran out")
        assert refused(end_tie, amina, tie=tie) == "tie_ended"
        assert ties_on_map(saltmarsh.viewer("rosa"), saltmarsh.issue()) == []

    def test_what_a_convener_ends_of_anothers_has_a_reason_and_whoever_said_it_is_told(
        self, saltmarsh: Scene
    ) -> None:
        charity, carers = mapped(saltmarsh, "Age Concern", **CHARITY), mapped(saltmarsh)
        rosa, ben = saltmarsh.actor("rosa"), saltmarsh.actor("ben")
        take_part(rosa, issue=saltmarsh.issue())
        said = {"issue": saltmarsh.issue(), "relation": Relation.FUNDS, "said_by": "The grants register"}
        tie = say_tie(rosa, first=charity, second=carers, **said)
        assert refused(end_tie, ben, tie=tie) == "why_tie_ended"
        ended = end_tie(ben, tie=tie, because="The grant ran out")
        assert ended.ended_by == saltmarsh.people["ben"]
        assert Notice.objects.get(member=saltmarsh.people["rosa"]).text == "The grant ran out"

    def test_that_go_both_ways_are_said_once(self, saltmarsh: Scene) -> None:
        charity, carers = mapped(saltmarsh, "Age Concern", **CHARITY), mapped(saltmarsh)
        said = {"issue": saltmarsh.issue(), "relation": Relation.WORKS_WITH, "said_by": "Both"}
        say_tie(saltmarsh.actor("amina"), first=charity, second=carers, **said)
        assert (
            refused(say_tie, saltmarsh.actor("amina"), first=carers, second=charity, **said) == "tied_already"
        )


class TestChangingMany:
    def test_says_the_same_of_all_and_is_undone_where_nobody_changed_it_since(self, saltmarsh: Scene) -> None:
        one, two, amina = (
            mapped(saltmarsh),
            mapped(saltmarsh, "Age Concern", **CHARITY),
            saltmarsh.actor("amina"),
        )
        chosen = {"issue": saltmarsh.issue(), "perspectives": [one.pk, two.pk]}
        assert refused(change_perspectives, saltmarsh.actor("rosa"), **chosen) == "needs_hat"
        assert refused(change_perspectives, amina, **chosen) == "nothing_to_change"
        made = change_perspectives(amina, **chosen, sector=Sector.HEALTH, influence=Level.MUCH)
        assert last(saltmarsh)["facts"]["count"] == 2
        place_perspective(amina, perspective=two, interest=Level.SOME, influence=Level.LITTLE)
        asked = made[0].asked
        undone = undo_change(amina, issue=saltmarsh.issue(), asked=asked)
        assert [entry.about for entry in undone] == [one.pk]
        assert refused(undo_change, amina, issue=saltmarsh.issue(), asked=asked) == "nothing_to_undo"
        assert sorted(Perspective.objects.values_list("name", "sector", "influence")) == [
            ("Age Concern", "health", 2),
            ("Young carers", "resident", 2),
        ]
        assert Amendment.objects.count() == 4

    def test_a_name_that_is_taken_meanwhile_is_not_given_back(self, saltmarsh: Scene) -> None:
        amina = saltmarsh.actor("amina")
        kept = describe_perspective(amina, perspective=mapped(saltmarsh), whose=Whose.GROUP, name="Carers")
        mapped(saltmarsh)
        assert refused(undo_change, amina, issue=saltmarsh.issue(), asked=kept.asked) == "on_the_map_already"

    def test_what_a_convener_set_aside_is_not_undone_as_what_was_said_of_it_is(
        self, saltmarsh: Scene
    ) -> None:
        made, amina = mapped(saltmarsh), saltmarsh.actor("amina")
        set_perspective_aside(amina, perspective=made, because="Written twice")
        bring_perspective_back(amina, perspective=made)
        asked = Amendment.objects.get().asked
        assert refused(undo_change, amina, issue=saltmarsh.issue(), asked=asked) == "nothing_to_undo"

    def test_a_form_that_was_opened_before_somebody_elses_change_undoes_none_of_it(
        self, saltmarsh: Scene
    ) -> None:
        made, amina = mapped(saltmarsh), saltmarsh.actor("amina")
        place_perspective(saltmarsh.actor("ben"), perspective=made, interest=Level.SOME, influence=Level.MUCH)
        said = {"perspective": made, "whose": Whose.GROUP, "name": "Carers"}
        assert refused(describe_perspective, amina, **said, after=0) == "changed_meanwhile"
        describe_perspective(amina, **said, after=1)

    def test_what_somebody_else_changed_is_not_ones_own_to_undo(self, saltmarsh: Scene) -> None:
        one = mapped(saltmarsh)
        made = change_perspectives(
            saltmarsh.actor("ben"), issue=saltmarsh.issue(), perspectives=[one.pk], sector=Sector.HEALTH
        )
        amina = saltmarsh.actor("amina")
        assert refused(undo_change, amina, issue=saltmarsh.issue(), asked=made[0].asked) == "nothing_to_undo"


class TestCoverage:
    def test_says_what_is_missing_until_somebody_is_found(self, saltmarsh: Scene) -> None:
        mapped(saltmarsh)
        mapped(saltmarsh, "Age Concern", **CHARITY, spoken_for_by="Dilys Moon")
        assert told(saltmarsh) == [
            "1 of 2 perspectives that this issue needs are spoken for.",
            "Nobody speaks for the public yet.",
            "No perspective of politicians is on the map.",
            "Nobody speaks yet for Young carers.",
        ]
        ward = mapped(saltmarsh, "The ward councillor", **WARD)
        take_part(saltmarsh.actor("cllr"), issue=saltmarsh.issue())
        speak_for(saltmarsh.actor("cllr"), perspective=ward)
        take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
        speak_for(saltmarsh.actor("rosa"), perspective=Perspective.objects.get(name="Young carers"))
        assert told(saltmarsh) == [
            "All 3 perspectives on the map are spoken for, the public, politicians and professionals among them."
        ]
        seen = perspectives_visible_to(saltmarsh.viewer("ben")).exclude(name="The ward councillor")
        without = coverage_of(seen, without=[CivicVoice.POLITICIAN])
        assert covered(without) == "All 2 perspectives on the map are spoken for."

    def test_names_the_weightiest_first_and_no_more_than_five(self, saltmarsh: Scene) -> None:
        for number in range(7):
            mapped(saltmarsh, f"Group {number}", influence=Level(min(number + 1, 5)), voice=CivicVoice.PUBLIC)
        said = told(saltmarsh)[-1]
        assert said == "Nobody speaks yet for Group 4, Group 5, Group 6, Group 3, Group 2 and 2 more."

    def test_counts_by_sector_and_civic_voice(self, saltmarsh: Scene) -> None:
        mapped(saltmarsh)
        mapped(saltmarsh, "Age Concern", **CHARITY, spoken_for_by="Dilys Moon")
        mapped(saltmarsh, "Nobody knows yet", voice=None)
        coverage = coverage_of(perspectives_visible_to(saltmarsh.viewer("rosa")), ())
        assert coverage.sectors[Sector.VOLUNTARY][CivicVoice.PROFESSIONAL].spoken_for == 1
        assert coverage.sectors[Sector.RESIDENT][CivicVoice.PUBLIC].missing == 1
        assert coverage.unplaced == 1


def told(scene: Scene) -> list[str]:
    coverage = coverage_of(perspectives_visible_to(scene.viewer("ben")), ())
    return [covered(coverage), *gaps(coverage)]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["Age Concern", "Young carers"]),
        ({"words": "YOUNG"}, ["Young carers"]),
        ({"shown": "missing"}, ["Young carers"]),
        ({"shown": "set_aside"}, []),
        ({"sector": "voluntary", "voice": "professional"}, ["Age Concern"]),
    ],
)
def test_perspectives_are_found_by_what_is_asked(
    saltmarsh: Scene, asked: dict[str, str], names: list[str]
) -> None:
    mapped(saltmarsh)
    mapped(saltmarsh, "Age Concern", **CHARITY, spoken_for_by="Dilys Moon")
    found = perspectives_found(saltmarsh.viewer("rosa"), saltmarsh.issue(), **asked)
    assert [one.name for one in found] == names
