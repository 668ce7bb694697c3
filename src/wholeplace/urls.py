"""Every address of the program: fixed ones first, then each place under its own short name."""

from django.urls import include, path

handler400 = "wholeplace.ui.pages.not_understood"
handler404 = "wholeplace.ui.pages.not_found"
handler403 = "wholeplace.ui.pages.not_found"
handler500 = "wholeplace.ui.pages.failed"

urlpatterns = [
    path("", include("wholeplace.ui.urls")),
    path("", include("wholeplace.places.sign_in.urls")),
    path("", include("wholeplace.places.policies.urls")),
    path("", include("wholeplace.demo.urls")),
    path("", include("wholeplace.convene.first_run.urls")),
    path("api/v1/<slug:place>/", include("wholeplace.api.urls")),
    path("<slug:place>/", include("wholeplace.places.urls")),
    path("<slug:place>/issues/", include("wholeplace.convene.issues.urls")),
    path("<slug:place>/changes/", include("wholeplace.convene.changes.urls")),
    path("<slug:place>/ground-rules/", include("wholeplace.convene.ground_rules.urls")),
    path("<slug:place>/stakeholders/", include("wholeplace.convene.stakeholders.urls")),
    path("<slug:place>/mandates/", include("wholeplace.convene.mandates.urls")),
    path("<slug:place>/invitations/", include("wholeplace.convene.invitations.urls")),
    path("<slug:place>/lotteries/", include("wholeplace.convene.lottery.urls")),
    path("<slug:place>/expectations/", include("wholeplace.convene.expectations.urls")),
    path("<slug:place>/wickedness/", include("wholeplace.convene.wickedness.urls")),
    path("<slug:place>/conversations/", include("wholeplace.mediate.landscapes.urls")),
    path("<slug:place>/conversations/", include("wholeplace.mediate.conversations.urls")),
    path("<slug:place>/exchange/", include("wholeplace.account.exchange.urls")),
    path("<slug:place>/reports/", include("wholeplace.account.reports.urls")),
    path("<slug:place>/record/", include("wholeplace.account.scrutiny.urls")),
]
