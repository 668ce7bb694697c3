"""Reporting back and giving account as a Django application."""

from django.apps import AppConfig


class AccountConfig(AppConfig):
    """Reporting back and giving account."""

    name = "wholeplace.account"
    label = "wp_account"

    def ready(self) -> None:
        """Show each feature in the kernel's registries."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415 registries need the app registry

        from wholeplace.account.exchange.downloads import offers  # noqa: PLC0415
        from wholeplace.mediate.landscapes.downloads import DOWNLOADS  # noqa: PLC0415
        from wholeplace.ui.shell import NAV, NavLink, Where  # noqa: PLC0415

        DOWNLOADS.add("account.exchange", offers)
        NAV.add("account.scrutiny", NavLink(_("Our record"), "record"), order=70)
        NAV.add("account.scrutiny", NavLink(_("How to check our record"), "record", where=Where.FOOTER))
