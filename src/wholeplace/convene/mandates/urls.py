"""Addresses of pages about mandates."""

from django.urls import path

from wholeplace.convene.mandates import answering_pages, pages

urlpatterns = [
    path("", pages.your_mandates_page, name="your_mandates"),
    path("ask/", pages.ask_page, name="ask_mandate"),
    path("ask/for-all/", pages.ask_statement_page, name="ask_statement"),
    path("ask/withdrawal/", pages.ask_withdrawal_page, name="ask_withdrawal"),
    path("askings/<uuid:asking>/take-back/", pages.take_back_page, name="take_back_asking"),
    path("for-all/<uuid:for_all>/second/", pages.second_page, name="second_statement"),
    path("organisations/", pages.organisations_page, name="organisations"),
    path("organisations/<uuid:organisation>/", pages.organisation_page, name="organisation"),
    path("issues/<uuid:issue>/", pages.who_page, name="who_may_speak"),
    path("answer/<str:letter>/", answering_pages.answer_page, name="answer_asking"),
    path("answer/<str:letter>/no/", answering_pages.decline_page, name="decline_asking"),
    path("given/<str:word>/", answering_pages.word_page, name="given_word"),
    path("given/<str:word>/take-back/", answering_pages.revoke_page, name="take_back_word"),
    path("given/<str:word>/renew/", answering_pages.renew_page, name="renew_word"),
    path("<uuid:mandate>/", pages.mandate_page, name="mandate"),
    path("<uuid:mandate>/lay-down/", pages.lay_down_page, name="lay_down_mandate"),
]
