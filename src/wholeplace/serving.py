"""Running the program: a durable database brought up to date, the pages, and a worker beside them."""

import errno
import multiprocessing
import socket
import sys
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from wholeplace.kernel.jobs.worker import working_beside
from wholeplace.kernel.ledger.restoring import tell_of_restore

WEB_THREADS = 8


def prepare_database() -> None:
    """Refuse a database that loses acknowledged writes; bring its tables, its record and the static files up to date."""
    Path(settings.HOME).mkdir(parents=True, exist_ok=True)
    refuse_unsafe_database()
    refuse_newer_database()
    call_command("migrate", verbosity=0, interactive=False)
    tell_of_restore()
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def refuse_unsafe_database() -> None:
    """End with a message where the database is set to lose what it acknowledged."""
    for setting, found in unsafe_settings():
        click.echo(
            f"The database is set to lose saved answers: {setting} is {found}. Change it, then start again.",
            err=True,
        )
        sys.exit(2)


def refuse_newer_database() -> None:
    """End with a message where a newer version brought the database up to date: this one would not know what it keeps."""
    loader = MigrationLoader(connection)
    replaced = {one for migration in loader.disk_migrations.values() for one in migration.replaces}
    unknown = loader.applied_migrations.keys() - loader.disk_migrations.keys() - replaced
    if any(app.startswith("wp_") for app, _name in unknown):
        click.echo(
            "A newer version has brought this database up to date. Install that version, or restore a copy from before.",
            err=True,
        )
        sys.exit(2)


def refuse_secret_of_its_own() -> None:
    """End with a message where machines could share the database, each with a secret that the others do not know."""
    if connection.vendor == "postgresql" and not settings.SECRET_KEY_IS_SET:
        click.echo(
            "Machines that share a database share a secret too, or nobody stays signed in. Set WHOLEPLACE_SECRET_KEY"
            " to the same long text on each, and WHOLEPLACE_KEYS to one folder that each of them reaches.",
            err=True,
        )
        sys.exit(2)


def unsafe_settings() -> list[tuple[str, str]]:
    """Return the durability settings of the database that are not safe, each with its value."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            level = cursor.execute("PRAGMA synchronous").fetchone()[0]
        return [] if level >= 2 else [("synchronous", str(level))]
    found = []
    with connection.cursor() as cursor:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute(f"SHOW {setting}")
            (value,) = cursor.fetchone()
            if value in {"off", "local"}:
                found.append((setting, value))
    return found


def serve_pages(*, host: str, port: int, processes: int) -> None:
    """Listen until told to stop; a port somebody else uses is said plainly."""
    from granian import Granian  # noqa: PLC0415 only needed here
    from granian.constants import Interfaces  # noqa: PLC0415

    refuse_secret_of_its_own()
    refuse_taken_port(host, port)
    multiprocessing.set_start_method("spawn", force=True)
    connection.close()
    server = Granian(
        "wholeplace.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=WEB_THREADS,
        respawn_failed_workers=True,
        log_access=False,
    )
    with working_beside():
        server.serve()
    if not server.interrupt_signal:
        click.echo(
            "The web processes died again and again: stopped, so that a supervisor starts afresh.", err=True
        )
        sys.exit(1)


def refuse_taken_port(host: str, port: int) -> None:
    """End with a message where something else listens at this port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            click.echo(
                f"Port {port} is taken by another program. Stop it, or choose another port, such as PORT={port + 1}.",
                err=True,
            )
            sys.exit(2)
