"""Commands that run the program: migrate, serve, worker."""

import click

from wholeplace.cli.installation import refuse_unmigrated
from wholeplace.convene.first_run.commands import tell_setup_code
from wholeplace.convene.first_run.queries import is_founded
from wholeplace.kernel.jobs.worker import work_as_process
from wholeplace.serving import (
    prepare_database,
    refuse_newer_database,
    refuse_secret_of_its_own,
    refuse_unsafe_database,
    serve_pages,
)


@click.command(epilog="Example: wholeplace migrate")
def migrate() -> None:
    """Make or update the tables of the database; safe to run again."""
    prepare_database()
    click.echo("The database is ready.")


@click.command(epilog="Example: wholeplace serve --port 8000")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen at."
)
@click.option("--processes", default=1, show_default=True, type=click.IntRange(1, 64), help="Web processes.")
def serve(host: str, port: int, processes: int) -> None:
    """Serve the pages, with a worker beside them."""
    prepare_database()
    refuse_secret_of_its_own()
    if not is_founded():
        tell_setup_code(port=port)
    serve_pages(host=host, port=port, processes=processes)


@click.command(epilog="Example: wholeplace worker")
def worker() -> None:
    """Do the work that is done after the reply, until told to stop; any number of these on PostgreSQL."""
    refuse_unsafe_database()
    refuse_secret_of_its_own()
    refuse_newer_database()
    refuse_unmigrated()
    work_as_process()
