"""Addresses of pages about setting lotteries up, registering, and pools."""

from django.urls import path

from wholeplace.convene.lottery import (
    file_pages,
    pages,
    pool_pages,
    registering_pages,
    registration_pages,
    settling_pages,
    targets_pages,
    ticket_pages,
)

ONE = "<uuid:lottery>/"
PERSON = "registrations/<uuid:registration>/"

urlpatterns = [
    path("", pages.lotteries_page, name="lotteries"),
    path("issues/<uuid:issue>/set-up/", pages.set_up_page, name="set_up_lottery"),
    path("ticket/<str:ticket>/", ticket_pages.ticket_page, name="lottery_ticket"),
    path("ticket/<str:ticket>/withdraw/", ticket_pages.withdraw_page, name="lottery_withdraw"),
    path(PERSON, registration_pages.registration_page, name="registration"),
    path(f"{PERSON}change/", registration_pages.change_page, name="change_registration"),
    path(f"{PERSON}take-out/", registration_pages.take_out_page, name="take_out_registration"),
    path(f"{PERSON}bring-back/", registration_pages.bring_back_page, name="bring_back_registration"),
    path(f"{PERSON}link/", registration_pages.link_page, name="send_registration_link"),
    path(f"{PERSON}alone/", registration_pages.alone_page, name="registration_alone"),
    path("files/<uuid:sent>/", file_pages.sent_page, name="sent_pool"),
    path(ONE, pages.lottery_page, name="lottery"),
    path(f"{ONE}change/", pages.change_page, name="change_lottery"),
    path(f"{ONE}open/", pages.open_page, name="open_registration"),
    path(f"{ONE}close/", pages.close_page, name="close_registration"),
    path(f"{ONE}end/", pages.end_page, name="end_lottery"),
    path(f"{ONE}poster/", pages.poster_page, name="lottery_poster"),
    path(f"{ONE}form/", pages.paper_form_page, name="lottery_form"),
    path(f"{ONE}register/", registering_pages.register_page, name="lottery_register"),
    path(f"{ONE}register/thank-you/", registering_pages.registered_page, name="lottery_registered"),
    path(f"{ONE}targets/targets.csv", targets_pages.download, name="lottery_targets_csv"),
    path(f"{ONE}pool/", pool_pages.pool_page, name="lottery_pool"),
    path(f"{ONE}pool/pool.csv", pool_pages.download, name="lottery_pool_csv"),
    path(f"{ONE}pool/type-in/", pool_pages.type_in_page, name="type_in_registration"),
    path(f"{ONE}pool/file/", file_pages.send_page, name="send_pool"),
    path(f"{ONE}pool/alike/", settling_pages.alike_page, name="pool_alike"),
    path(f"{ONE}pool/homes/", settling_pages.homes_page, name="pool_homes"),
]
