"""How perspectives stand to one another: in sentences, the gravest first, as a picture, and as one of them sees it."""

import re

import pytest
from tests.convene.mapping import CHARITY, browser, main_of, mapped, read, tie
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh

from wholeplace.convene.stakeholders.actions import set_perspective_aside
from wholeplace.convene.stakeholders.drawing import DRAWN, drawn_of
from wholeplace.convene.stakeholders.models import Perspective
from wholeplace.convene.stakeholders.names import Relation
from wholeplace.convene.stakeholders.network import AT_MOST, sentences
from wholeplace.convene.stakeholders.queries import Tied, needed_on_map, ties_on_map

__all__ = ["elsewhere", "own_keys", "saltmarsh"]
pytestmark = pytest.mark.usefixtures("plain_files")


def network(scene: Scene) -> str:
    return f"/saltmarsh/stakeholders/issues/{scene.issue().pk}/network/"


def told(scene: Scene) -> list[str]:
    viewer = scene.viewer("rosa")
    return sentences(needed_on_map(viewer, scene.issue()), ties_on_map(viewer, scene.issue()))


def bodies(scene: Scene, *names: str) -> list[Perspective]:
    return [mapped(scene, name, **CHARITY) for name in names]


class TestSentences:
    def test_say_nothing_where_nobody_has_said_anything(self, saltmarsh: Scene) -> None:
        bodies(saltmarsh, "Age Concern", "Young carers")
        assert told(saltmarsh) == []

    def test_name_whom_the_others_are_linked_through_alone(self, saltmarsh: Scene) -> None:
        hub, *others = bodies(saltmarsh, "Age Concern", "Carers", "Drivers", "Traders")
        tie(saltmarsh, hub, Relation.WORKS_WITH, *others)
        assert told(saltmarsh) == [
            "Without Age Concern, 3 others would lose their only link: Carers, Drivers and Traders.",
            "Age Concern links the most: the shortest way between 100 in 100 pairs of the others leads that way.",
        ]

    def test_name_who_would_be_cut_off_together(self, saltmarsh: Scene) -> None:
        one, two, three, four, five = bodies(saltmarsh, "A", "B", "C", "D", "E")
        for first, second in ((one, two), (two, three), (three, one), (three, four), (four, five)):
            tie(saltmarsh, first, Relation.REGULATES, second)
        assert told(saltmarsh)[0] == "Without C, 2 would be cut off from the others: D and E."
        assert told(saltmarsh)[-1] == "Without D, 1 other would lose its only link: E."

    def test_put_the_gravest_first_and_no_more_than_six(self, saltmarsh: Scene) -> None:
        names = "Council", "Carers", "Drivers", "Elders", "Traders", "Police", "Faith", "Alone"
        council, carers, drivers, elders, traders, police, faith, _alone = bodies(saltmarsh, *names)
        tie(saltmarsh, council, Relation.FUNDS, carers, drivers, elders)
        tie(saltmarsh, elders, Relation.WORKS_WITH, traders)
        tie(saltmarsh, police, Relation.WORKS_WITH, faith)
        tie(saltmarsh, drivers, Relation.DISPUTE, police)
        said = told(saltmarsh)
        assert said == [
            "There is 1 dispute: Drivers with Police.",
            "Without Council, 2 others would lose their only link: Carers and Drivers.",
            "Council funds 3 of the others.",
            "2 groups have no link between them: one of 5, and apart from it Faith and Police.",
            "1 has no tie to any other: Alone.",
            "Council links the most: the shortest way between 24 in 100 pairs of the others leads that way.",
        ]
        assert len(said) == AT_MOST

    def test_name_whoever_only_competes_for_they_are_in_no_group_and_not_alone(
        self, saltmarsh: Scene
    ) -> None:
        one, two, mission, _alone = bodies(saltmarsh, "Age Concern", "Drivers", "Mission", "Traders")
        tie(saltmarsh, one, Relation.WORKS_WITH, two)
        tie(saltmarsh, one, Relation.COMPETES, mission)
        assert told(saltmarsh) == [
            "1 only competes or is in dispute, and has no link to any other: Mission.",
            "1 has no tie to any other: Traders.",
        ]

    def test_keep_the_full_stop_of_a_name_read_from_the_right_at_its_own_end(self, saltmarsh: Scene) -> None:
        one, two, _alone = bodies(saltmarsh, "Age Concern", "Drivers", "\u05e7\u05d4\u05dc.")
        tie(saltmarsh, one, Relation.WORKS_WITH, two)
        assert told(saltmarsh) == ["1 has no tie to any other: \u2068\u05e7\u05d4\u05dc.\u2069."]


class TestPage:
    def test_shows_ties_in_a_picture_and_in_a_table_with_who_says_so(self, saltmarsh: Scene) -> None:
        council, carers = bodies(saltmarsh, "Council", "Carers")
        tie(saltmarsh, council, Relation.FUNDS, carers)
        page = main_of(browser(saltmarsh, "rosa"), network(saltmarsh))
        assert sorted(re.findall(r"<title>(C[^<]+)</title>", page)) == ["Carers: 1 tie", "Council: 1 tie"]
        assert page.count("<polygon points") >= 1
        assert "Council funds Carers The grants register" in read(
            browser(saltmarsh, "rosa"), network(saltmarsh)
        )

    def test_looks_from_one_of_them_and_says_how_each_stands_to_it(self, saltmarsh: Scene) -> None:
        council, carers, drivers, far = bodies(saltmarsh, "Council", "Carers", "Drivers", "Far")
        tie(saltmarsh, council, Relation.FUNDS, carers)
        tie(saltmarsh, carers, Relation.COMMISSIONS, council)
        tie(saltmarsh, council, Relation.COMPETES, drivers)
        tie(saltmarsh, drivers, Relation.WORKS_WITH, far)
        client = browser(saltmarsh, "rosa")
        assert f"{network(saltmarsh)}?from={carers.pk}" in main_of(client, carers.get_absolute_url())
        shown = read(client, f"{network(saltmarsh)}?from={carers.pk}")
        assert "1 other stands directly to Carers, and 1 more through these." in shown
        assert "Council : funds them, is commissioned by them" in shown
        assert "Drivers , through Council" in shown
        assert "Far" not in shown
        near = read(client, f"{network(saltmarsh)}?from={carers.pk}&kind=works_with")
        assert "Nobody has said yet how Carers stand to others." in near

    def test_shows_one_kind_of_tie_alone(self, saltmarsh: Scene) -> None:
        council, carers = bodies(saltmarsh, "Council", "Carers")
        tie(saltmarsh, council, Relation.FUNDS, carers)
        tie(saltmarsh, council, Relation.REGULATES, carers)
        client = browser(saltmarsh, "rosa")
        assert "2 ties" in read(client, network(saltmarsh))
        only = main_of(client, f"{network(saltmarsh)}?kind=funds")
        assert 'aria-current="true"' in only
        assert ">regulates</td>" not in only

    @pytest.mark.parametrize("asked", ["nobody", "00000000-0000-4000-8000-000000000000"])
    def test_whoever_is_not_on_the_map_is_not_there(self, saltmarsh: Scene, asked: str) -> None:
        mapped(saltmarsh)
        path = f"{network(saltmarsh)}?from={asked}"
        assert browser(saltmarsh, "rosa").get(path).status_code == 404

    def test_whoever_was_set_aside_is_in_no_picture(self, saltmarsh: Scene) -> None:
        council, carers = bodies(saltmarsh, "Council", "Carers")
        tie(saltmarsh, council, Relation.FUNDS, carers)
        assert "Council funds Carers" in read(browser(saltmarsh, "rosa"), network(saltmarsh))
        set_perspective_aside(saltmarsh.actor("amina"), perspective=carers, because="Written twice")
        assert "Carers" not in read(browser(saltmarsh, "rosa"), network(saltmarsh))


def test_of_many_those_with_ties_are_drawn_who_can_do_most_and_others_only_where_there_is_room() -> None:
    many = [Perspective(name=f"{number:03}", influence=number % 5 + 1) for number in range(DRAWN + 20)]
    assert [one.influence for one in drawn_of(many, [])] == [5] * 12 + [4] * 12
    hub, *others = many
    ties = [Tied(hub.pk, one.pk, Relation.FUNDS, "", "", hub.name, one.name) for one in others]
    assert len(drawn_of(many, ties)) == DRAWN
    assert set(drawn_of(many, ties[:30])) == set(many[:31])
