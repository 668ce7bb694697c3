"""The grid of interest and influence: what it says, what it shows to whom, and how a perspective is placed there."""

import re
import uuid

import pytest
from django.test import Client
from tests.convene.mapping import CHARITY, browser, main_of, mapped, read
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh

from wholeplace.convene.stakeholders.grid import grid_of, sentences
from wholeplace.convene.stakeholders.models import Perspective
from wholeplace.convene.stakeholders.names import Level
from wholeplace.convene.stakeholders.queries import needed_on_map

__all__ = ["elsewhere", "own_keys", "saltmarsh"]
pytestmark = pytest.mark.usefixtures("plain_files")


def grid(scene: Scene) -> str:
    return f"/saltmarsh/stakeholders/issues/{scene.issue().pk}/grid/"


def placing(one: Perspective) -> str:
    return f"/saltmarsh/stakeholders/{one.pk}/place/"


def told(scene: Scene) -> list[str]:
    return sentences(grid_of(needed_on_map(scene.viewer("rosa"), scene.issue())))


def at(interest: Level, influence: Level) -> dict[str, object]:
    return {**CHARITY, "interest": interest, "influence": influence}


def place(client: Client, one: Perspective, interest: int, influence: int) -> str:
    """Send the form that the page of a perspective shows, and return what stands on the grid then."""
    answers = {"key": uuid.uuid4().hex, "interest": interest, "influence": influence}
    return client.post(placing(one), answers).headers.get("Location", "")


class TestSentences:
    def test_say_first_who_is_unheard_then_who_is_unmoved_then_who_has_both(self, saltmarsh: Scene) -> None:
        mapped(saltmarsh)
        mapped(saltmarsh, "Night-shift workers", **at(Level.VERY, Level.HARDLY))
        mapped(saltmarsh, "The bus company", **at(Level.HARDLY, Level.VERY))
        mapped(saltmarsh, "The ward councillor", **at(Level.MUCH, Level.MUCH))
        mapped(saltmarsh, "Age Concern", **CHARITY)
        assert told(saltmarsh) == [
            "2 to whom this matters much can do little about it: Night-shift workers and Young carers.",
            "To 1 that can do much about it, it matters little: The bus company.",
            "To 1 this matters much, and they can do much about it: The ward councillor.",
            "1 has no place on the grid yet.",
        ]

    def test_say_so_where_nobody_stands_at_an_edge_and_nothing_where_nobody_stands_at_all(
        self, saltmarsh: Scene
    ) -> None:
        assert told(saltmarsh) == []
        mapped(saltmarsh, "The bus company", **at(Level.SOME, Level.SOME))
        assert told(saltmarsh) == ["None of them stands at an edge of the grid."]


class TestPage:
    def test_shows_who_stands_where_and_lists_beside_it_who_has_no_place(self, saltmarsh: Scene) -> None:
        carers, charity = mapped(saltmarsh), mapped(saltmarsh, "Age Concern", **CHARITY)
        page = main_of(browser(saltmarsh, "rosa"), grid(saltmarsh))
        unplaced = page[page.index('id="unplaced"') : page.index('id="cells"')]
        assert re.findall(r'<a[^>]*href="([^"]+)"', unplaced) == [charity.get_absolute_url()]
        assert 'class="wp-drawn__link" data-across="5" data-up="2"><title>Young carers</title>' in page
        table = page[page.index('id="cells"') :]
        assert [carers.get_absolute_url(), charity.get_absolute_url()] == re.findall(r'href="([^"]+)"', table)

    def test_leads_those_who_may_to_where_one_places_and_nobody_else(self, saltmarsh: Scene) -> None:
        carers = mapped(saltmarsh)
        for name, leads in (("amina", True), ("rosa", False)):
            client = browser(saltmarsh, name)
            page = main_of(client, grid(saltmarsh))
            assert (placing(carers) in page, "data-movable" in page, "<form" in page) == (leads,) * 3
            for path in (carers.get_absolute_url(), grid(saltmarsh).replace("grid/", "")):
                assert (placing(carers) in main_of(client, path)) == leads
        assert "Why you cannot do this:" in read(browser(saltmarsh, "rosa"), placing(carers))

    def test_is_for_members_of_this_place(self, saltmarsh: Scene, elsewhere: Scene) -> None:
        mapped(saltmarsh)
        assert "Young carers" in read(browser(saltmarsh, "rosa"), grid(saltmarsh))
        for path in (grid(saltmarsh), grid(saltmarsh).replace("grid", "network")):
            assert Client().get(path).status_code == 302
            assert browser(elsewhere, "amina").get(path).status_code == 403

    def test_an_empty_map_says_what_to_do_next(self, saltmarsh: Scene) -> None:
        assert "Nobody is on the map yet" in read(browser(saltmarsh, "rosa"), grid(saltmarsh))


class TestPlacing:
    def test_is_done_by_form_said_on_the_grid_and_undone_from_there(self, saltmarsh: Scene) -> None:
        carers, client = mapped(saltmarsh), browser(saltmarsh, "amina")
        assert place(client, carers, 4, 3) == f"{grid(saltmarsh)}#grid"
        page = main_of(client, grid(saltmarsh))
        said = (
            "Young carers is placed. How much it matters to them: much. How much they can do about it: some."
        )
        assert said in page
        asked = re.findall(r'name="asked" value="([^"]+)"', page)
        (undo,) = re.findall(r'action="([^"]*undo/[^"]*)"', page)
        reply = client.post(undo, {"key": uuid.uuid4().hex, "asked": asked[0]})
        assert reply.headers["Location"] == grid(saltmarsh)
        carers.refresh_from_db()
        assert (carers.interest, carers.influence) == (5, 2)
        assert "Undo" not in read(client, grid(saltmarsh))

    def test_is_refused_to_those_who_do_not_convene_and_off_the_scale(self, saltmarsh: Scene) -> None:
        carers = mapped(saltmarsh)
        assert place(browser(saltmarsh, "rosa"), carers, 1, 1) == ""
        assert place(browser(saltmarsh, "amina"), carers, 6, 1) == ""
        carers.refresh_from_db()
        assert (carers.interest, carers.influence) == (5, 2)
