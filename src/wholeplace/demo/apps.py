"""The story that fills an empty place as a Django application."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The story that fills an empty place."""

    name = "wholeplace.demo"
    label = "wp_demo"
