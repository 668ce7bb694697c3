"""The kernel as a Django application."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Knows nothing of what a place does."""

    name = "wholeplace.kernel"
    label = "wp_kernel"

    def ready(self) -> None:
        """Put the write guard on every database connection."""
        from wholeplace.kernel.guard import install  # noqa: PLC0415 needs the app registry

        install()
