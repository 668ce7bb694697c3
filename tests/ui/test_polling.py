"""Pages that ask again by themselves."""

from django.http import HttpResponse
from django.test import RequestFactory

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import Membership
from wholeplace.ui.polling import etag, tagged, unchanged


def test_while_nothing_has_changed_the_answer_is_brief(rf: RequestFactory, amina: Membership) -> None:
    tag = etag("3 of 7", Viewer(amina.place, amina))
    assert unchanged(rf.get("/"), tag) is None
    brief = unchanged(rf.get("/", headers={"If-None-Match": tag}), tag)
    assert brief is not None
    assert (brief.status_code, brief["ETag"], brief["Cache-Control"]) == (304, tag, "private, no-cache")


def test_a_change_is_told(rf: RequestFactory, amina: Membership) -> None:
    viewer = Viewer(amina.place, amina)
    asked = rf.get("/", headers={"If-None-Match": etag("3 of 7", viewer)})
    assert unchanged(asked, etag("4 of 7", viewer)) is None


def test_a_member_never_holds_a_visitors_tag(amina: Membership) -> None:
    assert etag("3 of 7", Viewer(amina.place, amina)) != etag("3 of 7", Viewer(amina.place))


def test_what_is_tagged_stays_in_the_readers_own_browser() -> None:
    answer = tagged(HttpResponse("x"), '"tag"')
    assert (answer["ETag"], answer["Cache-Control"], answer["Vary"]) == (
        '"tag"',
        "private, no-cache",
        "Cookie",
    )
