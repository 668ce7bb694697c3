"""Addresses of pages about inviting people to speak for perspectives."""

from django.urls import path

from wholeplace.convene.invitations import (
    carrying_pages,
    inviting_pages,
    needs_pages,
    pages,
    participation_pages,
    reply_pages,
)

urlpatterns = [
    path("", reply_pages.your_invitations_page, name="your_invitations"),
    path("yours/<uuid:issue_invitation>/", reply_pages.your_invitation_page, name="your_invitation"),
    path("needs/", needs_pages.your_needs_page, name="your_needs"),
    path("needs/<uuid:needs>/take-back/", needs_pages.withdraw_needs_page, name="withdraw_needs"),
    path("issues/<uuid:issue>/needs/", needs_pages.needs_page, name="needs_in_issue"),
    path("code/", reply_pages.code_page, name="enter_code"),
    path("answer/<str:answer>/", reply_pages.answer_page, name="answer_invitation"),
    path("answer/<str:answer>/come-in/", reply_pages.come_in_page, name="come_in_by_invitation"),
    path("issues/<uuid:issue>/", pages.invitations_page, name="issue_invitations"),
    path("issues/<uuid:issue>/participation/", participation_pages.participation_page, name="participation"),
    path("issues/<uuid:issue>/many/", inviting_pages.many_page, name="invite_many"),
    path("issues/<uuid:issue>/letters/", carrying_pages.letters_page, name="invitation_letters"),
    path(
        "issues/<uuid:issue>/letters/letters.pdf", carrying_pages.letters_file, name="invitation_letters_file"
    ),
    path("issues/<uuid:issue>/letters/posted/", carrying_pages.posted_page, name="letters_posted"),
    path("issues/<uuid:issue>/calls/", carrying_pages.calls_page, name="invitation_calls"),
    path("perspectives/<uuid:perspective>/", inviting_pages.invite_page, name="invite_to_speak"),
    path("perspectives/<uuid:perspective>/words/", carrying_pages.sponsor_words_page, name="sponsor_words"),
    path("perspectives/<uuid:perspective>/words/ask/", carrying_pages.ask_words_page, name="ask_for_words"),
    path(
        "words/<uuid:sponsor_words>/take-back/",
        carrying_pages.take_words_back_page,
        name="take_sponsor_words_back",
    ),
    path("<uuid:issue_invitation>/", pages.invitation_page, name="issue_invitation"),
    path("<uuid:issue_invitation>/call/", carrying_pages.call_page, name="call_invited"),
    path("<uuid:issue_invitation>/call/code/", carrying_pages.code_to_read_page, name="code_to_read"),
    path("<uuid:issue_invitation>/remind/", pages.remind_page, name="remind_invited"),
    path("<uuid:issue_invitation>/take-back/", pages.take_back_page, name="take_back_issue_invitation"),
    path("<uuid:issue_invitation>/again/", pages.again_page, name="invite_to_speak_again"),
    path("<uuid:issue_invitation>/take-up/", pages.take_up_page, name="take_up_other"),
]
