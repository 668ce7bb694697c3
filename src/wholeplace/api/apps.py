"""The HTTP API, read off the actions and queries as a Django application."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The HTTP API, read off the actions and queries."""

    name = "wholeplace.api"
    label = "wp_api"
