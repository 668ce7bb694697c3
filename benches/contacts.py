"""Measure how long ten thousand contacts take: sent as a file, read, looked over, and taken into the book.

Run `python -m benches.contacts`. An installation of its own is made and thrown away. Pages are asked for in process, signed
in as a convener; the jobs are done in process too, one after the other, as the worker of `wholeplace serve` does them.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

CONVENER = "amina.yusuf@council.tarrowmouth.example"
PLACE = "tarrowmouth"
HEADS = ("Name", "E-mail", "Phone", "Postal address", "Organisation", "Sector", "Note")
LINE = "{:<58}{:>9}{:>9}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    count = 1_000 if parser.parse_args().quick else 10_000
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(
            WHOLEPLACE_HOME=home, WHOLEPLACE_DEMO="true", DJANGO_SETTINGS_MODULE="wholeplace.settings"
        )
        wholeplace = str(Path(sys.executable).with_name("wholeplace"))
        subprocess.run([wholeplace, "demo", "--fill-only"], check=True, stdout=subprocess.DEVNULL)
        import django  # noqa: PLC0415 needs the settings' environment

        django.setup()
        _measure(count)


def rows_of(count: int) -> list[list[str]]:
    """Return made-up contacts; every fiftieth row says again who stood in an earlier one, every hundredth has a fault."""
    rows = []
    for number in range(count):
        who = number - 25 if number % 50 == 49 else number
        mail = f"p{who}@contacts.example" if number % 100 else "no address"
        address = f"{who} Quay Street, Tarrowmouth TM1 {who % 9}AA"
        phone = f"01632 {100_000 + who}"
        rows.append(
            [f"Person {who} Of Many", mail, phone, address, f"Body {who % 400}", "Health", "Met at the fair"]
        )
    return rows


def _measure(count: int) -> None:
    from django.test import Client  # noqa: PLC0415 needs the app registry

    from wholeplace.kernel.jobs.worker import run_all_now  # noqa: PLC0415
    from wholeplace.kernel.people import Person  # noqa: PLC0415
    from wholeplace.kernel.spreadsheets import Table, csv_for_people, xlsx_bytes  # noqa: PLC0415

    run_all_now()
    table = Table("Contacts", HEADS, rows_of(count))
    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.get(email=CONVENER))
    print(LINE.format(f"{count:,} contacts", "wall, s", "CPU, s"))
    for kind, content in (("xlsx", xlsx_bytes([table])), ("csv", csv_for_people(table))):
        name = f"{kind.upper()}, {len(content) / 1e6:.1f} MB, {'an empty book' if kind == 'xlsx' else 'all in the book'}"
        _take_in(client, f"contacts.{kind}", content, name)
    base = f"/{PLACE}/stakeholders/contacts/"
    _timed("the first page of the book", lambda: _asked(client.get(base)))
    _timed("words looked for in the book", lambda: _asked(client.get(base, {"q": "person 77"})))


def _take_in(client: Any, name: str, content: bytes, called: str) -> None:
    """Send a file, wait until it is read, look at what it comes to, say yes, and wait until it is in the book."""
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 needs the app registry

    from wholeplace.convene.stakeholders.models import Contact, SentSheet  # noqa: PLC0415
    from wholeplace.kernel.jobs.worker import run_all_now  # noqa: PLC0415

    print(called)
    begun = time.perf_counter()
    answers = {"key": name, "origin": "A list of the council's", "ground": "task"}
    sending = f"/{PLACE}/stakeholders/contacts/import/"
    file = SimpleUploadedFile(name, content)
    sent = _timed("  sent", lambda: client.post(sending, {**answers, "file": file}))
    _timed("  read, and compared with the book", run_all_now)
    _timed("  what it comes to, as a page", lambda: _asked(client.get(sent.url)))
    chosen = {"key": "yes", "known": "fill", "twice": "once", "wrong": "leave_out"}
    client.post(sent.url, chosen)
    _timed("  taken in, a thousand at a deed, and sequenced", run_all_now)
    done = SentSheet.objects.get(pk=sent.url.rstrip("/").rpartition("/")[2]).done
    print(
        LINE.format(
            f"  in all; {Contact.objects.count():,} in the book{'' if done else ', NOT DONE'}",
            f"{time.perf_counter() - begun:.1f}",
            "",
        )
    )


def _asked(reply: Any) -> Any:
    """Return a reply that is a page."""
    assert reply.status_code == 200, reply.status_code
    return reply


def _timed(called: str, deed: Callable[[], Any]) -> Any:
    """Do something, and print how long it took, in processes begun for it too."""
    wall, cpu = time.perf_counter(), _cpu()
    made = deed()
    print(LINE.format(called, f"{time.perf_counter() - wall:.2f}", f"{_cpu() - cpu:.2f}"))
    return made


def _cpu() -> float:
    return sum(os.times()[:4])


if __name__ == "__main__":
    main()
