"""What a file of people comes to is told before anybody in it is kept, and the file can be thrown away."""

import re
from typing import Any

from tests.convene.pooling import main, opened
from tests.convene.test_lottery_files import HEAD, ROWS, csv_of, send
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.places.test_leaving import signed_in

from wholeplace.convene.lottery.models import Registration, SentPool, Target
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.models import JobRun

__all__ = ["own_keys", "saltmarsh"]
LEAD = re.compile(r"<form[^>]*>(.*?)</form>", re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


def pressed(page: Any, button: str) -> dict[str, str]:
    """Return what a button of a page sends besides what is filled in."""
    form = next(one for one in LEAD.findall(page.content.decode()) if button in one)
    return {name: value for name, value in HIDDEN.findall(form) if name != "csrfmiddlewaretoken"}


def looked(scene: Scene, *rows: str, head: str = HEAD) -> tuple[Any, Any, str]:
    """Send a file; return who sent it, the page that shows what it comes to, and its address."""
    client, page = send(scene, opened(scene), csv_of(*rows, head=head))
    return client, page, page.redirect_chain[-1][0]


def test_choosing_other_columns_by_the_pages_own_button_takes_nobody_in(saltmarsh: Scene) -> None:
    client, page, path = looked(saltmarsh, *ROWS)
    sent = {**pressed(page, "Read it so"), "name": ["last_name"], "outside_id": "external_id"}
    told = main(client.post(path, sent, follow=True))
    assert SentPool.objects.get().report["columns"]["name"] == ["last_name"]
    assert "2 people are new." in told
    assert not JobRun.objects.filter(job="lottery.take_in_file").exists()


def test_a_file_is_thrown_away_by_a_button_before_its_day_is_over(saltmarsh: Scene) -> None:
    client, page, path = looked(saltmarsh, *ROWS)
    assert "the file is kept until" in main(page)
    told = main(client.post(path, pressed(page, "Throw this file away"), follow=True))
    assert "The file is thrown away." in told
    assert not SentPool.objects.exists()
    assert not Registration.objects.exists()
    assert client.get(path).status_code == 404


def test_nobody_but_its_sender_throws_a_file_away(saltmarsh: Scene) -> None:
    _client, page, path = looked(saltmarsh, *ROWS)
    sent = pressed(page, "Throw this file away")
    assert signed_in(saltmarsh, "ben").post(path, sent).status_code == 404
    assert SentPool.objects.exists()


def test_the_page_that_takes_files_says_how_long_one_that_waits_is_kept(saltmarsh: Scene) -> None:
    client, _page, _path = looked(saltmarsh, *ROWS)
    lottery = SentPool.objects.get().lottery
    told = main(client.get(f"/saltmarsh/lotteries/{lottery.pk}/pool/file/"))
    assert re.search(r"It is kept until \d+ \w+ \d{4}, \d\d:\d\d, and thrown away then by itself\.", told)
    assert "See what it comes to, or throw it away" in told


def test_whoever_could_not_be_told_that_they_were_drawn_is_counted(saltmarsh: Scene) -> None:
    nameless, out_of_reach = "A3,,,c@d.example,,,,Under 40,Hill", "A4,Cy,Lee,,,,,Under 40,Hill"
    words = "no name, or no e-mail, phone or address: nobody could tell them that they were drawn."
    _client, page, _path = looked(saltmarsh, *ROWS, nameless, out_of_reach)
    assert f"2 people have {words}" in main(page)
    _client, page = send(saltmarsh, SentPool.objects.get().lottery, csv_of(*ROWS))
    assert words not in main(page)


def test_a_file_of_ids_and_answers_is_taken_and_shown_with_its_answers(saltmarsh: Scene) -> None:
    _client, page, _path = looked(saltmarsh, "A1,Under 40,Hill", head="external_id,Age,Area")
    told = main(page)
    assert "1 person has no name" in told
    table = told.partition("The first of those who are new")[2]
    assert table.startswith(" What tells people apart Age Area A1 Under 40 Hill"), table


def test_headings_and_answers_are_taken_whatever_their_capitals_and_spaces(saltmarsh: Scene) -> None:
    rows = [one.replace(",Hill", ", hill ").replace("Under 40", "under 40") for one in ROWS]
    _client, page, _path = looked(saltmarsh, *rows, head=HEAD.replace("Age,Area", "AGE, area"))
    told = main(page)
    assert "2 people are new." in told
    assert "1 Quay Street, SA1 2AB Under 40 Harbour" in told
    assert "AGE" not in re.findall(r'<option value="([^"]*)"', page.content.decode())


def test_an_answer_that_could_be_two_is_a_fault_unless_it_is_written_exactly_so(saltmarsh: Scene) -> None:
    lottery = opened(saltmarsh)
    with migrating():
        Target.objects.filter(value="40 and over").update(value="under 40")
    rows = (ROWS[0], ROWS[1].replace("40 and over", "UNDER 40"))
    _client, page = send(saltmarsh, lottery, csv_of(*rows))
    told = main(page)
    assert "row 3, Age: “UNDER 40” could be more than one target." in told
    assert "1 person is new." in told


def test_the_page_that_takes_files_names_the_headings_it_understands(saltmarsh: Scene) -> None:
    lottery = opened(saltmarsh)
    told = main(signed_in(saltmarsh, "amina").get(f"/saltmarsh/lotteries/{lottery.pk}/pool/file/"))
    assert "headed by its short name" in told
    assert "Age : Under 40, 40 and over" in told
    for words in (
        "What tells people apart nationbuilder id, external id, ticket, id, unique id",
        "E-mail email, email address, mail",
        "Phone mobile number, phone number",
        "Postal address address, postal address",
    ):
        assert words in told
