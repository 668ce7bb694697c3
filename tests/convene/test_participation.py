"""The record of participation: exact for conveners, in full tens for others, and what is missing stays in sight."""

import pytest
from tests.convene.inviting import asked, carers, program, sent
from tests.convene.mapping import CHARITY, browser, mapped, read
from tests.kernel.scene import Scene, own_keys, saltmarsh

from wholeplace.convene.invitations.actions import invite_to_speak
from wholeplace.convene.invitations.models import IssueInvitation
from wholeplace.convene.invitations.names import Reached, Reply, ReplyBy, State, Way
from wholeplace.convene.invitations.participation import Totals, participation_in
from wholeplace.convene.invitations.replying import answer_by_link, answer_own_invitation
from wholeplace.convene.invitations.sending import send_to_speak
from wholeplace.convene.issues.actions import stop_taking_part
from wholeplace.convene.stakeholders.actions import stop_speaking
from wholeplace.convene.stakeholders.models import Perspective
from wholeplace.kernel.clock import now
from wholeplace.kernel.guard import migrating
from wholeplace.ui.addresses import place_url

__all__ = ["own_keys", "saltmarsh"]

WHY = "The evenings are too late for me"


def reached(scene: Scene) -> dict[str, Reached]:
    return {
        one.perspective.name: one.reached
        for one in participation_in(scene.viewer("amina"), scene.issue()).courses
    }


def page_of(scene: Scene, name: str) -> str:
    return read(browser(scene, name), place_url(scene.place, "participation", issue=scene.issue().pk))


def many(scene: Scene, *, yes: int, of: int) -> None:
    """Have so many people been asked for one perspective, and so many have said yes."""
    said = {"place": scene.place, "issue": scene.issue(), "perspective": carers(scene), "state": State.SENT}
    with migrating():
        for number in range(of):
            IssueInvitation.objects.create(
                **said, by=scene.people["amina"], way=Way.LETTER, name=f"Person {number}", asked=now(), due=now(),
                sent=now(), reply=Reply.YES if number < yes else "",
            )  # fmt: skip


class TestWhatBecameOfAPerspective:
    def test_is_told_from_nobody_asked_to_somebody_who_left_and_why(self, saltmarsh: Scene) -> None:
        carers(saltmarsh)
        mapped(saltmarsh, "Age Concern", **CHARITY)
        assert set(reached(saltmarsh).values()) == {Reached.NEEDED}
        one = sent(saltmarsh, invited=saltmarsh.people["rosa"], way=Way.NOTICE)
        assert reached(saltmarsh) == {"Age Concern": Reached.NEEDED, "Young carers": Reached.ASKED}
        rosa = saltmarsh.actor("rosa")
        answer_own_invitation(rosa, issue_invitation=one, reply=Reply.YES)
        assert reached(saltmarsh)["Young carers"] == Reached.THERE
        stop_speaking(rosa, perspective=Perspective.objects.get(name="Young carers"))
        stop_taking_part(rosa, issue=saltmarsh.issue(), why=WHY)
        assert reached(saltmarsh)["Young carers"] == Reached.LEFT
        told = page_of(saltmarsh, "amina")
        for said in ("1 person was asked, 1 said yes, 1 came, and 1 of these left.", WHY, "Came, and left"):
            assert said in told
        assert "Nobody speaks yet for Young carers and Age Concern." in told

    def test_a_yes_that_has_not_come_yet_is_not_counted_as_there(self, saltmarsh: Scene) -> None:
        one = sent(saltmarsh)
        said = {"reply": Reply.YES, "reply_by": ReplyBy.LINK}
        answer_by_link(program(saltmarsh), issue_invitation=one, **said)
        assert reached(saltmarsh) == {"Young carers": Reached.ACCEPTED}
        assert participation_in(saltmarsh.viewer("amina"), saltmarsh.issue()).totals == Totals(1, 1, 0, 0)

    def test_whoever_is_asked_for_several_perspectives_is_one_person(self, saltmarsh: Scene) -> None:
        first, convener = sent(saltmarsh), saltmarsh.actor("amina")
        said = {"contact": first.contact, "way": Way.EMAIL}
        second = invite_to_speak(convener, perspective=mapped(saltmarsh, "Night workers"), **said)
        second = send_to_speak(program(saltmarsh), issue_invitation=second)
        for one in (first, second):
            said = {"reply": Reply.YES, "reply_by": ReplyBy.LINK}
            answer_by_link(program(saltmarsh), issue_invitation=one, **said)
        assert participation_in(saltmarsh.viewer("amina"), saltmarsh.issue()).totals == Totals(1, 1, 0, 0)

    def test_what_waits_to_be_sent_is_not_counted_as_asked(self, saltmarsh: Scene) -> None:
        asked(saltmarsh)
        assert reached(saltmarsh) == {"Young carers": Reached.NEEDED}


class TestWhatOthersRead:
    def test_nothing_of_one_perspective_and_no_reason(self, saltmarsh: Scene) -> None:
        one = sent(saltmarsh, invited=saltmarsh.people["rosa"], way=Way.NOTICE)
        rosa = saltmarsh.actor("rosa")
        answer_own_invitation(rosa, issue_invitation=one, reply=Reply.YES)
        stop_taking_part(rosa, issue=saltmarsh.issue(), why=WHY)
        assert WHY in page_of(saltmarsh, "amina")
        told = page_of(saltmarsh, "tariq")
        assert participation_in(saltmarsh.viewer("tariq"), saltmarsh.issue()).courses == ()
        assert "How many people were asked is told from ten on." in told
        for hidden in (WHY, "Came, and left", "1 said yes"):
            assert hidden not in told

    @pytest.mark.parametrize(
        ("yes", "of", "told"),
        [
            (9, 9, Totals(0, 0, 0, 0)),
            (9, 25, Totals(20, 0, 0, 0)),
            (12, 25, Totals(20, 10, 0, 0)),
            (16, 25, Totals(20, 10, 0, 0)),
            (23, 25, Totals(20, 10, 0, 0)),
            (25, 25, Totals(20, 10, 0, 0)),
            (20, 20, Totals(20, 20, 0, 0)),
        ],
    )
    def test_numbers_are_in_full_tens_and_never_so_that_a_few_are_left(
        self, saltmarsh: Scene, yes: int, of: int, told: Totals
    ) -> None:
        many(saltmarsh, yes=yes, of=of)
        assert participation_in(saltmarsh.viewer("amina"), saltmarsh.issue()).totals == Totals(of, yes, 0, 0)
        assert participation_in(saltmarsh.viewer("tariq"), saltmarsh.issue()).totals == told
