"""`wholeplace import`: bringing in data that are held elsewhere."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click
from django.db import DatabaseError
from django.utils.translation import gettext

from wholeplace.account.exchange.polis_export import PolisExport
from wholeplace.account.exchange.polis_or_end import read_or_end
from wholeplace.account.exchange.reporting import report_on
from wholeplace.account.exchange.staging import heard
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.kernel.actors import Actor, Viewer
from wholeplace.kernel.bar import Bar
from wholeplace.kernel.busy import is_away, is_busy
from wholeplace.kernel.command_line import actor_named
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.people import HatKind
from wholeplace.mediate.conversations.actions import ask_to_take_in, take_in_conversation
from wholeplace.mediate.conversations.models import Conversation
from wholeplace.mediate.landscapes.queries import landscape_visible_to


@click.group(
    name="import",
    epilog="Example: wholeplace import polis export/ --place saltmarsh --issue 'Nowhere to go after dark' --as amina@example.org",
)
def import_() -> None:
    """Bring in data that are held elsewhere."""


@import_.command(
    epilog="Example: wholeplace import polis export/ --place saltmarsh --issue 'Nowhere to go after dark' --as amina@example.org"
)
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--place", "slug", required=True, help="Short name of the place.")
@click.option("--issue", "title", required=True, help="Name or id of the issue it is about.")
@click.option("--as", "email", required=True, help="Address of the convener who imports it.")
@click.option(
    "--title", "called", default="", help="What the conversation is called; else the topic in summary.csv."
)
@click.option("--question", default="", help="The question that was asked.")
@click.option(
    "--agree",
    type=click.Choice(["1", "-1"]),
    help="Which number means agree, where the files do not show it.",
)
@click.option("--dry-run", is_flag=True, help="Read and report; import nothing.")
@click.option(
    "--work", is_flag=True, help="Work out the landscape before ending, rather than leave it to the worker."
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print the report and what it was imported as, as JSON."
)
def polis(
    folder: Path,
    slug: str,
    title: str,
    email: str,
    called: str,
    question: str,
    agree: str | None,
    dry_run: bool,  # noqa: FBT001 click's flag
    work: bool,  # noqa: FBT001 click's flag
    as_json: bool,  # noqa: FBT001 click's flag
) -> None:
    """Import the export of a Polis conversation from FOLDER (or a zip of it)."""
    actor = actor_named(slug, email, hat=HatKind.CONVENER)
    export = read_or_end(folder, agree=agree)
    with _telling(export, as_json=as_json) as report:
        with _refusals_end_it():
            conversation = heard(export)
            ask_to_take_in(actor, conversation)
            if dry_run:
                click.echo("Nothing was imported: this was a dry run.", err=True)
                return
            issue = _issue(actor, title)
            called = (called or export.topic or issue.title)[:200]
            made = take_in_conversation(
                actor, issue=issue, title=called, question=question, heard=conversation
            )
        report["imported"] = str(made.pk)
        click.echo(f"Imported as {made.pk}.", err=as_json)
        if work:
            _work_out(actor.viewer, made, as_json=as_json)


def _work_out(viewer: Viewer, made: Conversation, *, as_json: bool) -> None:
    """Do the work that waits; a database that is busy by now leaves it to the worker, and the import stands."""
    try:
        with Bar() as bar:
            run_all_now(told=lambda done, total, said: bar.show(gettext(said), done / max(total, 1)))
        there = landscape_visible_to(viewer, made) is not None
    except DatabaseError as error:
        if not (is_busy(error) or is_away(error)):
            raise
        _leave_it("The database is busy now: the landscape is left to the worker.")
    if not there:
        _leave_it(
            "The landscape could not be worked out now, and is left to the worker. See: wholeplace jobs list"
        )
    click.echo(f"Its landscape is at {made.get_absolute_url()}", err=as_json)


def _leave_it(says: str) -> NoReturn:
    """End with why the landscape is not there, though the import stands."""
    click.echo(says, err=True)
    sys.exit(3)


@contextmanager
def _refusals_end_it() -> Iterator[None]:
    """End with why something was refused: exit code 1, nothing changed."""
    try:
        yield
    except Refused as refused:
        click.echo(f"Refused: {refused}", err=True)
        sys.exit(1)


def _issue(actor: Actor, named: str) -> Issue:
    issues = issues_visible_to(actor.viewer)
    issue = issues.filter(title=named).first() or next((one for one in issues if str(one.pk) == named), None)
    if issue is None:
        raise click.UsageError(f"There is no issue called “{named}” in {actor.place.slug}.")
    return issue


@contextmanager
def _telling(export: PolisExport, *, as_json: bool) -> Iterator[dict[str, Any]]:
    """Tell what was read: in words at once, as JSON at the end, however that comes, with what it was imported as."""
    report = report_on(export) | {"imported": None}
    if not as_json:
        _tell(report)
    try:
        yield report
    finally:
        if as_json:
            click.echo(json.dumps(report, ensure_ascii=False))


def _tell(report: dict[str, Any]) -> None:
    for row in report["summary"]:
        click.echo(f"{row['label']}: {row['value']}")
    for finding in report["findings"]:
        click.echo(f"- {finding}")
    if report["more"]:
        click.echo(f"- and {report['more']} more of the same kinds")
