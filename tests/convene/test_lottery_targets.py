"""Targets as a convener keeps them: by files that come and go, by shares of the population, and by what two people change at once."""

import html
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from tests.convene.drawing_lots import a_lottery
from tests.convene.inviting import main
from tests.convene.mapping import browser
from tests.kernel.scene import Scene, own_keys, saltmarsh

from wholeplace.convene.lottery.models import Feature, Lottery, Target
from wholeplace.convene.lottery.targeting import set_targets, wanted_of
from wholeplace.convene.lottery.targets_forms import NUMBERS
from wholeplace.kernel.guard import migrating
from wholeplace.ui.addresses import place_url

__all__ = ["own_keys", "saltmarsh"]
pytestmark = pytest.mark.django_db
HEAD = "feature,value,min,max,min_flex,max_flex,population"


@pytest.fixture
def lottery(saltmarsh: Scene) -> Lottery:
    """A panel of five, with nobody in its pool."""
    return a_lottery(saltmarsh)


@pytest.fixture
def amina(saltmarsh: Scene) -> Client:
    return browser(saltmarsh, "amina")


def at(lottery: Lottery, name: str, **parts: object) -> str:
    return place_url(lottery.place, name, lottery=lottery.pk, **parts)


def shares(lottery: Lottery) -> dict[str, Decimal | None]:
    return {one.value: one.population for one in wanted_of(lottery)}


class TestFiles:
    def put_in(self, amina: Client, lottery: Lottery, *rows: str) -> str:
        sent = {"key": rows[-1][:60], "text": "\n".join(rows)}
        return main(amina.post(at(lottery, "lottery_targets_file"), sent, follow=True))

    def test_what_is_taken_away_is_put_in_again_as_it_was(
        self, saltmarsh: Scene, lottery: Lottery, amina: Client
    ) -> None:
        with migrating():
            Target.objects.filter(value="16 to 29").update(population="10", least_flex=0)
        there = wanted_of(lottery)
        sent = amina.get(at(lottery, "lottery_targets_csv")).content.decode("utf-8-sig")
        assert sent.splitlines()[:2] == [HEAD, "Age,16 to 29,1,2,0,2,10"]
        fewer = [one for one in there if one.feature != "Age"]
        set_targets(saltmarsh.actor("amina"), lottery=lottery, targets=fewer)
        assert "The targets are there." in self.put_in(amina, lottery, *sent.splitlines())
        assert wanted_of(lottery) == there

    def test_an_empty_list_has_its_headings(self, lottery: Lottery, amina: Client) -> None:
        with migrating():
            Target.objects.all().delete()
        sent = amina.get(at(lottery, "lottery_targets_csv")).content.decode("utf-8-sig")
        assert sent.splitlines() == [HEAD]

    def test_a_file_without_shares_leaves_those_of_the_same_name(
        self, lottery: Lottery, amina: Client
    ) -> None:
        with migrating():
            Target.objects.filter(value="Hill").update(population="40.5")
        told = self.put_in(
            amina, lottery, "f,v,min,max", "Where you live,Hill,2,5", "Where you live,Quay,0,3"
        )
        assert "The targets are there. 1 share of the population stayed as it was." in told
        assert shares(lottery) == {"Hill": Decimal("40.5"), "Quay": None}

    def test_a_column_of_shares_says_them_all(self, lottery: Lottery, amina: Client) -> None:
        with migrating():
            Target.objects.filter(value="Hill").update(population="40.5")
        rows = ('Age,old,0,5,,,"33,3"', "Where you live,Hill,0,5,,,")
        self.put_in(amina, lottery, HEAD, *rows)
        assert shares(lottery) == {"old": Decimal("33.3"), "Hill": None}

    @pytest.mark.parametrize(
        ("cell", "said"),
        [
            ("many", "Row 2, population: “many” is no share: write a number from 0 to 100, such as 17.5."),
            ("101", "Row 2, population: “101” is no share"),
            (
                "60.6",
                "Population: The shares of the population of Age add up to 100.6 %, more than everybody.",
            ),
        ],
    )
    def test_a_share_that_cannot_be_is_named(
        self, lottery: Lottery, amina: Client, cell: str, said: str
    ) -> None:
        before = wanted_of(lottery)
        rows = (f"Age,old,0,5,,,{cell}", "Age,young,0,5,,,40")
        assert said in self.put_in(amina, lottery, HEAD, *rows)
        assert wanted_of(lottery) == before

    def test_the_page_says_what_stays(self, lottery: Lottery, amina: Client) -> None:
        page = amina.get(at(lottery, "lottery_targets_file"))
        assert "the file has no column called population" in main(page)
        assert at(lottery, "lottery_targets_csv") in page.content.decode()


class TestShares:
    def kept(self, amina: Client, lottery: Lottery, **typed: str) -> str:
        """Type into the boxes of the three ages: least, most, down to, up to and share, with a dash between them."""
        age = Feature.objects.get(lottery=lottery, name="Age")
        sent = {"key": str(typed)[:60], "name": "Age"}
        for one, cells in zip(age.targets.all(), typed.values(), strict=True):
            sent |= {
                f"target_{one.pk}_{name}": cell for name, cell in zip(NUMBERS, cells.split("-"), strict=True)
            }
        return main(amina.post(at(lottery, "lottery_feature", feature=age.pk), sent, follow=True))

    def test_least_and_most_follow_from_shares_alone(self, lottery: Lottery, amina: Client) -> None:
        told = self.kept(amina, lottery, young="----30", middle="----50", old="----20")
        assert "The targets are changed." in told
        there = [(one.least, one.most, one.least_flex, one.most_flex) for one in wanted_of(lottery)[:3]]
        assert there == [(1, 2, 1, 2), (2, 3, 2, 3), (1, 1, 1, 1)]
        assert shares(lottery)["16 to 29"] == 30

    def test_a_feature_whose_numbers_change_stays_where_it_stands(
        self, lottery: Lottery, amina: Client
    ) -> None:
        self.kept(amina, lottery, young="1-3---", middle="1-3---", old="1-3---")
        assert list(dict.fromkeys(one.feature for one in wanted_of(lottery))) == ["Age", "Where you live"]

    def test_one_of_the_two_alone_is_asked_for_its_other(self, lottery: Lottery, amina: Client) -> None:
        told = self.kept(amina, lottery, young="1----30", middle="----50", old="----20")
        assert "16 to 29: Fill in both “At least” and “At most”" in told

    def test_shares_of_more_than_everybody_are_refused_with_their_sum(
        self, lottery: Lottery, amina: Client
    ) -> None:
        told = self.kept(amina, lottery, young="----30", middle="----50", old="----20.6")
        assert "The shares of the population of Age add up to 100.6 %, more than everybody." in told
        told = self.kept(amina, lottery, young="1-2---30", middle="----50", old="----20.5")
        assert "The targets are changed." in told

    def test_what_is_out_of_order_is_told_in_the_words_of_the_boxes_with_its_value(
        self, lottery: Lottery, amina: Client
    ) -> None:
        told = self.kept(amina, lottery, young="5-3---", middle="1-2-2-1-", old="1-2---x")
        assert told.count("16 to 29: “At least” is 5, which is above “At most”, 3.") == 2  # summary and field
        assert "30 to 64: “Down to, if need be” can be 1 or less" in told
        assert "30 to 64: “Up to, if need be” can be 2 or more" in told
        assert "65 and over: The share of the population is a number from 0 to 100" in told
        assert "minimum" not in told

    def test_the_page_says_that_numbers_follow(self, lottery: Lottery, amina: Client) -> None:
        age = Feature.objects.get(lottery=lottery, name="Age")
        page = main(amina.get(at(lottery, "lottery_feature", feature=age.pk)))
        assert "Where you give a share of the population alone, both follow from it" in page


class TestSeats:
    def test_too_few_seats_for_the_targets_are_said_at_once_and_the_targets_are_mended_next(
        self, saltmarsh: Scene, lottery: Lottery, amina: Client
    ) -> None:
        terms = {"title": "Panel", "about": "It meets.", "seats": 3, "method": "leximin", "key": "k"}
        told = main(amina.post(at(lottery, "change_lottery"), terms, follow=True))
        why = "The minimums of Where you live add up to 4, more than the 3 people of the panel."
        assert f"It is changed, and now no panel can meet the targets. {why} Mend the targets next." in told
        assert f"Your next step Mend the targets {why} See the targets" in told
        assert why in main(amina.get(at(lottery, "lottery_targets")))
        looser = [replace(one, least=0, least_flex=0) for one in wanted_of(lottery)]
        set_targets(saltmarsh.actor("amina"), lottery=lottery, targets=looser)
        assert "Your next step Let people in" in main(amina.get(lottery.get_absolute_url()))
        assert why not in main(amina.get(at(lottery, "lottery_targets")))
        sent = {**terms, "key": "l", "seats": 4}
        assert "It is changed. " in main(amina.post(at(lottery, "change_lottery"), sent, follow=True))


def in_form(page: Any) -> dict[str, str]:
    """Return what the form of a page sends as it stands, every box as it is filled in."""
    form = page.content.decode().partition('class="wp-form"')[2].partition("</form>")[0]
    fields = dict(re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>\s*(.*?)</textarea>', form, re.DOTALL))
    for tag in re.findall(r"<input[^>]*>", form):
        said = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if said.get("type") not in {"radio", "checkbox", "file"} or " checked" in tag:
            fields[said["name"]] = said.get("value", "")
    fields.pop("csrfmiddlewaretoken")
    return fields


class TestTwoAtOnce:
    OVERTAKEN = "Somebody has changed this since you opened it."

    def test_what_somebody_changed_since_is_shown_before_it_is_overwritten(
        self, lottery: Lottery, amina: Client
    ) -> None:
        age = Feature.objects.get(lottery=lottery, name="Age")
        young, middle, _old = age.targets.all()
        path = at(lottery, "lottery_feature", feature=age.pk)
        mine, theirs = in_form(amina.get(path)), in_form(amina.get(path))
        theirs |= {f"target_{young.pk}_min": "0", "more": "Under 16"}
        amina.post(path, theirs)
        mine |= {f"target_{middle.pk}_max": "5"}
        page = amina.post(path, mine)
        told = main(page)
        assert self.OVERTAKEN in told
        assert "What stands now" in told
        assert "16 to 29 0 2" in told
        assert "Under 16 0 5" in told
        assert Target.objects.get(pk=middle.pk).most == 2
        (new,) = age.targets.filter(value="Under 16")
        again = in_form(page)
        assert again[f"target_{new.pk}_max"] == "5"
        assert (again[f"target_{middle.pk}_max"], again[f"target_{young.pk}_min"]) == ("5", "1")
        amina.post(path, again)
        there = [(one.value, one.least, one.most) for one in age.targets.all()]
        assert there == [("16 to 29", 1, 2), ("30 to 64", 1, 5), ("65 and over", 1, 2), ("Under 16", 0, 5)]

    def test_a_fault_besides_leaves_what_somebody_added_since_filled_in(
        self, lottery: Lottery, amina: Client
    ) -> None:
        age = Feature.objects.get(lottery=lottery, name="Age")
        path = at(lottery, "lottery_feature", feature=age.pk)
        mine, theirs = in_form(amina.get(path)), in_form(amina.get(path))
        amina.post(path, {**theirs, "more": "Under 16"})
        (new,) = age.targets.filter(value="Under 16")
        page = amina.post(path, {**mine, "name": ""})
        assert "Fill in" in main(page)
        again = in_form(page) | {"name": "Age"}
        assert again[f"target_{new.pk}_max"] == "5"
        assert self.OVERTAKEN in main(amina.post(path, again))

    def test_two_features_are_changed_side_by_side(self, lottery: Lottery, amina: Client) -> None:
        paths = [at(lottery, "lottery_feature", feature=one.pk) for one in lottery.features.all()]
        forms = [in_form(amina.get(path)) for path in paths]
        for path, form in zip(paths, forms, strict=True):
            told = main(amina.post(path, {**form, "question": "Which?"}, follow=True))
            assert "The targets are changed." in told

    def test_a_file_does_not_overwrite_what_was_changed_since(
        self, saltmarsh: Scene, lottery: Lottery, amina: Client
    ) -> None:
        path = at(lottery, "lottery_targets_file")
        form = in_form(amina.get(path))
        looser = [replace(one, least=0, least_flex=0) for one in wanted_of(lottery)]
        set_targets(saltmarsh.actor("amina"), lottery=lottery, targets=looser)
        page = amina.post(path, {**form, "text": "f,v,min,max\nAge,old,0,5"})
        assert self.OVERTAKEN in main(page)
        assert "65 and over 0 2" in main(page)
        assert wanted_of(lottery) == looser
        again = in_form(page)
        assert again["text"] == "f,v,min,max\nAge,old,0,5"
        amina.post(path, again)
        assert [one.value for one in wanted_of(lottery)] == ["old"]

    def test_terms_that_somebody_changed_since_are_shown_before_they_are_overwritten(
        self, lottery: Lottery, amina: Client
    ) -> None:
        path = at(lottery, "change_lottery")
        mine, theirs = in_form(amina.get(path)), in_form(amina.get(path))
        amina.post(path, {**theirs, "seats": "6"})
        page = amina.post(path, {**mine, "title": "Harbour panel"})
        assert self.OVERTAKEN in main(page)
        assert "How many people sit on it? 6" in main(page)
        assert Lottery.objects.get().title == "Panel on the harbour"
        again = in_form(page)
        assert (again["title"], again["seats"]) == ("Harbour panel", "5")
        amina.post(path, again)
        assert (Lottery.objects.get().title, Lottery.objects.get().seats) == ("Harbour panel", 5)


class TestNames:
    @pytest.mark.parametrize(
        ("name", "values", "said", "field"),
        [
            ("age", "x", "“age” differs from “Age” in capitals and spaces alone", "name"),
            ("where  YOU live", "x", "“where YOU live” differs from “Where you live”", "name"),
            ("Gender", "A\na", "“A” differs from “a” in capitals and spaces alone", "more"),
            ("first_name", "x", "“first_name” is how files head the column", "name"),
            ("E-Mail", "x", "“E-Mail” is how files head the column", "name"),
        ],
    )
    def test_what_a_file_could_not_tell_apart_is_refused_beside_its_field(
        self, lottery: Lottery, amina: Client, name: str, values: str, said: str, field: str
    ) -> None:
        before = wanted_of(lottery)
        page = amina.post(at(lottery, "add_lottery_feature"), {"key": "k", "name": name, "more": values})
        assert said in main(page)
        assert f'href="#id_{field}"' in page.content.decode()
        assert wanted_of(lottery) == before
        rows = [f"{name},{value},0,5" for value in values.split("\n")]
        kept = [f"{one.feature},{one.value},{one.least},{one.most}" for one in before]
        text = "\n".join(["f,v,min,max", *kept, *rows])
        page = amina.post(at(lottery, "lottery_targets_file"), {"key": "f", "text": text})
        assert said.replace("“where YOU", "“where  YOU") in html.unescape(page.content.decode())
        assert 'href="#id_text"' in page.content.decode()
        assert wanted_of(lottery) == before

    def test_a_panel_may_resemble_the_place_in_the_town_people_live_in(
        self, lottery: Lottery, amina: Client
    ) -> None:
        sent = {"key": "k", "name": "Town", "more": "Quay\nHill"}
        told = main(amina.post(at(lottery, "add_lottery_feature"), sent, follow=True))
        assert "The values are there." in told

    def test_what_is_called_so_already_can_still_change(self, saltmarsh: Scene, lottery: Lottery) -> None:
        with migrating():
            Feature.objects.filter(name="Age").update(name="email")
            Target.objects.filter(value="Hill").update(value="harbour")
        looser = [replace(one, least=0, least_flex=0) for one in wanted_of(lottery)]
        set_targets(saltmarsh.actor("amina"), lottery=lottery, targets=looser)
        assert wanted_of(lottery) == looser

    def test_a_name_that_is_too_long_is_a_fault_of_its_row(self, lottery: Lottery, amina: Client) -> None:
        text = f"f,v,min,max\nAge,{'x' * 121},0,5"
        told = main(amina.post(at(lottery, "lottery_targets_file"), {"key": "k", "text": text}))
        assert "Row 2, v: “" in told
        assert "is too long: 120 characters are the most." in told
