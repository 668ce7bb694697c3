"""Addresses of pages about seats: who was drawn, asking them, their answers, and the report of the draw."""

from django.urls import path

from wholeplace.convene.lottery import report_pages, roll_pages, seat_pages, ticket_seat_pages

urlpatterns = [
    path("code/", ticket_seat_pages.code_page, name="lottery_code"),
    path("ticket/<str:ticket>/seat/", ticket_seat_pages.answer_seat_page, name="answer_seat"),
    path("seats/<uuid:seat>/", seat_pages.seat_page, name="lottery_seat"),
    path("seats/<uuid:seat>/ask/", seat_pages.ask_one_page, name="ask_one_drawn"),
    path("seats/<uuid:seat>/letter/", seat_pages.letter_page, name="letter_to_drawn"),
    path("seats/<uuid:seat>/remind/", seat_pages.remind_one_page, name="remind_one_drawn"),
    path("seats/<uuid:seat>/answer/", seat_pages.record_page, name="record_drawn"),
    path("<uuid:lottery>/seats/", seat_pages.seats_page, name="lottery_seats"),
    path("<uuid:lottery>/seats/ask/", seat_pages.ask_all_page, name="ask_all_drawn"),
    path("<uuid:lottery>/seats/words/", seat_pages.words_page, name="words_to_drawn"),
    path("<uuid:lottery>/seats/letters/", seat_pages.letters_page, name="letters_to_drawn"),
    path("<uuid:lottery>/seats/remind/", seat_pages.remind_all_page, name="remind_all_drawn"),
    path("<uuid:lottery>/seats/<str:roll>.<str:form>", roll_pages.roll_file, name="lottery_roll"),
    path("<uuid:lottery>/report/", report_pages.report_page, name="lottery_report"),
    path("<uuid:lottery>/report/report.<str:form>", report_pages.report_file, name="lottery_report_file"),
]
