"""Addresses of pages about the perspectives an issue needs."""

from django.urls import path

from wholeplace.convene.stakeholders import (
    book_pages,
    book_sheet_pages,
    downloads,
    noting_pages,
    pages,
    sheet_pages,
    speaker_pages,
    writing,
)

urlpatterns = [
    path("issues/<uuid:issue>/", pages.perspectives_page, name="perspectives"),
    path("issues/<uuid:issue>/missing/", pages.coverage_page, name="coverage"),
    path(
        "issues/<uuid:issue>/export/<slug:listing>.<slug:form>",
        downloads.download,
        name="export_perspectives",
    ),
    path("issues/<uuid:issue>/import/", sheet_pages.send_page, name="import_perspectives"),
    path("sheets/<uuid:sheet>/", sheet_pages.sheet_page, name="sent_sheet"),
    path("issues/<uuid:issue>/undo/", pages.undo_page, name="undo_perspectives"),
    path("issues/<uuid:issue>/add/", writing.map_page, name="map_perspective"),
    path("issues/<uuid:issue>/suggest/", writing.suggest_page, name="suggest_perspective"),
    path("contacts/", book_pages.book_page, name="contacts"),
    path("contacts/add/", book_pages.add_page, name="add_contact"),
    path("contacts/remove/", book_pages.remove_page, name="remove_contacts"),
    path("contacts/import/", book_sheet_pages.send_page, name="import_contacts"),
    path("contacts/sheets/<uuid:book>/", book_sheet_pages.sheet_page, name="sent_contacts"),
    path("contacts/<uuid:contact>/", book_pages.contact_page, name="contact"),
    path("contacts/<uuid:contact>/change/", book_pages.change_page, name="change_contact"),
    path("contacts/notes/<uuid:guess>/drop/", speaker_pages.drop_page, name="drop_speaker"),
    path("<uuid:perspective>/contacts/", speaker_pages.speakers_page, name="note_speaker"),
    path("ties/<uuid:tie>/end/", writing.end_tie_page, name="end_tie"),
    path("issues/<uuid:issue>/interests/", noting_pages.interests_page, name="interests"),
    path("interests/<uuid:interest>/end/", noting_pages.end_interest_page, name="end_interest"),
    path("notes/<uuid:note>/open/", noting_pages.open_note_page, name="open_note"),
    path("notes/<uuid:note>/take-back/", noting_pages.take_note_back_page, name="take_note_back"),
    path("<uuid:perspective>/note/", noting_pages.note_page, name="write_note"),
    path("<uuid:perspective>/", pages.perspective_page, name="perspective"),
    path("<uuid:perspective>/describe/", writing.describe_page, name="describe_perspective"),
    path("<uuid:perspective>/set-aside/", writing.set_aside_page, name="set_aside"),
    path("<uuid:perspective>/bring-back/", writing.bring_back_page, name="bring_back"),
    path("<uuid:perspective>/take-up/", writing.take_up_page, name="take_up"),
    path("<uuid:perspective>/turn-down/", writing.turn_down_page, name="turn_down"),
    path("<uuid:perspective>/speak/", writing.speak_for_page, name="speak_for"),
    path("<uuid:perspective>/stop-speaking/", writing.stop_speaking_page, name="stop_speaking"),
    path("<uuid:perspective>/ties/", writing.tie_page, name="say_tie"),
]
