"""Addresses of the first run, and of the page that comes after it."""

from django.urls import path

from wholeplace.convene.first_run import face, pages
from wholeplace.convene.first_run.names import Step

OWN = {Step.ADDRESS: pages.address_page, Step.MAIL: pages.mail_page, Step.COLOUR: face.colour_page}

urlpatterns = [
    path("setup/", pages.code_page, name="setup"),
    *(
        path(
            f"setup/{step.value}/", OWN.get(step, pages.step_page), {"step": step}, name=f"setup_{step.value}"
        )
        for step in Step
    ),
    path("setup/logo/", face.logo_page, name="setup_logo"),
    path("setup/check/", pages.check_page, name="setup_check"),
    path("<slug:place>/what-next/", pages.what_next_page, name="what_next"),
]
