"""Addresses for bringing data in and taking it out."""

from django.urls import path

from wholeplace.account.exchange import downloads, moderation, pages

urlpatterns = [
    path("issues/<uuid:issue>/import/", pages.upload_page, name="import_conversation"),
    path("staged/<uuid:staged>/", pages.staged_page, name="staged_import"),
    path(
        "conversations/<uuid:conversation>/moderation/log.csv", moderation.download_log, name="moderation_csv"
    ),
    path("conversations/<uuid:conversation>/<slug:table>.<slug:form>", downloads.download, name="download"),
]
