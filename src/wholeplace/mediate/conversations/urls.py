"""Addresses of conversations that are held here."""

from django.urls import path

from wholeplace.mediate.conversations import (
    arriving,
    convening,
    guesting,
    moderation_pages,
    pages,
    papering,
    rooming,
)

LIVE = "live/<uuid:live>/"

urlpatterns = [
    path("open/<uuid:issue>/", convening.open_page, name="open_conversation"),
    path("room/", guesting.room_page, name="room"),
    path("rooms/<uuid:room>/poster/", rooming.poster_page, name="poster"),
    path("rooms/<uuid:room>/close/", rooming.end_room_page, name="end_room"),
    path(f"{LIVE}rooms/", rooming.rooms_page, name="rooms"),
    path(f"{LIVE}guest/", guesting.guest_page, name="guest"),
    path(f"{LIVE}guest/finish/", guesting.guest_finish_page, name="guest_finish"),
    path(f"{LIVE}guest/say/", guesting.guest_say_page, name="guest_say"),
    path(f"{LIVE}guest/statements/<int:number>/anew/", guesting.guest_reword_page, name="guest_reword"),
    path(
        f"{LIVE}guest/statements/<int:number>/moderators/",
        guesting.guest_answer_moderators_page,
        name="guest_answer_moderators",
    ),
    path(f"{LIVE}claim/", guesting.claim_page, name="claim_guest"),
    path(f"{LIVE}guest/back/", guesting.guest_back_page, name="guest_back"),
    path(f"{LIVE}poster/", papering.join_poster_page, name="join_poster"),
    path(f"{LIVE}paper/", papering.sheet_page, name="sheet"),
    path(f"{LIVE}paper/type/", papering.type_page, name="type_sheet"),
    path(LIVE, pages.conversation_page, name="conversation"),
    path(f"{LIVE}join/", arriving.join_page, name="join"),
    path(f"{LIVE}join/open/", convening.let_join_page, name="let_join"),
    path(f"{LIVE}join/close/", convening.stop_joining_page, name="stop_joining"),
    path(f"{LIVE}take-part/", pages.take_part_page, name="take_part_here"),
    path(f"{LIVE}answer/", pages.answer_page, name="answer"),
    path(f"{LIVE}answers/", pages.answers_page, name="my_answers"),
    path(f"{LIVE}statements/", pages.statements_page, name="statements"),
    path(f"{LIVE}say/", pages.say_page, name="say"),
    path(f"{LIVE}statements/<int:number>/anew/", pages.reword_page, name="reword"),
    path(f"{LIVE}on-the-record/", pages.go_on_record_page, name="go_on_record"),
    path(f"{LIVE}begin/", convening.begin_page, name="begin_conversation"),
    path(f"{LIVE}more-time/", convening.extend_page, name="extend_conversation"),
    path(f"{LIVE}close-early/", convening.propose_close_page, name="propose_close"),
    path(f"{LIVE}close-early/second/", convening.close_early_page, name="close_early"),
    path(f"{LIVE}close-early/drop/", convening.keep_open_page, name="keep_open"),
    path(f"{LIVE}statements/<int:number>/report/", moderation_pages.report_page, name="report_statement"),
    path(
        f"{LIVE}statements/<int:number>/moderators/",
        moderation_pages.answer_moderators_page,
        name="answer_moderators",
    ),
    path(f"{LIVE}moderation/", moderation_pages.moderation_page, name="moderation"),
    path(f"{LIVE}moderation/log/", moderation_pages.log_page, name="moderation_log"),
]
