"""Addresses of what became of conversations, and of their reports."""

from django.urls import path

from wholeplace.account.reports import answering, pages, printing

ABOUT = "<uuid:conversation>/"

urlpatterns = [
    path(ABOUT, pages.report_page, name="report"),
    path(f"{ABOUT}write/", pages.write_page, name="write_report"),
    path(f"{ABOUT}publish/", pages.publish_page, name="publish_report"),
    path(f"{ABOUT}<int:version>/pdf/", printing.paper_page, name="report_paper"),
    path(f"{ABOUT}<int:version>/brief/", printing.brief_page, name="report_brief"),
    path(f"{ABOUT}statements/", answering.fates_page, name="fates"),
    path(f"{ABOUT}statements/answer/", answering.give_page, name="give_fate"),
    path(f"{ABOUT}next-step/", answering.next_step_page, name="add_next_step"),
]
