"""Erasing somebody who was named openly in decisions: a convener who asked, consented, objected, answered and was seated."""

import re
from pathlib import Path

import pytest
from django.test import Client
from tests.convene.crowd import MORE, crowd
from tests.convene.deciding import wears
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.kernel.test_privacy import come, erase, faults, unpacked
from tests.places.test_leaving import signed_in

from wholeplace.account.scrutiny.packing import public_pack, scrutineers_pack
from wholeplace.convene.issues.actions import take_part
from wholeplace.convene.issues.models import Circle
from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.decisions.models import Decision, Response
from wholeplace.kernel.decisions.tallying import result_under
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger import verify as verifier
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.ledger.tombstones import NOBODY
from wholeplace.kernel.outbox.queries import outbox_of
from wholeplace.kernel.people import HatKind

__all__ = ["own_keys", "saltmarsh"]

NAME = "canarynamezq"
HARM, WORDS = "canaryharmzq", "canarybringszq"
CANARY = re.compile("canary[a-z]+?zq")
HREF = re.compile(r'href="(/saltmarsh/[^"#?]*)')
SOUGHT = "/saltmarsh/search/?q=canar"


@pytest.fixture
def decided(saltmarsh: Scene) -> Scene:
    """A place in which a convener with a word for a name sat in the circle, and answered in two decisions by name."""
    come(saltmarsh, "dana")
    wears(saltmarsh, "dana", HatKind.CONVENER)
    saltmarsh.hats["dana"] = HatKind.CONVENER
    many = crowd(saltmarsh)
    take_part(many.actor("dana"), issue=many.issue)
    many.stand("dana", WORDS)
    choosing = many.open_circle(voice_quorum=0)
    for name in ("dana", "cllr", *MORE[4:13]):
        many.approve(choosing, name, 1, 2, 3, 4, 5)
    many.wait(7)
    many.close(choosing)
    circle = Circle.objects.get()
    first = many.decide(many.propose(), circle=circle, by="dana")
    many.reply(many.object(first, "rosa"), "dana")
    many.consent(first, "dana", "rosa", "ben", "cllr", "tariq")
    many.close(first)
    second = many.decide(many.propose("ben", reason="Anew"), circle=circle, by="ben")
    many.object(second, "dana", words=HARM)
    run_all_now()
    checkpoint(saltmarsh.place)
    return saltmarsh


def shown(scene: Scene, reader: Client) -> dict[str, str]:
    """Return every page somebody is led to, and what they find who look for such a word, by address."""
    pages: dict[str, str] = {}
    waiting = ["/saltmarsh/", SOUGHT, *(one.get_absolute_url() for one in Decision.objects.all())]
    waiting += [f"/api/v1/saltmarsh/{one}" for one in ("decisions", "issues", "search?q=canar")]
    while waiting:
        path = waiting.pop(0)
        if path in pages or "/record/pack/" in path:
            continue
        reply = reader.get(path)
        if reply.streaming:
            continue
        pages[path] = reply.content.decode("utf-8", "replace")
        waiting += sorted(set(HREF.findall(pages[path])))
    return pages


def where(pages: dict[str, str]) -> dict[str, set[str]]:
    """Return each word that is the person's, with the addresses that show it."""
    found: dict[str, set[str]] = {}
    for path, text in pages.items():
        for word in CANARY.findall(text):
            found.setdefault(word, set()).add(path)
    return found


def test_until_then_members_read_the_name_on_the_pages_of_decisions_in_the_circle_and_in_search(
    decided: Scene,
) -> None:
    found = where(shown(decided, signed_in(decided, "amina")))
    pages = {one.get_absolute_url() for one in Decision.objects.all()}
    assert pages | {decided.issue().get_circle_url(), SOUGHT} <= found[NAME]
    assert {HARM, WORDS} <= found.keys()


def test_once_erased_no_page_no_search_and_no_letter_says_it(decided: Scene) -> None:
    erase(decided, "dana")
    run_all_now()
    for reader in (signed_in(decided, "amina"), Client()):
        assert where(shown(decided, reader)) == {}
    assert [
        one for one in outbox_of(decided.place) if CANARY.search(f"{one.to}{one.subject}{one.text}")
    ] == []
    page = signed_in(decided, "amina").get(Decision.objects.latest("asked").get_absolute_url()).text
    assert f"{NOBODY} (member of the public)" in page


@pytest.mark.soak
def test_words_kept_without_the_name_stay_and_the_name_goes(decided: Scene) -> None:
    erase(decided, "dana", keeps_words=True)
    found = where(shown(decided, signed_in(decided, "amina")))
    assert sorted(found) == sorted([HARM, WORDS])


@pytest.mark.parametrize("gone", [False, True])
def test_both_packs_hold_no_name_of_the_erased_and_verify(
    decided: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, gone: bool
) -> None:
    wears(decided, "olwen", HatKind.SCRUTINEER)
    if gone:
        erase(decided, "dana")
    checkpoint(decided.place)
    opener = decided.actor("olwen", hat=HatKind.SCRUTINEER)
    found = []
    for pack in (public_pack(Viewer(decided.place)), scrutineers_pack(opener)):
        path = tmp_path / "pack.zip"
        path.write_bytes(pack.read())
        assert verifier.main([str(path)]) == 0, capsys.readouterr()
        found.append(sorted(set(CANARY.findall(unpacked(path).decode("utf-8", "replace")))))
    assert found == [[], [] if gone else [WORDS, HARM, NAME]]


def test_what_was_decided_is_worked_out_again_as_before(decided: Scene) -> None:
    before = [(one.outcome, one.seated, result_under(one, one.rule)) for one in Decision.objects.all()]
    erase(decided, "dana")
    assert faults(decided) == []
    assert [
        (one.outcome, one.seated, result_under(one, one.rule)) for one in Decision.objects.all()
    ] == before
    theirs = Response.objects.filter(elector__member=decided.people["dana"])
    assert sorted(one.answer or one.approves for one in theirs) == ["1 2 3 4 5", "consent", "object"]
