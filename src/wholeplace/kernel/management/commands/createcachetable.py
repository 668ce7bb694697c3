"""Django's createcachetable with the write guard off: a table is being made."""

from typing import Any

from django.core.management.commands.createcachetable import Command as CreateCacheTable

from wholeplace.kernel.guard import migrating


class Command(CreateCacheTable):
    """Make the table of shared rate limits."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, unguarded."""
        with migrating():
            super().handle(*args, **options)
