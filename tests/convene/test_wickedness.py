"""Ten questions how wicked an issue is, and what the answers recommend."""

import pytest
from tests.convene.deciding import Group
from tests.kernel.scene import Scene, elsewhere, own_keys, saltmarsh
from tests.kernel.test_ledger_entries import last
from tests.places.test_people import refused

from wholeplace.convene.wickedness.actions import answer_wickedness
from wholeplace.convene.wickedness.names import HINTS, Answer, Property
from wholeplace.convene.wickedness.queries import answers_visible_to
from wholeplace.convene.wickedness.recommending import A_TASK, ADVICE, ASK_AROUND, BEGIN, recommended
from wholeplace.convene.wickedness.telling import asked, standing
from wholeplace.kernel.actors import Viewer

__all__ = ["elsewhere", "own_keys", "saltmarsh"]


def answer(scene: Scene, by: str, about: Property, said: Answer, reason: str = "We asked") -> None:
    answer_wickedness(scene.actor(by), issue=scene.issue(), about=about, answer=said, reason=reason)


class TestAnswering:
    def test_a_convener_or_whoever_takes_part_answers_and_the_newest_stands(self, saltmarsh: Scene) -> None:
        answer(saltmarsh, "amina", Property.UNDOING, Answer.NO)
        assert refused(answer, saltmarsh, "rosa", Property.UNDOING, Answer.YES) == "does_not_take_part"
        Group(saltmarsh).come_together()
        answer(saltmarsh, "rosa", Property.UNDOING, Answer.YES, "The ward will not come back")
        row = last(saltmarsh)["rows"][0]
        assert (row["open"]["answer"], sorted(row["committed"])) == ("yes", ["answered_by", "reason"])
        answers = list(answers_visible_to(saltmarsh.viewer("ben"), saltmarsh.issue()))
        assert standing(answers) == {Property.UNDOING: Answer.YES}
        told = asked(saltmarsh.viewer("ben"), answers)[list(Property).index(Property.UNDOING)]
        assert [one.by for one in told.given] == [
            "Rosa Lind (member of the public)",
            "Amina Yusuf (professional)",
        ]

    def test_an_answer_has_a_reason(self, saltmarsh: Scene) -> None:
        assert refused(answer, saltmarsh, "amina", Property.HARM, Answer.YES, "\u200b") == "left_empty"

    def test_whoever_does_not_read_the_issue_reads_no_answer(
        self, saltmarsh: Scene, elsewhere: Scene
    ) -> None:
        answer(saltmarsh, "amina", Property.HARM, Answer.YES)
        for viewer in (Viewer(saltmarsh.place), elsewhere.viewer("amina")):
            assert not answers_visible_to(viewer, saltmarsh.issue()).exists()


class TestRecommending:
    def test_without_answers_it_recommends_to_begin(self) -> None:
        assert recommended({}) == [BEGIN]

    @pytest.mark.parametrize("about", list(Property))
    def test_each_question_has_a_hint_and_an_advice_that_its_answer_brings(self, about: Property) -> None:
        assert HINTS[about]
        for said, brings in ((Answer.YES, True), (Answer.PARTLY, True), (Answer.NO, False)):
            assert (ADVICE[about] in recommended({about: said})) is brings

    def test_one_answer_changes_what_comes_next(self) -> None:
        tame = {Property.DEFINITION: Answer.NO, Property.STOPPING: Answer.NO, Property.UNDOING: Answer.YES}
        assert recommended(tame)[0] is A_TASK
        assert recommended({**tame, Property.STOPPING: Answer.PARTLY})[0] is ADVICE[Property.UNDOING]
        assert recommended({**tame, Property.DEFINITION: Answer.YES})[0] is ADVICE[Property.DEFINITION]

    def test_what_nobody_is_sure_of_is_to_be_asked(self) -> None:
        assert recommended({Property.HARM: Answer.UNSURE}) == [ASK_AROUND]
        assert recommended({Property.HARM: Answer.NO}) == []
