"""The record's pages: narrowed by a form, read out plainly, every part checked, and how a stranger checks it all."""

import html
import json
import re
import subprocess
import sys
import uuid
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_tree import converse

from wholeplace.account.scrutiny.kinds import KINDS
from wholeplace.account.scrutiny.models import LastVisit
from wholeplace.account.scrutiny.queries import check_line
from wholeplace.account.scrutiny.readings import DOORS, line_told
from wholeplace.convene.issues.actions import take_part
from wholeplace.kernel.actors import Door, Viewer
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.ledger import writer
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.ledger.models import Entry, Leaf
from wholeplace.kernel.ledger.sequencer import sequence
from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import Audience
from wholeplace.kernel.tables import evidence_models, table_of
from wholeplace.places.partnership.actions import add_area
from wholeplace.places.people.actions import confirm_hat, grant_first_hat, propose_hat

__all__ = ["elsewhere", "own_keys", "saltmarsh"]

RECORD = "/saltmarsh/record/"


@pytest.fixture(autouse=True)
def plain_files(settings: Any) -> None:
    """Static files under their own names, since nothing is collected for a test."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


def read(path: str, client: Client | None = None) -> str:
    """Return a page's own text, tags left out."""
    answer = (client or Client()).get(path)
    assert answer.status_code == 200, path
    main = answer.text.partition('id="main"')[2].partition("<footer")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())


def entry_of(action: str) -> str:
    return str(Entry.objects.filter(action=action).latest("at").pk)


@pytest.fixture
def areas(saltmarsh: Scene) -> Scene:
    """Sixty areas, half of them on the quay."""
    for number in range(60):
        where = "Quay" if number % 2 else "Hill"
        add_area(saltmarsh.actor("amina"), place=saltmarsh.place, name=f"{where} {number}")
    return saltmarsh


class TestNarrowing:
    def test_it_says_how_many_lines_are_found_and_keeps_what_was_asked(self, areas: Scene) -> None:
        page = Client().get(
            RECORD, {"q": "quay", "action": "area.add", "first_day": 1, "first_month": 2, "first_year": 2020}
        )
        assert "30 lines found" in read(page.wsgi_request.get_full_path())
        for kept in (
            ' value="quay"',
            'value="area.add" selected',
            ' value="1"',
            ' value="2"',
            ' value="2020"',
        ):
            assert kept in page.text
        assert f'href="{RECORD}">Show all' in page.text

    def test_one_line_is_one_line(self, areas: Scene) -> None:
        assert "1 line found" in read(f"{RECORD}?q=quay+59")

    def test_the_next_page_is_narrowed_in_the_same_way(self, areas: Scene) -> None:
        page = html.unescape(
            Client().get(f"{RECORD}?q=quay&action=area.add&last_day=&last_month=&last_year=").text
        )
        (onward,) = set(re.findall(r'href="(\?[^"]*page=2[^"]*)" rel="next"', page))
        second = read(RECORD + onward)
        assert "26 to 30 of 30 lines" in second
        assert re.findall(r"added the area (\w+)", second) == ["Quay"] * 10  # also for those who hear it

    def test_where_nothing_is_found_the_page_says_what_to_do(self, areas: Scene) -> None:
        page = Client().get(f"{RECORD}?q=zebra").text
        assert "No lines found" in page
        assert f'href="{RECORD}"' in page.partition("No lines found")[2].partition("</main>")[0]
        assert "lines found</b>" not in page

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ("last_day=31&last_month=2&last_year=2026", "Enter a real date, such as 27 3 2026."),
            ("first_day=1&first_month=1&first_year=9999", "Enter a year between 1900 and 2999."),
            ("last_day=1&last_month=1&last_year=0001", "Enter a year between 1900 and 2999."),
            (
                "first_day=2&first_month=3&first_year=2026&last_day=1&last_month=3&last_year=2026",
                "This day comes before the one you gave under “From”.",
            ),
            ("q=one+two+three+four+five+six", "Look for at most 5 words at once."),
            ("action=no.such", "Choose a kind of deed from the list."),
            ("q=%00", "Null characters are not allowed."),
            (
                "first_day=2&first_month=3&first_year=2999&last_day=1&last_month=3&last_year=2026",
                "This day comes after the one you gave under “To”.",
            ),
        ],
    )
    def test_what_cannot_be_read_is_said_and_narrows_nothing(
        self, areas: Scene, asked: str, said: str
    ) -> None:
        found = read(f"{RECORD}?{asked}&page=1")
        assert said in found
        assert "added the area Quay 59" in found

    def test_marks_alone_narrow_nothing_and_claim_nothing(self, areas: Scene) -> None:
        told = read(f"{RECORD}?q=%3F%21")
        assert "added the area Quay 59" in told
        assert "lines found" not in told

    def test_a_searched_page_costs_no_more_than_a_dozen_questions(
        self, areas: Scene, django_assert_max_num_queries: Any
    ) -> None:
        rosa = Client()
        rosa.force_login(areas.people["rosa"].person)
        with django_assert_max_num_queries(
            15
        ):  # four of them find who is signed in, one looks through titles
            rosa.get(f"{RECORD}?q=convener+quay&action=area.add")


class TestALine:
    def test_it_is_read_out_before_its_proof_which_stays_folded(self, saltmarsh: Scene) -> None:
        saltmarsh.name_issue(audience=Audience.PUBLIC)
        checkpoint(saltmarsh.place)
        page = Client().get(f"{RECORD}{entry_of('issue.name')}/")
        told = read(page.wsgi_request.get_full_path())
        for said in (
            "This line is unchanged",
            "Kind of deed Name an issue",
            "In which hat Convener",
            "Which way it came in A page of this website",
            "About Nowhere to go after dark Open",
            "What it made or changed 1 issue and 1 framing",
            "What is kept closed 5 things, such as names",
        ):
            assert said in told
        assert told.index("What is kept closed") < told.index("Show the proof") < told.index('{"action"')
        assert "<details" in page.text.partition("Show the proof")[0]
        assert "<details open" not in page.text
        assert 'href="/saltmarsh/record/how-to-check/"' in page.text.partition("</details>")[2]

    def test_a_member_without_a_hat_stays_unnamed_and_what_others_may_not_see_stays_untold(
        self, saltmarsh: Scene
    ) -> None:
        issue = saltmarsh.name_issue(audience=Audience.PARTNERSHIP)
        take_part(saltmarsh.actor("rosa"), issue=issue)
        path = f"{RECORD}{entry_of('issue.take_part')}/"
        told = read(path)
        assert "None: a member did it. Which member is kept closed." in told
        assert (
            "3 things, such as names" in told
        )  # the member who acted, the one who takes part, and why they left
        assert "About Something that is not shown to you here" in told
        assert "Nowhere to go" not in told
        assert "newer than the last checkpoint" in told
        rosa = Client()
        rosa.force_login(saltmarsh.people["rosa"].person)
        assert "About Nowhere to go after dark Open" in read(path, rosa)

    def test_what_is_about_the_whole_place_says_so(self, saltmarsh: Scene) -> None:
        told = read(f"{RECORD}{entry_of('place.found')}/")
        assert "About The place as a whole" in told
        assert "None: the program itself (operator)" in told
        assert "What is kept closed Nothing in this line." in told

    def test_what_was_taken_away_is_named_as_such(self, saltmarsh: Scene) -> None:
        add_area(saltmarsh.actor("amina"), place=saltmarsh.place, name="Quay")
        checked = check_line(Viewer(saltmarsh.place), entry_of("area.add"))
        assert checked is not None
        gone = {**checked.told, "rows": [{**checked.told["rows"][0], "change": "removed"}]}
        told = {one.label: one.value for one in line_told(checked.line, gone, saltmarsh.place)}
        assert (told["What it took away"], told["What it made or changed"]) == (
            "1 area",
            "No records. Only that it happened is kept.",
        )

    def test_another_places_line_is_no_line_here(self, saltmarsh: Scene, elsewhere: Scene) -> None:
        theirs = Entry.objects.filter(place=elsewhere.place).latest("at").pk
        answers = [Client().get(f"{RECORD}{one}/") for one in (theirs, uuid.UUID(int=7))]
        assert [one.status_code for one in answers] == [404, 404]
        assert answers[0].text.replace(str(theirs), "") == answers[1].text.replace(str(uuid.UUID(int=7)), "")

    def test_every_kind_of_row_and_every_door_has_a_name(self) -> None:
        assert KINDS.keys() == {table_of(model) for model in evidence_models()}
        assert DOORS.keys() == set(Door)


class TestParts:
    @pytest.fixture
    def taken_in(self, saltmarsh: Scene, monkeypatch: pytest.MonkeyPatch) -> str:
        """An import of eighteen statements and twelve ballots, one to a part."""
        monkeypatch.setattr(writer, "MOST_ROWS_IN_A_PART", 1)
        saltmarsh.name_issue(audience=Audience.PUBLIC)
        converse(saltmarsh)
        checkpoint(saltmarsh.place)
        return f"{RECORD}{entry_of('conversation.take_in')}/"

    def test_a_line_lists_its_parts_a_page_at_a_time(self, taken_in: str) -> None:
        first, second = read(taken_in), read(f"{taken_in}?page=2")
        assert "1 conversation, and what its 30 parts hold" in first
        assert re.findall(r"Part (\d+) 1 statement", first) == [str(n) for n in range(1, 19)]
        assert re.findall(r"Part (\d+) 1 ballot", first + second) == [str(n) for n in range(19, 31)]
        assert "1 to 25 of 30 parts" in first
        assert "This line is unchanged" in second

    def test_a_line_without_parts_speaks_of_none(self, taken_in: str) -> None:
        assert "Its parts" not in read(f"{RECORD}{entry_of('issue.name')}/")

    def test_each_part_is_checked_on_its_own_address(self, taken_in: str, saltmarsh: Scene) -> None:
        for part in range(1, 31):
            assert check_line(Viewer(saltmarsh.place), taken_in.split("/")[-2], part=part).agrees  # type: ignore[union-attr]
        told = read(f"{taken_in}parts/1/")
        assert "Part 1 of 30 This part is unchanged" in told
        assert "What it made or changed 1 statement What is kept closed 6 things" in told

    def test_a_part_of_ballots_can_only_be_opened_together(self, taken_in: str) -> None:
        assert "What it made or changed 1 ballot What is kept closed All of them." in read(
            f"{taken_in}parts/30/"
        )

    def test_a_changed_part_is_found_and_the_others_still_fit(self, taken_in: str, saltmarsh: Scene) -> None:
        leaf = Leaf.objects.get(entry__action="conversation.take_in", part=3)
        number = json.loads(leaf.data)["rows"][0]["open"]["number"]
        with migrating():
            Leaf.objects.filter(pk=leaf.pk).update(
                data=leaf.data.replace(f'"number":{number}', '"number":99')
            )
        assert "This leaf does not fit the checkpoint." in read(f"{taken_in}parts/3/")

    @pytest.mark.parametrize("part", ["0", "31", "99999999999999999999"])
    def test_a_part_there_is_not_is_not_there(self, taken_in: str, part: str) -> None:
        assert Client().get(f"{taken_in}parts/{part}/").status_code == 404

    def test_a_part_of_another_places_line_is_not_there(self, taken_in: str, elsewhere: Scene) -> None:
        assert Client().get(taken_in.replace("saltmarsh", "elsewhere") + "parts/1/").status_code == 404

    @pytest.mark.parametrize("page", ["", "parts/7/"])
    def test_it_asks_little_however_many_parts_there_are(
        self, taken_in: str, page: str, django_assert_max_num_queries: Any
    ) -> None:
        with django_assert_max_num_queries(10):  # one of them is asked by a program's first page alone
            read(taken_in + page)


class TestReadingOn:
    @pytest.fixture
    def rosa(self, saltmarsh: Scene) -> Client:
        """A scrutineer, signed in, of a record that is in the tree."""
        grant_first_hat(saltmarsh.operator, member=saltmarsh.people["rosa"], kind=HatKind.SCRUTINEER)
        sequence(saltmarsh.place)
        client = Client()
        client.force_login(saltmarsh.people["rosa"].person)
        return client

    def test_nothing_is_read_until_whoever_reads_says_so(self, rosa: Client, saltmarsh: Scene) -> None:
        for page in ("/saltmarsh/", RECORD, f"{RECORD}since/", "/saltmarsh/"):
            read(page, rosa)
        assert not LastVisit.objects.exists()
        assert "new lines of the record" in read("/saltmarsh/", rosa)
        rosa.post(f"{RECORD}read/")
        assert "of the record" not in read("/saltmarsh/", rosa)
        assert "Nothing has changed since you last read" in read(RECORD, rosa)

    def test_what_is_new_stays_new_until_they_say_at_its_end_that_they_read_it(
        self, rosa: Client, saltmarsh: Scene
    ) -> None:
        rosa.post(f"{RECORD}read/")
        size = LastVisit.objects.get(member=saltmarsh.people["rosa"]).size
        for number in range(30):
            add_area(saltmarsh.actor("amina"), place=saltmarsh.place, name=f"Quay {number}")
        sequence(saltmarsh.place)
        since = f"{RECORD}since/?from={size}"
        assert "I have read up to here" not in read(since, rosa)
        assert "I have read up to here" in read(f"{since}&page=2", rosa)
        assert "Read 30 new lines of the record" in read("/saltmarsh/", rosa)
        rosa.post(f"{RECORD}read/")
        assert "of the record" not in read("/saltmarsh/", rosa)

    def test_opening_the_record_is_nothing_that_is_kept_of_anybody_else(self, saltmarsh: Scene) -> None:
        tariq = Client()
        tariq.force_login(saltmarsh.people["tariq"].person)
        for client in (tariq, Client()):
            read(RECORD, client)
            read(f"{RECORD}since/", client)
        assert not LastVisit.objects.exists()


def test_a_line_of_a_pack_names_the_one_that_made_what_it_is_about(saltmarsh: Scene) -> None:
    for name in ("rosa", "tariq"):
        asked = propose_hat(saltmarsh.actor("amina"), member=saltmarsh.people[name], kind=HatKind.SPONSOR)
        confirm_hat(saltmarsh.actor("ben"), hat=asked)
    checkpoint(saltmarsh.place)
    pack = b"".join(Client().get(f"{RECORD}pack/public/").streaming_content)  # type: ignore[arg-type]
    with zipfile.ZipFile(BytesIO(pack)) as packed:
        told = [line.split("\t") for line in packed.read("sentences.txt").decode().splitlines()]
    first, second = (int(line) for line, _at, said in told if "proposed the hat" in said)
    agreed = [said for _line, _at, said in told if "gave the second word" in said]
    assert [one.rpartition("(")[2] for one in agreed] == [
        f"about what line {one} made)" for one in (first, second)
    ]
    assert "(about" not in told[0][2]


class TestHow:
    def test_it_is_one_step_from_every_page_from_the_record_and_from_a_line(self, saltmarsh: Scene) -> None:
        how = 'href="/saltmarsh/record/how-to-check/"'
        assert how in Client().get("/saltmarsh/").text.partition("<footer")[2]
        for page in (RECORD, f"{RECORD}{entry_of('place.found')}/"):
            assert how in Client().get(page).text.partition("<footer")[0]

    def test_what_it_tells_a_stranger_to_do_works_and_ends_in_the_words_it_quotes(
        self, saltmarsh: Scene, tmp_path: Path
    ) -> None:
        checkpoint(saltmarsh.place)
        told = read(f"{RECORD}how-to-check/")
        (command,) = re.findall(r"python3 (verify\.py --checkpoint minutes\.txt)", told)
        assert f"What to type on Windows py {command}" in told
        (tmp_path / "minutes.txt").write_text(saltmarsh.place.checkpoints.latest("size").text)
        pack = b"".join(Client().get(f"{RECORD}pack/public/").streaming_content)  # type: ignore[arg-type]
        with zipfile.ZipFile(BytesIO(pack)) as packed:
            packed.extractall(tmp_path)
        assert (tmp_path / "index.html").exists()
        results = []
        for _again in range(2):
            done = [sys.executable, "-I", *command.split()]
            ran = subprocess.run(done, cwd=tmp_path, capture_output=True, text=True, check=False)
            results += re.findall(r"Result: .*", ran.stdout)
            lines = (tmp_path / "sentences.txt").read_text()
            (tmp_path / "sentences.txt").write_text(lines.replace("founded", "found"))
        assert results == ["Result: nothing was changed.", "Result: 1 problem found."]
        assert all(result in told for result in results)
