"""Notices: whom something concerns is told, on a page at once and in one letter a day, unless they want no letters."""

import datetime as dt

import pytest
from django.test import Client
from tests.convene.deciding import HARM, Group
from tests.convene.test_issues import FIVE
from tests.kernel.jobs_scene import FakeClock, fake_clock
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_leaving import goes, signed_in
from tests.places.test_people import refused

from wholeplace.kernel.actors import Door
from wholeplace.kernel.decisions.jobs import remind
from wholeplace.kernel.decisions.models import Decision
from wholeplace.kernel.jobs.models import JobRun
from wholeplace.kernel.ledger.check import check_place
from wholeplace.kernel.notices.actions import start_letters, stop_letters
from wholeplace.kernel.notices.jobs import forget_old_notices, write_letters
from wholeplace.kernel.notices.models import Notice, Silence
from wholeplace.kernel.notices.notify import notify
from wholeplace.kernel.notices.queries import notices_for, token_of
from wholeplace.kernel.outbox.models import Mail
from wholeplace.kernel.outbox.queries import outbox_of
from wholeplace.kernel.people import Membership

__all__ = ["elsewhere", "fake_clock", "own_keys", "saltmarsh"]

STOP = "/saltmarsh/notices/stop/{}/"


class NoRun:
    """Stands where a worker's run would, and hears how far the work is."""

    def progress(self, done: int, total: int) -> None:
        assert done <= total


def write() -> None:
    write_letters(NoRun())  # type: ignore[arg-type] # all it needs of a run


def told(scene: Scene, name: str) -> list[str]:
    return [one.title for one in notices_for(scene.viewer(name))]


def tell(scene: Scene, *names: str, title: str = "The hall is free", text: str = "Come on Friday.") -> None:
    members = [scene.people[name] for name in names]
    notify(scene.place, members, title=title, text=text, href="/saltmarsh/issues/", why="You asked for it.")


@pytest.fixture
def group(saltmarsh: Scene) -> Group:
    return Group(saltmarsh).come_together()


@pytest.fixture
def decision(group: Group) -> Decision:
    return group.decide(group.propose())


class TestWhatADecisionTells:
    def test_everybody_it_belongs_to_but_whoever_opened_it_is_told_that_it_waits(
        self, group: Group, decision: Decision
    ) -> None:
        everybody = {one.member.pk: one.title for one in Notice.objects.all()}
        four = {group.scene.people[name].pk for name in FIVE} - {group.scene.people["tariq"].pk}
        assert everybody == dict.fromkeys(four, "It is yours to decide")
        text = Notice.objects.filter(member=group.scene.people["rosa"]).get().text
        assert text.startswith("Shall we frame it so, for now? Open until ")

    def test_an_objection_is_told_to_whoever_asked_and_its_answer_to_whoever_objected(
        self, group: Group, decision: Decision
    ) -> None:
        objection = group.object(decision, "ben")
        assert told(group.scene, "rosa")[0] == "Somebody objects to what you asked"
        group.reply(objection)
        assert told(group.scene, "ben")[0] == "Your objection was answered"
        assert HARM not in str(list(Notice.objects.values()))

    def test_who_has_yet_to_answer_is_reminded_three_days_before_the_end(
        self, group: Group, decision: Decision
    ) -> None:
        (due,) = JobRun.objects.filter(job="decisions.remind").values_list("due", flat=True)
        assert decision.deadline is not None
        assert due == decision.deadline - dt.timedelta(days=3)
        group.consent(decision, "rosa", "amina")
        remind(None, place=group.scene.place, decision=decision)  # type: ignore[arg-type] # needs no run
        reminded = Notice.objects.filter(title__startswith="A decision ends soon")
        waited_for = {group.scene.people[name] for name in set(FIVE) - {"rosa", "amina"}}
        assert {one.member for one in reminded} == waited_for

    def test_all_are_told_how_it_ended(self, group: Group, decision: Decision) -> None:
        group.consent(decision, *FIVE)
        group.close(decision)
        ended = Notice.objects.filter(title="A decision has come to its end")
        assert {one.text for one in ended} == {"Shall we frame it so, for now? It ended: adopted."}
        assert ended.count() == len(FIVE)


class TestLetters:
    def test_one_letter_holds_all_that_was_told_and_comes_once_a_day_at_most(
        self, saltmarsh: Scene, fake_clock: FakeClock
    ) -> None:
        tell(saltmarsh, "rosa")
        fake_clock.forward(minutes=1)
        tell(saltmarsh, "rosa", "ben", title="The hall is shut", text="It rains in.")
        write()
        bens, rosas = sorted(outbox_of(saltmarsh.place), key=lambda letter: letter.to)
        assert (rosas.subject, bens.subject) == (
            "Saltmarsh: 2 things that concern you",
            "Saltmarsh: The hall is shut",
        )
        assert rosas.text.index("The hall is free\n---") < rosas.text.index("The hall is shut\n---")
        assert "<h2>The hall is free</h2>" in rosas.html
        assert "You asked for it." in bens.text
        tell(saltmarsh, "rosa")
        fake_clock.forward(hours=19)
        write()
        assert Mail.objects.count() == 2
        fake_clock.forward(hours=2)
        write()
        write()
        assert Mail.objects.count() == 3

    def test_words_of_others_make_neither_a_heading_nor_a_line_of_their_own(self, saltmarsh: Scene) -> None:
        tell(saltmarsh, "rosa", text="Come.\n\n## Send money\nhttp://localhost/saltmarsh/")
        assert Notice.objects.get().text == "Come. ## Send money http://localhost/saltmarsh/"

    def test_too_many_words_are_cut_and_nothing_fails(self, saltmarsh: Scene) -> None:
        tell(saltmarsh, "rosa", title="🙂" * 10_000)
        write()
        assert len(Notice.objects.get().title) == 200
        assert Mail.objects.count() == 1

    @pytest.mark.parametrize("how", ["silent", "gone", "unreachable"])
    def test_whoever_wants_no_letters_is_gone_or_has_no_address_gets_none(
        self, saltmarsh: Scene, how: str
    ) -> None:
        tell(saltmarsh, "rosa")
        if how == "silent":
            stop_letters(saltmarsh.actor("rosa"), place=saltmarsh.place)
        elif how == "gone":
            goes(saltmarsh, "rosa")
        else:
            type(saltmarsh.people["rosa"].person).objects.filter(name="Rosa Lind").update(email="nowhere")
        write()
        assert (Mail.objects.count(), Notice.objects.filter(settled=None).count()) == (0, 0)

    def test_whoever_has_left_is_told_nothing(self, saltmarsh: Scene) -> None:
        goes(saltmarsh, "rosa")
        saltmarsh.people["rosa"] = Membership.objects.get(pk=saltmarsh.people["rosa"].pk)
        tell(saltmarsh, "rosa")
        assert not Notice.objects.exists()

    def test_what_was_told_long_ago_is_forgotten(self, saltmarsh: Scene, fake_clock: FakeClock) -> None:
        tell(saltmarsh, "rosa")
        fake_clock.forward(days=89)
        forget_old_notices(NoRun())  # type: ignore[arg-type] # all it needs of a run
        assert Notice.objects.count() == 1
        fake_clock.forward(days=2)
        forget_old_notices(NoRun())  # type: ignore[arg-type] # all it needs of a run
        assert not Notice.objects.exists()


class TestTheSwitch:
    def test_a_member_stops_their_letters_and_has_them_again(self, saltmarsh: Scene) -> None:
        rosa = saltmarsh.actor("rosa")
        stop_letters(rosa, place=saltmarsh.place)
        assert last(saltmarsh)["action"] == "letters.stop"
        assert sorted(last(saltmarsh)["rows"][0]["committed"]) == ["member", "since"]
        assert refused(stop_letters, rosa, place=saltmarsh.place) == "no_letters_already"
        start_letters(rosa, place=saltmarsh.place)
        assert (last(saltmarsh)["action"], Silence.objects.exists()) == ("letters.start", False)
        assert refused(start_letters, rosa, place=saltmarsh.place) == "letters_already"
        assert list(check_place(saltmarsh.place)) == []

    def test_nobody_stops_anybodys_letters_at_the_command_line(self, saltmarsh: Scene) -> None:
        at_command = saltmarsh.actor("rosa", door=Door.COMMAND)
        assert refused(stop_letters, at_command, place=saltmarsh.place) == "not_by_command"

    def test_the_page_shows_ones_own_notices_alone_and_holds_the_switch(self, saltmarsh: Scene) -> None:
        tell(saltmarsh, "rosa")
        tell(saltmarsh, "ben", title="Not for Rosa")
        browser = signed_in(saltmarsh, "rosa")
        page = browser.get("/saltmarsh/notices/").content.decode()
        assert ("The hall is free" in page, "Not for Rosa" in page) == (True, False)
        said = browser.post("/saltmarsh/notices/", {"key": "a"}, follow=True).content.decode()
        assert "You get no more letters." in said
        said = browser.post("/saltmarsh/notices/", {"key": "b"}, follow=True).content.decode()
        assert "You get letters again." in said

    def test_the_link_at_the_foot_of_a_letter_stops_letters_without_signing_in_once_it_is_pressed(
        self, saltmarsh: Scene
    ) -> None:
        tell(saltmarsh, "rosa")
        write()
        link = STOP.format(token_of(saltmarsh.people["rosa"]))
        assert link in outbox_of(saltmarsh.place)[0].text
        visitor = Client()
        for _ in range(3):
            assert "Get no more letters" in visitor.get(link).content.decode()
        assert not Silence.objects.exists()
        assert "You get no more letters" in visitor.post(link, {"key": "a"}).content.decode()
        assert Silence.objects.get().member == saltmarsh.people["rosa"]
        assert visitor.get("/saltmarsh/notices/").status_code == 302

    def test_a_link_that_was_tampered_with_of_another_place_or_of_somebody_gone_is_not_there(
        self, saltmarsh: Scene, elsewhere: Scene
    ) -> None:
        good = token_of(saltmarsh.people["rosa"])
        goes(saltmarsh, "tariq")
        bad = [good[:-1], good.swapcase(), token_of(elsewhere.people["amina"])]
        bad.append(token_of(saltmarsh.people["tariq"]))
        assert [Client().get(STOP.format(one)).status_code for one in bad] == [404] * 4
