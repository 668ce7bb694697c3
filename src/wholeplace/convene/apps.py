"""Naming issues and bringing people together as a Django application."""

from django.apps import AppConfig


class ConveneConfig(AppConfig):
    """Naming issues and bringing people together."""

    name = "wholeplace.convene"
    label = "wp_convene"
