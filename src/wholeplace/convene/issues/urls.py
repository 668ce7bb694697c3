"""Addresses of pages about issues."""

from django.urls import path

from wholeplace.convene.issues import (
    amending_pages,
    circle_pages,
    decision_pages,
    evidence_pages,
    pages,
    rewording_pages,
)

urlpatterns = [
    path("", pages.issues_page, name="issues"),
    path("name/", pages.name_page, name="name_issue"),
    path("<uuid:issue>/", pages.issue_page, name="issue"),
    path("<uuid:issue>/describe/", amending_pages.describe_page, name="describe_issue"),
    path("<uuid:issue>/status/", amending_pages.move_page, name="move_issue"),
    path("<uuid:issue>/history/", amending_pages.history_page, name="issue_history"),
    path("amendments/<uuid:amendment>/second/", amending_pages.second_move_page, name="second_move"),
    path("<uuid:issue>/framing/", pages.reframe_page, name="reframe_issue"),
    path("<uuid:issue>/framings/propose/", pages.propose_framing_page, name="propose_framing"),
    path("framings/<uuid:proposed>/evidence/", evidence_pages.evidence_page, name="framing_evidence"),
    path("framings/<uuid:proposed>/anew/", rewording_pages.reword_page, name="reword_framing"),
    path(
        "framings/<uuid:proposed>/withdraw/", rewording_pages.withdraw_framing_page, name="withdraw_framing"
    ),
    path("framings/<uuid:proposed>/history/", rewording_pages.framing_history_page, name="framing_history"),
    path("<uuid:issue>/decide/", decision_pages.ask_decision_page, name="ask_decision"),
    path("decisions/<uuid:decision>/", decision_pages.decision_page, name="decision"),
    path("decisions/<uuid:decision>/second/", decision_pages.second_page, name="second_decision"),
    path("decisions/<uuid:decision>/withdraw/", decision_pages.withdraw_page, name="withdraw_decision"),
    path("decisions/<uuid:decision>/amend/", rewording_pages.amend_page, name="amend_proposal"),
    path("objections/<uuid:objection>/answer/", decision_pages.reply_page, name="reply_to_objection"),
    path("<uuid:issue>/circle/", circle_pages.circle_page, name="circle"),
    path("<uuid:issue>/circle/stand/", circle_pages.stand_page, name="stand_for_circle"),
    path("<uuid:issue>/circle/ask/", circle_pages.ask_circle_page, name="ask_for_circle"),
    path(
        "circle/<uuid:candidacy>/withdraw/",
        circle_pages.withdraw_candidacy_page,
        name="withdraw_candidacy",
    ),
    path("<uuid:issue>/take-part/", pages.take_part_page, name="take_part"),
    path("<uuid:issue>/stop/", pages.stop_page, name="stop_taking_part"),
]
