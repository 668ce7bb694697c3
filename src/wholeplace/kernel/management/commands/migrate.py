"""Django's migrate with the write guard off: tables are being made."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate

from wholeplace.kernel.guard import migrating


class Command(Migrate):
    """Bring the database's tables up to this version of the program."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, unguarded."""
        with migrating():
            super().handle(*args, **options)
