"""Addresses of a place's own pages."""

from django.urls import path

from wholeplace.places.invited import accepting, unwanted_pages
from wholeplace.places.invited import pages as invited
from wholeplace.places.joining import pages as joining
from wholeplace.places.notices import pages as notices
from wholeplace.places.partnership import pages as partnership
from wholeplace.places.people import pages as people
from wholeplace.places.policies import pages as policies
from wholeplace.places.policies.names import PolicyKind
from wholeplace.places.sign_in import pages as sign_in
from wholeplace.places.yourself import pages as yourself

urlpatterns = [
    path("", partnership.home_page, name="place_home"),
    path("describe/", partnership.describe_page, name="describe_place"),
    path("describe/logo/", partnership.logo_page, name="choose_logo"),
    path("describe/logo/take-off/", partnership.remove_logo_page, name="remove_logo"),
    path("areas/", partnership.areas_page, name="areas"),
    path("areas/<uuid:area>/", partnership.rename_area_page, name="rename_area"),
    path("people/", people.people_page, name="people"),
    path("people/admit/", people.admit_page, name="admit_member"),
    path("people/leave/", people.leave_page, name="leave"),
    path("people/<uuid:member>/propose-removal/", people.propose_removal_page, name="propose_removal"),
    path("people/<uuid:member>/remove/", people.remove_page, name="remove_member"),
    path("people/<uuid:member>/keep/", people.keep_member_page, name="keep_member"),
    path("people/<uuid:member>/hat/", people.propose_page, name="propose_hat"),
    path("hats/<uuid:hat>/confirm/", people.confirm_page, name="confirm_hat"),
    path("hats/<uuid:hat>/decline/", people.decline_page, name="decline_hat"),
    path("hats/<uuid:hat>/take-off/", people.take_off_page, name="take_off_hat"),
    path("hats/<uuid:hat>/propose-end/", people.propose_end_page, name="propose_end_of_hat"),
    path("hats/<uuid:hat>/end/", people.end_page, name="end_hat"),
    path("hats/<uuid:hat>/keep/", people.keep_page, name="keep_hat"),
    path("people/joined/", joining.joined_page, name="joined"),
    path("people/joined/<uuid:arrival>/confirm/", joining.confirm_office_page, name="confirm_office"),
    path("people/joined/<uuid:arrival>/decline/", joining.decline_office_page, name="decline_office"),
    path("people/invite/", invited.invite_page, name="invite"),
    path("people/invitations/stop/<str:wish>/", unwanted_pages.leave_alone_page, name="leave_alone"),
    path("people/invitations/", invited.invitations_page, name="invitations"),
    path(
        "people/invitations/<uuid:invitation>/take-back/", invited.take_back_page, name="take_back_invitation"
    ),
    path("people/invitations/<uuid:invitation>/again/", invited.invite_again_page, name="invite_again"),
    path("join/<str:link>/", accepting.accept_page, name="accept_invitation"),
    path("notices/", notices.notices_page, name="notices"),
    path("notices/stop/<str:token>/", notices.stop_letters_page, name="stop_letters"),
    path("people/<uuid:member>/correct/", yourself.correct_member_page, name="correct_member"),
    path("yourself/", yourself.yourself_page, name="yourself"),
    path("yourself/correct/", yourself.correct_page, name="correct_yourself"),
    path("yourself/data/", yourself.data_page, name="take_data"),
    path("yourself/erase/", yourself.erase_page, name="erase_yourself"),
    path("yourself/keep/", yourself.keep_page, name="keep_yourself"),
    *(
        path(f"{kind}/", policies.policy_page, {"kind": kind}, name=f"policy_{kind.value}")
        for kind in PolicyKind
    ),
    path("policies/<slug:kind>/change/", policies.change_page, name="change_policy"),
    path("policies/<slug:kind>/<int:edition>/", policies.version_page, name="policy_version"),
    path("your-sign-in/", sign_in.ways_page, name="your_sign_in"),
]
