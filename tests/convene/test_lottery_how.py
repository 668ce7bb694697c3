"""The page that says how a draw is worked out, the program beside it, and the ways there from draw, report and record."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from tests.convene.conftest import plain_files
from tests.convene.drawing_lots import a_drawn_panel, a_lottery, committed, in_the_pool, lottery
from tests.convene.inviting import main
from tests.convene.mapping import browser
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last

from wholeplace.analysis.lottery import BALLS, drawn
from wholeplace.convene.lottery import draw_again
from wholeplace.convene.lottery.found import urn_of
from wholeplace.convene.lottery.how_example import SECRET, TOLD, TYPED, example
from wholeplace.convene.lottery.how_pages import CANONICAL
from wholeplace.convene.lottery.models import Draw, Lottery
from wholeplace.convene.lottery.packing import RULES, pack_of
from wholeplace.convene.lottery.pools import digest_of
from wholeplace.convene.lottery.queries import lines_of_draws
from wholeplace.convene.lottery.seeds import seed_of
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.ledger.canonical import canonical
from wholeplace.kernel.ledger.models import Entry, Leaf
from wholeplace.kernel.ledger.sentences import sentence_of
from wholeplace.ui.addresses import place_url

__all__ = ["lottery", "own_keys", "plain_files", "saltmarsh"]
pytestmark = pytest.mark.django_db


class TestExample:
    def test_it_is_worked_out_as_any_draw_is(self) -> None:
        shown = example()
        first, *others = shown.choices
        assert tuple(shown.places) == drawn(urn_of(shown.pool, TOLD), seed=seed_of(SECRET, TYPED))
        assert (shown.panel, list(shown.places)) == draw_again.drawn(shown.pool, TOLD, seed_of(SECRET, TYPED))
        assert (first.of, first.among, first.chosen) == (BALLS, (), shown.panel)
        assert [one.among[one.left] for one in others] == [one.chosen for one in others]
        assert [int(one.hashed, 16) % one.of for one in shown.choices] == [one.left for one in shown.choices]
        assert (shown.digest, shown.written) == (digest_of(TOLD), canonical(TOLD).decode())

    def test_a_file_made_of_it_holds_by_the_program_for_strangers(self) -> None:
        shown = example()
        targets = [{"feature": "Home", "value": str(kind), "min": 1, "max": 2} for kind in (0, 1)]
        when = {"awaits": "The lotto", "awaited": "2026-01-02T00:00:00+00:00"}
        terms = {"seats": 3, "method": "leximin", "targets": targets, "one_of_a_household": True, **when}
        answers = {"kinds": [[0], [1]], "answers_salt": "salt"}
        parts = {"terms": terms, "pool": shown.pool, "panels": TOLD}
        digests = {name: digest_of(part) for name, part in parts.items()}
        places = [[place, *shown.tickets[place]] for place in shown.places]
        file = {
            "format": draw_again.FORMAT,
            "draw": "1",
            "number": 1,
            "place": "here",
            "finished": True,
            "committed": "2026-01-01T00:00:00+00:00",
            "least": "0.50000000000000",
            "bound": "0.5",
            "commitment": shown.commitment,
            "tickets": [list(one) for one in shown.tickets],
            "digests": {**digests, "answers": digest_of(["salt", answers["kinds"]])},
            **parts,
            **answers,
            "secret": SECRET,
            "value": shown.value,
            "value_source": "x",
            "drawn": places,
            "drawn_at": "2026-01-02T00:00:00+00:00",
        }
        found = draw_again.checks(json.loads(json.dumps(file)))
        assert [one for one in found if one.holds is not True] == []

    def test_what_a_digest_is_made_of_in_python_is_what_it_is_made_of(self) -> None:
        part = {"b": [1, {"é\u2028": 'a"\\\n\x01\x7f'}], "a": None, "aa": True}
        assert eval(CANONICAL, {"json": json, "part": part}) == canonical(part)
        assert draw_again.digest(part) == digest_of(part)


class TestPage:
    def test_anybody_reads_every_value_that_comes_between(self, saltmarsh: Scene) -> None:
        shown = example()
        page = Client().get(place_url(saltmarsh.place, "how_drawn")).text
        told = unescape(page)
        assert "How a draw is worked out" in told
        values = [
            shown.seed,
            shown.digest,
            shown.commitment,
            shown.written,
            shown.pool[0][0],
            shown.value.replace(" ", "␣"),
        ]
        values += [one.hashed for one in shown.choices] + [shown.tickets[place][0] for place in shown.places]
        assert [one for one in values if one not in told] == []
        assert f"{shown.choices[0].left:,}" in told
        assert place_url(saltmarsh.place, "draw_again") in page

    def test_the_program_is_given_as_it_is(self, saltmarsh: Scene) -> None:
        reply = Client().get(place_url(saltmarsh.place, "draw_again"))
        assert reply.content == Path(draw_again.__file__).read_bytes()
        assert 'filename="draw_again.py"' in reply.headers["Content-Disposition"]

    def test_draw_report_and_record_lead_to_it(self, saltmarsh: Scene, lottery: Lottery) -> None:
        committed(saltmarsh, lottery)
        how = f'href="{place_url(saltmarsh.place, "how_drawn")}"'
        rosa = browser(saltmarsh, "rosa")
        assert how in rosa.get(lottery.get_absolute_url()).text
        assert how in rosa.get(place_url(saltmarsh.place, "check_record")).text
        report = place_url(saltmarsh.place, "lottery_report", lottery=lottery.pk)
        assert how.split('"')[1] in rosa.get(report).text
        csv = place_url(saltmarsh.place, "lottery_report_file", lottery=lottery.pk, form="csv")
        told = rosa.get(csv).text
        assert how.split('"')[1] in told
        assert Draw.objects.get().answers_digest in told
        pdf = place_url(saltmarsh.place, "lottery_report_file", lottery=lottery.pk, form="pdf")
        assert rosa.get(pdf).content.startswith(b"%PDF")

    def test_the_file_names_it_and_the_rules_in_brief(self, saltmarsh: Scene, lottery: Lottery) -> None:
        how = pack_of(committed(saltmarsh, lottery))["how"]
        assert how["page"].endswith("/saltmarsh/lotteries/how/")
        assert how["program"].endswith("/saltmarsh/lotteries/how/draw_again.py")
        assert how["rules"] == RULES.splitlines()


class TestRecord:
    def test_each_draw_leads_to_its_lines_in_the_record(self, saltmarsh: Scene, lottery: Lottery) -> None:
        draw = a_drawn_panel(saltmarsh, lottery)
        page = browser(saltmarsh, "rosa").get(lottery.get_absolute_url()).text
        for label, deed in (("it was committed to", "draw.commit"), ("it was drawn", "draw.draw")):
            leaf = Leaf.objects.get(entry__action=deed, part=0)
            line = place_url(saltmarsh.place, "record_line", entry=leaf.entry_id)
            assert re.search(rf'href="{line}">The line in the record: {label}<', page)
            assert draw.terms_digest in unescape(browser(saltmarsh, "rosa").get(line).text)

    def test_two_draws_of_one_moment_lead_each_to_its_own_line(
        self, saltmarsh: Scene, lottery: Lottery
    ) -> None:
        other = a_lottery(saltmarsh, title="Panel on the quay")
        in_the_pool(other, "001122", area="Harbour")
        in_the_pool(other, "0011", area="Hill")
        draws = [committed(saltmarsh, one) for one in (lottery, other)]
        with migrating():
            Draw.objects.update(committed=draws[0].committed)
            Entry.objects.update(at=draws[0].committed)
        lines = lines_of_draws(Draw.objects.all())
        for draw in draws:
            leaf = Leaf.objects.get(entry=lines[draw.pk]["draw.commit"], part=0)
            assert [row["id"] for row in json.loads(leaf.data)["rows"]] == [str(draw.pk)]
        assert lines_of_draws([]) == {}

    def test_its_line_names_the_panel_and_says_when_the_value_will_be_known(
        self, saltmarsh: Scene, lottery: Lottery
    ) -> None:
        draw = committed(saltmarsh, lottery)
        said = sentence_of(last(saltmarsh))
        assert re.search(r"will be known on \d{1,2} \w+ \d{4}, \d\d:\d\d [A-Z]+$", said), said
        assert str(draw) == "Panel on the harbour, draw 1"
        page = main(browser(saltmarsh, "rosa").get(place_url(saltmarsh.place, "record")))
        assert "Panel on the harbour, draw 1" in page
