"""What every command on an installation stands on: a database that is there, of this version, and nobody's alone."""

import contextlib
import sys
from collections.abc import Iterator

import click
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from wholeplace.kernel.actions import TooBusy
from wholeplace.kernel.busy import is_away, is_busy
from wholeplace.kernel.in_use import InUse, sharing_database
from wholeplace.kernel.ledger.keyfiles import KeyFileError
from wholeplace.kernel.ledger.restoring import restore_is_untold, tell_of_restore

UNSHARED = {"doctor", "restore"}
"""A restore takes the database for itself; the doctor also looks at one that is away."""
PREPARING = {"migrate", "serve", "demo"}
"""Make the tables themselves, and put an untold restore on record then."""
BUSY = 3
"""How a command ends that a busy database kept from its work."""
MIGRATE = "The tables of the database are not those of this version. Run: wholeplace migrate"


@contextlib.contextmanager
def on_this_installation(command: str) -> Iterator[None]:
    """Use the installation for a command; what an operator can mend is said in a sentence, ending with 2."""
    try:
        with contextlib.nullcontext() if command in UNSHARED else sharing_database():
            _put_restore_on_record(command)
            yield
    except (InUse, KeyFileError) as known:
        _end(str(known))
    except TooBusy:
        _end("The database is busy, and nothing was done. Try again in a minute.", code=BUSY)
    except DatabaseError as error:
        if is_away(error):
            _end(f"The database cannot be reached: {error}")
        if is_busy(error):
            _end("The database is busy, and this could not be finished. Try again in a minute.", code=BUSY)
        if not is_migrated():
            _end(MIGRATE)
        raise


def _put_restore_on_record(command: str) -> None:
    """Let the record say that it was restored, where a restore ended before that; nothing else comes before it."""
    if command not in UNSHARED | PREPARING and restore_is_untold():
        refuse_unmigrated()
        tell_of_restore()


def refuse_unmigrated() -> None:
    """End where the database lacks tables; for what would go on asking it otherwise."""
    if not is_migrated():
        _end(MIGRATE)


def is_migrated() -> bool:
    """Say whether the database has all the tables of this version."""
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return True  # what is wrong is something else


def _end(says: str, *, code: int = 2) -> None:
    click.echo(says.strip(), err=True)
    sys.exit(code)
