"""The pages on which a convener maps whom an issue needs: what each reader is shown, and what they can do there."""

import re
from typing import Any

import pytest
from django.test import Client
from tests.convene.deciding import Group
from tests.convene.mapping import CHARITY, mapped, tied
from tests.convene.test_framing_pages import browser, post, read
from tests.kernel.scene import Scene, own_keys, saltmarsh

from wholeplace.convene.issues.actions import stop_taking_part, take_part
from wholeplace.convene.stakeholders.actions import speak_for
from wholeplace.convene.stakeholders.models import Perspective, Tie
from wholeplace.convene.stakeholders.names import Standing
from wholeplace.places.partnership.actions import add_area

__all__ = ["own_keys", "saltmarsh"]


@pytest.fixture
def group(saltmarsh: Scene, settings: Any) -> Group:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    saltmarsh.name_issue(audience="public")
    take_part(saltmarsh.actor("rosa"), issue=saltmarsh.issue())
    return Group(saltmarsh)


def at(group: Group, page: str = "") -> str:
    return f"/saltmarsh/stakeholders/issues/{group.issue.pk}/{page}"


def test_a_convener_maps_whom_the_issue_needs_and_reads_who_is_missing(group: Group) -> None:
    convener = browser(group, "amina")
    assert "Nobody is on the map yet" in read(convener, at(group))
    onward = post(convener, at(group, "add/"), name="Young carers", whose="group", voice="public")
    assert onward == at(group, "add/")
    assert post(convener, at(group, "add/"), name="Young carers", whose="group") == ""
    told = read(convener, at(group))
    assert "0 of 1 perspective that this issue needs is spoken for." in told
    assert "Nobody speaks for the public yet." in told
    assert "Young carers" in read(convener, at(group, "missing/"))


def test_visitors_are_led_to_sign_in_and_read_no_name_on_the_issue(group: Group) -> None:
    mapped(group.scene)
    issue = group.issue.get_absolute_url()
    assert "Young carers" in read(browser(group, "rosa"), issue)
    assert "Young carers" not in read(browser(group), issue)
    assert browser(group).get(at(group)).status_code == 302


def test_whoever_takes_part_suggests_and_reads_what_became_of_it(group: Group) -> None:
    rosa = browser(group, "rosa")
    made = post(rosa, at(group, "suggest/"), name="Night-shift workers", whose="group", because="No bus goes")
    assert "What would be missing without them: No bus goes" in read(rosa, made)
    assert "1 suggestion waits for a convener." in read(rosa, group.issue.get_absolute_url())
    post(browser(group, "amina"), f"{made}turn-down/", because="The harbour is another issue")
    assert "The harbour is another issue" in read(rosa, made)


def test_many_are_changed_together_and_put_back_by_one_press(group: Group) -> None:
    one, two = mapped(group.scene), mapped(group.scene, "Age Concern", **CHARITY)
    convener = browser(group, "amina")
    assert post(convener, at(group), sector="health") == ""
    chosen = {f"chosen_{some.pk}": "on" for some in (one, two)}
    assert post(convener, at(group), sector="health", **chosen) == at(group)
    assert set(Perspective.objects.values_list("sector", flat=True)) == {"health"}
    assert "Undo my last change of many" in read(convener, at(group))
    assert post(convener, at(group, "undo/"), asked=undoable(convener, group)) == at(group)
    assert sorted(Perspective.objects.values_list("sector", flat=True)) == ["resident", "voluntary"]
    assert "Undo my last change of many" not in read(convener, at(group))
    assert "Change those I chose" not in read(browser(group, "rosa"), at(group))


def test_all_on_a_page_are_chosen_by_one_box(group: Group) -> None:
    mapped(group.scene)
    mapped(group.scene, "Age Concern", **CHARITY)
    mapped(group.scene, "Tenants")
    convener = browser(group, "amina")
    assert post(convener, f"{at(group)}?q=n", sector="health", everyone="on") == f"{at(group)}?q=n"
    assert dict(Perspective.objects.values_list("name", "sector")) == {
        "Young carers": "health", "Age Concern": "health", "Tenants": "health",
    }  # fmt: skip
    assert post(convener, f"{at(group)}?q=tenants", sector="faith", everyone="on")
    assert Perspective.objects.filter(sector="faith").count() == 1


@pytest.mark.parametrize(("who", "page"), [("amina", "add/"), ("rosa", "suggest/")])
def test_whether_nearly_the_same_name_is_the_same_is_asked_first(group: Group, who: str, page: str) -> None:
    there = mapped(group.scene)
    client, said = browser(group, who), {"name": "The young carer", "whose": "group", "because": "They know"}
    assert post(client, at(group, page), **said) == ""
    asked = client.post(at(group, page), said).content.decode()
    assert "Is it the same as “Young carers”, which is on the map already?" in asked
    assert post(client, at(group, page), **said, same=f"yes {there.pk}") == there.get_absolute_url()
    assert Perspective.objects.count() == 1
    assert post(client, at(group, page), **said, same=f"no {there.pk}")
    assert Perspective.objects.count() == 2
    again = client.post(at(group, page), {**said, "name": "Young carers"}).content.decode()
    assert "“Young carers” is on the map already." in again
    assert "Yes, open it there" in again


def test_whoever_is_of_no_one_area_is_counted_for_the_whole_place(group: Group) -> None:
    quay = add_area(group.scene.actor("amina"), place=group.scene.place, name="Quay")
    mapped(group.scene)
    mapped(group.scene, "Age Concern", **CHARITY, area=quay)
    told = read(browser(group, "amina"), at(group, "missing/"))
    assert "Quay 0 of 1 The whole place, no area of its own 0 of 1" in told


def undoable(client: Client, group: Group) -> str:
    """Return the moment that the form to undo carries."""
    found = re.search(r'name="asked" value="([^"]+)"', client.get(at(group)).content.decode())
    assert found is not None
    return found[1]


def test_how_two_stand_to_one_another_is_read_from_both_and_ended_from_one(group: Group) -> None:
    tie = tied(group.scene)
    convener = browser(group, "amina")
    assert "is funded by Age Concern" in read(convener, tie.second.get_absolute_url())
    assert post(
        convener,
        f"{tie.second.get_absolute_url()}ties/",
        way="works_with",
        other=tie.first_id,
        said_by="Both",
    )
    post(convener, f"{tie.second.get_absolute_url()}ties/", way="funds back", other=tie.first_id, said_by="x")
    assert Tie.objects.count() == 2
    post(convener, f"/saltmarsh/stakeholders/ties/{tie.pk}/end/", because="The grant ran out")
    page = read(convener, tie.first.get_absolute_url())
    assert "No longer" in page
    assert re.search(r"Marked as no longer so on [^:]+ by Amina[^:]*: The grant ran out", page)


def test_a_convener_who_ends_what_another_said_is_asked_why_before_they_press(group: Group) -> None:
    tie = tied(group.scene)
    end = f"/saltmarsh/stakeholders/ties/{tie.pk}/end/"
    assert "What has changed? (you may leave this out)" in read(browser(group, "amina"), end)
    page = read(browser(group, "ben"), end)
    assert "you may leave this out" not in page
    assert "Whoever said it is told, and reads this." in page


def test_whoever_stops_speaking_and_a_convener_who_says_so_of_them_are_each_asked_in_their_own_words(
    group: Group,
) -> None:
    made = mapped(group.scene)
    speak_for(group.scene.actor("rosa"), perspective=made)
    stop = f"{made.get_absolute_url()}stop-speaking/"
    assert "You still take part in the issue." in read(browser(group, "rosa"), stop)
    page = read(browser(group, "amina"), stop)
    assert "Rosa Lind speaks for them now. The map then says that nobody does." in page
    assert "Why do they no longer speak for them?" in page
    assert "Invite somebody else" in read(browser(group, "amina"), made.get_absolute_url())


@pytest.mark.parametrize(
    ("who", "deed", "answers", "standing"),
    [
        ("rosa", "speak", {}, Standing.NEEDED),
        ("amina", "set-aside", {"because": "Written twice"}, Standing.SET_ASIDE),
        ("amina", "describe", {"name": "Carers", "whose": "group"}, Standing.NEEDED),
        ("rosa", "describe", {"name": "Carers", "whose": "group"}, None),
    ],
)
def test_what_can_be_done_about_a_perspective_stands_on_its_page(
    group: Group, who: str, deed: str, answers: dict[str, str], standing: Standing | None
) -> None:
    made = mapped(group.scene)
    client = browser(group, who)
    page = client.get(made.get_absolute_url()).content.decode()
    assert (f"{made.get_absolute_url()}{deed}/" in page) is (standing is not None)
    assert bool(post(client, f"{made.get_absolute_url()}{deed}/", **answers)) is (standing is not None)
    made.refresh_from_db()
    assert made.standing == (standing or Standing.NEEDED)


def test_whoever_asks_the_group_to_decide_reads_without_whom_they_would(group: Group) -> None:
    stop_taking_part(group.scene.actor("rosa"), issue=group.issue)
    group.come_together()
    group.propose()
    ask = f"{group.issue.get_absolute_url()}decide/"
    without = "Nobody speaks for the public yet. What is decided or told now is without them."
    assert "Nobody has said yet whom this issue needs" in read(browser(group, "rosa"), ask)
    made = mapped(group.scene)
    assert without in read(browser(group, "rosa"), ask)
    speak_for(group.scene.actor("rosa"), perspective=made)
    assert without not in read(browser(group, "rosa"), ask)
