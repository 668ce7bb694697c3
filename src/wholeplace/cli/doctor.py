"""`wholeplace doctor`: what an operator should know about this installation."""

import datetime as dt
import json
import shutil
import smtplib
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click
from django.conf import settings
from django.core.checks import Warning as CheckWarning
from django.core.checks import run_checks
from django.db import DatabaseError, connection

from wholeplace.cli.installation import MIGRATE, is_migrated
from wholeplace.kernel import clock
from wholeplace.kernel.jobs.queries import dead_letters
from wholeplace.serving import unsafe_settings

LEAST_DISK = 2_000_000_000
OLDEST_BACKUP = dt.timedelta(days=2)
LARGEST_DRIFT = 60


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is well, and what to do where it is not."""

    about: str
    well: bool
    says: str


@click.command(epilog="Example: wholeplace doctor --json")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(as_json: bool) -> None:  # noqa: FBT001 click's flag
    """Look the installation over: address, mail, disk, clock, backup, database; end with 1 where something is wrong."""
    findings = [finding for look in LOOKS for finding in look()]
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=1))
    for finding in () if as_json else findings:
        click.echo(f"{'well ' if finding.well else 'LOOK '} {finding.about}: {finding.says}")
    if any(finding.says == MIGRATE for finding in findings):
        sys.exit(2)
    sys.exit(0 if all(finding.well for finding in findings) else 1)


def _address() -> Iterator[Finding]:
    parts = urlsplit(settings.PUBLIC_URL)
    at_home = parts.hostname in {"localhost", "127.0.0.1"}
    well = parts.scheme == "https" or at_home
    says = (
        settings.PUBLIC_URL
        if well
        else f"{settings.PUBLIC_URL} is not https; set WHOLEPLACE_PUBLIC_URL and a certificate"
    )
    yield Finding("address", well, f"{says}, for this machine only" if at_home else says)
    if settings.DEMO and not at_home:
        yield Finding("demo", well=False, says="the demo's one-button sign-in is on; unset WHOLEPLACE_DEMO")


def _reachable() -> Iterator[Finding]:
    try:
        with urllib.request.urlopen(f"{settings.PUBLIC_URL}/healthz/", timeout=10) as reply:  # noqa: S310 our own address
            date = reply.headers.get("Date", "")
            well, says = reply.status == 200, "the pages answer"
    except (urllib.error.URLError, OSError) as error:
        yield Finding(
            "reachable",
            well=False,
            says=f"nothing answers at {settings.PUBLIC_URL} ({error}); is it running?",
        )
        return
    yield Finding("reachable", well, says)
    there = (
        dt.datetime.strptime(date, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=dt.UTC)
        if date
        else clock.now()
    )
    drift = abs((clock.now() - there).total_seconds())
    yield Finding("clock", drift < LARGEST_DRIFT, f"{drift:.0f} seconds between this clock and the server's")


def _mail() -> Iterator[Finding]:
    if "smtp" not in settings.EMAIL_BACKEND:
        yield Finding("mail", settings.DEMO, "mail is printed, not sent; set WHOLEPLACE_SMTP_URL")
        return
    try:
        with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=10) as server:
            server.noop()
        yield Finding("mail", well=True, says=f"{settings.EMAIL_HOST} answers")
    except (OSError, smtplib.SMTPException) as error:
        yield Finding("mail", well=False, says=f"{settings.EMAIL_HOST} does not answer: {error}")


def _disk() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.HOME).free
    yield Finding("disk", free > LEAST_DISK, f"{free / 1e9:.1f} GB free where the data are")
    keys = list(Path(settings.KEYS).glob("*.key"))
    loose = [key.name for key in keys if key.stat().st_mode & 0o077]
    yield Finding(
        "keys",
        not loose,
        f"{len(keys)} keys" if not loose else f"others may read {', '.join(loose)}: chmod 600",
    )


def _backup() -> Iterator[Finding]:
    mark = Path(settings.HOME) / "last-backup"
    if not mark.exists():
        yield Finding("backup", settings.DEMO, "there has never been one; run: wholeplace backup FILE")
        return
    age = clock.now() - dt.datetime.fromisoformat(mark.read_text())
    yield Finding(
        "backup", age < OLDEST_BACKUP, f"the last one is {age.days} days and {age.seconds // 3600} hours old"
    )


def _database() -> Iterator[Finding]:
    try:
        unsafe = unsafe_settings()
    except DatabaseError as error:
        yield Finding("database", well=False, says=f"cannot be reached: {error}")
        return
    says = ", ".join(f"{setting} is {value}" for setting, value in unsafe) or f"{connection.vendor}, durable"
    if not is_migrated():
        yield Finding("database", well=False, says=MIGRATE)
        return
    yield Finding("database", not unsafe, says)
    given_up = len(dead_letters())
    yield Finding(
        "work",
        given_up == 0,
        f"{given_up} jobs were given up" + ("; see: wholeplace jobs list" if given_up else ""),
    )


def _settings() -> Iterator[Finding]:
    for message in run_checks(include_deployment_checks=True):
        if isinstance(message, CheckWarning) and urlsplit(settings.PUBLIC_URL).scheme == "https":
            yield Finding(f"settings {message.id}", well=False, says=str(message.msg))


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _address, _reachable, _mail, _disk, _backup, _database, _settings,
)  # fmt: skip
