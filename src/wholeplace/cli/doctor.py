"""`wholeplace doctor`: what an operator should know about this installation."""

import datetime as dt
import json
import shutil
import smtplib
import socket
import ssl
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click
from django.conf import settings
from django.core.checks import Warning as CheckWarning
from django.core.checks import run_checks
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.models import Max

from wholeplace.cli.installation import MIGRATE, is_migrated
from wholeplace.kernel import clock
from wholeplace.kernel.files.proving import files_kept, missing_from_disk
from wholeplace.kernel.installation import INSTALLATION, installation_id
from wholeplace.kernel.jobs.queries import dead_letters
from wholeplace.kernel.ledger.keyfiles import KeyFileError
from wholeplace.kernel.ledger.keys import signing_key
from wholeplace.kernel.ledger.models import Entry
from wholeplace.kernel.ledger.restoring import restore_is_untold
from wholeplace.kernel.places import Place
from wholeplace.mediate.conversations.keys import places_without_key
from wholeplace.serving import unsafe_settings

LEAST_DISK = 2_000_000_000
OLDEST_BACKUP = dt.timedelta(days=2)
LARGEST_DRIFT = 60
LEAST_DAYS = 14
"""Of a certificate: those that renew themselves do so about a month before the end."""


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is well, and what to do where it is not."""

    about: str
    well: bool
    says: str


@click.command(epilog="Example: wholeplace doctor --json")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(as_json: bool) -> None:  # noqa: FBT001 click's flag
    """Look the installation over: address, certificate, mail, disk, keys, backup, database, clock; end with 1 where something is wrong."""
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
    secure = parts.scheme == "https"
    says = (
        settings.PUBLIC_URL
        if secure or at_home
        else f"{settings.PUBLIC_URL} is not https; set WHOLEPLACE_PUBLIC_URL and a certificate"
    )
    yield Finding("address", secure or at_home, f"{says}, for this machine only" if at_home else says)
    if settings.DEMO and not at_home:
        yield Finding("demo", well=False, says="the demo's one-button sign-in is on; unset WHOLEPLACE_DEMO")
    if secure:
        yield Finding(
            "proxies",
            settings.PROXIES > 0,
            f"{settings.PROXIES} in front"
            if settings.PROXIES
            else "the server that holds the certificate stands in front, but is not believed: all visitors share one"
            " limit; set WHOLEPLACE_PROXIES=1",
        )
        yield _certificate(parts.hostname or "", parts.port or 443)


def _certificate(host: str, port: int) -> Finding:
    try:
        with (
            socket.create_connection((host, port), timeout=10) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) as secured,
        ):
            until = ssl.cert_time_to_seconds(str((secured.getpeercert() or {})["notAfter"]))
    except (OSError, KeyError) as error:
        return Finding("certificate", well=False, says=f"cannot be checked: {error}")
    days = int((until - clock.now().timestamp()) // 86_400)
    return Finding("certificate", days >= LEAST_DAYS, f"{days} days left")


def _reachable() -> Iterator[Finding]:
    try:
        with urllib.request.urlopen(f"{settings.PUBLIC_URL}/healthz/", timeout=10) as reply:  # noqa: S310 our own address
            whose = reply.headers.get(INSTALLATION, "")
    except OSError as error:
        says = f"nothing answers at {settings.PUBLIC_URL} ({error}); is it running?"
        yield Finding("reachable", well=False, says=says)
        return
    ours = whose == installation_id()
    yield Finding(
        "reachable",
        ours,
        "the pages answer"
        if ours
        else f"something else answers at {settings.PUBLIC_URL}, or a machine with another WHOLEPLACE_SECRET_KEY",
    )


def _mail() -> Iterator[Finding]:
    if "smtp" not in settings.EMAIL_BACKEND:
        yield Finding("mail", settings.DEMO, "mail is printed, not sent; set WHOLEPLACE_SMTP_URL")
        return
    try:
        with get_connection():  # says hello, begins TLS and signs in, as for a letter
            pass
        yield Finding("mail", well=True, says=f"{settings.EMAIL_HOST} takes letters")
    except (OSError, smtplib.SMTPException) as error:
        yield Finding("mail", well=False, says=f"{settings.EMAIL_HOST} takes no letters: {error}")


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
    if restore_is_untold():
        says = "a restore ended before the record said so; any other command writes that first"
        yield Finding("record", well=False, says=says)
    given_up = len(dead_letters())
    yield Finding(
        "work",
        given_up == 0,
        f"{given_up} jobs were given up" + ("; see: wholeplace jobs list" if given_up else ""),
    )
    yield _files()
    yield from _shared()
    yield _clock()


def _files() -> Finding:
    """Look for the files people put beside what they say: whether each is there; `wholeplace verify` reads them too."""
    kept = files_kept()
    missing = missing_from_disk(kept)
    says = f"{len(kept)} in {settings.FILES}" if kept else f"none yet; they will be in {settings.FILES}"
    if missing:
        says = f"{missing} of {len(kept)} are not in {settings.FILES}; put them back from a backup"
    elif connection.vendor == "postgresql":
        says += ", which every web machine and worker must share"
    return Finding("files", missing == 0, says)


def _shared() -> Iterator[Finding]:
    """Look for what machines that share a database need alike: a secret, and the keys that sign."""
    if connection.vendor == "postgresql":
        shared = settings.SECRET_KEY_IS_SET
        says = (
            "set for every machine"
            if shared
            else "set WHOLEPLACE_SECRET_KEY to the same text on every machine"
        )
        yield Finding("secret", shared, says)
    for place in Place.objects.order_by("slug"):
        published = place.verifying_keys.count()
        try:
            if published:
                signing_key(place, generation=published)
        except KeyFileError as error:
            yield Finding(f"key of {place.slug}", well=False, says=str(error))
            continue
        says = f"in {settings.KEYS}" if published else "not made yet: a worker makes it within a minute"
        yield Finding(f"key of {place.slug}", published > 0, says)
    for slug in places_without_key():
        says = f"not in {settings.KEYS}, or another: nobody can answer there; put it back from where keys are kept"
        yield Finding(f"ballot key of {slug}", well=False, says=says)


def _clock() -> Finding:
    """Compare this clock with the database server's, or with the newest entry: a clock must not have gone back."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (there,) = cursor.fetchone()
        drift = abs((clock.now() - there).total_seconds())
        return Finding("clock", drift < LARGEST_DRIFT, f"{drift:.0f} seconds from the database server's")
    newest = Entry.objects.aggregate(newest=Max("at"))["newest"]
    ahead = (newest - clock.now()).total_seconds() if newest else 0.0
    return Finding(
        "clock",
        ahead < LARGEST_DRIFT,
        "not behind what was written last"
        if ahead < LARGEST_DRIFT
        else f"{ahead:.0f} seconds behind the newest entry",
    )


def _settings() -> Iterator[Finding]:
    for message in run_checks(include_deployment_checks=True):
        spoken = isinstance(message, CheckWarning) and not message.is_silenced()
        if spoken and urlsplit(settings.PUBLIC_URL).scheme == "https":
            yield Finding(f"settings {message.id}", well=False, says=str(message.msg))


LOOKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _address, _reachable, _mail, _disk, _backup, _database, _settings,
)  # fmt: skip
