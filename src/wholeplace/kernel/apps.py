"""The kernel as a Django application."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Knows nothing of what a place does."""

    name = "wholeplace.kernel"
    label = "wp_kernel"

    def ready(self) -> None:
        """Put the write guard on every database connection, teach it to fold text, and register the kernel's own jobs."""
        from wholeplace.kernel import attempts as _attempts  # noqa: F401, PLC0415 registers
        from wholeplace.kernel import folding, guard  # noqa: PLC0415 needs the app registry
        from wholeplace.kernel.jobs import jobs as _queue  # noqa: F401, PLC0415 registers
        from wholeplace.kernel.ledger import jobs as _ledger  # noqa: F401, PLC0415 registers
        from wholeplace.kernel.outbox import conditions as _words  # noqa: F401, PLC0415 registers
        from wholeplace.kernel.outbox import jobs as _outbox  # noqa: F401, PLC0415 registers

        guard.install()
        folding.install()
