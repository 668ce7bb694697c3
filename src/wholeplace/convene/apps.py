"""Naming issues and bringing people together as a Django application."""

from django.apps import AppConfig


class ConveneConfig(AppConfig):
    """Naming issues and bringing people together."""

    name = "wholeplace.convene"
    label = "wp_convene"

    def ready(self) -> None:
        """Show each feature in the kernel's registries."""
        from wholeplace.convene.issues import actions, queries  # noqa: F401, PLC0415 needs the app registry
        from wholeplace.convene.issues.models import Issue  # noqa: PLC0415
        from wholeplace.kernel.reachable import REACHABLE, Reachable  # noqa: PLC0415

        REACHABLE.add("convene.issues", Reachable(Issue, queries.issues_visible_to))
