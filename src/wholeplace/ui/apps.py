"""The page shell and its components as a Django application."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The page shell and its components."""

    name = "wholeplace.ui"
    label = "wp_ui"
