"""Hearing people, and showing where they agree and differ as a Django application."""

from django.apps import AppConfig


class MediateConfig(AppConfig):
    """Hearing people, and showing where they agree and differ."""

    name = "wholeplace.mediate"
    label = "wp_mediate"
