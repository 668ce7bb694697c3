"""Finding records by their words: all of them that one may see, and nothing of any other."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.convene.deciding import ABOVE, Group
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_tree import converse

from wholeplace.convene.issues.models import Issue
from wholeplace.kernel.actions import ACTIONS, action
from wholeplace.kernel.actors import Viewer, machine
from wholeplace.kernel.acts import Act
from wholeplace.kernel.conditions import is_machine
from wholeplace.kernel.guard import deriving, migrating
from wholeplace.kernel.records import Audience
from wholeplace.kernel.search import finding
from wholeplace.kernel.search.commands import search
from wholeplace.kernel.search.finding import Results, find
from wholeplace.kernel.search.indexing import rebuild, tidy
from wholeplace.kernel.search.matching import holds
from wholeplace.kernel.search.models import Findable
from wholeplace.kernel.search.words import LONGEST, MOST_WORDS, as_words, asked_for, marked

__all__ = ["elsewhere", "own_keys", "saltmarsh"]


def told(results: Results) -> list[str]:
    return [f"{one.kind.name}: {''.join(run.text for run in one.title)}" for one in results.found]


def in_index(question: str) -> int:
    """Return how many records the index itself holds with these words, whoever may see them."""
    return Findable.objects.filter(holds(asked_for(question))).count()


class TestWords:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Café, CAFÉ & Straße", "cafe cafe strasse"),
            ("the harbour's 2nd-best", "the harbour s 2nd best"),
            ("İstanbul ﬁsh ½", "istanbul fish"),
            ("مَدِينَة ١٢", "مدينة ١٢"),
            ("हिन्दी", "हिनदी"),
            ("海港 harbour", "海 港 harbour"),
            ("good 🙂🚌 news", "good 🙂 🚌 news"),
            ("\x00 \u200b --- \u0301", ""),
        ],
    )
    def test_words_are_the_same_whatever_their_capitals_accents_and_script(
        self, text: str, words: str
    ) -> None:
        assert as_words(text) == words

    def test_a_question_is_as_long_as_it_needs_to_be(self) -> None:
        assert asked_for("a b A " + " ".join(f"w{n}" for n in range(50)))[:3] == ["a", "b", "w0"]
        assert len(asked_for(" ".join(f"w{n}" for n in range(50)))) == MOST_WORDS
        assert asked_for("x" * 10_000) == ["x" * LONGEST]

    def test_what_was_found_is_shown_with_its_words_marked_and_some_before_them(self) -> None:
        runs = marked(
            f"{'Long ago. ' * 20}The <b>Café</b> by night {'and so on ' * 40}", ["cafe", "nig"], most=120
        )
        assert [run.text for run in runs if run.marked] == ["Café", "night"]
        shown = "".join(run.text for run in runs)
        assert (shown[0], shown[-1], "ago. The <b>Café</b> by night" in shown) == ("…", "…", True)
        assert len(shown) <= 122


@pytest.fixture
def told_much(saltmarsh: Scene, elsewhere: Scene) -> Scene:
    """A place with an issue for members, one for everybody, a rival framing, a decision and a conversation."""
    group = Group(saltmarsh).come_together()
    group.ask(group.propose("tariq", text=ABOVE, standpoint="people above the promenade"))
    converse(saltmarsh)
    other = {"happening": "Water", "for_whom": "Us", "tried": "", "audience": Audience.PUBLIC}
    saltmarsh.name_issue(title="Flooding at the harbour", framing="Water comes", **other)
    elsewhere.name_issue(title="Night buses elsewhere", framing="Too few", **other)
    return saltmarsh


class TestFinding:
    def test_every_kind_is_found_by_its_own_words(self, told_much: Scene) -> None:
        viewer = told_much.viewer("rosa")
        assert told(find(viewer, "YOUTH club is sh"))[:1] == ["issue: Nowhere to go after dark"]
        assert told(find(viewer, "lack places")) == ["framing: We lack places, not buses"]
        assert told(find(viewer, "nobody agreed evening")) == ["proposed: people above the promenade"]
        assert told(find(viewer, "frame it so for now")) == ["decision: Shall we frame it so, for now?"]
        assert told(find(viewer, "health trust")) == ["organisation: saltmarsh Health Trust"]
        assert told(find(viewer, "Tariq az")) == ["person: Tariq Aziz"]
        statement = find(viewer, "statement 3").found[0]
        assert statement.href.endswith("/statements/3/")

    def test_all_words_are_needed_and_only_the_last_may_be_a_beginning(self, told_much: Scene) -> None:
        viewer = told_much.viewer("rosa")
        assert told(find(viewer, "flooding har", kind="issue")) == ["issue: Flooding at the harbour"]
        assert told(find(viewer, "floo harbour")) == []
        assert told(find(viewer, "flooding castle")) == []

    def test_a_title_comes_before_a_text_and_the_newest_before_the_oldest(self, told_much: Scene) -> None:
        viewer = told_much.viewer("rosa")
        assert told(find(viewer, "harbour", kind="issue"))[0] == "issue: Flooding at the harbour"
        told_much.name_issue(title="Dredging", happening="Mud in the harbour", for_whom="Boats")
        assert told(find(viewer, "harbour", kind="issue")) == [
            "issue: Flooding at the harbour",
            "issue: Dredging",
            "issue: Nowhere to go after dark",
        ]

    @pytest.mark.parametrize(
        "question",
        [
            "youth club",
            "lack places",
            "nobody agreed",
            "frame it so",
            "tariq",
            "saltmarsh health",
            "statement",
        ],
    )
    def test_what_is_for_members_is_neither_found_nor_counted_by_anybody_else(
        self, told_much: Scene, elsewhere: Scene, question: str
    ) -> None:
        assert in_index(question) >= 1
        assert find(told_much.viewer("rosa"), question).found
        for reader in (Viewer(told_much.place), elsewhere.viewer("amina"), Viewer(elsewhere.place)):
            results = find(reader, question)
            assert (results.found, results.more) == ([], False)

    def test_what_is_for_everybody_is_found_by_a_visitor_in_its_own_place(
        self, told_much: Scene, elsewhere: Scene
    ) -> None:
        assert told(find(Viewer(told_much.place), "flooding")) == ["issue: Flooding at the harbour"]
        assert told(find(Viewer(elsewhere.place), "flooding")) == []
        assert told(find(Viewer(elsewhere.place), "night buses"))[0] == "issue: Night buses elsewhere"

    def test_there_is_more_only_where_the_reader_may_see_more(
        self, told_much: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(finding, "AT_ONCE", 1)
        viewer = told_much.viewer("rosa")
        first, second = (find(viewer, "a", kind="issue", start=start) for start in (0, 1))
        assert (first.more, second.more) == (True, False)
        assert {told(first)[0], told(second)[0]} == {
            "issue: Flooding at the harbour",
            "issue: Nowhere to go after dark",
        }

    @pytest.mark.parametrize(
        "question",
        [
            '"',
            'a" OR title:*',
            "NEAR(",
            "* - + ^ : ()",
            "'; DROP",
            "\\",
            "&|!<->",
            "\x00",
            "🙂",
            "שלום \u202e",
            "x" * 9999,
        ],
    )
    def test_any_question_is_safe(self, told_much: Scene, question: str) -> None:
        assert isinstance(find(told_much.viewer("rosa"), question).found, list)

    def test_a_page_of_many_kinds_asks_once_for_each(
        self, told_much: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(finding, "AT_ONCE", 200)
        viewer = told_much.viewer("rosa")
        assert viewer.hats == ()
        with CaptureQueriesContext(connection) as asked:
            kinds = {one.kind.name for one in find(viewer, "s").found if one.href}
        assert len(kinds) >= 4
        assert len(asked) == 1 + len(kinds)


class TestIndex:
    def test_it_is_as_the_records_are_with_each_deed_and_made_again_it_is_the_same(
        self, told_much: Scene
    ) -> None:
        def rows() -> set[tuple[object, ...]]:
            return set(Findable.objects.values_list("record", "of_table", "title", "text", "at"))

        before = rows()
        assert len(before) > 30
        with deriving():
            Findable.objects.update(title="lost", text="")
            Findable.objects.filter(of_table="wp_convene_issue").delete()
        assert in_index("youth club") == 0
        assert (rebuild(), rows()) == (len(before), before)
        assert in_index("youth club") == 1

    def test_a_record_that_is_worded_anew_is_found_by_its_new_words_alone(self, told_much: Scene) -> None:
        def body(act: Act, *, issue: Issue) -> Issue:
            """Call an issue something else."""
            issue.title = "Evenings without end"
            issue.save()
            act.record(issue)
            return issue

        rename = action("test.rename", title="Rename", says="{actor} renamed", may=is_machine)(body)
        try:
            rename(machine(told_much.place, "test"), issue=told_much.issue())
        finally:
            del ACTIONS["test.rename"]
        assert (in_index("Evenings without"), in_index("Flooding at")) == (1, 0)

    def test_whoever_has_left_is_no_longer_found(self, told_much: Scene) -> None:
        from wholeplace.places.people.leaving import leave

        assert in_index("Rosa Lind") == 1
        leave(told_much.actor("rosa"), member=told_much.people["rosa"])
        assert in_index("Rosa Lind") == 0

    @pytest.mark.skipif("connection.vendor != 'sqlite'")
    def test_of_what_is_gone_no_word_is_left_in_it(self, told_much: Scene) -> None:
        def held() -> bool:
            with connection.cursor() as cursor:
                cursor.execute("SELECT block FROM wp_kernel_findable_words_data")
                return any(b"tariq" in bytes(row[0]) for row in cursor.fetchall())

        assert held()
        with migrating():
            Findable.objects.filter(title="tariq aziz").delete()
        assert held()
        tidy()
        assert not held()

    def test_the_operator_makes_it_again(self, told_much: Scene) -> None:
        from click.testing import CliRunner

        said = CliRunner().invoke(search, ["rebuild", "--json"])
        assert said.output == f'{{"records": {Findable.objects.count()}}}\n'
