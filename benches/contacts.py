"""Measure how long ten thousand contacts take: sent as a file, read, looked over, and taken into the book.

Run `python -m benches.contacts`. An installation of its own is made and thrown away. Pages are asked for in process, signed
in as a convener; the jobs are done in process too, one after the other, as the worker of `wholeplace serve` does them.
"""

import argparse
import time
from typing import Any

from benches.inside import PLACE, STEP, furnished, read, signed_in, step

HEADS = ("Name", "E-mail", "Phone", "Postal address", "Organisation", "Sector", "Note")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    count = 1_000 if parser.parse_args().quick else 10_000
    with furnished():
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
    from wholeplace.kernel.jobs.worker import run_all_now  # noqa: PLC0415 needs the app registry
    from wholeplace.kernel.spreadsheets import Table, csv_for_people, xlsx_bytes  # noqa: PLC0415

    run_all_now()
    table = Table("Contacts", HEADS, rows_of(count))
    client = signed_in()
    print(STEP.format(f"{count:,} contacts", "wall, s", "CPU, s"))
    for kind, content in (("xlsx", xlsx_bytes([table])), ("csv", csv_for_people(table))):
        name = f"{kind.upper()}, {len(content) / 1e6:.1f} MB, {'an empty book' if kind == 'xlsx' else 'all in the book'}"
        _take_in(client, f"contacts.{kind}", content, name)
    base = f"/{PLACE}/stakeholders/contacts/"
    step("the first page of the book", lambda: read(client, base))
    step("words looked for in the book", lambda: read(client, f"{base}?q=person+77"))


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
    sent = step("  sent", lambda: client.post(sending, {**answers, "file": file}))
    step("  read, and compared with the book", run_all_now)
    step("  what it comes to, as a page", lambda: read(client, sent.url))
    chosen = {"key": "yes", "known": "fill", "twice": "once", "wrong": "leave_out"}
    client.post(sent.url, chosen)
    step("  taken in, a thousand at a deed, and sequenced", run_all_now)
    done = SentSheet.objects.get(pk=sent.url.rstrip("/").rpartition("/")[2]).done
    print(
        STEP.format(
            f"  in all; {Contact.objects.count():,} in the book{'' if done else ', NOT DONE'}",
            f"{time.perf_counter() - begun:.1f}",
            "",
        )
    )


if __name__ == "__main__":
    main()
