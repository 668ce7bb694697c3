"""Looking for lines by words: what the reader sees is found, and nothing else."""

import datetime as dt
from dataclasses import replace

import pytest
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_attempts import owned, try_to_reframe
from tests.kernel.test_ledger_tree import converse

from wholeplace.account.scrutiny.queries import lines_visible_to
from wholeplace.account.scrutiny.searching import AROUND_WORDS
from wholeplace.kernel.actions import ACTIONS
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.ledger.models import Leaf
from wholeplace.kernel.ledger.sentences import Line
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import Audience
from wholeplace.places.organisations.actions import add_organisation
from wholeplace.places.partnership.actions import add_area
from wholeplace.places.people.actions import confirm_hat, propose_hat

__all__ = ["elsewhere", "own_keys", "owned", "saltmarsh"]

HELD_BACK = {"5", "2"}
"""Numbers inside the reason of a refusal, which are not looked for."""
FOREIGN = ("Église Noire", "Straße zur Mühle", "ŁÓDŹ Ωmega", "Ὀδυσσεύς", "Школа № 5")
"""Names in letters whose capitals are not those of English."""


@pytest.fixture
def busy(owned: Scene) -> Scene:
    """A place where many kinds of things were done, and one was refused."""
    try_to_reframe(owned, "amina")
    add_area(owned.actor("amina"), place=owned.place, name='Quay "Low"er Street, 50% North')
    add_area(owned.actor("amina"), place=owned.place, name="Ynys_Môn")
    for name in FOREIGN:
        add_area(owned.actor("amina"), place=owned.place, name=name)
    hat = propose_hat(owned.actor("amina"), member=owned.people["rosa"], kind=HatKind.MEDIATOR)
    confirm_hat(owned.actor("ben"), hat=hat)
    converse(owned)
    owned.name_issue(title="École du Québec", audience=Audience.PUBLIC)
    owned.name_issue(title="Older people alone", audience=Audience.PARTNERSHIP)
    return owned


def found(viewer: Viewer, words: str) -> list[str]:
    return [line.sentence for line in lines_visible_to(viewer, words=words)[:100]]


def seen(line: Line) -> str:
    """Everything a line shows that is looked for, as it is shown: its sentence, the kind of deed and what it is about."""
    title = getattr(line.about, "title", "")
    return f"{line.sentence} {ACTIONS[line.action].title} {title}"


@pytest.mark.parametrize("name", ["rosa", None])
def test_every_word_of_a_sentence_a_kind_or_a_title_finds_the_lines_that_show_it_but_no_number_in_a_reason(
    busy: Scene, name: str | None
) -> None:
    viewer = busy.viewer(name) if name else Viewer(busy.place)
    lines = [line for line in lines_visible_to(viewer)[:100] if line.action != "conversation.take_in"]
    words = {word.strip(AROUND_WORDS) for line in lines for word in seen(line).split()} - HELD_BACK
    assert len(words) > 60
    for word in words:
        showing = [line.entry for line in lines if word.casefold() in seen(line).casefold()]
        got = lines_visible_to(viewer, words=word)[:100]
        assert [line.entry for line in got if line.action != "conversation.take_in"] == showing, word


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        ("quay area", ['A convener added the area Quay "Low"er Street, 50% North']),
        ("CONVENER quay", ['A convener added the area Quay "Low"er Street, 50% North']),
        ('low"er', ['A convener added the area Quay "Low"er Street, 50% North']),
        ("0%", ['A convener added the area Quay "Low"er Street, 50% North']),
        ("ynys_m", ["A convener added the area Ynys_Môn"]),
        ("môn", ["A convener added the area Ynys_Môn"]),
        ("église NOIRE", ["A convener added the area Église Noire"]),
        ("ÉGLISE", ["A convener added the area Église Noire"]),
        ("STRASSE", ["A convener added the area Straße zur Mühle"]),
        ("straße", ["A convener added the area Straße zur Mühle"]),
        ("łódź ωMEGA", ["A convener added the area ŁÓDŹ Ωmega"]),
        ("ὈΔΥΣΣΕΎΣ", ["A convener added the area Ὀδυσσεύς"]),
        ("ШКОЛА", ["A convener added the area Школа № 5"]),
        ("école québec", ["A convener named an issue"]),
        ("mediator second", ["A convener gave the second word for the hat of mediator"]),
        ("operator founded", ["The program (operator) founded the place Saltmarsh"]),
        ("“operator” (founded).", ["The program (operator) founded the place Saltmarsh"]),
        ("216", ["A convener imported a conversation: 12 people, 18 statements, 216 votes"]),
        ("quay mediator", []),
        ("zebra", []),
    ],
)
def test_all_the_words_are_found_in_whatever_order_and_case(
    busy: Scene, words: str, sentences: list[str]
) -> None:
    assert found(busy.viewer("rosa"), words) == sentences


@pytest.mark.parametrize("marks", ["…", " ?! ", "“”"])
def test_marks_alone_are_no_words_and_leave_nothing_out(busy: Scene, marks: str) -> None:
    assert len(lines_visible_to(busy.viewer("rosa"), words=marks)) == len(
        lines_visible_to(busy.viewer("rosa"))
    )


def test_a_second_word_narrows_however_many_titles_have_it(busy: Scene) -> None:
    titles = ["The old quarry", *(f"The night, part {number}" for number in range(200)), "The new quarry"]
    for title in titles:
        busy.name_issue(title=title)
    assert [len(found(busy.viewer("rosa"), words)) for words in ("quarry", "the quarry")] == [2, 2]


def test_a_refused_attempt_is_found_by_what_was_tried_and_by_why_it_was_refused(busy: Scene) -> None:
    (line,) = found(Viewer(busy.place), "tried provisional")
    assert found(Viewer(busy.place), "refused group's decision") == [line]


def test_a_number_is_found_with_and_without_its_thousands_apart(saltmarsh: Scene) -> None:
    add_area(saltmarsh.actor("amina"), place=saltmarsh.place, name="Pier 15795")
    assert (
        len(found(saltmarsh.viewer("rosa"), "15,795")) == len(found(saltmarsh.viewer("rosa"), "15795")) == 1
    )


@pytest.mark.parametrize(
    "machinery", ["schema", "committed", "wp_kernel_area", "partnership", "door", "null"]
)
def test_how_a_line_is_kept_is_not_looked_through(busy: Scene, machinery: str) -> None:
    assert Leaf.objects.filter(data__icontains=machinery).exists()
    assert found(busy.viewer("rosa"), machinery) == []


def test_an_id_finds_nothing(busy: Scene) -> None:
    assert found(busy.viewer("amina"), str(busy.issue().pk)) == []


def test_a_title_finds_its_lines_for_those_who_may_see_it_and_for_nobody_else(busy: Scene) -> None:
    assert found(busy.viewer("rosa"), "older alone") == ["A convener named an issue"]
    assert found(Viewer(busy.place), "older alone") == []


def test_nobody_is_found_by_name_and_nothing_by_what_is_kept_closed(busy: Scene) -> None:
    amina = busy.viewer("amina")
    assert "Rosa Lind (Mediator)" in {str(line.about) for line in lines_visible_to(amina)[:100]}
    for closed in ("rosa", "lind", "adpadpad", "youth", "statement 3"):
        assert found(amina, closed) == []


def test_what_another_place_did_is_not_found(busy: Scene, elsewhere: Scene) -> None:
    add_organisation(elsewhere.operator, place=elsewhere.place, name="Lighthouse Trust", sector="voluntary")
    assert len(found(Viewer(elsewhere.place), "lighthouse")) == 1
    assert found(busy.viewer("amina"), "lighthouse") == []


class TestDays:
    @pytest.fixture
    def dated(self, saltmarsh: Scene) -> Scene:
        """Three areas, added just before, on and just after the first of July by the place's own clock."""
        for name, at in (
            ("Before", dt.datetime(2026, 6, 30, 22, 59, tzinfo=dt.UTC)),
            ("On", dt.datetime(2026, 6, 30, 23, 0, tzinfo=dt.UTC)),
            ("After", dt.datetime(2026, 7, 1, 23, 0, tzinfo=dt.UTC)),
        ):
            add_area(replace(saltmarsh.actor("amina"), at=at), place=saltmarsh.place, name=name)
        return saltmarsh

    @pytest.mark.parametrize(
        ("first", "last", "names"),
        [
            (dt.date(2026, 7, 1), dt.date(2026, 7, 1), ["On"]),
            (dt.date(2026, 7, 1), dt.date(2026, 7, 2), ["After", "On"]),
            (None, dt.date(2026, 6, 30), ["Before"]),
            (dt.date(2026, 7, 3), dt.date(2026, 7, 4), []),
        ],
    )
    def test_a_day_lasts_from_midnight_to_midnight_where_the_place_is(
        self, dated: Scene, first: dt.date | None, last: dt.date, names: list[str]
    ) -> None:
        lines = lines_visible_to(Viewer(dated.place), action="area.add", first_day=first, last_day=last)[:9]
        assert [line.sentence.rsplit(" ", 1)[1] for line in lines] == names

    def test_words_kind_and_days_narrow_together(self, dated: Scene) -> None:
        asked = {"first_day": dt.date(2026, 6, 1), "last_day": dt.date(2026, 7, 1), "action": "area.add"}
        assert len(lines_visible_to(Viewer(dated.place), **asked)) == 2
        assert len(lines_visible_to(Viewer(dated.place), words="before", **asked)) == 1
        assert len(lines_visible_to(Viewer(dated.place), words="after", **asked)) == 0


def test_a_search_asks_as_much_of_a_long_record_as_of_a_short_one(
    saltmarsh: Scene, django_assert_num_queries
) -> None:
    def ask() -> None:
        lines = lines_visible_to(saltmarsh.viewer("rosa"), words="convener area")
        assert len(lines) == len(lines[:50])

    add_area(saltmarsh.actor("amina"), place=saltmarsh.place, name="Area")
    with django_assert_num_queries(5):  # all titles, keys, page, what about, who
        ask()
    for number in range(20):
        add_area(saltmarsh.actor("amina"), place=saltmarsh.place, name=f"Area {number}")
    with django_assert_num_queries(5):
        ask()
