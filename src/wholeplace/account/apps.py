"""Reporting back and giving account as a Django application."""

from django.apps import AppConfig


class AccountConfig(AppConfig):
    """Reporting back and giving account."""

    name = "wholeplace.account"
    label = "wp_account"
