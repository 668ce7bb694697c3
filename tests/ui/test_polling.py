"""Pages that ask again by themselves."""

from typing import Any

from django.http import HttpResponse
from django.test import RequestFactory

from wholeplace.kernel.actors import Viewer
from wholeplace.kernel.people import Membership
from wholeplace.ui.polling import etag, tagged, unchanged


def asked(rf: RequestFactory, viewer: Viewer, **headers: str) -> Any:
    request: Any = rf.get("/", headers=headers)
    request.place, request.viewer, request.session = viewer.place, viewer, {}
    return request


def test_while_nothing_has_changed_the_answer_is_brief(rf: RequestFactory, amina: Membership) -> None:
    tag = etag("3 of 7", asked(rf, Viewer(amina.place, amina)))
    assert unchanged(rf.get("/"), tag) is None
    brief = unchanged(rf.get("/", headers={"If-None-Match": tag}), tag)
    assert brief is not None
    assert (brief.status_code, brief["ETag"], brief["Cache-Control"]) == (304, tag, "private, no-cache")


def test_a_change_is_told(rf: RequestFactory, amina: Membership) -> None:
    request = asked(rf, Viewer(amina.place, amina))
    again = rf.get("/", headers={"If-None-Match": etag("3 of 7", request)})
    assert unchanged(again, etag("4 of 7", request)) is None


def test_a_member_never_holds_a_visitors_tag(rf: RequestFactory, amina: Membership) -> None:
    visitor, member = asked(rf, Viewer(amina.place)), asked(rf, Viewer(amina.place, amina))
    assert etag("3 of 7", member) != etag("3 of 7", visitor)


def test_another_name_colour_or_form_word_is_another_page(rf: RequestFactory, amina: Membership) -> None:
    def tag(**change: Any) -> str:
        request = asked(rf, Viewer(amina.place, amina))
        for name, value in change.items():
            setattr(request.place, name, value)
        return etag("3 of 7", request)

    plain = tag()
    resigned = asked(rf, Viewer(amina.place, amina))
    resigned.META["CSRF_COOKIE"] = "another"
    assert plain == tag()
    assert plain != etag("3 of 7", resigned)
    assert plain != tag(colour="#123456") != tag(name="Elsewhere")


def test_what_is_tagged_stays_in_the_readers_own_browser() -> None:
    answer = tagged(HttpResponse("x"), '"tag"')
    assert (answer["ETag"], answer["Cache-Control"], answer["Vary"]) == (
        '"tag"',
        "private, no-cache",
        "Cookie",
    )
