"""Organisations, people, sign-in as a Django application."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Organisations, people, sign-in."""

    name = "wholeplace.places"
    label = "wp_places"
