"""Evidence packs: what is in them, and how they read without any program."""

import json
import random
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from tests.kernel.ledger.scene import Story, files_of, story

from wholeplace.kernel.ledger import packs
from wholeplace.kernel.ledger.pack_pages import PROVES_NOT, release_section
from wholeplace.kernel.ledger.packs import PackError, Sentence

TOLD = story(20)
PUBLIC = files_of(TOLD.public())
SCRUTINEERS = files_of(TOLD.scrutineers())


class Page(HTMLParser):
    """Gathers a page's tags, links and text."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags, self.links, self.text = set(), [], ""
        self.feed(data.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data):
        self.text += data


def test_the_same_record_gives_the_same_bytes():
    assert TOLD.public() == TOLD.public()
    assert TOLD.scrutineers() == TOLD.scrutineers()


def test_the_public_pack_has_no_salt_and_no_content_of_a_commitment():
    opened = [one for one in TOLD.openings if one.salt is not None]
    assert any(opened[0].salt.hex().encode() in data for data in SCRUTINEERS.values())
    assert "openings.jsonl" not in PUBLIC
    for one in opened:
        for name, data in PUBLIC.items():
            assert one.salt.hex().encode() not in data, name
            assert one.content.strip().encode() not in data, name


def test_an_erased_content_is_a_tombstone():
    erased = [one for one in TOLD.openings if one.salt is None]
    lines = [json.loads(line) for line in SCRUTINEERS["openings.jsonl"].splitlines()]
    assert [line["row"] for line in lines if "erased" in line] == [one.row for one in erased] != []
    assert all({"salt", "content"}.isdisjoint(line) for line in lines if "erased" in line)


def test_the_front_page_tells_the_whole_story_and_loads_nothing():
    page = Page(PUBLIC["index.html"])
    for said in ["Northshire <North>", "A convener named issue <i>0</i> & more", TOLD.checkpoints[-1],
                 "python3 verify.py", "Figures 1 <b>", TOLD.periods[-1].key, *PROVES_NOT]:  # fmt: skip
        assert said in page.text
    assert page.tags.isdisjoint({"script", "img", "link", "iframe", "b", "i", "north"})
    assert all(link.split("#")[0] in PUBLIC for link in page.links)
    assert "default-src 'none'" in PUBLIC["index.html"].decode()


def test_every_page_leads_only_to_files_of_the_pack():
    for name, data in SCRUTINEERS.items():
        if name.endswith(".html"):
            assert all(link.split("#")[0] in SCRUTINEERS for link in Page(data).links), name


def test_released_figures_can_be_read_as_a_page():
    text = Page(PUBLIC["releases.html"]).text
    agreed = json.loads(TOLD.releases[0].content)["agree"]
    assert f"{agreed} of 99 agree" in text
    assert "1 <i>" in text


def test_the_entries_stand_in_order_as_sentences():
    lines = PUBLIC["sentences.txt"].decode().splitlines()
    assert [int(line.split("\t")[0]) for line in lines] == [one.index for one in TOLD.sentences]
    rows = re.findall(r"<tr><td>(\d+)</td>", PUBLIC["index.html"].decode())
    assert [int(row) for row in rows] == [one.index for one in TOLD.sentences]


def test_a_sentence_with_a_line_break_stays_one_line():
    told = TOLD.again()
    told.sentences[0] = Sentence(0, "2026-10-09T23:42:29.836642Z", "One\nTwo\tThree")
    assert files_of(told.public())["sentences.txt"].decode().splitlines()[0] == (
        "0\t2026-10-09 23:42:29 UTC\tOne Two Three"
    )


def test_many_entries_are_split_into_pages(monkeypatch):
    monkeypatch.setattr(packs, "ROWS_ON_A_PAGE", 7)
    files = files_of(TOLD.public())
    pages = [name for name in files if name.startswith("sentences-")]
    assert len(pages) == -(-len(TOLD.sentences) // 7)
    rows = [row for name in pages for row in re.findall(r"<tr><td>(\d+)</td>", files[name].decode())]
    assert [int(row) for row in rows] == [one.index for one in TOLD.sentences]
    assert set(pages) <= set(Page(files["index.html"]).links)


def test_a_record_without_a_checkpoint_is_not_packed():
    told = Story(random.Random(1))
    told.deed()
    with pytest.raises(PackError, match="without a checkpoint"):
        told.public()


def test_leaves_that_are_not_the_checkpoints_are_not_packed():
    longer, other = TOLD.again(), TOLD.again()
    longer.deed()
    other.leaves[0] = other.leaves[0].replace("page", "api")
    for told in (longer, other):
        with pytest.raises(PackError, match="of other leaves"):
            told.public()


def test_a_leaf_that_is_none_is_not_packed():
    told = TOLD.again()
    told.leaves[3] = "{}"
    with pytest.raises(ValueError, match="schema"):
        told.public()


def test_figures_nobody_put_into_words_are_named_and_left_in_their_file():
    told = replace(TOLD, releases=[replace(TOLD.releases[0], rows=())])
    assert "These figures are in releases.jsonl." in Page(files_of(told.public())["releases.html"]).text


def test_the_front_page_says_first_what_is_in_the_pack_and_how_to_check_it():
    text = Page(SCRUTINEERS["index.html"]).text
    begun = ["What is in this pack", "lines, ", "How to check it", "python3 verify.py", "What this proves"]
    assert sorted(begun, key=text.index) == begun


def test_what_is_opened_stands_in_words_and_the_machines_stay_in_its_file():
    one = TOLD.openings[0]
    read = replace(one, line=7, part_of="Statement", called="Text", says="In words")
    files = files_of(replace(TOLD, openings=[read]).scrutineers())
    page = files["openings-0001.html"].decode()
    assert "<tr><td>7</td><td>Statement</td><td>Text</td><td>In words</td></tr>" in page
    assert one.table not in page
    assert json.loads(files["openings.jsonl"])["content"] == one.content


def test_lines_of_the_record_turn_for_a_phone_and_figures_each_below_the_name_of_its_column():
    assert '<table class="lines">' in PUBLIC["index.html"].decode()
    assert '<table class="lines">' in SCRUTINEERS["openings-0001.html"].decode()
    figures = release_section(1, "Buses", ["<Line>"], [["7"]])
    assert '<table class="figures">' in figures
    assert '<td data-of="&lt;Line&gt;"><span class="whole">7</span></td>' in figures
