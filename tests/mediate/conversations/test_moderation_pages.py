"""Pages of moderation: reporting, the moderators' lists, what stands in place of a statement, and the log."""

from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from tests.kernel.scene import own_keys, saltmarsh
from tests.mediate.conversations.live import Held, give, held, joined, opened, wearing
from tests.mediate.conversations.test_pages import at, browser, text_of

from wholeplace.kernel.people import HatKind
from wholeplace.kernel.records import Audience
from wholeplace.mediate.conversations.models import Statement
from wholeplace.mediate.conversations.moderation import (
    answer_moderators,
    hold_statement,
    leave_out,
    propose_back,
    propose_out,
)
from wholeplace.mediate.conversations.moderation_forms import DEEDS
from wholeplace.mediate.conversations.moderation_reporting import report_statement
from wholeplace.mediate.conversations.names import Moderation, Reason
from wholeplace.mediate.conversations.rulings import Ruling, StatementReport
from wholeplace.mediate.conversations.saying import say

__all__ = ["held", "own_keys", "saltmarsh"]

A_FEW = int(settings.ACCOUNT_RATE_LIMITS["report_statement"].split("/")[0])
"""Reports that visitors send from one address in an hour."""


@pytest.fixture
def rosa(held: Held) -> Client:
    """A moderator, signed in."""
    give(held, "rosa", HatKind.MODERATOR)
    return browser(held.scene.people["rosa"])


@pytest.fixture
def written(held: Held) -> list[Statement]:
    """What the first who takes part wrote."""
    return [say(held.actor(0), conversation=held.conversation, text=f"Bench {n}.") for n in (1, 2, 3)]


def chosen(*statements: Statement) -> dict[str, str]:
    return {f"chosen_{one.number}": "on" for one in statements}


class TestReporting:
    def test_a_member_reports_with_a_reason_and_is_led_back(self, held: Held, written: Any) -> None:
        member = browser(held.people[1])
        page = member.get(at(held, f"statements/{written[0].number}/report/"))
        assert "Nobody sees that it was you" in text_of(page)
        reply = member.post(page.request["PATH_INFO"], {"reason": "harm", "words": "Unkind"}, follow=True)
        assert "You will be told what comes of it." in text_of(reply)
        assert "You have reported this statement." in text_of(member.get(page.request["PATH_INFO"]))
        assert StatementReport.objects.get().reporter == held.people[1]

    def test_so_does_a_visitor_of_a_public_conversation_a_few_times_an_hour(self, saltmarsh: Any) -> None:
        cache.clear()
        issue = saltmarsh.name_issue(title="For everybody", audience=Audience.PUBLIC)
        here, visitor = Held(saltmarsh, opened(saltmarsh, issue=issue)), Client()
        path = at(here, "statements/1/report/")
        for _time in range(A_FEW):
            reply = visitor.post(path, {"reason": "spam"})
            assert reply.status_code == 302
        assert "Try again in an hour" in text_of(visitor.post(path, {"reason": "spam"}))
        assert set(StatementReport.objects.values_list("reporter", flat=True)) == {None}
        assert StatementReport.objects.count() == A_FEW

    def test_nobody_reports_what_they_may_not_read(self, held: Held, written: Any) -> None:
        assert Client().get(at(held, "statements/1/report/")).status_code == 404


class TestTheLists:
    def test_what_waits_is_listed_with_its_reports_and_its_authors_answer(
        self, held: Held, rosa: Client, written: Any
    ) -> None:
        report_statement(held.actor(1), statement=written[0], reason=Reason.HARM, words="Unkind")
        hold_statement(wearing(held, "rosa"), statement=written[0], reason=Reason.HARM)
        answer_moderators(held.actor(0), statement=written[0], words="It was a joke")
        page = text_of(rosa.get(at(held, "moderation/")))
        for said in ("Reported once:", "Unkind", "Its author answered:", "It was a joke", "Waiting (3)"):
            assert said in page
        for kind, count in (("new", 2), ("reported", 1), ("held", 1), ("second", 0), ("out", 0), ("all", 6)):
            listed = rosa.get(at(held, f"moderation/?kind={kind}")).content.decode()
            assert (kind, listed.count('type="checkbox"')) == (kind, count)
        found = rosa.get(at(held, "moderation/?kind=all&q=bench+2")).content.decode()
        assert found.count('type="checkbox"') == 1
        assert "Nothing with these words" in text_of(rosa.get(at(held, "moderation/?q=xyz")))

    def test_one_press_decides_about_several_and_says_why_not_about_the_others(
        self, held: Held, rosa: Client, written: Any
    ) -> None:
        hold_statement(wearing(held, "rosa"), statement=written[0], reason=Reason.HARM)
        sent = {"deed": "hold", "reason": "spam", "words": "", "key": "once", **chosen(*written)}
        for _twice in range(2):
            page = text_of(rosa.post(at(held, "moderation/"), sent, follow=True))
            assert "Done with 2 statements." in page
            assert f"Not done with {written[0].number}: A moderator holds this statement already." in page
        assert Ruling.objects.count() == 3
        assert set(
            Statement.objects.filter(pk__in=[one.pk for one in written]).values_list("moderation")
        ) == {(Moderation.HELD,)}

    def test_a_second_word_is_offered_where_somebody_else_gave_a_first(
        self, held: Held, rosa: Client, written: Any
    ) -> None:
        give(held, "tariq", HatKind.MODERATOR)
        tariq = browser(held.scene.people["tariq"])

        def offered(reader: Client, queue: str = "all") -> list[str]:
            page = reader.get(at(held, f"moderation/?kind={queue}")).content.decode()
            return [name for name in DEEDS if f'name="deed" value="{name}"' in page]

        assert offered(rosa) == offered(tariq) == ["accept", "hold", "propose_out"]
        propose_out(wearing(held, "rosa"), statement=written[0], reason=Reason.HARM)
        assert offered(tariq, "second") == ["accept", "leave_out"]
        assert offered(rosa, "second") == ["accept"]
        leave_out(wearing(held, "tariq"), statement=written[0])
        assert offered(tariq, "out") == ["propose_back"]
        propose_back(wearing(held, "rosa"), statement=written[0], words="It was a joke")
        assert offered(tariq, "out") == ["propose_back", "put_back", "keep_out"]
        assert offered(rosa, "out") == ["propose_back", "keep_out"]

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({"deed": "accept"}, "Choose at least one statement."),
            ({"deed": "hold", "chosen_4": "on"}, "Choose why, for everybody to read."),
            ({"deed": "leave_out", "chosen_4": "on"}, "Nobody has given a first word about this."),
        ],
    )
    def test_what_is_missing_is_asked_for(
        self, held: Held, rosa: Client, written: Any, sent: Any, said: str
    ) -> None:
        assert said in text_of(rosa.post(at(held, "moderation/"), {"words": "", "reason": "", **sent}))

    def test_conveners_read_it_and_decide_nothing_and_nobody_else_finds_it(
        self, held: Held, written: Any
    ) -> None:
        convener = browser(held.scene.people["amina"])
        sent = {"deed": "accept", "words": "", "reason": "", **chosen(*written)}
        page = convener.post(at(held, "moderation/"), sent)
        assert "Moderators decide about it." in text_of(page)
        assert not Ruling.objects.exists()
        assert browser(held.people[0]).get(at(held, "moderation/")).status_code == 404


class TestWhatPeopleSee:
    def test_in_its_place_stands_until_when_and_why_and_its_author_reads_it_and_answers(
        self, held: Held, rosa: Client, written: Any
    ) -> None:
        author, member = browser(held.people[0]), browser(held.people[1])
        assert "Bench 1." in text_of(member.get(at(held, "statements/")))
        hold_statement(wearing(held, "rosa"), statement=written[0], reason=Reason.HARM, words="Unkind")
        page = text_of(member.get(at(held, "statements/")))
        assert f"Statement {written[0].number} is held by a moderator until" in page
        assert "It insults or threatens people. Unkind" in page
        assert "Bench 1." not in page
        front = text_of(member.get(at(held)))
        assert "6 statements" in page
        assert "Read the 6 statements 1 of them is not shown now, and there it says why." in front
        assert "is shown once twenty people have; after it has closed, from ten people on" in front
        assert "Bench 1." not in text_of(member.get(at(held, "statements/?q=bench")))
        mine = text_of(author.get(at(held, "answers/")))
        for said in ("Bench 1.", "Held by a moderator", "Unkind", "Answer the moderators"):
            assert said in mine
        path = at(held, f"statements/{written[0].number}/moderators/")
        assert member.get(path).status_code == 404
        reply = author.post(path, {"words": "It was a joke"}, follow=True)
        assert "Moderators read your answer beside your statement." in text_of(reply)
        assert "You answered: It was a joke" in text_of(reply)

    def test_the_log_is_read_and_downloaded_by_members_and_guarded_for_spreadsheets(
        self, held: Held, rosa: Client, written: Any
    ) -> None:
        member, log = browser(held.people[1]), at(held, "moderation/log/")
        assert "Moderators have done nothing yet" in text_of(member.get(log))
        hold_statement(wearing(held, "rosa"), statement=written[0], reason=Reason.OTHER, words="=1+1")
        assert "Held for 48 hours" in text_of(member.get(log))
        path = f"/saltmarsh/exchange/conversations/{held.conversation.pk}/moderation/log.csv"
        heading, line = member.get(path).content.decode("utf-8-sig").splitlines()
        assert heading == "When,Number,Statement,What was done,Why,By"
        assert line.endswith(f",{written[0].number},,Held for 48 hours,'=1+1,Rosa Lind")
        assert "Bench 1." in rosa.get(path).content.decode()
        assert Client().get(path).status_code == 302


def test_what_is_declared_when_it_opens_stands_on_its_page(saltmarsh: Any) -> None:
    here = Held(saltmarsh, opened(saltmarsh, moderated="before"), joined(saltmarsh, people=1))
    member = browser(here.people[0])
    assert "A statement is shown when a moderator has accepted it." in text_of(member.get(at(here)))
    page = text_of(member.post(at(here, "say/"), {"text": "A bench."}, follow=True))
    assert "A moderator looks at your statement first." in page
    assert "A moderator has yet to look at it" in page
