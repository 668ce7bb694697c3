"""Approval without names: counted as approval is, and told so that nobody's answer can be worked out."""

import html
import json
import re
import zipfile

import pytest
from django.test import Client
from tests.convene.crowd import MORE, Crowd
from tests.convene.deciding import ABOVE, Group
from tests.convene.test_decisions_checked import told_by_pack, worked_out
from tests.convene.test_framing_together import crowd as more_people
from tests.kernel.scene import Scene, own_keys, saltmarsh
from tests.places.test_leaving import signed_in
from tests.places.test_people import refused

from wholeplace.account.scrutiny.packing import public_pack
from wholeplace.convene.issues.asking_forms import AskDecisionForm
from wholeplace.convene.issues.framing import second_decision
from wholeplace.kernel.decisions.actions import answer_decision
from wholeplace.kernel.decisions.explaining import terms_in_words, why
from wholeplace.kernel.decisions.models import Decision, Response
from wholeplace.kernel.decisions.names import Outcome, Stance
from wholeplace.kernel.decisions.queries import answers_visible_to
from wholeplace.kernel.decisions.tallying import check_decisions, result_under
from wholeplace.kernel.guard import migrating
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.ledger.checkpointing import checkpoint
from wholeplace.kernel.lineage.queries import fates_of
from wholeplace.kernel.notices.queries import notices_for

__all__ = ["own_keys", "saltmarsh"]

VOTERS = ("rosa", "ben", "cllr", "tariq", *MORE)


@pytest.fixture
def many(saltmarsh: Scene) -> Crowd:
    saltmarsh.name_issue(audience="public")
    return Crowd(saltmarsh).come_together()


def approved(group: Group, *, by: int, of: int, rule: str = "secret", options: int = 1) -> Decision:
    """Ask about a framing, and have so many of those who answer approve it; whoever does not approves the rival, if any."""
    rival = [group.propose("tariq", text=ABOVE, reason="New") for _one in range(options - 1)]
    asked = [group.propose(reason="New"), *rival]
    decision = group.decide(*asked, rule=rule, quorum=10, voice_quorum=0)
    for number, name in enumerate(VOTERS[:of]):
        group.approve(decision, name, *([1] if number < by else [2][: options - 1]))
    group.wait(7)
    return group.close(decision)


def read(client: Client, decision: Decision) -> str:
    """Return the words of the page of a decision, without what it counts down there of terms."""
    page = client.get(decision.get_absolute_url()).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


class TestAsking:
    def test_ten_must_answer_at_least(self, many: Crowd) -> None:
        proposed = many.propose()
        assert refused(many.ask, proposed, rule="secret", quorum=9) == "quorum_too_small"
        assert many.ask(proposed, rule="secret", quorum=10).rule == "secret"

    def test_fewer_than_ten_people_cannot_be_asked(self, saltmarsh: Scene) -> None:
        group = Group(saltmarsh).come_together()
        proposed = group.propose()
        assert refused(group.ask, proposed, rule="secret", quorum=10) == "quorum_too_large"

    @pytest.mark.parametrize(
        ("people", "offered"),
        [
            (9, ["consent", "approval"]),
            (10, ["consent", "approval", "secret"]),
            (21, ["approval", "secret"]),
        ],
    )
    def test_the_form_offers_it_where_enough_could_answer(self, people: int, offered: list[str]) -> None:
        form = AskDecisionForm(proposed=[], people=people)
        assert [name for name, _title in form.fields["rule"].choices] == offered
        assert ("fallback_days" in form.fields) is ("consent" in offered)

    def test_there_is_no_fallback_and_no_objection(self, many: Crowd) -> None:
        proposed = many.propose()
        assert refused(many.ask, proposed, rule="secret", quorum=10, fallback_days=3) == "no_fallback_here"
        decision = many.decide(proposed, rule="secret", quorum=10)
        answer = {"decision": decision, "answer": Stance.CONSENT}
        assert refused(answer_decision, many.actor("ben"), **answer) == "asks_for_approval"

    def test_it_says_beforehand_what_is_shown(self, many: Crowd) -> None:
        decision = many.decide(many.propose(), rule="secret", quorum=10)
        assert any("never who approves what" in one for one in terms_in_words(decision))
        page = read(signed_in(many.scene, "rosa"), decision)
        assert "Members do not see what you approve, nor whether you have answered." in page
        assert "The program knows, and a scrutineer could find out." in page


class TestCounting:
    @pytest.mark.parametrize(
        ("by", "of", "outcome"),
        [
            (7, 12, Outcome.ADOPTED),
            (6, 12, Outcome.NOT_CARRIED),
            (9, 9, Outcome.NO_QUORUM),
        ],
    )
    def test_it_is_decided_as_by_approval(self, many: Crowd, by: int, of: int, outcome: Outcome) -> None:
        decision = approved(many, by=by, of=of)
        assert decision.outcome == outcome
        assert list(check_place(many.scene.place)) == []

    def test_an_outcome_the_answers_do_not_lead_to_is_found(self, many: Crowd) -> None:

        decision = approved(many, by=7, of=12)
        assert list(check_decisions(many.scene.place)) == []
        with migrating():
            Decision.objects.filter(pk=decision.pk).update(outcome=Outcome.TIED, chosen=None)
        assert [one.code for one in check_decisions(many.scene.place)] == ["decision_differs"]

    def test_it_is_worked_out_again_from_the_scrutineers_pack_alone(self, many: Crowd) -> None:
        decision = approved(many, by=7, of=12)
        result = worked_out(told_by_pack(many.scene), str(decision.pk))
        assert (result.outcome, result.chosen, result.answered) == (Outcome.ADOPTED, 1, 12)


class TestWhatIsTold:
    @pytest.mark.parametrize(
        ("by", "of", "said"),
        [
            (7, 12, "7 of 12 approve it"),
            (8, 12, "All or nearly all of 12 approve it"),
            (11, 12, "All or nearly all of 12 approve it"),
            (12, 12, "All or nearly all of 12 approve it"),
        ],
    )
    def test_how_many_approve_it_unless_fewer_than_five_do_not(
        self, many: Crowd, by: int, of: int, said: str
    ) -> None:
        decision = approved(many, by=by, of=of)
        assert f"{said}." in why(result_under(decision, "secret"), rule="secret")
        page = read(signed_in(many.scene, "more17"), decision)
        assert said in page
        assert (f"{by} of {of}" in page) is (of - by >= 5)
        (option,) = decision.options.all()
        framing = many.framing.adopted_from
        assert framing is not None
        (fate,) = fates_of(many.scene.viewer("more17"), [framing])[option.record]
        assert fate.figures == said

    def test_by_approval_with_names_the_same_counts_would_be_told(self, many: Crowd) -> None:
        decision = approved(many, by=11, of=12, rule="approval")
        assert "11 of 12" in read(signed_in(many.scene, "more17"), decision)

    def test_of_what_was_not_adopted_nobody_reads_how_many_approve_it(self, many: Crowd) -> None:
        decision = approved(many, by=10, of=13, options=2)
        told = why(result_under(decision, "secret"), rule="secret")
        assert told == [
            "13 of 23 people answered.",
            "All or nearly all of 13 approve it.",
            "More than half approve option 1, and no other has as many: it is adopted.",
        ]
        few = approved(many, by=3, of=13)
        assert why(result_under(few, "secret"), rule="secret")[1:] == [
            "No option is approved by more than half, so nothing is decided."
        ]
        by_name = why(result_under(few, "secret"), rule="approval")
        assert "3 of 13 approve option 1." in by_name

    def test_a_voice_that_was_not_heard_enough_is_not_named(self, many: Crowd) -> None:
        decision = many.decide(many.propose(), rule="secret", quorum=10, voice_quorum=1)
        for name in ("rosa", "ben", *MORE[:10]):
            many.approve(decision, name, 1)
        told = " ".join(why(result_under(decision, "secret"), rule="secret"))
        assert "Of one civic voice or more, fewer answered than had to." in told
        assert "Politicians" not in told
        by_name = " ".join(why(result_under(decision, "secret"), rule="approval"))
        assert "Politicians" in by_name


class TestWhoAnsweredWhat:
    def test_members_read_their_own_answer_and_nobody_elses(self, many: Crowd) -> None:
        decision = approved(many, by=7, of=12)
        for name, theirs in (("rosa", ["Rosa Lind"]), ("more17", [])):
            answers = answers_visible_to(many.scene.viewer(name), decision, options=1)
            assert [one.elector.member.name for one in answers.by_name] == theirs

    def test_nobody_is_named_beside_an_answer_on_its_page(self, many: Crowd) -> None:
        pages = {}
        for rule in ("approval", "secret"):
            decision = approved(many, by=12, of=12, rule=rule)
            pages[rule] = read(signed_in(many.scene, "more17"), decision)
        assert "Ben Achebe" in pages["approval"] or "More03" in pages["approval"]
        assert "More03" not in pages["secret"]
        assert "Who answered what" not in pages["secret"]

    def test_nor_while_it_is_open(self, many: Crowd) -> None:
        decision = many.decide(many.propose(), rule="secret", quorum=10)
        for name in MORE[:6]:
            many.approve(decision, name, 1)
        page = read(signed_in(many.scene, "more17"), decision)
        assert "6 of 23 have answered" in page
        assert "More03" not in page
        assert "6 of 6" not in page
        assert "nearly all of" not in page

    def test_nor_in_letters_or_the_public_pack(self, many: Crowd) -> None:
        decision = approved(many, by=11, of=12)
        told = " ".join(f"{one.title} {one.text}" for one in notices_for(many.scene.viewer("more17")))
        assert "It ended: adopted." in told
        moments = r"\d{1,2} \w+, \d{1,2}:\d{2}"
        assert re.search(moments, told)
        assert "11" not in re.sub(moments, "", told)
        run_all_now()
        checkpoint(many.scene.place)
        member = str(many.scene.people["more03"].pk)
        with public_pack(many.scene.viewer("more17")) as file, zipfile.ZipFile(file) as pack:
            leaves = pack.read("leaves.jsonl").decode()
            assert str(decision.pk) in leaves
            rows = [row for line in leaves.splitlines() for row in json.loads(line)["leaf"].get("rows", ())]
            given = [row for row in rows if row["table"] == "wp_kernel_response"]
            assert len(given) == Response.objects.count() == 12
            assert all(sorted(row["committed"]) == ["answer", "approves"] for row in given)
            electors = [row for row in rows if row["table"] == "wp_kernel_elector"]
            assert electors
            assert member not in json.dumps(electors)


def test_a_group_of_ten_decides_so_from_page_to_page(saltmarsh: Scene) -> None:
    group = Group(saltmarsh).come_together()
    more_people(group, 6)
    proposed = group.propose()
    client = signed_in(saltmarsh, "rosa")
    terms = {"question": "So?", "rule": "secret", "days": 7, "quorum": 10, "voice_quorum": 0}
    terms |= {"fallback_days": 0, "key": "once", "framings": [str(proposed.pk)]}
    reply = client.post(f"{group.issue.get_absolute_url()}decide/", terms)
    decision = Decision.objects.get()
    assert reply.headers["Location"] == decision.get_absolute_url()
    second_decision(group.actor("tariq"), decision=decision)
    client.post(decision.get_absolute_url(), {"key": "twice", "options": ["1"]})
    assert Response.objects.get().approves == "1"
