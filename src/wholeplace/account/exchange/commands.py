"""`wholeplace import`: bringing in data that are held elsewhere."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from django.utils.translation import gettext

from wholeplace.account.exchange.polis_export import PolisExport
from wholeplace.account.exchange.polis_or_end import read_or_end
from wholeplace.account.exchange.reporting import report_on
from wholeplace.account.exchange.staging import heard
from wholeplace.convene.issues.models import Issue
from wholeplace.convene.issues.queries import issues_visible_to
from wholeplace.kernel.actors import Actor
from wholeplace.kernel.bar import Bar
from wholeplace.kernel.command_line import actor_named
from wholeplace.kernel.conditions import Refused
from wholeplace.kernel.jobs.worker import run_all_now
from wholeplace.kernel.people import HatKind
from wholeplace.mediate.conversations.actions import ask_to_take_in, take_in_conversation


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
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
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
    _tell(export, as_json=as_json)
    with _refusals_end_it():
        conversation = heard(export)
        ask_to_take_in(actor, conversation)
    if dry_run:
        click.echo("Nothing was imported: this was a dry run.", err=True)
        return
    issue = _issue(actor, title)
    called = (called or export.topic or issue.title)[:200]
    with _refusals_end_it():
        made = take_in_conversation(actor, issue=issue, title=called, question=question, heard=conversation)
    click.echo(f"Imported as {made.pk}.", err=as_json)
    if work:
        with Bar() as bar:
            run_all_now(told=lambda done, total, said: bar.show(gettext(said), done / max(total, 1)))
        click.echo(f"Its landscape is at {made.get_absolute_url()}", err=as_json)


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


def _tell(export: PolisExport, *, as_json: bool) -> None:
    report = report_on(export)
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False))
        return
    for row in report["summary"]:
        click.echo(f"{row['label']}: {row['value']}")
    for finding in report["findings"]:
        click.echo(f"- {finding}")
    if report["more"]:
        click.echo(f"- and {report['more']} more of the same kinds")
