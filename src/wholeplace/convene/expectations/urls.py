"""Addresses of pages about what parties expect of one another."""

from django.urls import path

from wholeplace.convene.expectations import pages, ruling_pages, settling_pages

urlpatterns = [
    path("issues/<uuid:issue>/", pages.expectations_page, name="expectations"),
    path("issues/<uuid:issue>/card/", pages.write_card_page, name="write_card"),
    path("issues/<uuid:issue>/alike/", settling_pages.alike_page, name="alike_lines"),
    path("issues/<uuid:issue>/ground-rules/", ruling_pages.draw_up_page, name="draw_up_rules"),
    path("cards/<uuid:card>/", pages.card_page, name="expectation_card"),
    path("lines/<uuid:line>/amount/", pages.how_much_page, name="say_how_much"),
    path("lines/<uuid:line>/mark/", settling_pages.mark_page, name="mark_line"),
    path("pairings/<uuid:pairing>/", settling_pages.pairing_page, name="pairing"),
    path("pairings/<uuid:pairing>/settle/", settling_pages.settle_page, name="settle_mismatch"),
    path("pairings/<uuid:pairing>/park/", settling_pages.park_page, name="park_mismatch"),
    path("pairings/<uuid:pairing>/take-back/", settling_pages.take_back_page, name="take_back_pairing"),
    path("settlings/<uuid:settling>/confirm/", settling_pages.confirm_page, name="confirm_settling"),
    path("ground-rules/<uuid:drawn>/", ruling_pages.proposed_rules_page, name="proposed_rules"),
    path("ground-rules/amend/<uuid:decision>/", ruling_pages.amend_rules_page, name="amend_rules"),
    path("ground-rules/<uuid:drawn>/ask/", ruling_pages.ask_rules_page, name="ask_about_rules"),
]
